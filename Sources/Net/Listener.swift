public import System
internal import CLinux

/// A TCP socket that waits for connections; it never blocks.
///
/// A reference, so that a server can keep a list of them.
public final class Listener: Sendable {
    /// How many connections may wait to be accepted: what the kernel allows at most (net.core.somaxconn) by default, so
    /// that a burst, such as every API server connecting again after a restart, is not refused.
    public static let backlog: Int32 = 4096

    private let socket: FileDescriptor

    /// The address listened on, with the real port where port 0 was asked for.
    public let address: SocketAddress

    /// Starts to listen.
    ///
    /// The address may be in use by connections of an earlier process that are still being closed (SO_REUSEADDR), but
    /// not by another listener.
    /// - Parameters:
    ///   - wanted: Where to listen.
    ///   - onlyIPv6: Whether `[::]` takes IPv6 connections only, so that another listener can have the same port for
    ///     IPv4. Otherwise it takes both.
    /// - Throws: `SystemError`, for example when the address is in use.
    public init(on wanted: SocketAddress, onlyIPv6: Bool = false) throws(SystemError) {
        let number = try SystemError.check(
            linux_listen(wanted.raw, onlyIPv6 ? 1 : 0, Self.backlog), "listen on \(wanted)")
        socket = FileDescriptor(owning: number)
        address = SocketAddress(raw: linux_local_address(number))
    }

    /// The descriptor's number, for a poller.
    public var number: Int32 { socket.number }

    /// What an attempt to accept a connection led to.
    public enum Accepted: Sendable {
        /// A connection; it does not block, sends small packets at once and is closed on exec.
        case connection(Socket)

        /// No connection waits.
        case none

        /// That connection has gone already; there may be others.
        case gone

        /// The process or the machine has no descriptor or no memory left. What waits keeps waiting, so trying again at
        /// once would only spin.
        case exhausted(SystemError)
    }

    /// Accepts one connection if one waits.
    /// - Returns: What came of it.
    public func accept() -> Accepted {
        var peer = linux_address()
        let number = unsafe linux_accept(socket.number, &peer)
        if number >= 0 {
            // Without it an answer of several packets waits for the client's delayed acknowledgement. A socket whose
            // client has gone already refuses, and is found out at its first read.
            _ = linux_send_without_delay(number)
            return .connection(Socket(FileDescriptor(owning: number), peer: SocketAddress(raw: peer).unmapped))
        }
        return Self.meaning(of: 0 &- number)
    }

    /// What it means that accept(2) has failed.
    static func meaning(of code: Int32) -> Accepted {
        switch code {
        case EAGAIN: .none
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .exhausted(SystemError(code: code, operation: "accept a connection"))
        // accept(2): errors of the new connection's network are passed on by accept and are to be tried again.
        default: .gone
        }
    }
}
