public import System
internal import CLinux

/// A connected TCP socket that never blocks.
///
/// A reference, so that one thread can hand it to another in a list.
public final class Socket: Sendable {
    private let descriptor: FileDescriptor

    /// The address of the peer.
    public let peer: SocketAddress

    /// Takes ownership of a connected socket.
    /// - Parameters:
    ///   - descriptor: A connected TCP socket that does not block.
    ///   - peer: The address of the peer.
    public init(_ descriptor: consuming FileDescriptor, peer: SocketAddress) {
        self.descriptor = descriptor
        self.peer = peer
    }

    /// The descriptor's number, for a poller or a TLS connection.
    public var number: Int32 { descriptor.number }

    /// Tells the peer that nothing more will be sent; its data can still be read.
    public func finishSending() {
        // It fails where the peer has gone, which the next read tells as well.
        _ = shutdown(descriptor.number, Int32(SHUT_WR))
    }

    /// Sends bytes as they are if there is room for them now; otherwise they are lost.
    /// - Parameter bytes: A few bytes, for which a connection that has sent nothing yet always has room.
    public func sendIfPossible(_ bytes: Span<UInt8>) {
        _ = unsafe bytes.withUnsafeBytes {
            unsafe send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// What reading or writing without TLS led to.
    public enum Transfer: Equatable, Sendable {
        /// So many bytes were read or written, at least one.
        case some(Int)
        /// There is nothing to read, or no room to write, at present.
        case none
        /// The peer has finished or has gone.
        case ended
    }

    /// Reads what has arrived.
    /// - Parameter buffer: Gets the bytes, from its start; its size does not change.
    /// - Returns: How many bytes were read, or why none were.
    public func read(into buffer: inout [UInt8]) -> Transfer {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe linux_receive(descriptor.number, bytes.baseAddress, bytes.count)
        }
        return Self.transfer(count)
    }

    /// Sends bytes; maybe only the first of them.
    /// - Parameter bytes: What to send, at least one byte.
    /// - Returns: How many bytes were taken, or why none were.
    public func write(_ bytes: Span<UInt8>) -> Transfer {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe linux_send(descriptor.number, $0.baseAddress, $0.count)
        }
        return Self.transfer(count)
    }

    private static func transfer(_ count: Int) -> Transfer {
        if count > 0 { return .some(count) }
        return count == -Int(EAGAIN) || count == -Int(EINTR) ? .none : .ended
    }

    /// What throwing away input led to.
    public enum Discarded: Equatable, Sendable {
        /// Some bytes were thrown away; there may be more.
        case some
        /// Nothing is there now.
        case none
        /// The peer has finished or has gone.
        case ended
    }

    /// Reads and throws away what has arrived.
    /// - Parameter limit: About how many bytes at most.
    /// - Returns: What was found.
    public func discardInput(limit: Int32) -> Discarded {
        switch linux_discard_input(descriptor.number, limit) {
        case 1...: .some
        case -EAGAIN, -EINTR: .none
        default: .ended
        }
    }
}
