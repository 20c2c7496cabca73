import HTTP
import Metrics
import Net
import Serving

/// What is served in plain HTTP to those who watch over the server, and who have no certificate to show.
struct MonitoringApplication: Application {
    let endpoints: HealthEndpoints
    let metrics: WebhookMetrics

    func refusal(of head: RequestHead) -> Response? {
        guard head.path == Self.metricsPath || endpoints.response(to: head) != nil else {
            return Self.text(.notFound, "try \(Self.metricsPath), /livez or /readyz?verbose\n")
        }
        guard head.method == .get || head.method == .head else {
            return Response(.methodNotAllowed, fields: [.allow([.get, .head])])
        }
        return nil
    }

    func response(to request: Request, from client: SocketAddress) -> Response {
        if request.head.path == Self.metricsPath { return scrape(for: request.head) }
        return endpoints.response(to: request.head) ?? Response(.notFound)
    }

    func response(to error: HTTPError) -> Response {
        Self.text(error.status, "\(error.message)\n")
    }

    /// Where Prometheus looks by itself.
    private static let metricsPath = "/metrics"

    private func scrape(for head: RequestHead) -> Response {
        let format = Exposition.Format(for: AcceptField(of: head))
        let type = ResponseField(name: "Content-Type", value: format.contentType)
        return Response(.ok, fields: type.map { [$0] } ?? [], body: Array(metrics.text(in: format).utf8))
    }

    private static func text(_ status: StatusCode, _ text: String) -> Response {
        Response(status, fields: [.contentType(.text)], body: Array(text.utf8))
    }
}

extension Exposition.Format {
    /// The form of the text that a client gets.
    ///
    /// OpenMetrics where it is wanted by name and no less than the older format, or wanted more; a client that takes
    /// neither gets the older one, which people can read (RFC 9110, section 12.4.1, leaves that to the server).
    /// - Parameter accepted: What the client would like.
    init(for accepted: AcceptField) {
        let openMetrics = accepted.preference(for: "application/openmetrics-text", version: "1.0.0")
        let plain = accepted.preference(for: "text/plain", version: "0.0.4")
        let isWanted =
            openMetrics.quality > plain.quality || (openMetrics.quality == plain.quality && openMetrics.isByName)
        self = openMetrics.quality > 0 && isWanted ? .openMetrics : .prometheus
    }
}
