import System
import TLS
import TestSupport
import Testing

@testable import KubernetesAPI

/// A client knows its server, renews its credentials, and says what the server has said.
struct ClientTests {
    @Test("a server of another authority is not trusted")
    func wrongAuthority() throws {
        let other = try CertificateAuthority(days: 1).keyPair().certificate
        let scene = try Scene(configuration: {
            $0.trust = .authority(.inline(PEMFile(contents: other, name: "ca.crt")))
        }) { _, _ in .json(page([])) }
        defer { scene.end() }
        let error = scene.listError()
        #expect(error?.code == .tls)
        #expect(error?.description.contains("certificate verify failed") == true)
        #expect(scene.server.requests.isEmpty)
    }

    @Test("a server whose certificate is for another host is not trusted", arguments: ["localhost", "10.0.0.1"])
    func wrongHost(_ name: String) throws {
        let scene = try Scene(configuration: { $0.serverName = name }) { _, _ in .json(page([])) }
        defer { scene.end() }
        #expect(scene.listError()?.code == .tls)
    }

    @Test("insecure-skip-tls-verify trusts anyone")
    func insecure() throws {
        let scene = try Scene(configuration: {
            $0.trust = .anyone
            $0.serverName = "localhost"
        }) { _, _ in .json(page(["a"])) }
        defer { scene.end() }
        #expect(try scene.names().names == ["a"])
    }

    @Test("a server that asks for a client certificate gets the configured one", arguments: [true, false])
    func clientCertificate(isConfigured: Bool) throws {
        let pair = try TestKey.selfSignedRSA()
        let (certificate, key) = (
            PEMFile(contents: pair.certificate, name: "tls.crt"), PEMFile(contents: pair.key, name: "tls.key")
        )
        let scene = try Scene(
            configuration: {
                guard isConfigured else { return }
                $0.certificate = .init(certificate: .inline(certificate), key: .inline(key))
            }, clients: certificate
        ) { _, _ in .json(page(["a"])) }
        defer { scene.end() }
        #expect((try? scene.names().names) == (isConfigured ? ["a"] : nil))
        #expect(scene.server.requests.count == (isConfigured ? 1 : 0))
    }

    @Test("a rotated token is read again at a 401, once")
    func rotatedToken() throws {
        let folder = try TemporaryFolder()
        try folder.write("one\n", to: "token")
        let path = folder.path
        let scene = try Scene(configuration: { $0.identity = .tokenFile("\(path)/token", fallback: nil) }) {
            _, request in
            request.authorization == "Bearer two" ? .json(page(["a"])) : .status(401, "Unauthorized")
        }
        defer { scene.end() }
        #expect(scene.listError()?.isUnauthorized == true)
        #expect(scene.server.requests.count == 2)
        try folder.write("two\n", to: "token")
        #expect(try scene.names().names == ["a"])
        // The file may be missing for a moment, and the token is still valid.
        _ = try Repository.shell("rm \(path)/token")
        #expect(try scene.names().names == ["a"])
        #expect(Set(scene.server.requests.map(\.connection)) == [0])
    }

