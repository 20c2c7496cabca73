internal import CLinux

private import Glibc

/// The one owner of an open file descriptor: it is closed when the owner goes away.
public struct FileDescriptor: ~Copyable, Sendable {
    /// The descriptor's number, to be passed to a call; never to be closed or kept.
    public let number: Int32

    /// Takes ownership of an open descriptor.
    /// - Parameter number: A descriptor that nobody else will close.
    public init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // A close that fails has released the descriptor all the same (Linux), so there is nothing to do about it.
        _ = close(number)
    }
}

/// How many descriptors this process may have open.
public enum DescriptorLimit {
    /// Raises the process's limit to what it is allowed to raise it to.
    ///
    /// The usual limit of 1,024 is there for programs that use select(2), which this one does not.
    /// - Returns: The limit that holds from now on; nil where the kernel does not tell.
    public static func raise() -> Int? {
        let limit = linux_raise_descriptor_limit()
        return limit > 0 ? Int(limit) : nil
    }
}

private import Glibc

/// A system call that failed.
public struct SystemError: Error, Equatable, CustomStringConvertible {
    /// The number that the kernel gave, as in errno(3).
    public let code: Int32

    /// What was attempted, in words that complete "cannot …".
    public let operation: String

    /// Makes an error.
    /// - Parameters:
    ///   - code: The number that the kernel gave.
    ///   - operation: What was attempted, in words that complete "cannot …".
    public init(code: Int32, operation: String) {
        self.code = code
        self.operation = operation
    }

    /// One line for a person: what failed, and why.
    public var description: String {
        guard let reason = unsafe strerror(code) else { return "cannot \(operation): error \(code)" }
        return "cannot \(operation): \(unsafe String(cString: reason))"
    }

    /// Turns the result of a CLinux function, where a negative number is a negated errno, into a value or an error.
    /// - Parameters:
    ///   - result: What the function returned.
    ///   - operation: What was attempted, in words that complete "cannot …".
    /// - Returns: The result, where it is not negative.
    /// - Throws: The error that a negative result stands for.
    @discardableResult
    public static func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(SystemError) -> Int32 {
        guard result < 0 else { return result }
        throw SystemError(code: 0 &- result, operation: operation())
    }
}
