import Document
import TLS
import Testing
import Time

@testable import KubernetesAPI

/// The output of a plugin is an ExecCredential with credentials, or a mistake that is named without them.
struct CredentialPluginTests {
    private static func plugin() throws -> CredentialPlugin {
        let text = """
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters: [{name: k, cluster: {server: "https://a", insecure-skip-tls-verify: true}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: sub/p,
              interactiveMode: IfAvailable, provideClusterInfo: true}}}]
            """
        var kubeconfig = Kubeconfig()
        try kubeconfig.merge(Array(text.utf8), of: "/k/config")
        guard case .plugin(let plugin) = try kubeconfig.configuration().identity else { throw Missing() }
        return plugin
    }

    private struct Missing: Error {}

    private static func output(_ status: String, version: String = "v1") throws -> CredentialPlugin.Output {
        let text =
            #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/\#(version)","status":\#(status)}"#
        return try plugin().output(of: Array(text.utf8))
    }

    @Test("a plugin is told about the cluster, and that no terminal is there")
    func information() throws {
        let plugin = try Self.plugin()
        #expect(plugin.command == "/k/sub/p")
        #expect(
            plugin.information
                == #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","spec":{"cluster":"#
                + #"{"server":"https://a","insecure-skip-tls-verify":true},"interactive":false}}"#)
    }

    @Test func good() throws {
        let token = try Self.output(#"{"token":"t","expirationTimestamp":"1970-01-01T00:01:00Z"}"#)
        #expect(token.token == "t" && token.expiry == Instant(secondsSinceEpoch: 60))
        let certificate = try Self.output(#"{"clientCertificateData":"c","clientKeyData":"k"}"#)
        #expect(certificate.certificate?.contents == [0x63] && certificate.key?.contents == [0x6B])
    }

    @Test(arguments: [
        "{}", "null", "1", #"{"token":1}"#, #"{"token":""}"#, #"{"token":"a\nb"}"#, #"{"clientKeyData":"k"}"#,
        #"{"token":"t","clientKeyData":"k"}"#, #"{"token":"t","expirationTimestamp":"soon"}"#,
    ])
    func bad(_ status: String) {
        #expect(throws: ConfigurationError.self) { try Self.output(status) }
    }

    @Test(
        "another version, another kind and nonsense are refused", arguments: ["", "x", "[]", "{}", #"{"kind":"Pod"}"#])
    func nonsense(_ text: String) throws {
        let plugin = try Self.plugin()
        #expect(throws: ConfigurationError.self) { try plugin.output(of: Array(text.utf8)) }
        #expect(throws: ConfigurationError.self) { try Self.output(#"{"token":"t"}"#, version: "v1beta1") }
    }
}