    @Test("the token beside a tokenFile is sent until the file can be read")
    func tokenBesideFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let scene = try Scene(configuration: { $0.identity = .tokenFile("\(path)/token", fallback: "old") }) {
            _, request in
            request.authorization == "Bearer old" ? .json(page(["a"])) : .status(401, "Unauthorized")
        }
        defer { scene.end() }
        #expect(try scene.names().names == ["a"])
        try folder.write("new\n", to: "token")
        #expect(try scene.names().names == ["a"])
        #expect(scene.server.requests.map(\.authorization) == ["Bearer old", "Bearer old"])
        #expect(scene.access.drop("Bearer old"))
        #expect(try scene.access.authorization() == "Bearer new")
    }

    @Test("a constant token is not sent twice")
    func constantToken() throws {
        let scene = try Scene(configuration: { $0.identity = .token("t") }) { _, _ in .status(401, "Unauthorized") }
        defer { scene.end() }
        #expect(scene.listError()?.isUnauthorized == true)
        #expect(scene.server.requests.map(\.authorization) == ["Bearer t"])
    }

    @Test("a plugin's credential is kept, and asked for again after a 401")
    func plugin() throws {
        let folder = try TemporaryFolder()
        let script = """
            #!/bin/sh
            echo run >> "$LOG"
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t%s"}}' \
            "$(wc -l < "$LOG" | tr -d ' ')"
            """
        try folder.write(script, to: "plugin")
        _ = try Repository.shell("chmod +x \(folder.path)/plugin")
        let text = """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters: [{name: k, cluster: {server: "https://a"}}]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: ./plugin
                  interactiveMode: Never
                  env: [{name: LOG, value: \(folder.path)/log}]
            """
        var kubeconfig = Kubeconfig()
        try kubeconfig.merge(Array(text.utf8), of: "\(folder.path)/config")
        let identity = try kubeconfig.configuration().identity
        let scene = try Scene(configuration: { $0.identity = identity }) { index, _ in
            index == 1 ? .status(401, "Unauthorized") : .json(page([]))
        }
        defer { scene.end() }
        for _ in 0..<2 { _ = try scene.names() }
        #expect(scene.server.requests.map(\.authorization) == ["Bearer t1", "Bearer t1", "Bearer t2"])
    }

    @Test(
        "the server's error is read",
        arguments: [
            (403, "Forbidden", false), (404, "NotFound", false), (409, "Conflict", false),
            (429, "TooManyRequests", true),
            (500, "InternalError", true), (503, "ServiceUnavailable", true),
        ])
    func status(_ code: Int, _ reason: String, _ isRetryable: Bool) throws {
        let scene = try Scene { _, _ in .status(code, reason, fields: "Retry-After: 3\r\n") }
        defer { scene.end() }
        let error = try #require(scene.listError())
        #expect(error.httpStatus == code && error.reason == reason && error.isRetryable == isRetryable)
        #expect(error.retryAfter == .seconds(3))
        let url = "https://127.0.0.1:\(scene.server.port)/apis/example.com/v1/namespaces/demo/widgets"
        #expect(error.description == "GET \(url): the server answered \(code) \(reason): no \(reason)")
    }

    @Test("a server cannot ask for a wait of years")
    func retryAfter() throws {
        let scene = try Scene { _, _ in .status(429, "TooManyRequests", fields: "Retry-After: 99999999999\r\n") }
        defer { scene.end() }
        #expect(scene.listError()?.retryAfter == .seconds(300))
        // Of several fields the first counts.
        let twice = try Scene { _, _ in .status(429, "No", fields: "retry-after: 3\r\nRetry-After: 9\r\n") }
        defer { twice.end() }
        #expect(twice.listError()?.retryAfter == .seconds(3))
    }

    @Test("a connection that the server has closed meanwhile is made anew", arguments: [Answer.End.close, .cut])
    func keptConnection(_ end: Answer.End) throws {
        let scene = try Scene { _, _ in .json(page(["a"]), end: end) }
        defer { scene.end() }
        for _ in 0..<3 { #expect(try scene.names().names == ["a"]) }
        #expect(scene.server.requests.map(\.connection) == [0, 1, 2])
    }

    @Test("an object is applied by its field manager")
    func apply() throws {
        let scene = try Scene { _, _ in .json("{}", status: "201 Created") }
        defer { scene.end() }
        try scene.client.apply(
            Array("{}".utf8), as: Scene.widgets, name: "a", fieldManager: "stashgate", force: true)
        let request = try #require(scene.server.requests.first)
        #expect(request.method == "PATCH" && request.contentType == "application/apply-patch+yaml")
        #expect(request.target == "/apis/example.com/v1/namespaces/demo/widgets/a?fieldManager=stashgate&force=true")
    }

    @Test("a resource that is not installed is told from an error")
    func installed() throws {
        let scene = try Scene { index, _ in
            switch index {
            case 0: .json(#"{"resources":[{"name":"gadgets"},{"name":"widgets"}]}"#)
            case 1: .json(#"{"resources":[{"name":"widgets/status"}]}"#)
            case 2: .status(404, "NotFound")
            default: .status(503, "ServiceUnavailable")
            }
        }
        defer { scene.end() }
        #expect(try scene.client.isInstalled(Scene.widgets))
        #expect(try !scene.client.isInstalled(Scene.widgets))
        #expect(try !scene.client.isInstalled(Scene.widgets))
        #expect(throws: APIError.self) { try scene.client.isInstalled(Scene.widgets) }
    }
}
