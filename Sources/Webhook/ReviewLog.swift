internal import Admission
internal import KubeStash
package import Logging
internal import Net
internal import Schema

/// Logs reviews: one line for each that was denied, and for each body that was not a review.
///
/// A line names the client, the object and the rules that fired. It repeats nothing of an object but its name: the API
/// server has the causes from the answer, and logs objects if it is configured to.
package struct ReviewLog: Sendable {
    private let logger: Logger

    /// Makes a log of reviews.
    ///
    /// - Parameter logger: Gets the lines.
    package init(logger: Logger) {
        self.logger = logger
    }

    /// Logs a review that has just been answered.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - webhook: The webhook that was called.
    ///   - client: The address that called it, which need not be an API server's.
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

    /// The object, and the rules that fired with a severity.
    private static func verdict(_ answer: Reviewer.Answer, _ severity: Finding.Severity) -> Logger.Metadata {
        let fired = answer.tally.entries.filter { $0.severity == severity }
        let count = fired.map(\.count).reduce(0, +)
        var facts: Logger.Metadata = [
            "operation": .string(answer.operation?.rawValue ?? ""),
            "rules": .array(fired.map { .string($0.rule.rawValue) }),
            severity == .error ? "errors" : "warnings": .stringConvertible(count),
        ]
        if let kind = answer.kind { facts["kind"] = .string(kind.names.kind) }
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
