internal import Document
internal import Schema

/// The fields of a toleration must make sense together (`ValidateTolerations` in Kubernetes' core validation).
struct InvalidToleration: ObjectRule {
    var id: RuleID { .invalidToleration }

    private static let key: Key = "key"
    private static let operatorKey: Key = "operator"
    private static let value: Key = "value"
    private static let effect: Key = "effect"
    private static let seconds: Key = "tolerationSeconds"

    /// Compares the key and the value with the operator, and the time with the effect.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let comparison = document.text(Self.operatorKey, of: object)
        if let comparison, document.isString(comparison, "Exists") {
            if document.text(Self.value, of: object) != nil {
                findings.report(
                    id, .invalid, comparison,
                    "takes every value of the taint: leave out the value, or say Equal to take this one only")
            }
        } else if isLeftOut(Self.key, of: object, in: document), isEqual(comparison, in: document) {
            let detail = "must be Exists where there is no key, which tolerates every taint; or name the taint's key"
            report(.invalid, comparison, or: Self.operatorKey, of: object, detail, &findings)
        }
        checkSeconds(object, in: document, &findings)
    }

    /// Only running Pods are given time, and only NoExecute ends them.
    private func checkSeconds(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let seconds = document.present(Self.seconds, of: object), document.kind(of: seconds) == .number else {
            return
        }
        let effect = document.present(Self.effect, of: object)
        if let effect, document.kind(of: effect) != .string || document.isString(effect, "NoExecute") { return }
        report(
            .invalid, effect, or: Self.effect, of: object, "must be NoExecute where tolerationSeconds is set", &findings
        )
    }

    private func report(
        _ cause: Finding.Cause, _ value: Document.Node?, or field: Key, of object: Document.Node, _ detail: String,
        _ findings: inout Findings
    ) {
        if let value {
            findings.report(id, cause, value, detail)
        } else {
            findings.report(id, cause, missing: field, of: object, detail)
        }
    }

    private func isEqual(_ comparison: Document.Node?, in document: Document) -> Bool {
        comparison.map { document.isString($0, "Equal") } ?? true
    }

    /// Whether a field is missing or empty, rather than of the wrong type.
    private func isLeftOut(_ field: Key, of object: Document.Node, in document: Document) -> Bool {
        document.present(field, of: object).map(document.isEmptyString) ?? true
    }
}
