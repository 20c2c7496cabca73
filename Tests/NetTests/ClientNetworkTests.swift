import Testing

@testable import Net

struct ClientNetworkTests {
    /// An IPv4 client is the same on every socket, and an IPv6 client counts as its network.
    @Test(arguments: [
        ("10.0.0.1:1", "10.0.0.1:2", true), ("10.0.0.1:1", "[::ffff:10.0.0.1]:1", true),
        ("10.0.0.1:1", "10.0.0.2:1", false), ("[2001:db8::1]:1", "[2001:db8::2:3:4]:1", true),
        ("[2001:db8::1]:1", "[2001:db8:0:1::1]:1", false), ("[::1]:1", "127.0.0.1:1", false),
    ])
    func sameness(first: String, second: String, isSame: Bool) throws {
        let networks = try [first, second].map { ClientNetwork(of: try SocketAddress(parsing: $0)) }
        #expect((networks[0] == networks[1]) == isSame)
    }

    @Test(arguments: [
        ("10.0.0.1:1", "10.0.0.1"), ("[::ffff:10.0.0.1]:1", "10.0.0.1"), ("[2001:db8::2:3:4]:1", "2001:db8::/64"),
        ("[2001:db8:0:1:2::]:1", "2001:db8:0:1::/64"),
    ])
    func description(address: String, network: String) throws {
        #expect(try ClientNetwork(of: SocketAddress(parsing: address)).description == network)
    }
}
