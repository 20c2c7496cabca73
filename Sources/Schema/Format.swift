public import Document

/// The format of a text, for fields in which not every text makes sense.
public final class Format: Sendable {
    /// The name of the format, in kebab-case: `dns-label`, `duration`.
    public let name: String
    /// The rule that a text breaks if it does not have the format.
    public let rule: RuleInfo
    /// A description of the format, in a few words for people.
    public let summary: String
    /// Regular expressions that match the texts that have the format and, all together, no others; empty if none say
    /// exactly which they are.
    ///
    /// They keep to what JSON Schema recommends (draft 2020-12 core, section 6.4), so that every validator can read
    /// them: those in Go and Rust know no lookaround.
    public let patterns: [String]
    /// Some texts that have the format.
    public let examples: [String]
    /// The unit that a bare number is meant in, such as `s` for durations; nil if there is none.
    let unit: String?
    /// Whether the key of a text decides about its correction, also of one in quotes or with blanks around it.
    let dependsOnKey: Bool
    /// Whether the API server or KubeStash reads more than a text, before variables in it are replaced.
    let isDecoded: Bool
    /// Whether the texts are names of objects, so that a reference in the place of one has it in its `name`.
    let isName: Bool
    /// Whether each part of a text must be right by itself, so that a text with variables can be judged with a letter in
    /// the place of each.
    let judgesParts: Bool
    /// Returns the text that an object in its place is meant as, nil if that is not clear; nil if none is ever clear.
    let spelling: (@Sendable (_ object: Document.Node, Document) -> String?)?
    private let suggestion: (@Sendable (Span<UInt8>, _ key: String) -> Finding.Suggestion?)?
    private let problem: @Sendable (Span<UInt8>) -> String?

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - name: The name of the format.
    ///   - rule: The rule that other texts break.
    ///   - summary: A description of the format.
    ///   - unit: The unit that a bare number is meant in; nil if there is none.
    ///   - isDecoded: Whether more than a text is read, before variables in it are replaced.
    ///   - patterns: Regular expressions that all match the texts that have the format, and together no others; empty
    ///     if none say exactly which they are.
    ///   - examples: Some texts that have the format.
    ///   - isName: Whether the texts are names of objects.
    ///   - judgesParts: Whether each part of a text must be right by itself, as in names.
    ///   - spelling: Returns the text that an object in its place is meant as, nil if that is not clear.
    ///   - suggestion: Returns the correction of a text that does not have the format, nil if there is no clear one;
    ///     nil if the format never suggests anything.
    ///   - problem: Returns what is wrong with a text, given as decoded UTF-8, and what is allowed; nil if the text is
    ///     valid. It costs time linear in the text, and no memory if the text is valid.
    public init(
        _ name: String, rule: RuleInfo, summary: String, unit: String? = nil, isDecoded: Bool = false,
        patterns: [String] = [], examples: [String] = [], isName: Bool = false,
        judgesParts: Bool = false,
        spelling: (@Sendable (_ object: Document.Node, Document) -> String?)? = nil,
        suggestion: (@Sendable (Span<UInt8>) -> Finding.Suggestion?)? = nil,
        problem: @escaping @Sendable (Span<UInt8>) -> String?
    ) {
        self.name = name
        self.rule = rule
        self.summary = summary
        self.unit = unit
        self.isDecoded = isDecoded
        self.patterns = patterns
        self.examples = examples
        self.isName = isName
        self.judgesParts = isName || judgesParts
        self.spelling = spelling
        if let suggestion {
            self.suggestion = { text, _ in suggestion(text) }
        } else {
            self.suggestion = nil
        }
        self.problem = problem
        dependsOnKey = false
    }

    /// Makes a format whose texts mean something else under other keys.
    ///
    /// - Parameters:
    ///   - name: The name of the format.
    ///   - rule: The rule that other texts break.
    ///   - summary: A description of the format.
    ///   - patterns: Regular expressions that all match the texts that have the format, and together no others; empty
    ///     if none say exactly which they are.
    ///   - examples: Some texts that have the format.
    ///   - suggestionUnderKey: Returns the correction of a text under a key, nil if there is no clear one; of a text that
    ///     has the format, too, if that was found in quotes.
    ///   - problem: Returns what is wrong with a text, as for other formats.
    public init(
        _ name: String, rule: RuleInfo, summary: String, patterns: [String] = [], examples: [String] = [],
        suggestionUnderKey: @escaping @Sendable (Span<UInt8>, _ key: String) -> Finding.Suggestion?,
        problem: @escaping @Sendable (Span<UInt8>) -> String?
    ) {
        self.name = name
        self.rule = rule
        self.summary = summary
        self.problem = problem
        self.patterns = patterns
        self.examples = examples
        unit = nil
        isDecoded = false
        isName = false
        judgesParts = false
        spelling = nil
        suggestion = suggestionUnderKey
        dependsOnKey = true
    }

    /// The same format for a reference to an object by its name.
    ///
    /// The object itself has the name, so another spelling of it may be meant, but nothing says that it is right.
    package var ofReference: Format {
        let own = self
        return Format(
            name, rule: rule, summary: summary, unit: unit, isDecoded: isDecoded, patterns: patterns,
            examples: examples,
            isName: true, suggestion: { own.suggestion(for: $0)?.asQuestion }, problem: problem)
    }

    /// Returns what is wrong with a text.
    ///
    /// - Parameter text: The text as UTF-8, without escapes.
    /// - Returns: The problem and what is allowed; nil if the text is valid.
    public func problem(with text: Span<UInt8>) -> String? {
        problem(text)
    }

    /// The suggested correction of a text.
    ///
    /// - Parameters:
    ///   - text: A text with a problem, as UTF-8, without escapes.
    ///   - key: The key of the text, empty if it has none or is one.
    /// - Returns: A change that would correct the text, nil if there is no clear one.
    public func suggestion(for text: Span<UInt8>, under key: String = "") -> Finding.Suggestion? {
        suggestion?(text, key)
    }
}
