private import Glibc

/// A blocking TCP connection to this machine.
///
/// Nothing waits longer than some seconds, so that a test of a server that hangs fails instead of hanging as well.
package final class TestSocket {
    private static let patience = 20

    private var descriptor: Int32
    private var received: [UInt8] = []

    /// The most bytes to send with one system call.
    package var pieceSize = Int.max

    /// The most bytes to send in total; sending more is an error, after the allowed bytes were sent.
    package var byteLimit = Int.max

    /// The number of bytes sent.
    package private(set) var bytesSent = 0

    /// Connects.
    /// - Parameters:
    ///   - port: A port of 127.0.0.1.
    ///   - receiveBuffer: The size of the socket's receive buffer in bytes; nil for the system's.
    /// - Throws: `TestClientError` if the port has no listener.
    package init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        _ = signal(SIGPIPE, SIG_IGN)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        set(SO_RCVTIMEO, to: patience)
        set(SO_SNDTIMEO, to: patience)
        // The buffer applies from the connection's first byte on.
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

    /// Sets an option of the socket; a failure shows in the test that needs the option.
    private func set(_ option: Int32, of level: Int32 = SOL_SOCKET, to value: some BitwiseCopyable) {
        var value = value
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout.size(ofValue: value)))
    }

    /// Takes over one end of a connection.
    /// - Parameter descriptor: A connected blocking socket that nothing else closes.
    package init(adopting descriptor: Int32) {
        _ = signal(SIGPIPE, SIG_IGN)
        self.descriptor = descriptor
    }

    deinit { close() }

    /// The descriptor's number; negative when closed.
    package var number: Int32 { descriptor }

    /// Sends bytes.
    /// - Parameter bytes: The bytes.
    /// - Throws: `TestClientError` if the peer accepts no more bytes, or the limit is reached.
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
    /// - Throws: `TestClientError` if the connection was reset, or nothing came for a long time.
    package func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw TestClientError(action: "receive", errno) }
        return count == 0 ? nil : Array(buffer.prefix(count))
    }

    /// Receives one response in plain HTTP.
    /// - Returns: The response.
    /// - Throws: `TestClientError` if the connection ends before it is complete, or it is malformed.
    package func receiveResponse() throws -> TestResponse {
        while true {
            if let response = try TestResponse(takingFrom: &received, toHead: false) { return response }
            guard let more = try receive() else { throw TestClientError.incomplete }
            received += more
        }
    }

    /// Waits until the socket has input or the end of the stream.
    /// - Parameter milliseconds: The longest time to wait.
    /// - Returns: Whether it has.
    /// - Throws: `TestClientError` if the socket cannot be waited for.
    package func waitForInput(milliseconds: Int32) throws -> Bool {
        var descriptors = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = unsafe poll(&descriptors, 1, milliseconds)
        guard count >= 0 else { throw TestClientError(action: "wait", errno) }
        return count > 0
    }

    /// Sends FIN: the client sends nothing more, but can still receive.
    package func finishSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes the connection in the usual way.
    package func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }

    /// Closes the connection with RST, like a client that is killed with unread data.
    package func abort() {
        guard descriptor >= 0 else { return }
        set(SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
        close()
    }
}

/// The failure of a test client.
package struct TestClientError: Error, Equatable, CustomStringConvertible {
    /// The failure in one line for a person.
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    init(action: String, _ error: Int32) {
        self = error == EAGAIN ? .patience : TestClientError("cannot \(action): error \(error)")
    }

    /// The server did nothing for a long time, which no test expects.
    package static let patience = TestClientError("the server hangs")
    /// The client has sent all bytes that it may.
    package static let limit = TestClientError("the limit of bytes to send is reached")
    /// The stream ended without the close_notify that TLS requires.
    package static let truncated = TestClientError("the connection ended without close_notify")
    /// The stream ended before a response was complete.
    package static let incomplete = TestClientError("the connection ended within a response")
}
