import Admission
import Glibc
import TLS
import TestSupport
import Testing

/// The webhook as an API server uses it: the built program, its certificate, a TLS socket, real AdmissionReviews.
@Suite(.timeLimit(.minutes(30)))
struct ServedReviewTests {
    /// A running server and a way to reach it.
    private struct Webhook {
        private let folder: TemporaryFolder
        private let authority: [UInt8]
        private let port: UInt16
        let process: ChildProcess

        init(_ arguments: [String] = []) throws {
            folder = try TemporaryFolder()
            let files = CertificateFiles(in: folder.path)
            _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
            authority = try TemporaryFolder.read(files.authorityCertificate)
            process = try ChildProcess(
                ChildProcess.product("stashgate"),
                [
                    "serve", "--tls-cert", files.certificate, "--tls-key", files.key, "--listen", "127.0.0.1:0",
                    "--shutdown-delay", "0s",
                ] + arguments)
            port = try #require(
                try process.waitForErrors(containing: "listening on https://127.0.0.1:").first.flatMap(UInt16.init))
        }

        func connect() throws -> TLSClient {
            try TLSClient(port: port, trusting: authority)
        }
    }

    /// The path that a fixture was sent to.
    private static func path(of fixture: String) -> String {
        fixture.hasSuffix("-mutate") ? "/mutate" : "/validate"
    }

    private static func request(_ fixture: String) -> [UInt8] {
        let body = Fixtures.review(fixture)
        let head = """
            POST \(path(of: fixture))?timeout=5s HTTP/1.1\r
            Host: stashgate.stashgate.svc:443\r
            User-Agent: kube-apiserver-admission\r
            Content-Length: \(body.count)\r
            Accept: application/json, */*\r
            Content-Type: application/json\r
            Accept-Encoding: gzip\r
            \r\n
            """
        return Array(head.utf8) + body
    }

    /// The engine's own answers; other tests check that they are right.
    private static let answers = Dictionary(
        uniqueKeysWithValues: Fixtures.reviews.map { fixture in
            (
                fixture,
                Reviewer().review(Fixtures.review(fixture), by: fixture.hasSuffix("-mutate") ? .mutate : .validate).body
            )
        })

    private static func expected(_ fixture: String) -> [UInt8]? { answers[fixture] }

    /// Every review gets its answer on one kept-alive connection, in pieces of any size, also after thousands of
    /// others.
    @Test func answersEveryReviewInAnyPieces() throws {
        let webhook = try Webhook()
        let client = try webhook.connect()
        for fixture in Fixtures.reviews {
            try client.send(Self.request(fixture))
            let response = try client.receiveResponse()
            #expect(response.status == 200)
            #expect(response.fields["content-type"] == "application/json")
            #expect(response.body == Self.expected(fixture), "\(fixture)")
        }
        for fixture in Fixtures.reviews {
            try client.send(Self.request(fixture), inRecordsOf: 1)
            #expect(try client.receiveResponse().body == Self.expected(fixture), "\(fixture)")
        }
        let fixtures = Fixtures.reviews
        for round in 0..<3000 {
            let fixture = fixtures[round % fixtures.count]
            try client.send(Self.request(fixture))
            #expect(try client.receiveResponse().body == Self.expected(fixture), "\(fixture)")
        }
        client.socket.close()
        webhook.process.send(SIGTERM)
        #expect(webhook.process.waitForEnd() == .exit(0))
    }

    /// Pipelined requests are answered in order.
    @Test func answersPipelinedReviewsInOrder() throws {
        let webhook = try Webhook()
        let client = try webhook.connect()
        try client.send(Fixtures.reviews.flatMap(Self.request))
        for fixture in Fixtures.reviews {
            #expect(try client.receiveResponse().body == Self.expected(fixture), "\(fixture)")
        }
    }

    /// Workers do not interfere: concurrent clients get the same answers as a single one, and ThreadSanitizer reports
    /// nothing.
    @Test func answersManyClientsAtOnce() throws {
        let webhook = try Webhook(["--workers", "4"])
        let clients = try (0..<8).map { _ in try webhook.connect() }
        for client in clients { try client.send(Fixtures.reviews.flatMap(Self.request)) }
        for client in clients {
            for fixture in Fixtures.reviews {
                #expect(try client.receiveResponse().body == Self.expected(fixture), "\(fixture)")
            }
        }
        for client in clients { client.socket.close() }
        webhook.process.send(SIGTERM)
        #expect(webhook.process.waitForEnd() == .exit(0))
    }

    /// A request that is not a review is refused with a Status; WebhookTests covers all mistakes in heads.
    @Test(
        arguments: [
            ("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 200, nil),
            ("GET /mutate HTTP/1.1\r\nHost: a\r\n\r\n", 405, "MethodNotAllowed"),
            ("POST /validate/ HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 404, "NotFound"),
            ("POST /validate HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 415, "UnsupportedMediaType"),
            (
                "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
                400, "BadRequest"
            ),
            (
                "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 8388609\r\n\r\n",
                413,
                "RequestEntityTooLarge"
            ),
            ("nonsense\r\n\r\n", 400, "BadRequest"),
            (
                "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400, "BadRequest"
            ),
        ] as [(String, Int, String?)])
    func refusesWithAStatus(_ request: String, status: Int, reason: String?) throws {
        let webhook = try Webhook()
        let client = try webhook.connect()
        try client.send(request)
        let response = try client.receiveResponse()
        #expect(response.status == status)
        if status == 405 { #expect(response.fields["allow"] == "POST") }
        guard let reason else {
            #expect(response.text == "ok\n")
            return
        }
        let value = try JSONValue(parsing: response.body)
        #expect(value["kind"] == "Status")
        #expect(value["apiVersion"] == "v1")
        #expect(value["status"] == "Failure")
        #expect(value["reason"] == .string(reason))
        #expect(value["code"] == .number(String(status)))
    }

    @Test func refusesTooManyHeaders() throws {
        let webhook = try Webhook()
        let client = try webhook.connect()
        try client.send("GET /livez HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n")
        let response = try client.receiveResponse()
        #expect(response.status == 431)
        #expect(try JSONValue(parsing: response.body)["code"] == 431)
    }
}
