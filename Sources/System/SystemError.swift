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
