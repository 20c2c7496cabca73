import HTTP
import Net
import Serving
import TestSupport
import Testing

@testable import Webhook

/// The answers to kubelets and Prometheus on the monitoring listener.
struct MonitoringApplicationTests {
    private static let application = MonitoringApplication(
        endpoints: HealthEndpoints(health: Health()), metrics: WebhookMetrics(for: ServerConfiguration(addresses: [])))

    private static func response(to lines: [String]) throws -> Response {
        try application.response(to: ParsedRequest.request(lines), from: SocketAddress(parsing: "127.0.0.1:1"))
    }

    /// The client's preference selects the format, and the content type states it.
    @Test(
        arguments: [
            (nil, false), ("*/*", false), ("text/plain", false), ("text/html,*/*;q=0.8", false), ("image/png", false),
            ("application/openmetrics-text", true), ("application/openmetrics-text;version=0.0.1", false),
            (
                """
                application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,\
                application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,\
                text/plain;version=0.0.4;q=0.3,*/*;q=0.2
                """, true
            ),
            ("application/openmetrics-text;q=0.1, text/plain;q=0.2", false),
            ("application/openmetrics-text;q=0", false),
            ("application/openmetrics-text, */*", true), ("text/plain;q=0.1, application/*;q=0.2", true),
        ] as [(String?, Bool)])
    func formats(accepted: String?, isOpenMetrics: Bool) throws {
        let response = try Self.response(to: ["GET /metrics HTTP/1.1"] + (accepted.map { ["Accept: \($0)"] } ?? []))
        #expect(response.status == .ok)
        #expect(
            response.fields.map(\.value) == [
                isOpenMetrics
                    ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                    : "text/plain; version=0.0.4; charset=utf-8"
            ])
        _ = try MetricsText(String(decoding: response.body, as: UTF8.self), isOpenMetrics: isOpenMetrics)
    }

    /// Other requests are refused in plain text, for people to read.
    @Test(
        arguments: [
            ("POST /metrics HTTP/1.1", .methodNotAllowed, ""), ("PUT /livez HTTP/1.1", .methodNotAllowed, ""),
            ("GET /validate HTTP/1.1", .notFound, "try /metrics, /livez or /readyz?verbose\n"),
            ("POST / HTTP/1.1", .notFound, "try /metrics, /livez or /readyz?verbose\n"),
        ] as [(String, StatusCode, String)])
    func refused(_ line: String, status: StatusCode, text: String) throws {
        let response = try #require(try Self.application.refusal(of: ParsedRequest.head([line])))
        #expect(response.status == status)
        #expect(String(decoding: response.body, as: UTF8.self) == text)
        #expect(response.fields == (status == .notFound ? [.contentType(.text)] : [.allow([.get, .head])]))
    }

    @Test(arguments: [
        "GET /metrics HTTP/1.1", "HEAD /metrics HTTP/1.1", "GET /livez HTTP/1.1", "HEAD /readyz HTTP/1.1",
    ])
    func taken(_ line: String) throws {
        #expect(try Self.application.refusal(of: ParsedRequest.head([line])) == nil)
        #expect(try Self.response(to: [line]).status == .ok)
    }
}
