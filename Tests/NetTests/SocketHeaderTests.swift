import CLinux
import Glibc
import Testing

@testable import Net

/// The sockets of CLinux: what the kernel was asked for, and what its answers mean.
struct SocketHeaderTests {
    private static func address(_ low: UInt64 = 0x7F00_0001, port: UInt16 = 0) -> linux_address {
        AddressHeaderTests.address(low: low, port: port)
    }

    private static func option(_ number: Int32, _ level: Int32, _ name: Int32) -> Int32 {
        var (value, length) = (Int32(-1), socklen_t(MemoryLayout<Int32>.size))
        return unsafe getsockopt(number, level, name, &value, &length) == 0 ? value : -1
    }

    /// Whether a descriptor neither blocks nor is passed to programs.
    private static func isFree(_ number: Int32) -> Bool {
        fcntl(number, F_GETFL) & O_NONBLOCK != 0 && fcntl(number, F_GETFD) & FD_CLOEXEC != 0
    }

    private static let tcp = Int32(IPPROTO_TCP)

    @Test func listens() throws {
        let listener = linux_listen(Self.address(), 0, 5)
        try #require(listener >= 0)
        defer { close(listener) }
        #expect(Self.isFree(listener))
        #expect(Self.option(listener, SOL_SOCKET, SO_REUSEADDR) == 1)
        #expect(Self.option(listener, SOL_SOCKET, SO_ACCEPTCONN) == 1)
        #expect(Self.option(listener, SOL_SOCKET, SO_TYPE) == Int32(SOCK_STREAM.rawValue))
        let local = linux_local_address(listener)
        #expect(local.family == AF_INET && local.low == 0x7F00_0001 && local.port != 0)
        // The port is taken; a failure keeps no descriptor.
        for _ in 0..<3000 { #expect(linux_listen(Self.address(port: local.port), 0, 5) == -EADDRINUSE) }
        let next = dup(listener)
        #expect(next >= 0 && next < 3000)
        close(next)
        #expect(linux_local_address(-1).family == 0)
    }

    @Test(arguments: [0, 1] as [Int32])
    func listensOnlyOnVersion6(_ isOnly: Int32) throws {
        let listener = linux_listen(AddressHeaderTests.address(AF_INET6, low: 0), isOnly, 5)
        try #require(listener >= 0)
        defer { close(listener) }
        #expect(Self.option(listener, Int32(IPPROTO_IPV6), IPV6_V6ONLY) == isOnly)
        let local = linux_local_address(listener)
        #expect(local.family == AF_INET6 && local.high == 0 && local.low == 0 && local.port != 0)
    }

    /// The length of the queue is what was asked for: more clients wait for their place.
    @Test func queues() throws {
        let listener = linux_listen(Self.address(), 0, 1)
        try #require(listener >= 0)
        defer { close(listener) }
        let port = linux_local_address(listener).port
        let clients = (0..<8).map { _ in linux_connect(Self.address(port: port)) }
        defer { for client in clients { close(client) } }
        var accepted = 0
        var peer = linux_address()
        while true {
            let connection = unsafe linux_accept(listener, &peer)
            guard connection >= 0 else { break }
            accepted += 1
            close(connection)
            if accepted == 2 { break }
        }
        #expect(accepted == 2)
    }

    @Test func connectsAndAccepts() throws {
        let listener = linux_listen(Self.address(), 0, 5)
        try #require(listener >= 0)
        defer { close(listener) }
        var peer = linux_address()
        #expect(unsafe linux_accept(listener, &peer) == -EAGAIN)
        let client = linux_connect(Self.address(port: linux_local_address(listener).port))
        try #require(client >= 0)
        defer { close(client) }
        #expect(linux_connection_error(client) == 0)
        #expect(Self.isFree(client))
        #expect(Self.option(client, Self.tcp, TCP_NODELAY) != 0)
        #expect(Self.option(client, SOL_SOCKET, SO_KEEPALIVE) == 1)
        #expect(Self.option(client, Self.tcp, TCP_KEEPIDLE) == 30)
        #expect(Self.option(client, Self.tcp, TCP_KEEPINTVL) == 10)
        #expect(Self.option(client, Self.tcp, TCP_KEEPCNT) == 3)
        #expect(Self.option(client, Self.tcp, TCP_USER_TIMEOUT) == 60_000)
        let server = unsafe linux_accept(listener, &peer)
        try #require(server >= 0)
        defer { close(server) }
        #expect(Self.isFree(server))
        let own = linux_local_address(client)
        #expect(peer.family == AF_INET && peer.low == own.low && peer.port == own.port && peer.port != 0)
        #expect(Self.option(server, Self.tcp, TCP_NODELAY) == 0)
        #expect(linux_send_without_delay(server) == 0)
        #expect(Self.option(server, Self.tcp, TCP_NODELAY) != 0)
        #expect(linux_send_without_delay(-1) == -EBADF)
    }

    @Test("a connection that cannot be made says why, and keeps no descriptor")
    func failures() throws {
        let listener = linux_listen(Self.address(), 0, 5)
        let port = linux_local_address(listener).port
        close(listener)
        let client = linux_connect(Self.address(port: port))
        if client >= 0 {
            var descriptors = pollfd(fd: client, events: Int16(POLLOUT), revents: 0)
            #expect(unsafe poll(&descriptors, 1, 10_000) == 1)
            #expect(linux_connection_error(client) == -ECONNREFUSED)
            close(client)
        } else {
            #expect(client == -ECONNREFUSED)
        }
        // The address of everyone in this network is none of a peer.
        for _ in 0..<3000 { #expect(linux_connect(Self.address(0xFFFF_FFFF, port: 9)) < 0) }
        let next = dup(0)
        #expect(next >= 0 && next < 3000)
        close(next)
        #expect(linux_connection_error(-1) == -EBADF)
        #expect(linux_connect(AddressHeaderTests.address(-1)) == -EAFNOSUPPORT)
        #expect(linux_listen(AddressHeaderTests.address(-1), 0, 1) == -EAFNOSUPPORT)
    }

    @Test(
        "a connection goes on although connect has not waited for it",
        arguments: [(EINPROGRESS, 1), (EINTR, 1), (ECONNREFUSED, 0), (EAGAIN, 0), (EALREADY, 0), (0, 0)]
            as [(Int32, Int32)])
    func goesOn(_ error: Int32, isFine: Int32) {
        #expect(linux_goes_on(error) == isFine)
    }

    /// Two ends of a connection that block, so that a call which must not wait would.
    private static func pair() throws -> (left: Int32, right: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        return (ends[0], ends[1])
    }

    @Test func transfers() throws {
        let (left, right) = try Self.pair()
        defer { close(left) }
        var buffer = [UInt8](repeating: 0, count: 8)
        #expect(unsafe linux_receive(left, &buffer, 8) == -Int(EAGAIN))
        #expect(unsafe linux_send(right, [1, 2, 3] as [UInt8], 2) == 2)
        #expect(unsafe linux_receive(left, &buffer, 1) == 1)
        #expect(unsafe linux_receive(left, &buffer, 8) == 1)
        #expect(buffer[0] == 2)
        // A full socket makes nobody wait.
        let much = [UInt8](repeating: 0, count: 1 << 16)
        var last = 1
        while last > 0 { last = unsafe linux_send(left, much, much.count) }
        #expect(last == -Int(EAGAIN))
        close(right)
        #expect(unsafe linux_send(left, [1] as [UInt8], 1) == -Int(EPIPE))
    }

    @Test("the end of a stream is zero")
    func ends() throws {
        let (left, right) = try Self.pair()
        defer { close(left) }
        close(right)
        var buffer = [UInt8](repeating: 0, count: 8)
        #expect(unsafe linux_receive(left, &buffer, 8) == 0)
        #expect(linux_discard_input(left, 10) == 0)
        #expect(unsafe linux_receive(-1, &buffer, 8) == -Int(EBADF))
    }

    @Test("input is thrown away up to a limit, or to its end for now")
    func discards() throws {
        let (left, right) = try Self.pair()
        defer {
            close(left)
            close(right)
        }
        #expect(linux_discard_input(left, 100) == -EAGAIN)
        let bytes = [UInt8](repeating: 7, count: 10_000)
        #expect(unsafe linux_send(right, bytes, 10_000) == 10_000)
        #expect(linux_discard_input(left, 0) == 0)
        #expect(linux_discard_input(left, 4096) == 4096)
        #expect(linux_discard_input(left, 1) == 4096)
        #expect(linux_discard_input(left, 10_000) == 10_000 - 2 * 4096)
        #expect(linux_discard_input(left, 10_000) == -EAGAIN)
    }

    @Test(
        "what the result of a transfer means",
        arguments: [
            (5, .some(5)), (1, .some(1)), (0, .ended), (-Int(EAGAIN), .none), (-Int(EINTR), .none),
            (-Int(EPIPE), .ended),
            (-Int(ECONNRESET), .ended),
        ] as [(Int, Socket.Transfer)])
    func meaning(_ result: Int, transfer: Socket.Transfer) {
        #expect(Socket.transfer(result) == transfer)
    }

    /// The address of a link has no meaning without its interface.
    @Test func scope() throws {
        let text = "[fe80::1%lo]:80"
        let address = try SocketAddress(parsing: text)
        let bytes = unsafe linux_resolve("fe80::1%lo", 1)
        #expect(bytes.scope != 0 && address.host.hasPrefix("fe80::1"))
    }
}
