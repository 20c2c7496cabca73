import Glibc
import System
import TLS
import TestSupport
import Testing

/// Counters match what clients did, over real sockets, to the last connection.
@Suite(.timeLimit(.minutes(30)))
struct CountingTests {
    private static let allowed = Fixtures.review("full-create-validate")
    private static let denied = Fixtures.review("bad-three-ways-create-validate")
    private static let lacking = Fixtures.review("minimal-create-mutate")

    /// A client that offers something the server does not speak.
    private static func options(_ adjust: (inout TLSClient.Options) -> Void) -> TLSClient.Options {
        var options = TLSClient.Options()
        adjust(&options)
        return options
    }

    @Test func reviews() throws {
        let webhook = try WatchedWebhook()
        let client = try webhook.connect()
        for (path, body) in [
            ("/validate?timeout=10s", Self.allowed), ("/validate", Self.denied), ("/validate", Self.denied),
            ("/mutate?timeout=5s", Self.lacking), ("/mutate", [0x7B]),
        ] {
            try client.send(WatchedWebhook.bytes("POST \(path)", body))
            _ = try client.receiveResponse()
        }
        #expect(try webhook.ask("POST /validate?timeout=1ns", Self.allowed) == 504)
        let requests = "stashgate_admission_requests_total"
        let findings = "stashgate_admission_findings_total"
        let answers = "stashgate_http_requests_total"
        #expect(
            try webhook.differences(from: [
                "\(requests){webhook=validate,kind=BackupConfiguration,operation=CREATE,result=allowed}": 1,
                "\(requests){webhook=validate,kind=BackupConfiguration,operation=CREATE,result=denied}": 2,
                "\(requests){webhook=mutate,kind=BackupConfiguration,operation=CREATE,result=allowed}": 1,
                "\(requests){webhook=mutate,kind=unknown,operation=unknown,result=failed}": 1,
                "\(requests){webhook=validate,kind=BackupConfiguration,operation=UPDATE,result=denied}": 0,
                "\(findings){kind=BackupConfiguration,rule=invalid-schedule,severity=error}": 2,
                "\(findings){kind=BackupConfiguration,rule=missing-encryption,severity=warning}": 5,
                "\(findings){kind=BackupConfiguration,rule=missing-parameter,severity=warning}": 4,
                "\(findings){kind=BackupConfiguration,rule=wipe-out,severity=warning}": 1,
                "\(findings){kind=BackupConfiguration,rule=missing-encryption,severity=error}": 0,
                "stashgate_admission_duration_seconds_count{webhook=validate}": 3,
                "stashgate_admission_duration_seconds_count{webhook=mutate}": 2,
                "\(answers){path=/validate,code=200}": 3,
                "\(answers){path=/validate,code=504}": 1,
                "\(answers){path=/mutate,code=200}": 1,
                "\(answers){path=/mutate,code=400}": 1,
                "stashgate_connections_accepted_total": 2,
                "stashgate_connections{state=idle}": 1,
                "stashgate_tls_handshakes_total{result=ok}": 2,
            ]) == [:])
    }

    /// Refusals of all kinds are counted under their path, or under `other` if it is unknown.
    @Test func refusals() throws {
        let webhook = try WatchedWebhook([
            "--max-requests-in-flight", "1", "--max-body-bytes", "20Ki", "--max-header-bytes", "1Ki",
        ])
        #expect(try webhook.ask("GET /livez") == 200)
        #expect(try webhook.ask("GET /readyz?verbose") == 200)
        #expect(try webhook.ask("GET /validate") == 405)
        #expect(try webhook.ask("POST /mutate") == 415)
        #expect(try webhook.ask("GET /validate/") == 404)
        #expect(try webhook.ask("GET /\(String(repeating: "a", count: 900))") == 404)
        #expect(try webhook.ask("GET /livez HTTP/1.1\r\nX: \(String(repeating: "a", count: 1200))\r\nY:") == 431)
        #expect(try webhook.ask("POST /mutate", [UInt8](repeating: 0x20, count: 21 << 10)) == 413)
        #expect(try webhook.ask("nonsense\r\n") == 400)

        // An unfinished head uses up the room, so that another head is refused.
        let unfinished = try webhook.connect()
        try unfinished.send("GET /livez HTTP/1.1\r\n")
        #expect(try webhook.differences(from: ["stashgate_connections{state=reading}": 1]) == [:])
        let tooMany = try webhook.connect()
        try tooMany.send("GET /livez HTTP/1.1\r\n")
        #expect(try tooMany.receiveResponse().status == 503)

        let answers = "stashgate_http_requests_total"
        #expect(
            try webhook.differences(from: [
                "\(answers){path=/livez,code=200}": 1, "\(answers){path=/readyz,code=200}": 1,
                "\(answers){path=/validate,code=405}": 1, "\(answers){path=/mutate,code=415}": 1,
                "\(answers){path=other,code=404}": 2, "\(answers){path=other,code=431}": 1,
                "\(answers){path=/mutate,code=413}": 1, "\(answers){path=other,code=400}": 1,
                "\(answers){path=other,code=503}": 1,
            ]) == [:])
        let total = try webhook.scrape().samples.filter { $0.name == answers }.map(\.value).reduce(0, +)
        #expect(total == 10)
    }

    /// Requests that time out; the path of the first is unknown.
    @Test func timeouts() throws {
        let webhook = try WatchedWebhook(["--header-timeout", "300ms", "--request-timeout", "600ms"])
        let began = ContinuousClock.now
        let slowHead = try webhook.connect()
        try slowHead.send("GET /livez HTTP/1.1\r\n")
        #expect(try slowHead.receiveResponse().status == 408)
        let slowBody = try webhook.connect()
        try slowBody.send(
            "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
        #expect(try slowBody.receiveResponse().status == 408)
        // The default limits are 10 s and 30 s.
        #expect(ContinuousClock.now - began < .seconds(8))
        let answers = "stashgate_http_requests_total"
        #expect(
            try webhook.differences(from: [
                "\(answers){path=other,code=408}": 1, "\(answers){path=/validate,code=408}": 1,
            ]) == [:])
    }

    /// Clients that connect and send nothing.
    @Test func silence() throws {
        let webhook = try WatchedWebhook(["--handshake-timeout", "300ms"])
        let began = ContinuousClock.now
        let silent = try TestSocket(port: webhook.port)
        #expect(try silent.receive() == nil)
        // The default limit is 10 s.
        #expect(ContinuousClock.now - began < .seconds(8))
        #expect(try webhook.differences(from: ["stashgate_tls_handshakes_total{result=timeout}": 1]) == [:])
    }

    /// Every handshake has a result, and a probe that only checks the port has its own.
    @Test func handshakes() throws {
        let webhook = try WatchedWebhook()
        for isAborted in [true, false, true] {
            let probe = try TestSocket(port: webhook.port)
            if isAborted { probe.abort() } else { probe.close() }
        }
        let plain = try TestSocket(port: webhook.port)
        try plain.send(Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        #expect(try plain.receiveResponse().status == 400)
        plain.close()
        let stranger = try CertificateAuthority(days: 1).keyPair().certificate
        for version in Int32(0x0303)...0x0304 {
            let options = Self.options { $0.versions = version...version }
            #expect(throws: TestClientError.self) {
                try TLSClient(port: webhook.port, trusting: stranger, options: options)
            }
        }
        for options in [
            Self.options { $0.versions = 0x0302...0x0302 }, Self.options { $0.protocols = ["h2"] },
        ] {
            #expect(throws: TestClientError.self) { try webhook.connect(options) }
        }
        let client = try webhook.connect()
        let handshakes = "stashgate_tls_handshakes_total"
        #expect(
            try webhook.differences(from: [
                "\(handshakes){result=closed}": 3, "\(handshakes){result=plain_http}": 1,
                "\(handshakes){result=server_certificate}": 2, "\(handshakes){result=protocol}": 2,
                "\(handshakes){result=timeout}": 0, "\(handshakes){result=ok}": 1,
                "\(handshakes){result=client_certificate}": 0, "\(handshakes){result=internal}": 0,
                "stashgate_http_requests_total{path=other,code=400}": 1,
                "stashgate_connections_accepted_total": 9,
            ]) == [:])
        client.socket.close()
        #expect(
            try webhook.differences(from: [
                "stashgate_connections{state=handshake}": 0, "stashgate_connections{state=idle}": 0,
                "stashgate_connections{state=closing}": 0,
            ]) == [:])
    }

    /// A client without the required certificate is told from one that does not speak TLS.
    @Test func clientCertificates() throws {
        let webhook = try WatchedWebhook(["--max-connections-per-address", "2"], usingClientAuthority: true)
        for version in Int32(0x0303)...0x0304 {
            let options = Self.options { $0.versions = version...version }
            #expect(throws: TestClientError.self) {
                // In TLS 1.3 a client learns that it was refused only from its first read.
                let client = try webhook.connect(options)
                _ = try client.receiveResponse()
            }
        }
        #expect(try webhook.differences(from: ["stashgate_tls_handshakes_total{result=client_certificate}": 2]) == [:])
        let closed = Dictionary(
            uniqueKeysWithValues: ["handshake", "idle", "reading", "writing", "closing"]
                .map { ("stashgate_connections{state=\($0)}", 0.0) })
        #expect(try webhook.differences(from: closed) == [:])
        let sockets = try (0..<3).map { _ in try TestSocket(port: webhook.port) }
        #expect(
            try webhook.differences(from: [
                "stashgate_connections_refused_total": 1, "stashgate_connections{state=handshake}": 2,
            ]) == [:])
        withExtendedLifetime(sockets) {}
    }

    /// A new certificate shows its own expiry; an unusable one is counted as long as it exists.
    @Test func reloads() throws {
        let webhook = try WatchedWebhook()
        let expiry = "stashgate_tls_certificate_not_after_timestamp_seconds"
        let first = try #require(try webhook.scrape()[expiry])
        #expect(first > Double(time(nil)))

        let other = try TemporaryFolder()
        let files = CertificateFiles(in: other.path)
        _ = try files.make(for: [HostName("127.0.0.1")], days: 30, overwriting: false)
        let pair = try [TemporaryFolder.read(files.certificate), TemporaryFolder.read(files.key)]
        for (bytes, name) in zip(pair, ["tls.crt", "tls.key"]) { try webhook.folder.write(bytes, to: name) }
        #expect(try webhook.differences(from: ["stashgate_tls_reloads_total{result=ok}": 1]) == [:])
        let second = try #require(try webhook.scrape()[expiry])
        #expect(second - first > 28 * 86_400)

        try webhook.folder.write("nonsense", to: "tls.crt")
        #expect(try eventually { try webhook.scrape()["stashgate_tls_reloads_total{result=failed}"] ?? 0 >= 1 })
        #expect(try webhook.differences(from: [expiry: second, "stashgate_tls_reloads_total{result=ok}": 1]) == [:])
    }

    /// While clients send requests, no scrape shows a counter that decreases or a histogram that does not add up, and
    /// in the end nothing is lost.
    @Test func underLoad() throws {
        let webhook = try WatchedWebhook(["--workers", "2"])
        let (port, authority) = (webhook.port, webhook.authority)
        let request = WatchedWebhook.bytes("POST /validate?timeout=10s", Self.denied)
        let running = Locked(4)
        let answered = Locked(0)
        let clients = try (0..<4).map { _ in
            try WorkerThread(name: "client") {
                defer { running.withLock { $0 -= 1 } }
                for _ in 0..<5 {
                    guard let client = try? TLSClient(port: port, trusting: authority) else { return }
                    for _ in 0..<100 {
                        guard (try? client.send(request)) != nil, (try? client.receiveResponse())?.status == 200 else {
                            return
                        }
                        answered.withLock { $0 += 1 }
                    }
                }
            }
        }
        var before: [String: Double] = [:]
        while running.withLock({ $0 }) > 0 {
            let metrics = try webhook.scrape()
            for sample in metrics.families.filter({ $0.type != "gauge" }).flatMap(\.samples) {
                #expect(before[sample.series, default: 0] <= sample.value, "\(sample.series)")
                before[sample.series] = sample.value
            }
        }
        for client in clients { client.join() }
        let count = Double(answered.withLock { $0 })
        #expect(count == 2000)
        #expect(
            try webhook.differences(from: [
                "stashgate_admission_requests_total{webhook=validate,kind=BackupConfiguration,operation=CREATE,result=denied}":
                    count,
                "stashgate_http_requests_total{path=/validate,code=200}": count,
                "stashgate_admission_duration_seconds_count{webhook=validate}": count,
                "stashgate_admission_findings_total{kind=BackupConfiguration,rule=duplicate-name,severity=error}":
                    count,
                "stashgate_tls_handshakes_total{result=ok}": 20, "stashgate_connections{state=idle}": 0,
            ]) == [:])
    }
}
