import Admission
import HTTP
import Metrics
import Schema
import Serving
import TLS

/// Everything that the webhook counts.
///
/// All series are there from the start, and none is ever added, whatever clients send. `Docs/operations.md` lists them.
final class WebhookMetrics: Sendable {
    /// The threads that count besides the workers: the one that accepts, and the one that looks after certificates.
    private static let otherThreads = 2

    private let requests: Counter
    private let durations: DurationHistogram
    private let findings: Counter
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
            "When the certificate in use begins to be valid, in seconds since 1970."))
    private let expiry = Gauge(
        MetricDescription(
            "stashgate_tls_certificate_not_after_timestamp_seconds", unit: "seconds",
            "Expiry of the certificate in use, in seconds since 1970."))

    /// Starts to count.
    ///
    /// - Parameter configuration: How many threads will count, and the limits of which some are told.
    init(for configuration: ServerConfiguration) {
        let shards = max(1, configuration.workers) + Self.otherThreads
        let webhooks = Dimension("webhook", Webhook.allCases.map(\.rawValue))
        requests = Counter(
            MetricDescription("stashgate_admission_requests", "Reviews answered, by operation and verdict."),
            webhooks, ReviewOutcome.dimension, shards: shards)
        durations = DurationHistogram(
            MetricDescription(
                "stashgate_admission_duration_seconds", unit: "seconds",
                "Time from a complete request to its answer, before it is sent."),
            bounds: Self.bounds, webhooks, shards: shards)
        findings = Counter(
            MetricDescription("stashgate_admission_findings", "Findings of validate, by rule and severity."),
            RuleIndex.dimension, Dimension("severity", Finding.Severity.counted.map(\.rawValue)), shards: shards)
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

    /// The bounds of a review's duration in nanoseconds: most take some tens of microseconds, and the API server waits 30 s
    /// at most.
    private static let bounds: [Int64] = [
        50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000,
        100_000_000, 250_000_000, 500_000_000, 1_000_000_000, 2_500_000_000, 5_000_000_000, 10_000_000_000,
    ]

    private static let build = Info(
        MetricDescription("stashgate_build", "What this program is, and what it stands on."),
        [
            Label(name: "version", value: VersionCommand.version),
            Label(name: "swift", value: VersionCommand.compiler),
            Label(name: "openssl", value: OpenSSLLibrary.version),
        ])

    /// Counts one review.
    ///
    /// - Parameters:
    ///   - answer: What came of it.
    ///   - webhook: Which question was asked.
    ///   - nanoseconds: How long it took.
    func note(_ answer: Reviewer.Answer, by webhook: Webhook, nanoseconds: Int64) {
        let row = webhook == .mutate ? 0 : 1
        requests.add(at: row, ReviewOutcome.index(of: answer))
        durations.observe(nanoseconds: nanoseconds, at: row)
        for entry in answer.tally.entries {
            findings.add(entry.count, at: RuleIndex.index(of: entry.rule), entry.severity == .error ? 0 : 1)
        }
    }

    /// The present numbers.
    ///
    /// - Parameter format: The form of the text.
    /// - Returns: The text.
    func text(in format: Exposition.Format) -> String {
        let collectors: [any Collector] = [
            requests, durations, findings, answers, connections, limit, accepted, refused, cutOff, handshakes, reloads,
            validFrom, expiry, Self.build, ProcessCollector(),
        ]
        return Exposition.text(of: collectors.flatMap { $0.collect() }, in: format)
    }
}

extension WebhookMetrics: ServerObserver {
    func endpoint(of head: RequestHead) -> Endpoint {
        ServedPath(of: head).endpoint
    }

    func noteAnswer(_ status: StatusCode, at endpoint: Endpoint) {
        let row = min(Int(endpoint.rawValue), ServedPath.allCases.count - 1)
        answers.add(at: row, AnsweredCode.index(of: status))
    }

    func noteHandshake(_ result: HandshakeResult) {
        handshakes.add(at: result.rawValue)
    }

    func noteConnection(from old: ConnectionState?, to new: ConnectionState?) {
        if old == nil { accepted.add() }
        if let old { connections.add(-1, at: old.rawValue) }
        if let new { connections.add(1, at: new.rawValue) }
    }

    func noteRefusedConnection() {
        refused.add()
    }

    func noteCutOff(_ reason: CutOff) {
        cutOff.add(at: reason.rawValue)
    }

    func noteCertificate(notBefore: Int64, notAfter: Int64) {
        validFrom.set(notBefore)
        expiry.set(notAfter)
    }

    func noteReload(isUsed: Bool) {
        reloads.add(at: isUsed ? 0 : 1)
    }
}
