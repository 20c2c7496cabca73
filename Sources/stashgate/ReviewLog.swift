import Admission
import KubeStash
import Logging
import Net
import Schema

/// Logs reviews: one line for each that was denied, and for each body that was not a review.
///
/// A line says who asked, about what, and which rules fired. It never repeats anything of an object but its name: the API
/// server, which has the causes as the answer, logs objects where it is told to.
struct ReviewLog: Sendable {
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Logs a review that has just been answered.
    /// - Parameters:
    ///   - answer: The answer.
    ///   - webhook: Which question was asked.
    ///   - client: The address that asked, which need not be an API server's.
    ///   - duration: How long the review took.
    func note(
        _ answer: Reviewer.Answer, by webhook: Webhook, from client: SocketAddress, took duration: Duration
    ) {
        func facts(_ more: Logger.Metadata) -> Logger.Metadata {
            let common: Logger.Metadata = [
                "webhook": "\(webhook)", "client": "\(client)", "duration": .stringConvertible(duration),
            ]
            return common.merging(more) { $1 }
        }
        switch answer.verdict {
        case .allowed: logger.debug("review allowed", metadata: facts(Self.verdict(answer, .warning)))
        case .denied: logger.notice("review denied", metadata: facts(Self.verdict(answer, .error)))
        case .failed: logger.notice("review failed", metadata: facts(Self.problem(answer)))
        }
    }

    /// What was judged, and the rules that fired with a severity.
    private static func verdict(_ answer: Reviewer.Answer, _ severity: Finding.Severity) -> Logger.Metadata {
        let fired = answer.tally.entries.filter { $0.severity == severity }
        let count = fired.map(\.count).reduce(0, +)
        var facts: Logger.Metadata = [
            "operation": .string(answer.operation?.rawValue ?? ""),
            "rules": .array(fired.map { .string($0.rule.rawValue) }),
            severity == .error ? "errors" : "warnings": .stringConvertible(count),
        ]
        if let subject = answer.subject {
            facts["uid"] = .string(subject.uid)
            facts["user"] = .string(subject.user)
            facts["namespace"] = .string(subject.namespace)
            facts["name"] = .string(subject.name)
        }
        return facts
    }

    private static func problem(_ answer: Reviewer.Answer) -> Logger.Metadata {
        guard !answer.wrongFields.isEmpty else { return ["problem": "the body cannot be read as JSON"] }
        return [
            "problem": "the body is not an AdmissionReview",
            "fields": .array(answer.wrongFields.map { .string($0) }),
        ]
    }
}
