internal import Document

/// Checks an object against its schema: what is missing, of the wrong type, not among the allowed values, out of bounds.
///
/// Fields that the schema does not have are left alone: newer releases of KubeStash add some.
public struct StructuralCheck {
    private let document: Document
    private var members = MemberTable()
    private var findings: Findings

    /// Checks an object, and reports in the schema's order.
    ///
    /// - Parameters:
    ///   - type: The schema.
    ///   - findings: Where to report; says which object is meant.
    public static func run(_ type: ObjectType, into findings: inout Findings) {
        var check = StructuralCheck(document: findings.document, findings: findings)
        check.check(findings.root, as: .object(type))
        findings = check.findings
    }

    private init(document: Document, findings: consuming Findings) {
        self.document = document
        self.findings = findings
    }

    /// Recurses no deeper than the schema.
    private mutating func check(_ node: Document.Node, as type: ValueType) {
        let kind = document.kind(of: node)
        switch type {
        case .object(let type) where kind == .object:
            checkFields(of: node, type)
        case .list(let item) where kind == .array:
            for element in document.elements(of: node) { check(element, as: item) }
        case .string(let allowed) where kind == .string:
            checkChoice(node, allowed)
        case .integer(let bounds) where kind == .number:
            checkBounds(node, bounds, type)
        default:
            findings.report(.wrongType, .typeInvalid, node, "must be \(type.name)")
        }
    }

    private mutating func checkFields(of object: Document.Node, _ type: ObjectType) {
        let base = members.enter(object, as: type, in: document)
        for (index, field) in type.fields.enumerated() {
            let value = members.value(of: index, at: base, in: document)
            if let need = field.need, value.map({ isEmpty($0, field.type) }) ?? true {
                findings.report(.requiredField, .required, missing: field.key, of: object, need)
            } else if let value {
                check(value, as: field.type)
            }
        }
        members.leave(base)
    }

    /// Whether a value says no more than a missing one: an empty text where a text belongs, an empty list for a list.
    private func isEmpty(_ node: Document.Node, _ type: ValueType) -> Bool {
        switch type {
        case .string: document.isEmptyString(node)
        case .list: document.kind(of: node) == .array && document.isEmptyContainer(node)
        case .integer, .object: false
        }
    }

    private mutating func checkChoice(_ node: Document.Node, _ allowed: [String]) {
        guard !allowed.isEmpty, !allowed.contains(where: { document.isString(node, $0) }) else { return }
        let list = allowed.map { Quoted.text($0) }.joined(separator: ", ")
        findings.report(.unsupportedValue, .notSupported, node, "supported values: \(list)")
    }

    private mutating func checkBounds(_ node: Document.Node, _ bounds: ClosedRange<Int64>, _ type: ValueType) {
        guard let value = document.integer(node) else {
            findings.report(.wrongType, .typeInvalid, node, "must be \(type.name)")
            return
        }
        if value < bounds.lowerBound {
            findings.report(.outOfRange, .invalid, node, "must be greater than or equal to \(bounds.lowerBound)")
        } else if value > bounds.upperBound {
            findings.report(.outOfRange, .invalid, node, "must be less than or equal to \(bounds.upperBound)")
        }
    }
}
