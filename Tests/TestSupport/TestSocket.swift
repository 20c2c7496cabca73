private import Glibc

/// A blocking TCP connection to this machine.
///
/// Nothing waits longer than some seconds, so that a test of a server that
/// hangs fails instead of hanging too.
package final class TestSocket {
    private static let patience = 20

    private var descriptor: Int32
    private var received: [UInt8] = []

    /// How many bytes go out with one system call.
    package var pieceSize = Int.max

    /// How many bytes may go out in all; what is beyond them is an error, after as many as allowed were sent.
    package var byteLimit = Int.max

    /// How many bytes have gone out.
    package private(set) var bytesSent = 0

    /// Connects.
    /// - Parameters:
    ///   - port: A port of 127.0.0.1.
    ///   - receiveBuffer: The size of the socket's receive buffer in bytes; nil for the system's.
    /// - Throws: `TestClientError` where nobody listens.
    package init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        _ = signal(SIGPIPE, SIG_IGN)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        set(SO_RCVTIMEO, to: patience)
        set(SO_SNDTIMEO, to: patience)
        // Connections have this buffer from their first byte on.
        if let receiveBuffer { set(SO_RCVBUF, to: receiveBuffer) }
        guard connect(to: port) else { throw TestClientError("cannot connect to port \(port): error \(errno)") }
        set(TCP_NODELAY, of: Int32(IPPROTO_TCP), to: Int32(1))
    }

    private func connect(to port: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Sets an option of the socket; a test that needs it shows where that failed.
    private func set(_ option: Int32, of level: Int32 = SOL_SOCKET, to value: some BitwiseCopyable) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout.size(ofValue: value)))
    }

    /// Takes one end of a connection over.
    /// - Parameter descriptor: A connected socket that blocks, and that nothing else will close.
    package init(adopting descriptor: Int32) {
        _ = signal(SIGPIPE, SIG_IGN)
        self.descriptor = descriptor
    }

    deinit { close() }

    /// The descriptor's number; negative when closed.
    package var number: Int32 { descriptor }

    /// Sends bytes.
    /// - Parameter bytes: What to send.
    /// - Throws: `TestClientError` where the peer takes no more, or the limit is reached.
    package func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(min(pieceSize, byteLimit - bytesSent))
            guard !piece.isEmpty else { throw TestClientError.limit }
            let count = unsafe piece.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw TestClientError(action: "send", errno) }
            bytesSent += count
            rest = rest.dropFirst(count)
        }
    }

    /// Receives some bytes.
    /// - Returns: At least one byte; nil at the end of the stream.
    /// - Throws: `TestClientError` where the connection was reset, or nothing came for a long time.
    package func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw TestClientError(action: "receive", errno) }
        return count == 0 ? nil : Array(buffer.prefix(count))
    }

    /// Receives one response in plain HTTP.
    /// - Returns: The response.
    /// - Throws: `TestClientError` where the connection ends before it is complete, or it is malformed.
    package func receiveResponse() throws -> TestResponse {
        while true {
            if let response = try TestResponse(takingFrom: &received, toHead: false) { return response }
            guard let more = try receive() else { throw TestClientError.incomplete }
            received += more
        }
    }

    /// Waits until there is something to receive, or the end of the stream.
    /// - Parameter milliseconds: How long to wait at most.
    /// - Returns: Whether there is.
    /// - Throws: `TestClientError` where the socket cannot be waited for.
    package func waitForInput(milliseconds: Int32) throws -> Bool {
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = unsafe poll(&descriptors, 1, milliseconds)
        guard count >= 0 else { throw TestClientError(action: "wait", errno) }
        return count > 0
    }

    /// Sends FIN: nothing more will be sent, while the peer's bytes can still be received.
    package func finishSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes the connection in the usual way.
    package func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }

    /// Closes the connection with RST, as a client does that is killed with data unread.
    package func abort() {
        guard descriptor >= 0 else { return }
        set(SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
        close()
    }
}

/// What a test client failed at.
package struct TestClientError: Error, Equatable, CustomStringConvertible {
    /// One line for a person.
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    init(action: String, _ error: Int32) {
        self = error == EAGAIN ? .patience : TestClientError("cannot \(action): error \(error)")
    }

    /// The server has done nothing for a long time; no test expects that.
    package static let patience = TestClientError("the server hangs")
    /// The client has sent as many bytes as it may.
    package static let limit = TestClientError("the limit of bytes to send is reached")
    /// The stream ended without the goodbye that TLS asks for.
    package static let truncated = TestClientError("the connection ended without close_notify")
    /// The stream ended before a response was complete.
    package static let incomplete = TestClientError("the connection ended within a response")
}
