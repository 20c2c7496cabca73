import Net
import Testing

@testable import Serving

/// An IPv6 listener leaves IPv4 to a separate listener on the same port, if one is configured.
struct ServerConfigurationTests {
    @Test(arguments: [
        (addresses: ["[::]:8443", "0.0.0.0:8443"], hasOther: true),
        (addresses: ["[::]:8443", "127.0.0.1:8443"], hasOther: true),
        (addresses: ["[::]:8443", "0.0.0.0:8444"], hasOther: false),
        (addresses: ["[::]:8443", "[::1]:8443"], hasOther: false),
        // The system chooses two different ports for them.
        (addresses: ["[::]:0", "0.0.0.0:0"], hasOther: false),
    ])
    func servesIPv4(_ row: (addresses: [String], hasOther: Bool)) throws {
        let addresses = try row.addresses.map { try SocketAddress(parsing: $0) }
        let configuration = ServerConfiguration(addresses: addresses, workers: 1)
        #expect(configuration.servesIPv4(besides: addresses[0]) == row.hasOther)
    }
}
