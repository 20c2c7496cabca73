/// What a text must look like, where any text is of the right type but not every one makes sense.
public final class Format: Sendable {
    /// What such a text is called, in kebab-case: `dns-label`, `duration`.
    public let name: String
    /// The rule that a text breaks which does not look like that.
    public let rule: RuleID
    /// What it must look like, in a few words for people.
    public let summary: String
    private let problem: @Sendable (Span<UInt8>) -> String?

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - name: What such a text is called.
    ///   - rule: The rule that other texts break.
    ///   - summary: What it must look like.
    ///   - problem: Says of a text, given as decoded UTF-8, what is wrong and what is allowed; nil where it is fine.
    ///     Costs time linear in the text and no memory where it is fine.
    public init(
        _ name: String, rule: RuleID, summary: String, problem: @escaping @Sendable (Span<UInt8>) -> String?
    ) {
        self.name = name
        self.rule = rule
        self.summary = summary
        self.problem = problem
    }

    /// What is wrong with a text.
    ///
    /// - Parameter text: The text as UTF-8, without escapes.
    /// - Returns: What is wrong and what is allowed; nil where the text is fine.
    public func problem(with text: Span<UInt8>) -> String? {
        problem(text)
    }
}
