internal import Document
internal import Schema

/// A probe must try one thing (`validateProbe`, `validateReadinessProbe` in Kubernetes).
struct InvalidProbe: ObjectRule {
    /// What the probe is for.
    enum Kind: Sendable {
        case liveness, readiness, startup
    }

    var id: RuleID { .invalidProbe }
    private let kind: Kind
    private static let gracePeriod: Key = "terminationGracePeriodSeconds"
    private static let handlers = HandlerCount(.invalidProbe, ["exec", "httpGet", "tcpSocket", "grpc"])

    /// Makes the rule.
    init(_ kind: Kind) {
        self.kind = kind
    }

    /// Counts what is tried.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        Self.handlers.check(object, in: document, &findings)
        if kind == .readiness, let period = document.present(Self.gracePeriod, of: object) {
            findings.report(
                id, .invalid, period, "must not be set: nothing is stopped where a readiness probe fails")
        }
    }
}
