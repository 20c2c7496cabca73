import Admission
import HTTP
import KubeStash
import Logging
import Net
import Serving
import TestSupport
import Testing
import Webhook

/// The requests that the webhook reviews, those that it refuses by their heads, and its answers.
struct WebhookApplicationTests {
    private static let application = WebhookApplication(
        policy: .default, health: Health(),
        log: ReviewLog(logger: Logger(label: "none") { _ in SwiftLogNoOpLogHandler() }))

    /// The API server sends its own time limit in the query of each review.
    @Test(arguments: [
        ("/validate?timeout=5s", Duration.seconds(5)), ("/validate?a=b&timeout=1m30s", .seconds(90)),
        ("/validate", nil), ("/validate?timeout=", nil), ("/validate?timeout=-5s", nil), ("/validate?timeout=0s", nil),
        ("/validate?timeout=5", nil), ("/validate?mytimeout=5s", nil),
    ])
    func timeLimit(target: String, limit: Duration?) throws {
        #expect(try Self.application.timeLimit(of: ParsedRequest.head(["POST \(target) HTTP/1.1"])) == limit)
    }

    private static let json = "Content-Type: application/json"

    /// A request that cannot be reviewed is refused by its head, before its body is read.
    @Test(
        arguments: [
            (["GET /mutate HTTP/1.1"], 405, "MethodNotAllowed", "POST"),
            (["GET /validate?timeout=5s HTTP/1.1", json], 405, "MethodNotAllowed", "POST"),
            (["POST /livez HTTP/1.1"], 405, "MethodNotAllowed", "GET, HEAD"),
            (["DELETE /readyz?verbose HTTP/1.1"], 405, "MethodNotAllowed", "GET, HEAD"),
            (["GET /metrics HTTP/1.1"], 404, "NotFound", nil), (["POST /validate/ HTTP/1.1"], 404, "NotFound", nil),
            (["GET / HTTP/1.1"], 404, "NotFound", nil), (["POST /Validate HTTP/1.1", json], 404, "NotFound", nil),
            (["POST /validate HTTP/1.1"], 415, "UnsupportedMediaType", nil),
            (["POST /mutate HTTP/1.1", "Content-Type: application/yaml"], 415, "UnsupportedMediaType", nil),
            (["POST /mutate HTTP/1.1", "Content-Type: application/jsonl"], 415, "UnsupportedMediaType", nil),
        ] as [([String], UInt16, String, String?)])
    func refused(_ lines: [String], status: UInt16, reason: String, allowed: String?) throws {
        let response = try #require(try Self.application.refusal(of: ParsedRequest.head(lines)))
        #expect(response.status == StatusCode(rawValue: status))
        #expect(response.fields.first { $0.name == "Allow" }?.value == allowed)
        #expect(response.fields.contains(.contentType(.json)))
        let value = try JSONValue(parsing: response.body)
        #expect(value["kind"] == "Status")
        #expect(value["apiVersion"] == "v1")
        #expect(value["status"] == "Failure")
        #expect(value["reason"] == .string(reason))
        #expect(value["code"] == .number(String(status)))
    }

    /// A media type may have parameters, and probes have no media type.
    @Test(arguments: [
        ["POST /validate HTTP/1.1", "Content-Type: application/json; charset=utf-8"], ["POST /mutate HTTP/1.1", json],
        ["GET /livez HTTP/1.1"], ["HEAD /readyz HTTP/1.1"],
    ])
    func taken(_ lines: [String]) throws {
        #expect(try Self.application.refusal(of: ParsedRequest.head(lines)) == nil)
    }

    /// A review gets the engine's answer unchanged.
    @Test func reviews() throws {
        let client = try SocketAddress(parsing: "127.0.0.1:1")
        for webhook in Webhook.allCases {
            for body in [Fixtures.review("bad-three-ways-create-validate"), Array("{}".utf8), []] {
                let lines = ["POST /\(webhook) HTTP/1.1", Self.json]
                let response = try Self.application.response(
                    to: ParsedRequest.request(lines, body: body), from: client)
                let answer = Reviewer().review(body, by: webhook)
                #expect(response.status.rawValue == UInt16(answer.code))
                #expect(response.body == answer.body)
                #expect(response.fields == [.contentType(.json)])
            }
        }
        let probe = try Self.application.response(to: ParsedRequest.request(["GET /readyz HTTP/1.1"]), from: client)
        #expect(probe == Response(.ok, fields: [.contentType(.text)], body: Array("ok\n".utf8)))
    }
}
