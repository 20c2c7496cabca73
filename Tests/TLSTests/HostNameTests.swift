import TLS
import Testing

/// A certificate is made for names and addresses, and for nothing that merely looks like them.
struct HostNameTests {
    @Test(arguments: [
        "localhost", "stashgate.stashgate-system.svc", "a", "A.b", "xn--bcher-kva.example", "*.example.com", "1a.2b",
        "10.0.0.1", "0.0.0.0", "::", "::1", "2001:db8::1", "::ffff:10.0.0.1",
        String(repeating: "a", count: 63) + ".b", String(repeating: "a.", count: 126) + "b",
    ])
    func accepts(text: String) throws {
        #expect(try HostName(text).description == text)
    }

    @Test(arguments: [
        "", " ", ".", "a.", ".a", "a..b", "-a", "a-", "a.-b", "a_b", "a b", "a,DNS:b", "a\nb", "a\u{0}",
        "bücher.example",
        "*", "*.", "a.*", "*a.b", "https://a", "a:443", "[::1]", "::1%eth0", "1.2.3", "1.2.3.4.5", "256.1.1.1",
        "10.0.0.1 ", " 10.0.0.1", "1.2.3.4/8", ":::", "12345::", String(repeating: "a", count: 64),
        String(repeating: "a.", count: 126) + "bb", String(repeating: "a.", count: 127) + "b",
    ])
    func refuses(text: String) {
        let error = #expect(throws: TLSError.self) { try HostName(text) }
        #expect(error?.code == .hostName)
    }
}
