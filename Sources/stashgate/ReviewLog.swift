import Admission
import Logging
import Schema

/// Tells of reviews: one line for each that was denied, and for each that was none.
///
/// A line says who, what and which rules. It never repeats anything of an object but its name: the API server, which has
/// the causes as the answer, logs objects where it is told to.
struct ReviewLog: Sendable {
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    func note(_ answer: Reviewer.Answer, by webhook: Webhook, took duration: Duration) {
        switch answer.verdict {
        case .allowed: logger.debug("review allowed", metadata: Self.facts(answer, webhook, duration))
        case .denied: logger.notice("review denied", metadata: Self.facts(answer, webhook, duration))
        case .failed: logger.notice("review failed", metadata: Self.problem(answer, webhook, duration))
        }
    }

    private static func facts(_ answer: Reviewer.Answer, _ webhook: Webhook, _ duration: Duration) -> Logger.Metadata {
        let severity = answer.verdict == .denied ? Finding.Severity.error : .warning
        let fired = answer.tally.entries.filter { $0.severity == severity }
        let count = fired.map(\.count).reduce(0, +)
        var facts: Logger.Metadata = [
            "webhook": "\(webhook)", "operation": .string(answer.operation?.rawValue ?? ""),
            "rules": .array(fired.map { .string($0.rule.rawValue) }), "duration": .stringConvertible(duration),
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

    private static func problem(_ answer: Reviewer.Answer, _ webhook: Webhook, _ duration: Duration) -> Logger.Metadata
    {
        var facts: Logger.Metadata = ["webhook": "\(webhook)", "duration": .stringConvertible(duration)]
        if answer.wrongFields.isEmpty {
            facts["problem"] = "the body cannot be read as JSON"
        } else {
            facts["problem"] = "the body is no AdmissionReview"
            facts["fields"] = .array(answer.wrongFields.map { .string($0) })
        }
        return facts
    }
}
