internal import Admission
package import Cluster
package import HTTP
internal import KubeStash
package import Metrics
internal import Schema
package import Serving
internal import TLS

/// The metrics of the webhook.
///
/// All series exist from the start, those of the certificate from the first one on, and clients cannot add any.
/// `Docs/operations.md` lists them.
package final class WebhookMetrics: Sendable {
    /// The threads that count besides the workers: the one that accepts, and the one that reloads certificates.
    private static let otherThreads = 2

    private let reviews: ReviewMetrics
    private let answers: Counter
    private let connections: UpDownCounter
    private let accepted: Counter
    private let refused: Counter
    private let cutOff: Counter
    private let handshakes: Counter
    private let reloads: Counter
    private let limit: Gauge
    private let validFrom = Gauge(
        MetricDescription(
            "stashgate_tls_certificate_not_before_timestamp_seconds", unit: "seconds",
            "When the certificate in use begins to be valid, in seconds since 1970."), nil)
    private let expiry = Gauge(
        MetricDescription(
            "stashgate_tls_certificate_not_after_timestamp_seconds", unit: "seconds",
            "Expiry of the certificate in use, in seconds since 1970."), nil)

    private let cluster: [ClusterMetrics]

    /// Makes all series, with the value zero.
    ///
    /// - Parameters:
    ///   - configuration: The number of workers, and the limits that are metrics too.
    ///   - cluster: How the watch of the cluster is doing; nil if there is none, and then it has no series.
    package init(for configuration: ServerConfiguration, cluster: (@Sendable () -> ClusterReading)? = nil) {
        self.cluster = cluster.map { [ClusterMetrics(of: $0)] } ?? []
        let shards = max(1, configuration.workers) + Self.otherThreads
        reviews = ReviewMetrics(shards: shards)
        answers = Counter(
            MetricDescription(
                "stashgate_http_requests", "Requests answered, by path and status code; not those of this listener."),
            Dimension("path", ServedPath.allCases.map(\.rawValue)), AnsweredCode.dimension, shards: shards)
        connections = UpDownCounter(
            MetricDescription("stashgate_connections", "Open connections, by what their clients are expected to do."),
            Dimension("state", ConnectionState.allCases.map(\.label)), shards: shards)
        accepted = Counter(
            MetricDescription("stashgate_connections_accepted", "Connections accepted and served."), shards: shards)
        refused = Counter(
            MetricDescription("stashgate_connections_refused", "Connections refused to addresses at their limit."),
            shards: shards)
        cutOff = Counter(
            MetricDescription("stashgate_connections_cut_off", "Connections cut off before their time, by reason."),
            Dimension("reason", CutOff.allCases.map(\.label)), shards: shards)
        handshakes = Counter(
            MetricDescription("stashgate_tls_handshakes", "TLS handshakes, by how they ended."),
            Dimension("result", HandshakeResult.allCases.map(\.label)), shards: shards)
        reloads = Counter(
            MetricDescription("stashgate_tls_reloads", "Attempts to load changed certificate files, by result."),
            Dimension("result", ["ok", "failed"]), shards: shards)
        limit = Gauge(
            MetricDescription("stashgate_connections_limit", "How many connections may be open; more wait."),
            Int64(clamping: configuration.limits.connections))
    }

    private static let build = Info(
        MetricDescription("stashgate_build", "What this program is, and what it stands on."),
        [
            Label(name: "version", value: Build.version),
            Label(name: "swift", value: Build.compiler),
            Label(name: "openssl", value: OpenSSLLibrary.version),
        ])

    /// Counts one review.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - webhook: The webhook that was called.
    ///   - nanoseconds: How long the review took.
    func note(_ answer: Reviewer.Answer, by webhook: Webhook, nanoseconds: Int64) {
        reviews.note(answer, by: webhook, nanoseconds: nanoseconds)
    }

    /// The present numbers.
    ///
    /// - Parameter format: The form of the text.
    /// - Returns: The text.
    package func text(in format: Exposition.Format) -> String {
        let collectors: [any Collector] =
            reviews.collectors + [
                answers, connections, limit, accepted, refused, cutOff, handshakes, reloads, validFrom, expiry,
                Self.build, ProcessCollector(),
            ] + cluster
        return Exposition.text(of: collectors.flatMap { $0.collect() }, in: format)
    }
}

