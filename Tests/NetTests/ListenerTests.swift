import Glibc
import TestSupport
import Testing

@testable import Net
@testable import System

/// Listeners accept connections without blocking.
struct ListenerTests {
    private func listen(_ text: String = "127.0.0.1:0", onlyIPv6: Bool = false) throws -> Listener {
        try Listener(on: SocketAddress(parsing: text), onlyIPv6: onlyIPv6)
    }

    /// The kernel chooses a port for port 0, and the address contains it.
    @Test func realPort() throws {
        let listener = try listen()
        #expect(listener.address.port != 0)
        #expect(listener.address.host == "127.0.0.1")
    }

    /// The address of IPv6 is printed as a whole.
    @Test func realAddress() throws {
        let listener = try listen("[::1]:0")
        #expect(listener.address.host == "::1")
        #expect(listener.address.description == "[::1]:\(listener.address.port)")
    }

    @Test func accepts() throws {
        let listener = try listen()
        guard case .none = listener.accept() else { throw Unexpected() }
        let client = try TestSocket(port: listener.address.port)
        guard case .connection(let socket) = listener.accept() else { throw Unexpected() }
        // A server must not block on one client, nor pass its connections to programs that it starts.
        #expect(fcntl(socket.number, F_GETFL) & O_NONBLOCK != 0)
        #expect(fcntl(socket.number, F_GETFD) & FD_CLOEXEC != 0)
        #expect(fcntl(listener.number, F_GETFL) & O_NONBLOCK != 0)
        #expect(fcntl(listener.number, F_GETFD) & FD_CLOEXEC != 0)
        // A short answer is not held back until the client has confirmed the one before.
        var (isPrompt, length) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
        #expect(unsafe getsockopt(socket.number, Int32(IPPROTO_TCP), TCP_NODELAY, &isPrompt, &length) == 0)
        #expect(isPrompt != 0)
        #expect(socket.discardInput(limit: 100) == .none)
        try client.send([1, 2, 3])
        #expect(socket.discardInput(limit: 100) == .some)
        client.close()
        #expect(socket.discardInput(limit: 100) == .ended)
    }

    /// A socket that has finished sending still reads, and a write that is possible is complete.
    @Test func halfClosed() throws {
        let listener = try listen()
        let client = try TestSocket(port: listener.address.port)
        guard case .connection(let socket) = listener.accept() else { throw Unexpected() }
        let bytes: [UInt8] = [1, 2, 3]
        socket.sendIfPossible(bytes.span)
        #expect(try client.receive() == bytes)
        #expect(socket.write(bytes.span) == .some(3))
        #expect(try client.receive() == bytes)
        socket.finishSending()
        #expect(try client.receive() == nil)
        var buffer = [UInt8](repeating: 0, count: 8)
        #expect(socket.read(into: &buffer) == .none)
        try client.send([7, 8])
        #expect(socket.read(into: &buffer) == .some(2))
        #expect(buffer == [7, 8, 0, 0, 0, 0, 0, 0])
        client.close()
        #expect(socket.read(into: &buffer) == .ended)
        #expect(socket.write(bytes.span) == .ended)
    }

    /// After a restart all API servers connect at once, so the kernel's queue must be as long as the machine allows.
    @Test func backlog() throws {
        let listener = try listen()
        var info = tcp_info()
        var size = socklen_t(MemoryLayout<tcp_info>.size)
        try #require(unsafe getsockopt(listener.number, Int32(IPPROTO_TCP), TCP_INFO, &info, &size) == 0)
        let most = KernelFile.text(of: "/proc/sys/net/core/somaxconn").flatMap { Int($0.filter(\.isNumber)) }
        // For a listener, the kernel reports the length of its queue in this field.
        #expect(Int(info.tcpi_sacked) == min(4096, try #require(most)))
    }

    /// Two listeners on one address would share its connections, so the second is refused with the address in its
    /// error.
    @Test func addressInUse() throws {
        let listener = try listen()
        let error = #expect(throws: SystemError.self) { try listen("\(listener.address)") }
        #expect(error?.code == EADDRINUSE)
        #expect(error?.description == "cannot listen on \(listener.address): Address already in use")
    }

    /// `[::]` accepts IPv4 connections too, unless it is told not to, so that IPv4 can have a listener of its own.
    @Test func bothFamilies() throws {
        let both = try listen("[::]:0")
        _ = try TestSocket(port: both.address.port)
        guard case .connection(let socket) = both.accept() else { throw Unexpected() }
        // Logs must name the client by its IPv4 address.
        #expect(socket.peer.host == "127.0.0.1")

        let six = try listen("[::]:0", onlyIPv6: true)
        let four = try listen("0.0.0.0:\(six.address.port)")
        _ = try TestSocket(port: six.address.port)
        guard case .none = six.accept(), case .connection = four.accept() else { throw Unexpected() }
    }

    /// If resources run out, the connection stays in the queue, and trying again at once would only spin.
    @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
    func exhausted(code: Int32) throws {
        guard case .exhausted(let error) = Listener.meaning(of: code) else { throw Unexpected() }
        #expect(error == SystemError(code: code, operation: "accept a connection"))
    }

    /// An error of one connection does not affect the next; accept(2) lists these.
    @Test(arguments: [
        ECONNABORTED, EINTR, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH,
        EPERM, ETIMEDOUT,
    ])
    func gone(code: Int32) throws {
        guard case .gone = Listener.meaning(of: code) else { throw Unexpected() }
        guard case .none = Listener.meaning(of: EAGAIN) else { throw Unexpected() }
    }

    /// A listener that is closed frees its port.
    @Test func closes() throws {
        var address = ""
        do { address = try "\(listen().address)" }
        #expect(try "\(listen(address).address)" == address)
    }
}

struct Unexpected: Error {}
