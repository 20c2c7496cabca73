internal import Document

extension StructuralCheck {
    /// Checks a value that is not a container, or reports a container where a scalar is expected.
    func checkScalar(
        _ node: Document.Node, _ type: CompiledSchema.TypeCode, at place: Findings.Place, _ findings: inout Findings
    ) {
        switch type {
        case .string(let text) where document.isString(node),
            .integerOrString(_, let text) where document.isString(node):
            checkText(node, Int(text), type, at: place, &findings)
        case .integer(let integer) where document.isNumber(node),
            .integerOrString(let integer, _) where document.isNumber(node):
            checkBounds(node, Int(integer), type, at: place, &findings)
        case .quantity(let format) where document.isString(node):
            checkFormat(node, Int(format), type, at: place, &findings)
        case .boolean where document.isBoolean(node), .anyText where document.isString(node),
            // As a number, Kubernetes reads a quantity of 64 bits only; as a text, any.
            .quantity where document.integer(node) != nil && !document.isBeyondInt64(node):
            break
        default:
            reportWrongType(node, type, at: place, &findings)
        }
    }

    /// Checks a text.
    ///
    /// - Parameters:
    ///   - node: The text.
    ///   - text: The index of the texts that are allowed.
    ///   - type: The type of the value.
    ///   - place: The place of the text.
    ///   - findings: The list to report to.
    func checkText(
        _ node: Document.Node, _ text: Int, _ type: CompiledSchema.TypeCode, at place: Findings.Place,
        _ findings: inout Findings
    ) {
        let text = schema.texts[text]
        if text.allowsEmpty, document.isEmptyString(node) { return }
        if !text.choices.isEmpty, !isChoice(node, of: text) {
            reportUnsupportedValue(node, text, at: place, &findings)
        }
        if let format = text.format { checkFormat(node, format, type, at: place, &findings) }
    }

    /// Out of line, as the reports below: the checks of valid values stay small.
    @inline(never)
    private func reportUnsupportedValue(
        _ node: Document.Node, _ text: CompiledSchema.Text, at place: Findings.Place, _ findings: inout Findings
    ) {
        var correction = findings.isFull ? Correction() : correction(of: node, among: text)
        correction.remark(onVariable: findings.isVariable(node))
        findings.report(
            .unsupportedValue, .notSupported, node, at: place, correction.problem,
            suggestion: correction.suggestion, isLiteral: true)
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
    ///   - node: The text.
    ///   - format: The index of the format.
    ///   - type: The type of the value.
    ///   - place: The place of the text.
    ///   - findings: The list to report to.
    func checkFormat(
        _ node: Document.Node, _ format: Int, _ type: CompiledSchema.TypeCode, at place: Findings.Place,
        _ findings: inout Findings
    ) {
        let format = unsafe schema.formats[format]
        guard let problem = unsafe format._withUnsafeGuaranteedRef({ problem(with: node, $0) }) else { return }
        report(problem, with: node, to: unsafe format.takeUnretainedValue(), type, at: place, &findings)
    }

    @inline(never)
    private func report(
        _ problem: String, with node: Document.Node, to broken: Format, _ type: CompiledSchema.TypeCode,
        at place: Findings.Place, _ findings: inout Findings
    ) {
        var isDecoded = broken.isDecoded
        if case .quantity = type { isDecoded = true }
        if !isDecoded, findings.leavesOut(node) { return reportKnownPart(of: node, to: broken, at: place, &findings) }
        var correction = Correction()
        if !findings.isFull {
            let bounds: ClosedRange<Int64>? =
                if case .integerOrString(let integer, _) = type { schema.integers[Int(integer)] } else { nil }
            correction = self.correction(of: node, problem, to: broken, orNumber: bounds)
        }
        correction.remark(onVariable: isDecoded && findings.isVariable(node))
        findings.report(
            broken.rule, .invalid, node, at: place, correction.problem,
            suggestion: correction.suggestion, isLiteral: isDecoded)
    }

    /// Reports a text with variables that is wrong whatever they become, or if they become their defaults.
    private func reportKnownPart(
        of node: Document.Node, to broken: Format, at place: Findings.Place, _ findings: inout Findings
    ) {
        guard let text = document.withUTF8(of: node, { ReplacedVariables($0) }) else { return }
        if broken.judgesParts, let problem = broken.problem(with: text.withLetters.span) {
            return findings.report(
                broken.rule, .invalid, node, at: place, "\(problem), whatever its variables become", isLiteral: true)
        }
        guard text.hasDefault, text.isKnown || broken.judgesParts,
            let problem = broken.problem(with: text.withDefaults.span)
        else { return }
        let meant = Quoted.text(String(decoding: text.withDefaults, as: UTF8.self), limit: Quoted.limit)
        findings.report(
            broken.rule, .invalid, node, at: place, "\(meant), which it is by default, \(problem)", isMild: true,
            isLiteral: true)
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
        // The bounds of 64 bits may stand for a number beyond them.
        if bounds.contains(value), value != .min, value != .max { return }
        report(value, beyond: bounds, of: integer, node, at: place, &findings)
    }

    @inline(never)
    private func report(
        _ value: Int64, beyond bounds: ClosedRange<Int64>, of integer: Int, _ node: Document.Node,
        at place: Findings.Place, _ findings: inout Findings
    ) {
        if value < bounds.lowerBound || value == .min && document.isBeyondInt64(node) {
            let reason = schema.reasons[integer].map { ": \($0)" } ?? ""
            let detail = "must be greater than or equal to \(bounds.lowerBound)\(reason)"
            findings.report(.outOfRange, .invalid, node, at: place, detail)
        } else if value > bounds.upperBound || value == .max && document.isBeyondInt64(node) {
            let detail = "must be less than or equal to \(bounds.upperBound)"
            let mode = WrittenNumber.mode(String(value), within: bounds)
            findings.report(
                .outOfRange, .invalid, node, at: place,
                mode.map { "\(detail): \(value) as an octal number is \($0)" } ?? detail,
                suggestion: mode.map { .replaceValue(json: String($0)) })
        }
    }
}
