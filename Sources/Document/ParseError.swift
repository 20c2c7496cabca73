/// Why a text is not a document, and where.
public struct ParseError: Error, Hashable, Sendable {
    /// The kind of mistake.
    ///
    /// Open: later versions may add codes.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The code in kebab-case, as it is logged.
        public let rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The text breaks the grammar of its language.
        public static let syntax = Code(rawValue: "syntax")
        /// The text ends in the middle of a value.
        public static let unexpectedEnd = Code(rawValue: "unexpected-end")
        /// Bytes that are not UTF-8, or an escaped surrogate without its other half.
        public static let invalidText = Code(rawValue: "invalid-text")
        /// An object has one key twice.
        public static let duplicateKey = Code(rawValue: "duplicate-key")
        /// A limit of the parser is exceeded: depth, size, number of values.
        public static let limit = Code(rawValue: "limit")
    }

    /// The kind of mistake.
    public let code: Code
    /// The problem, in English, without the position.
    public let message: String
    /// Where it is wrong.
    public let position: SourcePosition

    /// Makes an error.
    public init(_ code: Code, _ message: String, at position: SourcePosition) {
        self.code = code
        self.message = message
        self.position = position
    }
}

extension ParseError: CustomStringConvertible {
    /// The message after its line and column.
    public var description: String {
        "line \(position.line), column \(position.column): \(message)"
    }
}

/// A mistake whose line and column are not counted yet.
struct ParseFailure: Error {
    let code: ParseError.Code
    let message: String
    let offset: Int

    init(_ code: ParseError.Code, _ message: String, at offset: Int) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}
