import Net
import Testing

/// Addresses are read as people write them, and printed in a form that can be read again.
struct SocketAddressTests {
    @Test(arguments: [
        ("0.0.0.0:8443", "0.0.0.0:8443", 8443, false), ("127.0.0.1:0", "127.0.0.1:0", 0, false),
        ("[::]:8443", "[::]:8443", 8443, true), ("[::1]:65535", "[::1]:65535", 65535, true),
        // RFC 5952: the longest run of zeros is left out, and letters are in lower case.
        ("[2001:DB8:0:0:1:0:0:1]:443", "[2001:db8::1:0:0:1]:443", 443, true),
        ("[::ffff:10.0.0.1]:1", "[::ffff:10.0.0.1]:1", 1, true),
        ("localhost:80", "127.0.0.1:80", 80, false),
    ])
    func reads(text: String, printed: String, port: UInt16, isIPv6: Bool) throws {
        let address = try SocketAddress(parsing: text)
        #expect(address.description == printed)
        #expect(address.port == port)
        #expect(address.isIPv6 == isIPv6)
        #expect(try SocketAddress(parsing: printed) == address)
    }

    /// Only a mapped IPv4 address counts as IPv4; the last 32 bits of other addresses, however similar, do not.
    @Test(arguments: [
        ("[::ffff:10.0.0.1]:7", "10.0.0.1:7"), ("[::ffff:0.0.0.0]:7", "0.0.0.0:7"),
        ("[::ffff:255.255.255.255]:7", "255.255.255.255:7"), ("[2001:db8::ffff:a00:1]:7", nil),
        ("[0:0:0:1::ffff:a00:1]:7", nil), ("[8000::ffff:a00:1]:7", nil), ("[::1:ffff:a00:1]:7", nil),
        ("[::fffe:a00:1]:7", nil), ("[::7fff:a00:1]:7", nil), ("[::a00:1]:7", nil), ("[::1]:7", nil), ("[::]:7", nil),
        ("10.0.0.1:7", nil),
    ])
    func unmaps(text: String, mapped: String?) throws {
        let address = try SocketAddress(parsing: text)
        #expect(address.unmapped == (try mapped.map { try SocketAddress(parsing: $0) } ?? address))
    }

    /// Each of these would listen at another place than was meant, or nowhere.
    @Test(arguments: [
        "", ":", "8443", "0.0.0.0", ":8443", "[]:1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:+1",
        "127.0.0.1:0x50", "127.0.0.1:http", "::1:8443", "[::1]", "[::1:8443", "[127.0.0.1]:8443", "[localhost]:1",
        "local host:1", "localhost\u{0}:1", "127.0.0.1\n:1", "no-such-host.invalid:1", "[::1]x:1",
    ])
    func refuses(text: String) {
        let error = #expect(throws: AddressError.self) { try SocketAddress(parsing: text) }
        #expect(error?.description.contains("\n\"") == false)
    }
}
