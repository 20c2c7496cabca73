internal import CLinux

/// Whom a connection comes from, as far as addresses tell: an IPv4 address, or the 64 bits of an IPv6 address that name
/// its network, within which a client may take any address it likes.
public struct ClientNetwork: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Takes the network out of an address.
    /// - Parameter address: A client's address.
    public init(of address: SocketAddress) {
        let mappedPrefix: UInt64 = 0xFFFF
        let raw = address.raw
        if raw.family == AF_INET {
            (high, low) = (0, mappedPrefix << 32 | raw.low)
        } else {
            // An IPv4 address that came to an IPv6 socket is the same client (RFC 4291, section 2.5.5.2).
            let isMapped = raw.high == 0 && raw.low >> 32 == mappedPrefix
            (high, low) = (raw.high, isMapped ? raw.low : 0)
        }
    }
}
