internal import Document

extension StructuralCheck {
    /// Checks a value that is not a container, or reports a container where a scalar is expected.
    func checkScalar(
        _ node: Document.Node, _ kind: Document.Kind, _ type: CompiledSchema.TypeCode, at place: Findings.Place,
        _ findings: inout Findings
    ) {
        switch type {
        case .string(let type) where kind == .string:
            checkText(node, schema.texts[Int(type)], at: place, &findings)
        case .integerOrString(let integer, let type) where kind == .string:
            checkText(node, schema.texts[Int(type)], orNumber: schema.integers[Int(integer)], at: place, &findings)
        case .integer(let integer) where kind == .number, .integerOrString(let integer, _) where kind == .number:
            checkBounds(node, Int(integer), type, at: place, &findings)
        case .quantity(let format) where kind == .string:
            checkFormat(node, Int(format), at: place, &findings)
        case .quantity where kind == .number && document.integer(node) != nil, .boolean where kind == .boolean:
            break
        default:
            reportWrongType(node, type, at: place, &findings)
        }
    }

    /// Checks a text.
    ///
    /// - Parameters:
    ///   - node: The text.
    ///   - type: The texts that are allowed.
    ///   - bounds: The numbers that are allowed instead of a text, nil if there are none.
    ///   - place: The place of the text.
    ///   - findings: The list to report to.
    private func checkText(
        _ node: Document.Node, _ type: CompiledSchema.Text, orNumber bounds: ClosedRange<Int64>? = nil,
        at place: Findings.Place, _ findings: inout Findings
    ) {
        if type.allowsEmpty, document.isEmptyString(node) { return }
        if !type.choices.isEmpty, !isChoice(node, of: type) {
            let correction = findings.isFull ? Correction() : correction(of: node, among: type)
            findings.report(
                .unsupportedValue, .notSupported, node, at: place, correction.problem,
                suggestion: correction.suggestion)
        }
        if let format = type.format { checkFormat(node, format, orNumber: bounds, at: place, &findings) }
    }

    private func isChoice(_ node: Document.Node, of type: CompiledSchema.Text) -> Bool {
        var index = type.choices.lowerBound
        while index < type.choices.upperBound {
            if document.isString(node, schema.keys[index]) { return true }
            index &+= 1
        }
        return false
    }

    /// Checks a text against its format, given by its index in the schema.
    ///
    /// - Parameters:
    ///   - node: The text, or a key.
    ///   - format: The index of the format.
    ///   - bounds: The numbers that are allowed instead of a text, nil if there are none.
    ///   - place: The place of the text.
    ///   - findings: The list to report to.
    func checkFormat(
        _ node: Document.Node, _ format: Int, orNumber bounds: ClosedRange<Int64>? = nil, at place: Findings.Place,
        _ findings: inout Findings
    ) {
        let format = unsafe schema.formats[format]
        guard let problem = unsafe format._withUnsafeGuaranteedRef({ problem(with: node, $0) }) else { return }
        let broken = unsafe format.takeUnretainedValue()
        let correction =
            findings.isFull ? Correction() : correction(of: node, problem, to: broken, orNumber: bounds)
        findings.report(
            broken.rule, .invalid, node, at: place, correction.problem, suggestion: correction.suggestion)
    }

    func problem(with node: Document.Node, _ format: Format) -> String? {
        document.withUTF8(of: node) { format.problem(with: $0) }
    }

    private func checkBounds(
        _ node: Document.Node, _ integer: Int, _ type: CompiledSchema.TypeCode, at place: Findings.Place,
        _ findings: inout Findings
    ) {
        let bounds = schema.integers[integer]
        guard let value = document.integer(node) else {
            reportWrongType(node, type, at: place, &findings)
            return
        }
        if value < bounds.lowerBound || value == .min && document.isBeyondInt64(node) {
            let reason = schema.reasons[integer].map { ": \($0)" } ?? ""
            let detail = "must be greater than or equal to \(bounds.lowerBound)\(reason)"
            findings.report(.outOfRange, .invalid, node, at: place, detail)
        } else if value > bounds.upperBound || value == .max && document.isBeyondInt64(node) {
            let detail = "must be less than or equal to \(bounds.upperBound)"
            findings.report(.outOfRange, .invalid, node, at: place, detail)
        }
    }
}
