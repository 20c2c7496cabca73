package import System
internal import CLinux

/// A connected TCP socket that never blocks.
///
/// It is a class, so that one thread can pass it to another in a list.
package final class Socket: Sendable {
    private let descriptor: FileDescriptor

    /// The address of the peer.
    package let peer: SocketAddress

    /// Takes ownership of a connected socket.
    /// - Parameters:
    ///   - descriptor: A connected TCP socket that does not block.
    ///   - peer: The address of the peer.
    package init(_ descriptor: consuming FileDescriptor, peer: SocketAddress) {
        self.descriptor = descriptor
        self.peer = peer
    }

    /// The descriptor's number, for a poller or a TLS connection.
    package var number: Int32 { descriptor.number }

    /// Tells the peer that this side will send nothing more; data from the peer can still be read.
    package func finishSending() {
        // It fails if the peer has gone, which the next read shows as well.
        _ = shutdown(descriptor.number, Int32(SHUT_WR))
    }

    /// Sends bytes as they are if there is space for them now; otherwise they are lost.
    /// - Parameter bytes: A few bytes, for which a connection that has sent nothing yet always has space.
    package func sendIfPossible(_ bytes: Span<UInt8>) {
        _ = unsafe bytes.withUnsafeBytes {
            unsafe send(descriptor.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// The result of reading or writing without TLS.
    package enum Transfer: Equatable, Sendable {
        /// This number of bytes was read or written, at least one.
        case some(Int)
        /// There is nothing to read, or no space to write, at present.
        case none
        /// The peer has finished or has gone.
        case ended
    }

    /// Reads the bytes that have arrived.
    /// - Parameter buffer: Receives the bytes, from its start; its size does not change.
    /// - Returns: The number of bytes read, or the reason why there were none.
    package func read(into buffer: inout [UInt8]) -> Transfer {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe linux_receive(descriptor.number, bytes.baseAddress, bytes.count)
        }
        return Self.transfer(count)
    }

    /// Sends bytes, or only the first of them.
    /// - Parameter bytes: The bytes, at least one.
    /// - Returns: The number of bytes accepted, or the reason why none were.
    package func write(_ bytes: Span<UInt8>) -> Transfer {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe linux_send(descriptor.number, $0.baseAddress, $0.count)
        }
        return Self.transfer(count)
    }

    /// The meaning of the result of a call: a number of bytes, or an error below zero.
    static func transfer(_ count: Int) -> Transfer {
        if count > 0 { return .some(count) }
        return count == -Int(EAGAIN) || count == -Int(EINTR) ? .none : .ended
    }

    /// The result of discarding input.
    package enum Discarded: Equatable, Sendable {
        /// Some bytes were discarded; there may be more.
        case some
        /// There are no bytes now.
        case none
        /// The peer has finished or has gone.
        case ended
    }

    /// Reads and discards the bytes that have arrived.
    /// - Parameter limit: The approximate number of bytes to discard at most.
    /// - Returns: The result.
    package func discardInput(limit: Int32) -> Discarded {
        switch Self.transfer(Int(linux_discard_input(descriptor.number, limit))) {
        case .some: .some
        case .none: .none
        case .ended: .ended
        }
    }
}
