import HTTP
import Serving

/// What is served in plain HTTP to those who watch over the server, and who have no certificate to show.
struct MonitoringApplication: Application {
    let endpoints: HealthEndpoints

    func refusal(of head: RequestHead) -> Response? {
        guard endpoints.response(to: head) != nil else {
            return Self.text(.notFound, "try /livez or /readyz?verbose\n")
        }
        guard head.method == .get || head.method == .head else {
            return Response(.methodNotAllowed, fields: [.allow([.get, .head])])
        }
        return nil
    }

    func response(to request: Request) -> Response {
        endpoints.response(to: request.head) ?? Response(.notFound)
    }

    func response(to error: HTTPError) -> Response {
        Self.text(error.status, "\(error.message)\n")
    }

    private static func text(_ status: StatusCode, _ text: String) -> Response {
        Response(status, fields: [.contentType(.text)], body: Array(text.utf8))
    }
}
