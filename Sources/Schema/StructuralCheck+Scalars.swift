internal import Document

extension StructuralCheck {
    /// Checks a value that is no container, or says that it should not be one.
    func checkScalar(
        _ node: Document.Node, _ type: TypeReference, at place: Findings.Place, _ findings: inout Findings
    ) {
        let kind = document.kind(of: node)
        switch type {
        case .string(let type) where kind == .string, .integerOrString(_, let type) where kind == .string:
            unsafe type._withUnsafeGuaranteedRef { checkText(node, $0, at: place, &findings) }
        case .integer(let integer) where kind == .number, .integerOrString(let integer, _) where kind == .number:
            unsafe integer._withUnsafeGuaranteedRef { checkBounds(node, $0, type, at: place, &findings) }
        case .quantity(let format) where kind == .string:
            unsafe format._withUnsafeGuaranteedRef { checkFormat(node, $0, at: place, &findings) }
        case .quantity where kind == .number && document.integer(node) != nil, .boolean where kind == .boolean:
            break
        default:
            findings.report(.wrongType, .typeInvalid, node, at: place, "must be \(type.name)")
        }
    }

    private func checkText(
        _ node: Document.Node, _ type: StringType, at place: Findings.Place, _ findings: inout Findings
    ) {
        if type.allowsEmpty, document.isEmptyString(node) { return }
        if !type.choices.isEmpty, !isChoice(node, of: type) {
            let list = type.allowed.map { Quoted.text($0) }.joined(separator: ", ")
            findings.report(.unsupportedValue, .notSupported, node, at: place, "supported values: \(list)")
        }
        if let format = unsafe type.formatReference {
            unsafe format._withUnsafeGuaranteedRef { checkFormat(node, $0, at: place, &findings) }
        }
    }

    private func isChoice(_ node: Document.Node, of type: StringType) -> Bool {
        var index = 0
        while unsafe index < type.choiceReferences.count {
            let choice = unsafe type.choiceReferences[index]
            if unsafe choice._withUnsafeGuaranteedRef({ document.isString(node, $0) }) { return true }
            index &+= 1
        }
        return false
    }

    func checkFormat(_ node: Document.Node, _ format: Format, at place: Findings.Place, _ findings: inout Findings) {
        guard let problem = document.withUTF8(of: node, { format.problem(with: $0) }) else { return }
        findings.report(
            format.rule, .invalid, node, at: place, problem,
            suggestion: document.withUTF8(of: node) { format.suggestion(for: $0) })
    }

    private func checkBounds(
        _ node: Document.Node, _ integer: IntegerType, _ type: TypeReference, at place: Findings.Place,
        _ findings: inout Findings
    ) {
        guard let value = document.integer(node) else {
            findings.report(.wrongType, .typeInvalid, node, at: place, "must be \(type.name)")
            return
        }
        let bounds = integer.bounds
        if value < bounds.lowerBound || value == .min && document.isBeyondInt64(node) {
            let detail = "must be greater than or equal to \(bounds.lowerBound)"
            findings.report(.outOfRange, .invalid, node, at: place, detail)
        } else if value > bounds.upperBound || value == .max && document.isBeyondInt64(node) {
            let detail = "must be less than or equal to \(bounds.upperBound)"
            findings.report(.outOfRange, .invalid, node, at: place, detail)
        }
    }
}
