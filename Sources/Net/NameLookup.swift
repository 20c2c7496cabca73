package import System
internal import CLinux

/// The addresses of a host name, looked up by a thread of its own.
///
/// The C library's resolver blocks for as long as name servers are silent, and nothing can interrupt it.
package final class NameLookup: Sendable {
    /// The most addresses of a host that are tried.
    ///
    /// Load balancers have two to four.
    private static let mostAddresses = 8

    private let bell: WakeUp
    private let result = Locked<Result<[SocketAddress], AddressError>?>(nil)

    /// Starts a lookup.
    /// - Parameters:
    ///   - host: A host name or an IP address, without brackets.
    ///   - port: The port of the addresses.
    /// - Throws: `SystemError` if there is no descriptor or thread left.
    package init(of host: String, port: UInt16) throws(SystemError) {
        bell = try WakeUp()
        let thread = try WorkerThread(name: "lookup") {
            let addresses = Self.addresses(of: host, port: port)
            self.result.withLock { $0 = addresses }
            self.bell.ring()
        }
        thread.detach()
    }

    /// The descriptor that becomes readable when the lookup is over.
    package var number: Int32 { bell.number }

    /// The addresses, in the order in which to try them; nil while the lookup is under way.
    package var addresses: Result<[SocketAddress], AddressError>? { result.withLock { $0 } }

    private static func addresses(of host: String, port: UInt16) -> Result<[SocketAddress], AddressError> {
        // The C library would stop at a NUL byte and look up a shorter name.
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return .failure(AddressError("\"\(host)\" has a character that no host name has"))
        }
        var found = [linux_address](repeating: linux_address(), count: mostAddresses)
        let count = unsafe linux_resolve_all(host, &found, Int32(clamping: found.count))
        let addresses = found.prefix(max(0, Int(count))).map { each in
            var each = each
            each.port = port
            return SocketAddress(raw: each)
        }
        guard !addresses.isEmpty else {
            return .failure(AddressError("the host name \"\(host)\" cannot be resolved"))
        }
        return .success(addresses)
    }
}
