internal import CLinux

/// The network that a connection comes from: an IPv4 address, or the first 64 bits of an IPv6 address.
///
/// Within such a network, a client may use any address.
package struct ClientNetwork: Hashable, Sendable {
    private let isIPv6: Bool
    private let high: UInt64
    private let low: UInt64

    /// Reads the network from an address.
    /// - Parameter address: A client's address.
    package init(of address: SocketAddress) {
        let address = address.unmapped
        isIPv6 = address.isIPv6
        high = address.raw.high
        low = isIPv6 ? 0 : address.raw.low
    }
}

extension ClientNetwork: CustomStringConvertible {
    /// An IPv4 address, or an IPv6 network as `2001:db8::/64`.
    package var description: String {
        let family = isIPv6 ? AF_INET6 : AF_INET
        let address = SocketAddress(raw: linux_address(family: family, high: high, low: low, scope: 0, port: 0))
        return isIPv6 ? "\(address.host)/64" : address.host
    }
}
