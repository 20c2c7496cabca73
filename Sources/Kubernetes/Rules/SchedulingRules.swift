internal import Document
internal import Schema

/// The operator of a selector's condition determines the number of values (`ValidateLabelSelectorRequirement` and
/// `ValidateNodeSelectorRequirement` in Kubernetes).
struct InvalidSelector: ObjectRule {
    /// The objects that are selected.
    enum Subject: Sendable {
        /// Objects by their labels.
        case labels
        /// Nodes by their labels, which may be compared as numbers, too.
        case nodes
        /// Nodes by their fields, which are compared with one value each.
        case nodeFields
    }

    /// A condition of a selector with too few or too many values.
    static let info = RuleInfo(
        "invalid-selector", .error, "a condition of a selector with too few or too many values for its operator",
        isMandatory: true)
    private let subject: Subject
    private static let operatorKey: Key = "operator"
    private static let values: Key = "values"

    /// Makes the rule.
    init(_ subject: Subject) {
        self.subject = subject
    }

    var fields: [String] { [Self.values.text] }
    var triggers: [Key] { [Self.operatorKey] }

    /// Compares the number of values with the operator.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let comparison = document.present(Self.operatorKey, of: object) else { return }
        let values = document.present(Self.values, of: object)
        if let values, document.kind(of: values) != .array { return }
        let count = values.map { document.count(of: $0, upTo: 2) } ?? 0
        if document.isString(comparison, "In") || document.isString(comparison, "NotIn") {
            guard subject == .nodeFields ? count != 1 : count == 0 else { return }
            findings.report(
                Self.info, .required, missing: Self.values, of: object,
                "In and NotIn need \(subject == .nodeFields ? "exactly" : "at least") one value to compare with")
        } else if document.isString(comparison, "Exists") || document.isString(comparison, "DoesNotExist") {
            guard subject != .nodeFields, let values, count > 0 else { return }
            findings.report(
                Self.info, .forbidden, values,
                "Exists and DoesNotExist compare with no value: leave out the values, or say In")
        } else if subject == .nodes, document.isString(comparison, "Gt") || document.isString(comparison, "Lt") {
            guard count != 1 else { return }
            findings.report(
                Self.info, .required, missing: Self.values, of: object,
                "Gt and Lt need exactly one value, a whole number")
        }
    }
}

/// The fields of a toleration must make sense together (`ValidateTolerations` in Kubernetes' core validation).
struct InvalidToleration: ObjectRule {
    /// A toleration that contradicts itself.
    static let info = RuleInfo(
        "invalid-toleration", .error, "a toleration whose fields do not go together", isMandatory: true)

    private static let key: Key = "key"
    private static let operatorKey: Key = "operator"
    private static let value: Key = "value"
    private static let effect: Key = "effect"
    private static let seconds: Key = "tolerationSeconds"

    var fields: [String] { [Self.operatorKey.text, Self.effect.text] }

    /// Compares the key and the value with the operator, and the time with the effect.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let comparison = document.text(Self.operatorKey, of: object)
        if let comparison, document.isString(comparison, "Exists") {
            if document.text(Self.value, of: object) != nil {
                findings.report(
                    Self.info, .invalid, comparison,
                    "takes every value of the taint: leave out the value, or say Equal to take this one only")
            }
        } else if isLeftOut(Self.key, of: object, in: document), isEqual(comparison, in: document) {
            let detail = "must be Exists where there is no key, which tolerates every taint; or name the taint's key"
            report(.invalid, comparison, or: Self.operatorKey, of: object, detail, &findings)
        }
        checkSeconds(object, in: document, &findings)
    }

    /// Checks the time: only running Pods are given time, and only NoExecute ends them.
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
            findings.report(Self.info, cause, value, detail)
        } else {
            findings.report(Self.info, cause, missing: field, of: object, detail)
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

/// `minDomains` makes sense only if a Pod that cannot be placed has to wait (`validateMinDomains` in Kubernetes' core
/// validation).
struct InvalidTopologySpread: ObjectRule {
    /// A topology spread constraint that contradicts itself.
    static let info = RuleInfo(
        "invalid-topology-spread", .error, "minDomains in a topology spread constraint that does not make Pods wait",
        isMandatory: true)
    private static let minDomains: Key = "minDomains"
    private static let whenUnsatisfiable: Key = "whenUnsatisfiable"

    var fields: [String] { [Self.minDomains.text] }
    var triggers: [Key] { [Self.minDomains] }

    /// Compares the two fields.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let minimum = document.present(Self.minDomains, of: object), document.kind(of: minimum) == .number,
            let action = document.text(Self.whenUnsatisfiable, of: object), document.isString(action, "ScheduleAnyway")
        else { return }
        findings.report(
            Self.info, .invalid, minimum, "only goes with whenUnsatisfiable DoNotSchedule, not with ScheduleAnyway")
    }
}

/// A topology spread constraint should select Pods: without a selector it counts none and spreads nothing.
struct UnselectiveSpread: ObjectRule {
    static var info: RuleInfo { .noEffect }
    private static let selector: Key = "labelSelector"

    var fields: [String] { [Self.selector.text] }

    /// Reports a constraint without a selector.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Self.selector, of: object) == nil else { return }
        findings.report(
            Self.info, .required, missing: Self.selector, of: object,
            "without it no Pod is counted and nothing is spread")
    }
}

/// A preferred node term should compare labels with values that labels can have.
///
/// Kubernetes accepts any text there, unlike in required terms, but no node can have such a label.
struct UnmatchableValue: ObjectRule {
    static var info: RuleInfo { .noEffect }
    private static let values: Key = "values"

    var fields: [String] { [Self.values.text] }
    var triggers: [Key] { [Self.values] }

    /// Reports every value that no label can have.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let values = document.list(Self.values, of: object) else { return }
        for value in document.elements(of: values) where document.kind(of: value) == .string {
            guard document.withUTF8(of: value, { Format.labelValue.problem(with: $0) }) != nil else { continue }
            findings.report(
                Self.info, .invalid, value, "no label can have this value, so no node is preferred for it")
        }
    }
}
