import Testing

@testable import KubernetesAPI

/// The URL of a server is read as kubectl reads it, and a mistake is named.
struct ServerAddressTests {
    @Test(arguments: [
        ("https://10.0.0.1", "10.0.0.1", 443, ""),
        ("https://10.0.0.1:6443", "10.0.0.1:6443", 6443, ""),
        ("https://[::1]:6443/", "[::1]:6443", 6443, ""),
        ("https://[2001:db8::1]", "[2001:db8::1]", 443, ""),
        ("https://api.example.com/k8s/clusters/c-1/", "api.example.com", 443, "/k8s/clusters/c-1"),
        // The scheme has no case, and a name may end with the dot of the root.
        ("HTTPS://api.example.com.:443", "api.example.com", 443, ""),
        // kubectl proxy.
        ("http://127.0.0.1:8001", "127.0.0.1:8001", 8001, ""),
        ("http://localhost:80", "localhost", 80, ""),
        ("http://[::1]:8001", "[::1]:8001", 8001, ""),
    ])
    func good(_ text: String, _ authority: String, _ port: Int, _ prefix: String) throws {
        let address = try ServerAddress(text)
        #expect(address.authority == authority)
        #expect(Int(address.port) == port)
        #expect(address.prefix == prefix)
    }

    @Test(arguments: [
        ("10.0.0.1:6443", "server \"10.0.0.1:6443\" does not begin with https://"),
        ("", "server \"\" does not begin with https://"),
        ("https://", "server \"https://\" has no host"),
        ("https://:6443", "server \"https://:6443\" has no host"),
        ("https://a:b", "server \"https://a:b\" has no port between 1 and 65535 after its host"),
        ("https://a:0", "server \"https://a:0\" has no port between 1 and 65535 after its host"),
        ("https://a:65536", "server \"https://a:65536\" has no port between 1 and 65535 after its host"),
        ("https://::1", "server \"https://::1\" has an IPv6 address without square brackets"),
        ("https://[::1", "server \"https://[::1\" has a [ without a ]"),
        ("https://[a]", "server \"https://[a]\" has no IPv6 address between its brackets"),
        ("https://*.a", "server \"https://*.a\" has no host name or IP address"),
        ("https://a b", "server \"https://a b\" has no host name or IP address"),
        ("https://a?b", "server \"https://a?b\" has a query or a fragment, which no API server has"),
        ("https://a#b", "server \"https://a#b\" has a query or a fragment, which no API server has"),
        ("https://a/b#c", "server \"https://a/b#c\" has a query or a fragment, which no API server has"),
        ("https://a/b c", "server \"https://a/b c\" has a path with a character that must be encoded"),
        // The password is not repeated.
        ("https://u:p@a", "server has a user name in its URL; credentials belong to the user"),
        (
            "http://10.0.0.1",
            "server \"http://10.0.0.1\" has no TLS, which is allowed for a server on this machine only"
        ),
        // A name that only begins like the address of this machine.
        (
            "http://127.example.com",
            "server \"http://127.example.com\" has no TLS, which is allowed for a server on this machine only"
        ),
    ])
    func bad(_ text: String, _ message: String) {
        #expect(throws: ConfigurationError(.invalid, message)) { try ServerAddress(text) }
    }
}
