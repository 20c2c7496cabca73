package import System
internal import CLinux

extension Socket {
    /// Begins to connect.
    ///
    /// The socket becomes writable when the connection stands or has failed, which ``connectionFailure`` tells.
    /// - Parameter address: The address of the peer.
    /// - Returns: The socket.
    /// - Throws: `SystemError` if there is no descriptor, or no way to the address.
    package static func connecting(to address: SocketAddress) throws(SystemError) -> Socket {
        let number = try SystemError.check(linux_connect(address.raw), "connect to \(address)")
        return Socket(FileDescriptor(owning: number), peer: address)
    }

    /// Why the connection could not be made; nil if it stands.
    package var connectionFailure: SystemError? {
        let result = linux_connection_error(number)
        return result == 0 ? nil : SystemError(code: 0 &- result, operation: "connect to \(peer)")
    }
}
