internal import Document

extension StructuralCheck {
    /// Checks a value that is no container, or says that it should not be one.
    mutating func checkScalar(_ node: Document.Node, _ type: ValueType, at place: Findings.Place) {
        let kind = document.kind(of: node)
        switch type {
        case .string(let type) where kind == .string, .integerOrString(_, let type) where kind == .string:
            checkText(node, type, at: place)
        case .integer(let integer) where kind == .number, .integerOrString(let integer, _) where kind == .number:
            checkBounds(node, integer, type, at: place)
        case .quantity(let format) where kind == .string:
            checkFormat(node, format, at: place)
        case .quantity where kind == .number && document.integer(node) != nil, .boolean where kind == .boolean:
            break
        default:
            findings.report(.wrongType, .typeInvalid, node, at: place, "must be \(type.name)")
        }
    }

    private mutating func checkText(_ node: Document.Node, _ type: StringType, at place: Findings.Place) {
        if type.allowsEmpty, document.isEmptyString(node) { return }
        if !type.allowed.isEmpty, !type.allowed.contains(where: { document.isString(node, $0) }) {
            let list = type.allowed.map { Quoted.text($0) }.joined(separator: ", ")
            findings.report(.unsupportedValue, .notSupported, node, at: place, "supported values: \(list)")
        }
        if let format = type.format { checkFormat(node, format, at: place) }
    }

    private mutating func checkFormat(_ node: Document.Node, _ format: Format, at place: Findings.Place) {
        guard let problem = document.withUTF8(of: node, { format.problem(with: $0) }) else { return }
        findings.report(format.rule, .invalid, node, at: place, problem)
    }

    private mutating func checkBounds(
        _ node: Document.Node, _ integer: IntegerType, _ type: ValueType, at place: Findings.Place
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
