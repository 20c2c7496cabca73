public import Document

/// Why a file is no policy: everything that is wrong with it.
public struct PolicyError: Error, Sendable {
    /// One thing that is wrong.
    public struct Mistake: Hashable, Sendable {
        /// Where, in the file.
        public let position: SourcePosition
        /// What, with the field and what is allowed.
        public let message: String
    }

    /// The mistakes in their order, one at least.
    public let mistakes: [Mistake]
}

extension PolicyError: CustomStringConvertible {
    /// A line for each mistake, with its line and column in front.
    public var description: String {
        mistakes.map { "line \($0.position.line), column \($0.position.column): \($0.message)" }
            .joined(separator: "\n")
    }
}
