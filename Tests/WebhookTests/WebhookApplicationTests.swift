import HTTP
import KubeStash
import Logging
import Serving
import TestSupport
import Testing
import Webhook

/// What the webhook reads of a request before it reviews the body.
struct WebhookApplicationTests {
    /// The API server's own time limit, as it stands in the query of each review.
    @Test(arguments: [
        ("/validate?timeout=5s", Duration.seconds(5)), ("/validate?a=b&timeout=1m30s", .seconds(90)),
        ("/validate", nil), ("/validate?timeout=", nil), ("/validate?timeout=-5s", nil), ("/validate?timeout=0s", nil),
        ("/validate?timeout=5", nil), ("/validate?mytimeout=5s", nil),
    ])
    func timeLimit(target: String, limit: Duration?) throws {
        var parser = RequestParser()
        parser.append(Array("POST \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        guard case .head(let head) = parser.next() else { throw TestClientError.incomplete }
        let log = ReviewLog(logger: Logger(label: "none") { _ in SwiftLogNoOpLogHandler() })
        let application = WebhookApplication(policy: .default, health: Health(), log: log)
        #expect(application.timeLimit(of: head) == limit)
    }
}
