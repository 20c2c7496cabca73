internal import CLinux

/// An internet address and port to listen on, as `HOST:PORT`.
///
/// IPv6 addresses are in square brackets (RFC 3986, section 3.2.2).
package struct SocketAddress: Sendable {
    let raw: linux_address

    init(raw: linux_address) {
        self.raw = raw
    }

    /// Reads `HOST:PORT`, where the host is an IPv4 address, an IPv6 address in brackets, or a name to look up.
    /// - Parameter text: For example `0.0.0.0:8443`, `[::]:8443` or `localhost:0`. A name stands for its first address,
    ///   IPv4 before IPv6; with port 0, the kernel chooses a port.
    /// - Throws: `AddressError`, which says what is wrong with the text.
    package init(parsing text: String) throws(AddressError) {
        guard let colon = text.lastIndex(of: ":") else {
            throw AddressError("\"\(text)\" is not HOST:PORT, such as 0.0.0.0:8443")
        }
        var host = text[..<colon]
        let port = text[text.index(after: colon)...]
        guard let number = Self.port(port) else {
            throw AddressError("\"\(text)\" has no port between 0 and 65535 after the last colon")
        }
        let bracketed = host.first == "[" && host.last == "]"
        if bracketed { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { throw AddressError("\"\(text)\" has no host; 0.0.0.0 or [::] means every address") }
        guard bracketed || !host.contains(":") else {
            throw AddressError("\"\(text)\" has an IPv6 address without square brackets")
        }
        // The C library would stop at a NUL byte and look up a shorter name.
        guard host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw AddressError("\"\(text)\" has a character that no host name has")
        }
        var found = unsafe linux_resolve(String(host), bracketed ? 1 : 0)
        guard found.family != 0, !bracketed || found.family == AF_INET6 else {
            throw AddressError(
                bracketed ? "\"[\(host)]\" is not an IPv6 address" : "the host name \"\(host)\" cannot be resolved")
        }
        found.port = number
        raw = found
    }

    private static func port(_ text: Substring) -> UInt16? {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return UInt16(text)
    }

    /// The port; 0 if the kernel is to choose one.
    package var port: UInt16 { raw.port }

    /// Whether this is an IPv6 address.
    package var isIPv6: Bool { raw.family == AF_INET6 }

    /// The IPv4 address that an IPv6 socket shows as a mapped address (RFC 4291, section 2.5.5.2), or the address
    /// itself.
    package var unmapped: SocketAddress {
        let mappedPrefix: UInt64 = 0xFFFF
        guard isIPv6, raw.high == 0, raw.low >> 32 == mappedPrefix else { return self }
        let low = raw.low & UInt64(UInt32.max)
        return SocketAddress(raw: linux_address(family: AF_INET, high: 0, low: low, scope: 0, port: raw.port))
    }

    /// The address without the port, in the usual short form (RFC 5952), without brackets.
    package var host: String {
        let capacity = Int(INET6_ADDRSTRLEN)
        return unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                guard let start = text.baseAddress else { return 0 }
                return Int(unsafe linux_print_address(raw, start))
            }
        }
    }
}

extension SocketAddress: Equatable {
    /// Compares family, address, scope and port.
    package static func == (left: Self, right: Self) -> Bool {
        left.raw.family == right.raw.family && left.raw.high == right.raw.high && left.raw.low == right.raw.low
            && left.raw.scope == right.raw.scope && left.raw.port == right.raw.port
    }
}

extension SocketAddress: CustomStringConvertible {
    /// `HOST:PORT`, with brackets around an IPv6 address.
    package var description: String { isIPv6 ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A text that is not an address, and what is wrong with it.
package struct AddressError: Error, Equatable, CustomStringConvertible {
    /// One line for a person.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
