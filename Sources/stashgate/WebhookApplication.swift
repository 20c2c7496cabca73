import Admission
import Cron
import HTTP
import KubeStash
import Net
import System
import Serving
import Time

/// The webhook as the server sees it: paths, methods and media types, with a Kubernetes `Status` for every refusal.
struct WebhookApplication: Application {
    private let reviewer: Reviewer
    private let endpoints: HealthEndpoints
    private let metrics: WebhookMetrics?
    private let log: ReviewLog

    init(policy: Policy, health: Health, metrics: WebhookMetrics? = nil, log: ReviewLog) {
        reviewer = Reviewer(policy: policy)
        endpoints = HealthEndpoints(health: health)
        self.metrics = metrics
        self.log = log
    }

    func refusal(of head: RequestHead) -> Response? {
        let path = ServedPath(of: head)
        guard path != .other else {
            return Self.response(
                Status(code: 404, message: "there is nothing here; try /mutate, /validate, /livez or /readyz"))
        }
        guard path.methods.contains(head.method) else {
            let methods = path.methods.map(\.rawValue).joined(separator: " or ")
            var response = Self.response(Status(code: 405, message: "use \(methods) here"))
            response.fields.append(.allow(path.methods))
            return response
        }
        if path.webhook != nil, head.contentType?.essence != "application/json" {
            return Self.response(Status(code: 415, message: "an AdmissionReview must come as application/json"))
        }
        return nil
    }

    /// The API server tells a webhook how long it waits: `POST /validate?timeout=5s`.
    func timeLimit(of head: RequestHead) -> Duration? {
        let name = "timeout="
        guard let parameter = head.query?.split(separator: "&").first(where: { $0.hasPrefix(name) }) else { return nil }
        let text = Array(parameter.dropFirst(name.count).utf8)
        guard let limit = try? GoDuration(utf8: text.span), limit.nanoseconds > 0 else { return nil }
        return .nanoseconds(limit.nanoseconds)
    }

    func memory(forBodyOf count: Int) -> Int {
        Reviewer.memory(forReviewOf: count)
    }

    func response(to request: Request, from client: SocketAddress) -> Response {
        guard let webhook = ServedPath(of: request.head).webhook else {
            return endpoints.response(to: request.head) ?? refusal(of: request.head) ?? Response(.notFound)
        }
        let began = MonotonicInstant.now()
        let answer = reviewer.review(request.body, by: webhook)
        let response = Self.json(answer.body, code: answer.code)
        let nanoseconds = MonotonicInstant.now().nanoseconds - began.nanoseconds
        metrics?.note(answer, by: webhook, nanoseconds: nanoseconds)
        log.note(answer, by: webhook, from: client, took: .nanoseconds(nanoseconds))
        return response
    }

    func response(to error: HTTPError) -> Response {
        Self.response(Status(code: Int(error.status.rawValue), message: error.message))
    }

    private static func response(_ status: Status) -> Response {
        json(status.json, code: status.code)
    }

    private static func json(_ body: [UInt8], code: Int) -> Response {
        Response(
            StatusCode(rawValue: UInt16(clamping: code)), fields: [.contentType(.json)], body: body)
    }
}
