internal import Document

/// The problem of a value in words, and its correction.
struct Correction {
    var problem = ""
    var suggestion: Finding.Suggestion?

    /// Adds the reason why a variable is no excuse.
    mutating func remark(onVariable isVariable: Bool) {
        if isVariable { problem += "; a variable can stand in a text only, as others are read before it is replaced" }
    }
}

/// The correction of a value that its field does not take.
///
/// Only a change that gives what was meant is suggested; otherwise the problem says what is allowed.
extension StructuralCheck {
    /// Reports a value of another type than its field.
    func reportWrongType(
        _ node: Document.Node, _ type: CompiledSchema.TypeCode, at place: Findings.Place, _ findings: inout Findings
    ) {
        var correction = findings.isFull ? Correction() : correction(of: node, to: type, from: findings.root)
        correction.remark(onVariable: findings.isVariable(node))
        findings.report(
            .wrongType, .typeInvalid, node, at: place, correction.problem,
            suggestion: correction.suggestion, isLiteral: true)
    }

    /// The correction of a text that is not one of the allowed ones.
    func correction(of node: Document.Node, among type: CompiledSchema.Text) -> Correction {
        let choices = schema.keys[type.choices].map(\.text)
        let list = choices.map { Quoted.text($0) }.joined(separator: ", ")
        guard let text = document.string(node, upTo: Quoted.limit), !text.isEmpty else {
            return Correction(problem: "supported values: \(list)")
        }
        let bare = BareText(text)
        let nearest = MeantChoice.of(bare.text, among: choices.filter { !$0.isEmpty })
        return Correction(
            problem: "supported values: \(list)\(nearest == nil ? "" : bare.remark)",
            suggestion: nearest.map { .replace(with: $0) })
    }

    /// The correction of a text that does not have its format.
    func correction(
        of node: Document.Node, _ problem: String, to format: Format, orNumber bounds: ClosedRange<Int64>?
    ) -> Correction {
        guard let text = document.string(node, upTo: Quoted.limit), text.utf8.count <= Quoted.limit else {
            return Correction(problem: problem)
        }
        let isKey = isKey(node)
        let problem = isKey ? "the key \(problem)" : problem
        let bare = BareText(text)
        if let bounds, let number = bare.wholeNumber, bounds.contains(number) {
            return Correction(
                problem: "a number must be written without quotes", suggestion: .replaceValue(json: String(number)))
        }
        var suggestion: Finding.Suggestion?
        if bare.text != text, !bare.text.isEmpty, !format.dependsOnKey,
            format.problem(with: bare.text.utf8.span) == nil
        {
            suggestion = .replace(with: bare.text)
        } else {
            suggestion = format.suggestion(for: bare.text.utf8.span, under: isKey ? "" : key(of: node))
        }
        switch suggestion {
        case .replace(let text) where isKey: suggestion = .renameKey(to: text)
        case .setFields(let members) where !isFree(members, beside: node): suggestion = nil
        default: break
        }
        return Correction(problem: suggestion == nil ? problem : problem + bare.remark, suggestion: suggestion)
    }

    /// Whether a node is a key of an object, rather than a value.
    private func isKey(_ node: Document.Node) -> Bool {
        document.key(of: node) == nil && document.parent(of: node).map { document.kind(of: $0) == .object } ?? false
    }

    /// The key of a value; empty for an item of a list.
    private func key(of node: Document.Node) -> String {
        document.key(of: node).flatMap { document.string($0, upTo: Quoted.limit) } ?? ""
    }

    /// Whether the object around a value has no other texts in these fields already.
    func isFree(_ members: [Finding.TextMember], beside node: Document.Node) -> Bool {
        guard let object = document.parent(of: node) else { return false }
        return document.members(of: object).allSatisfy { key, value in
            guard value != node, !document.isNull(value), let name = document.string(key, upTo: Quoted.limit),
                let member = members.first(where: { $0.name == name })
            else { return true }
            return document.isEmptyString(value) || document.isString(value, member.text)
        }
    }

    /// The correction of a value of another type.
    private func correction(
        of node: Document.Node, to type: CompiledSchema.TypeCode, from root: Document.Node
    ) -> Correction {
        let problem = "must be \(type.name)"
        switch type {
        case .string, .anyText, .integer, .integerOrString, .boolean, .quantity:
            guard let meant = unwrapped(node, to: type, from: root) else { break }
            let shape = document.kind(of: node) == .array ? ", not a list" : ", not an object"
            return Correction(problem: problem + shape, suggestion: meant)
        default: break
        }
        if let literal = type.emptyLiteral, let text = text(of: node), BareText(text).text == literal {
            return Correction(problem: "\(problem), without quotes", suggestion: .replaceValue(json: literal))
        }
        switch type {
        case .boolean: return correctionToBoolean(of: node, problem)
        case .integer(let type): return correctionToInteger(of: node, problem, within: schema.integers[Int(type)])
        case .quantity(let format): return correctionToQuantity(of: node, problem, format: Int(format))
        case .string(let type): return correctionToText(of: node, problem, schema.texts[Int(type)])
        case .anyText:
            return Correction(
                problem: document.isNumber(node) || document.isBoolean(node) ? problem + Finding.inQuotes : problem)
        case .object(let type): return correctionToObject(of: node, problem, Int(type))
        case .list(let type): return correctionToList(of: node, problem, of: schema.lists[Int(type)].item)
        case .map, .freeObject: return correctionToMap(of: node, problem)
        case .integerOrString: return Correction(problem: problem)
        }
    }

