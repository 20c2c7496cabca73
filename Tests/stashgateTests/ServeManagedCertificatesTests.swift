import ArgumentParser
import Document
import Glibc
import TestSupport
import Testing

@testable import stashgate

/// The built program that makes its own certificate: it is ready once API servers accept it, and not before.
@Suite(.timeLimit(.minutes(30)))
struct ServeManagedCertificatesTests {
    private static let registrations = "/apis/admissionregistration.k8s.io/v1/"
    private static let kinds = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"]
    private static let secrets = "/api/v1/secrets"

    private static func cluster() throws -> FakeAPIServer {
        let server = try FakeAPIServer(FakeAPIServer.watched + kinds.map { registrations + $0 } + [secrets])
        for kind in kinds {
            try server.apply(
                registrations + kind,
                #"""
                {"metadata":{"name":"admission-stashgate"},
                 "webhooks":[{"name":"a.stashgate.local","clientConfig":{"url":"https://localhost"}}]}
                """#)
        }
        return server
    }

    private static func start(beside cluster: FakeAPIServer, _ arguments: String = "") throws -> ChildProcess {
        let folder = try TemporaryFolder()
        try folder.write(cluster.kubeconfig, to: "kubeconfig")
        let command = """
            exec '\(try ChildProcess.product("stashgate"))' serve --self-managed-certificates stashgate-tls \
            --service-namespace demo --certificate-host 127.0.0.1 --cluster kubeconfig \
            --kubeconfig \(folder.path)/kubeconfig --listen 127.0.0.1:0 --metrics-listen 127.0.0.1:0 \
            --shutdown-delay 0s --log-format json \(arguments)
            """
        let process = try ChildProcess("/bin/sh", ["-c", command])
        // The file is read before there is a listener.
        _ = try process.waitForErrors(containing: "listening on http://127.0.0.1:")
        extendLifetime(folder)
        return process
    }

    private static func port(_ scheme: String, of process: ChildProcess) throws -> UInt16 {
        let line = try process.waitForErrors(containing: "listening on \(scheme)://127.0.0.1:").first
        return try #require(line.flatMap { UInt16($0.prefix { $0.isNumber }) })
    }

    private static func ask(
        _ process: ChildProcess, _ path: String = "/readyz?verbose"
    ) throws -> (status: Int, text: String) {
        let socket = try TestSocket(port: port("http", of: process))
        try socket.send(Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        let response = try socket.receiveResponse()
        return (response.status, response.text)
    }

    private static func bundle(_ cluster: FakeAPIServer, _ kind: String) -> [UInt8]? {
        guard
            case .string(let text)? = cluster.object(registrations + kind, "/admission-stashgate")?[
                "webhooks/0/clientConfig/caBundle"]
        else { return nil }
        return Base64.decode(text)
    }

    @Test("it serves with a certificate of its own, under the caBundle of both configurations")
    func serves() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        let process = try Self.start(beside: cluster)
        let port = try Self.port("https", of: process)
        for kind in Self.kinds {
            let bundle = try #require(Self.bundle(cluster, kind))
            let client = try TLSClient(port: port, trusting: bundle)
            try client.send(LoggedServer.request(Fixtures.review("full-create-validate")))
            #expect(try client.receiveResponse().status == 200)
            // The listener for reviews says what the other one says.
            try client.send(WatchedWebhook.bytes("GET /readyz?verbose", []))
            let text = try client.receiveResponse().text
            #expect(text.contains("[+]managed-certificate ok") && text.contains("]cluster "))
        }
        let ready = try Self.ask(process)
        #expect(ready.text.contains("[+]managed-certificate ok"))
        #expect(
            try Self.ask(process, "/metrics").text.contains("stashgate_tls_certificate_not_after_timestamp_seconds "))
        process.send(SIGTERM)
        #expect(process.waitForEnd() == .exit(0))
        let lines = process.errors.split(separator: "\n").map(String.init)
        #expect(lines.first?.contains(#""msg":"starting""#) == true)
        for text in [
            #""msg":"wrote the Secret of the certificate","#, #""reason":"there is no Secret""#,
            #""msg":"wrote the caBundle","authorities":1,"configuration":"mutatingwebhookconfigurations/admission-stashgate""#,
            #""msg":"API servers accept the certificate""#,
        ] {
            #expect(lines.contains { $0.contains(text) }, "\(text)")
        }
        #expect(!process.errors.contains("PRIVATE KEY"))
    }

    @Test(
        "the settings of TLS hold from the first connection on",
        .enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
    func settings() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        let clients = try ServedClients()
        let process = try Self.start(
            beside: cluster, "--tls-min-version 1.3 --client-ca \(clients.authority) --client-name api")
        let port = try Self.port("https", of: process)
        let bundle = try #require(Self.bundle(cluster, Self.kinds[0]))
        let (api, another) = try (clients.credentials("api"), clients.credentials("another"))
        #expect(ServedClients.isServed(port, bundle, as: api))
        #expect(!ServedClients.isServed(port, bundle, version: ServedClients.version12, as: api))
        #expect(!ServedClients.isServed(port, bundle, as: another))
        #expect(!ServedClients.isServed(port, bundle))
        process.send(SIGTERM)
        #expect(process.waitForEnd() == .exit(0))
    }

    @Test("another replica, and the same after a restart, serve with the certificate of the first")
    func shares() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        let first = try Self.start(beside: cluster)
        _ = try Self.port("https", of: first)
        let bundle = try #require(Self.bundle(cluster, Self.kinds[0]))
        let second = try Self.start(beside: cluster)
        _ = try TLSClient(port: Self.port("https", of: second), trusting: bundle)
        for process in [first, second] {
            process.send(SIGTERM)
            #expect(process.waitForEnd() == .exit(0))
        }
        let third = try Self.start(beside: cluster)
        _ = try TLSClient(port: Self.port("https", of: third), trusting: bundle)
        #expect(Self.bundle(cluster, Self.kinds[1]) == bundle)
        third.send(SIGTERM)
        #expect(third.waitForEnd() == .exit(0))
    }

    @Test("an API server that refuses is told in the log and by /readyz, and a signal ends the wait")
    func refused() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        cluster.forbid("/api/v1/namespaces/demo/secrets/stashgate-tls")
        let process = try Self.start(beside: cluster)
        _ = try process.waitForErrors(containing: "cannot look after the certificate")
        let ready = try Self.ask(process)
        #expect(ready.status == 503)
        #expect(
            ready.text.contains("[-]managed-certificate failed: there is no certificate yet: GET https://127.0.0.1:"))
        #expect(ready.text.contains("403"))
        #expect(try Self.ask(process, "/livez").status == 200)
        // No certificate has expired.
        #expect(try !Self.ask(process, "/metrics").text.contains("stashgate_tls_certificate"))
        process.send(SIGTERM)
        #expect(process.waitForEnd() == .exit(0))
        #expect(!process.errors.contains("listening on https:"))
    }

    private static let wrong = "give either --tls-cert and --tls-key, or --self-managed-certificates"

    @Test(
        "flags that contradict each other are refused",
        arguments: [
            ([], wrong), (["--tls-cert", "a"], wrong),
            (["--self-managed-certificates", "a", "--tls-cert", "b", "--tls-key", "c"], wrong),
            (["--self-managed-certificates", "a", "--tls-key", "c"], wrong),
            (
                ["--self-managed-certificates", ""],
                "an object has lower-case letters, digits, '-' and '.', such as stashgate-tls"
            ),
            (["--self-managed-certificates", "a/b?c"], "an object has lower-case letters"),
            (
                ["--self-managed-certificates", "a", "--webhook-configuration", "..", "--cluster", "off"],
                "an object has lower-case letters"
            ),
            (
                ["--self-managed-certificates", "a", "--service-name", "Foo_bar"],
                "a Service has lower-case letters, digits and '-', and begins with a letter, such as stashgate"
            ),
            (["--certificate-validity", "9h"], "--certificate-validity needs --self-managed-certificates"),
            (["--authority-validity", "90000h"], "--authority-validity needs --self-managed-certificates"),
            (
                ["--tls-cert", "a", "--tls-key", "b", "--service-name", "c"],
                "--service-name needs --self-managed-certificates"
            ),
            (
                ["--tls-cert", "a", "--tls-key", "b", "--certificate-host", "c"],
                "--certificate-host needs --self-managed-certificates"
            ),
            (
                ["--self-managed-certificates", "a", "--certificate-validity", "59s"],
                "--certificate-validity must be at least 1m"
            ),
            (
                ["--self-managed-certificates", "a", "--certificate-validity", "1h", "--authority-validity", "2h"],
                "--authority-validity must be 3 times --certificate-validity or more, and at most 2399976h"
            ),
            (
                ["--self-managed-certificates", "a", "--authority-validity", "2400000h"],
                "--authority-validity must be 3 times --certificate-validity or more, and at most 2399976h"
            ),
            (["--self-managed-certificates", "a", "--service-namespace", "A"], "a namespace has lower-case letters"),
        ])
    func flags(arguments: [String], message: String) throws {
        do {
            _ = try ServeCommand.parse(arguments)
            Issue.record("these flags are taken")
        } catch {
            #expect(ServeCommand.message(for: error).contains(message), "\(ServeCommand.message(for: error))")
        }
    }

    @Test("without a cluster, or with a flag that cannot be used, it does not start")
    func unusable() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        for (flags, message) in [
            ("", "this is not a Pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set"),
            ("--cluster kubeconfig --kubeconfig missing", "missing: No such file or directory"),
            (
                "--cluster kubeconfig --kubeconfig kubeconfig --client-ca missing",
                "cannot read missing: No such file or directory"
            ),
            (
                "--cluster kubeconfig --kubeconfig kubeconfig --certificate-host a_b",
                "is neither a DNS name nor an IP address: only letters, digits, hyphens and dots are allowed"
            ),
        ] {
            let folder = try TemporaryFolder()
            try folder.write(cluster.kubeconfig, to: "kubeconfig")
            let process = try ChildProcess(
                "/bin/sh",
                [
                    "-c",
                    "cd \(folder.path) && exec '\(try ChildProcess.product("stashgate"))' serve "
                        + "--self-managed-certificates a "
                        + "--listen 127.0.0.1:0 \(flags)",
                ])
            #expect(process.waitForEnd() == .exit(2))
            #expect(process.errors.contains(message), "\(process.errors)")
        }
    }
}
