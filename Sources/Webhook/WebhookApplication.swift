internal import Admission
package import Cluster
package import HTTP
package import KubeStash
package import ManagedCertificates
package import Net
package import Serving
internal import System
internal import Time

/// The webhook as the server sees it: paths, methods and media types, with a Kubernetes `Status` for every refusal.
package struct WebhookApplication: Application {
    private let reviewer: Reviewer
    private let endpoints: HealthEndpoints
    private let metrics: WebhookMetrics?
    private let log: ReviewLog
    private let inventory: PublishedValue<Inventory>?

    /// Makes a webhook.
    ///
    /// - Parameters:
    ///   - policy: Which rules are errors, warnings or off.
    ///   - health: How the server is doing.
    ///   - metrics: Counts the reviews; nil to count none.
    ///   - log: Gets a line for each review.
    ///   - cluster: The watch of the cluster; nil to judge each object alone.
    ///   - certificates: The self-managed certificates; nil if it does not.
    package init(
        policy: Policy, health: Health, metrics: WebhookMetrics? = nil, log: ReviewLog, cluster: ClusterWatch? = nil,
        certificates: ManagedCertificates? = nil
    ) {
        reviewer = Reviewer(policy: policy)
        endpoints = HealthEndpoints(
            health: health, cluster: cluster?.reader, certificates: certificates?.reader)
        inventory = cluster?.inventory
        self.metrics = metrics
        self.log = log
    }

    /// Refuses unknown paths, methods that a path does not take, and reviews that do not come as JSON.
    ///
    /// - Parameter head: The request line and the fields.
    /// - Returns: The refusal; nil if the body is to be read.
    package func refusal(of head: RequestHead) -> Response? {
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

    /// Reads how long the API server waits, which it tells a webhook: `POST /validate?timeout=5s`.
    ///
    /// - Parameter head: The request line and the fields.
    /// - Returns: The time limit; nil if there is none, or it is malformed.
    package func timeLimit(of head: RequestHead) -> Duration? {
        let name = "timeout="
        guard let parameter = head.query?.split(separator: "&").first(where: { $0.hasPrefix(name) }) else { return nil }
        let text = Array(parameter.dropFirst(name.count).utf8)
        guard let limit = try? GoDuration(utf8: text.span), limit.nanoseconds > 0 else { return nil }
        return .nanoseconds(limit.nanoseconds)
    }

    /// Estimates how much memory a review takes.
    ///
    /// - Parameter count: The length of the request's body in bytes.
    /// - Returns: The most bytes that the review takes beside the body.
    package func memory(forBodyOf count: Int) -> Int {
        Reviewer.memory(forReviewOf: count)
    }

    /// Answers a review or a probe, and counts and logs the review.
    ///
    /// - Parameters:
    ///   - request: The request with its whole body.
    ///   - client: The address that it came from, for the log.
    /// - Returns: The answer.
    package func response(to request: Request, from client: SocketAddress) -> Response {
        guard let webhook = ServedPath(of: request.head).webhook else {
            return endpoints.response(to: request.head) ?? refusal(of: request.head) ?? Response(.notFound)
        }
        let began = MonotonicInstant.now()
        let answer =
            inventory?.read { reviewer.review(request.body, by: webhook, in: $0) }
            ?? reviewer.review(request.body, by: webhook)
        let response = Self.json(answer.body, code: answer.code)
        let nanoseconds = MonotonicInstant.now().nanoseconds - began.nanoseconds
        metrics?.note(answer, by: webhook, nanoseconds: nanoseconds)
        log.note(answer, by: webhook, from: client, took: .nanoseconds(nanoseconds))
        return response
    }

    /// Answers a request that HTTP or a limit does not allow.
    ///
    /// - Parameter error: The status to answer with, and why.
    /// - Returns: A `Status` as JSON.
    package func response(to error: HTTPError) -> Response {
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

/// The paths that the webhook serves, by which its requests are counted.
enum ServedPath: String, CaseIterable {
    case mutate = "/mutate"
    case validate = "/validate"
    case livez = "/livez"
    case readyz = "/readyz"
    /// Any other path, and requests whose path is not known. The last case, since unknown endpoints count here.
    case other

    init(of head: RequestHead) {
        self = ServedPath(rawValue: head.path) ?? .other
    }

    /// The webhook that is served there; nil if none is.
    var webhook: Webhook? {
        switch self {
        case .mutate: .mutate
        case .validate: .validate
        case .livez, .readyz, .other: nil
        }
    }

    /// The methods that it allows; empty if nothing is served.
    var methods: [Method] {
        switch self {
        case .mutate, .validate: [.post]
        case .livez, .readyz: [.get, .head]
        case .other: []
        }
    }

    /// The number under which its answers are counted.
    var endpoint: Endpoint {
        switch self {
        case .mutate: Endpoint(rawValue: 0)
        case .validate: Endpoint(rawValue: 1)
        case .livez: Endpoint(rawValue: 2)
        case .readyz: Endpoint(rawValue: 3)
        case .other: .other
        }
    }
}
