internal import Document
internal import Schema

/// Of several ways to do something, exactly one must be chosen (`validateHandler` in Kubernetes).
struct HandlerCount: Sendable {
    private let id: RuleID
    private let handlers: [Key]

    /// Makes the check.
    ///
    /// - Parameters:
    ///   - id: The rule that is broken otherwise.
    ///   - handlers: The ways, in the order in which Kubernetes looks for them: the first counts.
    init(_ id: RuleID, _ handlers: [Key]) {
        self.id = id
        self.handlers = handlers
    }

    /// Reports an object with no way, and every way after the first.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        var first: Key?
        for handler in handlers {
            guard let value = document.present(handler, of: object) else { continue }
            if let first {
                findings.report(id, .forbidden, value, "only one way may be chosen, and \(first.text) is one already")
            } else {
                first = handler
            }
        }
        if first == nil {
            findings.report(
                id, .required, object,
                "exactly one of \(handlers.map(\.text).joined(separator: ", ")) must say what to do")
        }
    }
}
