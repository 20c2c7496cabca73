package import Document
package import Schema
internal import Text

/// The names of Secrets, ConfigMaps and claims are DNS names; Kubernetes does not look at those of volumes and image
/// pull secrets until the Pod waits for them.
struct ImpossibleName: ObjectRule {
    /// A reference by a name that no object can have.
    static let info = RuleInfo(
        "impossible-name", .warning, "a Secret, ConfigMap or claim by a name that none can have")

    private let field: Key

    /// Makes the rule.
    ///
    /// - Parameter field: The field with the name.
    init(_ field: Key) {
        self.field = field
    }

    var fields: [String] { [field.text] }
    var triggers: [Key] { [field] }

    /// Warns of a name that is not a DNS name; blank ones are errors already, and variables are not known here.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let name = document.text(field, of: object),
            document.withUTF8(of: name, { !NameShape.isSubdomain($0) && !$0.contains(UInt8(ascii: "$")) }),
            document.withUTF8(of: name, { $0.visibilityProblem }) == nil
        else { return }
        let hasSlash = document.withUTF8(of: name) { $0.contains(UInt8(ascii: "/")) }
        findings.report(
            Self.info, .invalid, name,
            hasSlash
                ? "no object has a '/' in its name: it is looked up in the namespace of the Pod"
                : "no object can have this name: it must be a DNS name in lower case",
            suggestion: document.withUTF8(of: name) { VisibleText($0).suggestion(for: .subdomainReference) })
    }
}

/// A name that something else repeats must not differ from it in what people do not see.
package struct HiddenCharacters: ObjectRule {
    /// A name with characters that are not seen.
    package static let info = RuleInfo(
        "hidden-characters", .warning, "a name with blanks at its ends, or with characters that are not seen")

    private let field: Key

    /// Makes the rule.
    ///
    /// - Parameter field: The field with the name.
    package init(_ field: Key) {
        self.field = field
    }

    package var fields: [String] { [field.text] }
    package var triggers: [Key] { [field] }

    /// Warns of a name with such characters; blank ones and control characters are errors already.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let name = document.text(field, of: object),
            // Nearly every name is of letters, digits and hyphens.
            !document.withUTF8(of: name, { $0.allSatisfy { $0 &- 0x21 < 0x5E } }),
            document.withUTF8(of: name, { VisibleText($0).hidesSomething && $0.visibilityProblem == nil })
        else { return }
        findings.report(
            Self.info, .invalid, name,
            "has blanks at its ends or characters that are not seen: \(shown(name, document))",
            suggestion: document.withUTF8(of: name) { VisibleText($0).suggestion(for: .anyName) })
    }

    /// The characters by their numbers, as a blank looks like another one.
    private func shown(_ name: Document.Node, _ document: Document) -> String {
        document.withUTF8(of: name) { VisibleText($0).numbers.joined(separator: ", ") }
    }
}

/// A text, and the characters at its ends and inside that are not seen.
private struct VisibleText {
    /// The text without those at its ends.
    private let rest: Substring.UnicodeScalarView
    /// The hidden characters.
    private let hidden: [Unicode.Scalar]

    /// The most characters of a text that a message names.
    private static let mostNamed = 3

    init(_ text: Span<UInt8>) {
        let scalars = String(text).unicodeScalars
        let start = scalars.prefix { Self.isBlank($0) }.endIndex
        let end = scalars.lastIndex { !Self.isBlank($0) }.map(scalars.index(after:)) ?? start
        rest = scalars[start..<end]
        hidden = scalars[..<start] + rest.filter { Self.isBlank($0) && $0 != " " } + scalars[end...]
    }

    var hidesSomething: Bool { !hidden.isEmpty }

    /// The hidden characters as `U+0020`.
    var numbers: [String] {
        hidden.prefix(Self.mostNamed).map { scalar in
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }

    /// The text without the hidden characters at its ends, in the spelling of a format; nil if it is not clear.
    func suggestion(for format: Format) -> Finding.Suggestion? {
        let text = String(rest)
        guard !rest.contains(where: { Self.isBlank($0) && $0 != " " }) else { return nil }
        return format.problem(with: text.utf8.span) == nil && hidesSomething
            ? .replace(with: text) : format.suggestion(for: text.utf8.span)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
    }
}