    /// The correction of a text where a number belongs: a number in quotes, a mode, or a time where seconds are counted.
    private func correctionToInteger(
        of node: Document.Node, _ problem: String, within bounds: ClosedRange<Int64>
    ) -> Correction {
        guard let bare = text(of: node).map({ BareText($0) }) else { return Correction(problem: problem) }
        if let number = bare.wholeNumber, bounds.contains(number) {
            return Correction(
                problem: "\(problem), without quotes", suggestion: .replaceValue(json: String(number)))
        }
        if let mode = WrittenNumber.mode(bare.text, within: bounds) {
            return Correction(
                problem: "\(problem): \(bare.text) as an octal number is \(mode)",
                suggestion: .replaceValue(json: String(mode)))
        }
        guard key(of: node).contains("Seconds"), let seconds = WrittenNumber.seconds(bare.text),
            bounds.contains(seconds)
        else { return Correction(problem: problem) }
        return Correction(
            problem: "\(problem), a number of seconds", suggestion: .replaceValue(json: String(seconds)))
    }

    private func correctionToBoolean(of node: Document.Node, _ problem: String) -> Correction {
        if let number = document.integer(node), number == 0 || number == 1 {
            return Correction(problem: problem, suggestion: .replaceValue(json: number == 1 ? "true" : "false"))
        }
        switch text(of: node).map({ BareText($0).text.lowercased() }) {
        case "true", "yes", "on":
            return Correction(problem: "\(problem), without quotes", suggestion: .replaceValue(json: "true"))
        case "false", "no", "off":
            return Correction(problem: "\(problem), without quotes", suggestion: .replaceValue(json: "false"))
        default: return Correction(problem: problem)
        }
    }

    /// The correction of a number with a fraction, which Kubernetes reads as a text only.
    private func correctionToQuantity(of node: Document.Node, _ problem: String, format: Int) -> Correction {
        guard let number = document.number(node), isFit(number, for: format) else {
            return Correction(problem: problem)
        }
        let format = unsafe schema.formats[format].takeUnretainedValue()
        let suggestion = format.suggestion(for: number.utf8.span, under: key(of: node))
        return Correction(problem: suggestion == nil ? problem : problem + Finding.inQuotes, suggestion: suggestion)
    }

    /// The correction of a number or boolean where a text belongs.
    ///
    /// The same letters in quotes are not suggested: `1.0`, `010` and `no` are other values by now.
    private func correctionToText(
        of node: Document.Node, _ problem: String, _ type: CompiledSchema.Text
    ) -> Correction {
        let written = document.number(node) ?? document.boolean(node).map { $0 ? "true" : "false" }
        guard let written else { return Correction(problem: problem) }
        guard let index = type.format else {
            return Correction(problem: problem)
        }
        if isFit(written, for: index) { return Correction(problem: problem + Finding.inQuotes) }
        let format = unsafe schema.formats[index].takeUnretainedValue()
        let meant = document.integer(node).flatMap { number in format.unit.map { "\(number)\($0)" } }
        return Correction(
            problem: "\(problem): \(format.summary)",
            suggestion: meant.flatMap { isFit($0, for: index) ? .replace(with: $0) : nil })
    }

    /// A text that is short enough to be repeated, nil for any other value.
    func text(of node: Document.Node) -> String? {
        guard document.kind(of: node) == .string, let text = document.string(node, upTo: Quoted.limit),
            text.utf8.count <= Quoted.limit
        else { return nil }
        return text
    }
}

extension CompiledSchema.TypeCode {
    /// The notation of a value without members or items, nil if there is none.
    fileprivate var emptyLiteral: String? {
        switch self {
        case .object, .map, .freeObject: "{}"
        case .list: "[]"
        default: nil
        }
    }
}

/// A text without white space, invisible characters and quotes around it, which are usually there by mistake.
struct BareText {
    let text: String
    /// Whether there were quotes.
    private let hadQuotes: Bool

    init(_ text: String) {
        var rest = Self.trimmed(text[...])
        var hadQuotes = false
        if let first = rest.first, first == "\"" || first == "'", rest.count > 1, rest.last == first {
            rest = Self.trimmed(rest.dropFirst().dropLast())
            hadQuotes = true
        }
        self.text = String(rest)
        self.hadQuotes = hadQuotes
    }

    /// The remark about the quotes of the text.
    var remark: String {
        hadQuotes ? "; the text itself has quotes" : ""
    }

    /// The number that the text is; nil for zeros before it, which are those of an octal number, and for anything else.
    var wholeNumber: Int64? {
        let digits = text.drop { $0 == "-" }
        guard digits == "0" || digits.first != "0", !text.hasPrefix("+") else { return nil }
        return Int64(text)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let scalars = text.unicodeScalars
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return Substring(scalars[...last].drop { isBlank($0) })
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
    }
}
