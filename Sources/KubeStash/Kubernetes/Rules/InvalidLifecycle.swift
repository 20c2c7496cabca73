internal import Document
internal import Schema

/// A lifecycle hook must do one thing (`validateLifecycle` in Kubernetes).
struct InvalidLifecycle: ObjectRule {
    var id: RuleID { .invalidLifecycle }
    private static let handlers = HandlerCount(.invalidLifecycle, ["exec", "httpGet", "tcpSocket", "sleep"])

    /// Counts what is done.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        Self.handlers.check(object, in: document, &findings)
    }
}
