import Glibc
import TLS
import TestSupport
import Testing

/// Settings of the command line take effect in the process, and still after a certificate reload.
@Suite(.timeLimit(.minutes(30)))
struct ServeSettingsTests {
    /// Replaces a server's certificate, and waits until it is loaded.
    /// - Returns: The authority of the new certificate.
    private func rotate(_ webhook: WatchedWebhook) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("127.0.0.1")], days: 2, overwriting: false)
        for name in ["tls.crt", "tls.key"] {
            try webhook.folder.write(TemporaryFolder.read("\(folder.path)/\(name)"), to: name)
        }
        _ = try webhook.process.waitForErrors(containing: "certificate reloaded")
        return try TemporaryFolder.read(files.authorityCertificate)
    }

    private func isServed(
        _ webhook: WatchedWebhook, _ authority: [UInt8], version: Int32 = ServedClients.version13,
        as credentials: (certificate: [UInt8], key: [UInt8])? = nil
    ) -> Bool {
        ServedClients.isServed(webhook.port, authority, version: version, as: credentials)
    }

    @Test("--config: reviews are judged by the policy in the file")
    func policy() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nparameters: {minimumInterval: 9000h}\n",
            to: "policy.yaml")
        func verdict(_ arguments: [String]) throws -> String {
            let webhook = try WatchedWebhook(arguments)
            let client = try webhook.connect()
            try client.send(WatchedWebhook.bytes("POST /validate", Fixtures.review("full-create-validate")))
            return try withExtendedLifetime(webhook) { try client.receiveResponse().text }
        }
        #expect(try verdict([]).contains(#""allowed":true"#))
        let denied = try verdict(["--config", "\(folder.path)/policy.yaml"])
        #expect(denied.contains(#""allowed":false"#) && denied.contains("9000h"))
    }

    @Test("--tls-min-version: older versions are refused, before and after a reload")
    func version() throws {
        let usual = try WatchedWebhook()
        #expect(isServed(usual, usual.authority, version: ServedClients.version12))
        let webhook = try WatchedWebhook(["--tls-min-version", "1.3"])
        #expect(!isServed(webhook, webhook.authority, version: ServedClients.version12))
        #expect(isServed(webhook, webhook.authority))
        let authority = try rotate(webhook)
        #expect(isServed(webhook, authority), "it is the new certificate that is served")
        #expect(!isServed(webhook, authority, version: ServedClients.version12))
    }

    @Test(
        "--client-ca and --client-name: other clients are refused, before and after a reload",
        .enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
    func clientName() throws {
        let clients = try ServedClients()
        let (api, another) = try (clients.credentials("api"), clients.credentials("another"))
        let webhook = try WatchedWebhook(["--client-ca", clients.authority, "--client-name", "api"])
        func check(_ authority: [UInt8]) {
            #expect(isServed(webhook, authority, as: api))
            #expect(!isServed(webhook, authority, as: another))
            #expect(!isServed(webhook, authority))
        }
        check(webhook.authority)
        check(try rotate(webhook))
    }

    @Test("--workers: sets the number of worker threads", arguments: [1, 3])
    func workers(count: Int) throws {
        let webhook = try WatchedWebhook(["--workers", "\(count)"])
        #expect(isServed(webhook, webhook.authority))
        let tasks = "/proc/\(webhook.process.number)/task"
        let names = try TemporaryFolder.names(in: tasks).map {
            String(decoding: try TemporaryFolder.read("\(tasks)/\($0)/comm"), as: UTF8.self)
        }
        // The metrics listener has its own worker, whose thread has the same name as the first.
        let workers = names.filter { $0.hasPrefix("worker-") }
        #expect(Set(workers) == Set((0..<count).map { "worker-\($0)\n" }))
        #expect(workers.count == count + 1)
    }

    @Test("--max-connections: the metric shows the limit in use")
    func connections() throws {
        let webhook = try WatchedWebhook(["--max-connections", "7"])
        #expect(try webhook.scrape()["stashgate_connections_limit"] == 7)
    }

    /// SIGHUP is always logged, and an unusable certificate is reported again on request.
    @Test func reloadOnRequest() throws {
        let webhook = try WatchedWebhook(["--log-format", "text"])
        let process = webhook.process
        process.send(SIGHUP)
        _ = try process.waitForErrors(containing: "received SIGHUP: looking at the certificate")
        _ = try process.waitForErrors(containing: "the certificate has not changed")
        let good = try TemporaryFolder.read(webhook.files.certificate)
        try webhook.folder.write("nonsense", to: "tls.crt")
        _ = try process.waitForErrors(containing: "the new certificate cannot be used")
        process.send(SIGHUP)
        _ = try process.waitForErrors(containing: "the new certificate cannot be used", count: 2)
        try webhook.folder.write(good, to: "tls.crt")
        _ = try process.waitForErrors(containing: "the certificate can be read again: it is the one in use")
        _ = try rotate(webhook)
        let reload = try #require(try process.waitForErrors(containing: "certificate reloaded").first)
        let dates = reload.matches(of: /(\w[\w-]*)=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/).map(\.output)
        #expect(dates.map(\.1) == ["not-after", "previous-not-after"])
        #expect(dates.count == 2 && dates[0].2 > dates[1].2, "the new one is valid for a day more")
    }

    /// An expired certificate is logged as an error at the start, shown in `/readyz?verbose`, and served nevertheless.
    @Test(arguments: [
        (-60, nil, "the certificate has expired", "not-after"),
        (7200, 3600, "the certificate is not valid yet", "not-before"),
    ])
    func refusedByClients(seconds: Int, start: Int?, message: String, date: String) throws {
        let folder = try TemporaryFolder()
        let pair = try TestKey.selfSignedRSA(validFor: seconds, startingIn: start)
        try folder.write(pair.certificate, to: "tls.crt")
        try folder.write(pair.key, to: "tls.key")
        let webhook = try WatchedWebhook([
            "--tls-cert", "\(folder.path)/tls.crt", "--tls-key", "\(folder.path)/tls.key",
        ])
        let lines = webhook.process.errors.split(separator: "\n").filter { $0.contains(message) }
        #expect(lines.count == 1)
        let line = try JSONValue(parsing: Array(try #require(lines.first).utf8))
        #expect(line["/level"] == "error")
        #expect(line.text(date).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        let health = try webhook.watch("/readyz?verbose")
        #expect(health.status == 200)
        let problem = "\n[!]certificate: \(message): \(date) \(line.text(date))"
        #expect(health.text.contains("\(problem)\n"))
        try folder.write("nonsense", to: "tls.crt")
        _ = try webhook.process.waitForErrors(containing: "the new certificate cannot be used")
        let both = try webhook.watch("/readyz?verbose").text
        #expect(both.contains("\(problem); the new one cannot be used, the one in use stays: "))
    }
}
