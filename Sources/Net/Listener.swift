package import System
internal import CLinux

/// A TCP socket that waits for connections; it never blocks.
///
/// It is a class, so that a server can keep a list of listeners.
package final class Listener: Sendable {
    /// The most connections that may wait to be accepted.
    ///
    /// It is the kernel's own default maximum (net.core.somaxconn), so that a burst, as when every API server
    /// reconnects after a restart, is not refused.
    package static let backlog: Int32 = 4096

    private let socket: FileDescriptor

    /// The address of the listener, with the real port if port 0 was requested.
    package let address: SocketAddress

    /// Starts listening.
    ///
    /// The address may be in use by connections of an earlier process that are still being closed (SO_REUSEADDR), but
    /// not by another listener.
    /// - Parameters:
    ///   - wanted: The address.
    ///   - onlyIPv6: Whether `[::]` accepts IPv6 connections only, so that another listener can have the same port for
    ///     IPv4. Otherwise it accepts both.
    /// - Throws: `SystemError`, for example when the address is in use.
    package init(on wanted: SocketAddress, onlyIPv6: Bool = false) throws(SystemError) {
        let number = try SystemError.check(
            linux_listen(wanted.raw, onlyIPv6 ? 1 : 0, Self.backlog), "listen on \(wanted)")
        socket = FileDescriptor(owning: number)
        address = SocketAddress(raw: linux_local_address(number))
    }

    /// The descriptor's number, for a poller.
    package var number: Int32 { socket.number }

    /// The result of an attempt to accept a connection.
    package enum Accepted: Sendable {
        /// A connection; it does not block, sends small packets at once and is closed on exec.
        case connection(Socket)

        /// No connection waits.
        case none

        /// The connection has been closed already; there may be others.
        case gone

        /// The process or the machine has no descriptor or no memory left.
        ///
        /// Waiting connections keep waiting, so an immediate retry would only spin.
        case exhausted(SystemError)
    }

    /// Accepts one connection if one waits.
    /// - Returns: The result.
    package func accept() -> Accepted {
        var peer = linux_address()
        let number = unsafe linux_accept(socket.number, &peer)
        if number >= 0 {
            // Without it, an answer of several packets waits for the client's delayed acknowledgement. It fails if the
            // client has gone already, which the first read shows as well.
            _ = linux_send_without_delay(number)
            return .connection(Socket(FileDescriptor(owning: number), peer: SocketAddress(raw: peer).unmapped))
        }
        return Self.meaning(of: 0 &- number)
    }

    /// The meaning of a failure of accept(2).
    static func meaning(of code: Int32) -> Accepted {
        switch code {
        case EAGAIN: .none
        case EMFILE, ENFILE, ENOBUFS, ENOMEM: .exhausted(SystemError(code: code, operation: "accept a connection"))
        // accept(2): it also returns network errors of the new connection, after which one should retry.
        default: .gone
        }
    }
}
