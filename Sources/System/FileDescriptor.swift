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