extension WebhookMetrics: ServerObserver {
    /// Tells the paths apart by which answers are counted.
    ///
    /// - Parameter head: The request line and the fields.
    /// - Returns: The number of the path.
    package func endpoint(of head: RequestHead) -> Endpoint {
        ServedPath(of: head).endpoint
    }

    /// Counts an answer.
    ///
    /// - Parameters:
    ///   - status: Its status.
    ///   - endpoint: The path that was asked for.
    package func noteAnswer(_ status: StatusCode, at endpoint: Endpoint) {
        let row = min(Int(endpoint.rawValue), ServedPath.allCases.count - 1)
        answers.add(at: row, AnsweredCode.index(of: status))
    }

    /// Counts a handshake.
    ///
    /// - Parameter result: How it ended.
    package func noteHandshake(_ result: HandshakeResult) {
        handshakes.add(at: result.rawValue)
    }

    /// Counts a connection in its new state, and no longer in its old one.
    ///
    /// - Parameters:
    ///   - old: The old state; nil for a new connection.
    ///   - new: The new state; nil for a connection that has ended.
    package func noteConnection(from old: ConnectionState?, to new: ConnectionState?) {
        if old == nil { accepted.add() }
        if let old { connections.add(-1, at: old.rawValue) }
        if let new { connections.add(1, at: new.rawValue) }
    }

    /// Counts a connection of a client that has as many as it may.
    package func noteRefusedConnection() {
        refused.add()
    }

    /// Counts a connection that was cut off before its time.
    ///
    /// - Parameter reason: Why.
    package func noteCutOff(_ reason: CutOff) {
        cutOff.add(at: reason.rawValue)
    }

    /// Sets the times of the certificate in use.
    ///
    /// - Parameters:
    ///   - notBefore: When it begins to be valid, in seconds since 1970-01-01T00:00:00Z.
    ///   - notAfter: When it expires, likewise.
    package func noteCertificate(notBefore: Int64, notAfter: Int64) {
        validFrom.set(notBefore)
        expiry.set(notAfter)
    }

    /// Counts an attempt to use changed certificate files.
    ///
    /// - Parameter isUsed: Whether the server uses them from now on.
    package func noteReload(isUsed: Bool) {
        reloads.add(at: isUsed ? 0 : 1)
    }
}

/// The metrics of reviews, whichever server they came through.
private struct ReviewMetrics {
    private let requests: Counter
    private let durations: DurationHistogram
    private let findings: Counter

    init(shards: Int) {
        let webhooks = Dimension("webhook", Webhook.allCases.map(\.rawValue))
        requests = Counter(
            MetricDescription("stashgate_admission_requests", "Reviews answered, by kind, operation and verdict."),
            webhooks, ReviewOutcome.dimension, shards: shards)
        durations = DurationHistogram(
            MetricDescription(
                "stashgate_admission_duration_seconds", unit: "seconds",
                "Time from a complete request to its answer, before it is sent."),
            bounds: Self.bounds, webhooks, shards: shards)
        findings = Counter(
            MetricDescription("stashgate_admission_findings", "Findings of validate, by kind, rule and severity."),
            ReviewFinding.dimension,
            Dimension("severity", Finding.Severity.counted.map(\.rawValue)), shards: shards)
    }

    /// The bounds of a review's duration in nanoseconds: most take some tens of microseconds, and the API server waits
    /// 30 s at most.
    private static let bounds: [Int64] = [
        50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000,
        100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
    ]

    var collectors: [any Collector] { [requests, durations, findings] }

    func note(_ answer: Reviewer.Answer, by webhook: Webhook, nanoseconds: Int64) {
        let row = webhook == .mutate ? 0 : 1
        requests.add(at: row, ReviewOutcome.index(of: answer))
        durations.observe(nanoseconds: nanoseconds, at: row)
        guard let kind = answer.kind else { return }
        for entry in answer.tally.entries {
            guard let row = ReviewFinding.index(of: entry.rule, in: kind) else { continue }
            findings.add(entry.count, at: row, entry.severity == .error ? 0 : 1)
        }
    }
}
