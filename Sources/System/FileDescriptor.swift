internal import CLinux

private import Glibc

/// The only owner of an open file descriptor, which it closes when its lifetime ends.
package struct FileDescriptor: ~Copyable, Sendable {
    /// The descriptor's number, for calls only; never close or keep it.
    package let number: Int32

    /// Takes ownership of an open descriptor.
    /// - Parameter number: A descriptor that no other code will close.
    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // A failed close has released the descriptor all the same (Linux), so there is nothing left to do.
        _ = close(number)
    }
}

/// The limit of open descriptors of this process.
package enum DescriptorLimit {
    /// Raises the process's soft limit to the hard limit.
    ///
    /// The usual limit of 1,024 is for programs that use select(2), which this one does not.
    /// - Returns: The new limit; nil if the kernel does not tell.
    package static func raise() -> Int? {
        let limit = linux_raise_descriptor_limit()
        return limit > 0 ? Int(limit) : nil
    }
}

private import Glibc

/// A system call that failed.
package struct SystemError: Error, Equatable, CustomStringConvertible {
    /// The kernel's error number, as in errno(3).
    package let code: Int32

    /// The operation, in words that complete "cannot …".
    package let operation: String

    /// Makes an error.
    /// - Parameters:
    ///   - code: The kernel's error number.
    ///   - operation: The operation, in words that complete "cannot …".
    package init(code: Int32, operation: String) {
        self.code = code
        self.operation = operation
    }

    /// One line for a person: the operation, and the reason of its failure.
    package var description: String {
        guard let reason = unsafe strerror(code) else { return "cannot \(operation): error \(code)" }
        return "cannot \(operation): \(unsafe String(cString: reason))"
    }

    /// Turns the result of a CLinux function, in which a negative number is a negated errno, into a value or an error.
    /// - Parameters:
    ///   - result: The result of the function.
    ///   - operation: The operation, in words that complete "cannot …".
    /// - Returns: The result, if it is not negative.
    /// - Throws: The error that a negative result stands for.
    @discardableResult
    package static func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(SystemError) -> Int32 {
        guard result < 0 else { return result }
        throw SystemError(code: 0 &- result, operation: operation())
    }
}
