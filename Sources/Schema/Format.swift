/// What a text must look like, where any text is of the right type but not every one makes sense.
public final class Format: Sendable {
    /// What such a text is called, in kebab-case: `dns-label`, `duration`.
    public let name: String
    /// The rule that a text breaks which does not look like that.
    public let rule: RuleInfo
    /// What it must look like, in a few words for people.
    public let summary: String
    private let suggestion: (@Sendable (Span<UInt8>) -> Finding.Suggestion?)?
    private let problem: @Sendable (Span<UInt8>) -> String?

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - name: What such a text is called.
    ///   - rule: The rule that other texts break.
    ///   - summary: What it must look like.
    ///   - suggestion: Says of a text that does not look like that what was probably meant, nil where it is not clear;
    ///     none where nothing is ever suggested.
    ///   - problem: Says of a text, given as decoded UTF-8, what is wrong and what is allowed; nil where it is fine.
    ///     Costs time linear in the text and no memory where it is fine.
    public init(
        _ name: String, rule: RuleInfo, summary: String,
        suggestion: (@Sendable (Span<UInt8>) -> Finding.Suggestion?)? = nil,
        problem: @escaping @Sendable (Span<UInt8>) -> String?
    ) {
        self.name = name
        self.rule = rule
        self.summary = summary
        self.suggestion = suggestion
        self.problem = problem
    }

    /// What is wrong with a text.
    ///
    /// - Parameter text: The text as UTF-8, without escapes.
    /// - Returns: What is wrong and what is allowed; nil where the text is fine.
    public func problem(with text: Span<UInt8>) -> String? {
        problem(text)
    }
    /// What somebody probably meant.
    ///
    /// - Parameter text: A text with a problem, as UTF-8, without escapes.
    /// - Returns: What would mend it, nil where that is not clear.
    public func suggestion(for text: Span<UInt8>) -> Finding.Suggestion? {
        suggestion?(text)
    }
}
