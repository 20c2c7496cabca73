internal import Text

/// Why a text is not a duration, and which part of it is at fault.
public struct GoDurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problem and what is allowed, in English, as one line of bounded length.
    public let message: String
    /// The part at fault, in bytes of UTF-8 from the start of the text; empty if something is missing.
    public let range: Range<Int>
    /// Whether the text has no duration at all.
    public let isMissing: Bool

    /// The message.
    public var description: String { message }

    private init(_ message: String, at range: Range<Int>, isMissing: Bool = false) {
        self.message = message
        self.range = range
        self.isMissing = isMissing
    }

    static func missing(at range: Range<Int>) -> GoDurationError {
        GoDurationError("needs a duration, as in 1h30m", at: range, isMissing: true)
    }

    static func malformed(_ text: Span<UInt8>, _ range: Range<Int>) -> GoDurationError {
        GoDurationError(
            "\(text.quoted(range)) is not a duration; one is numbers with units and no space, as in 1h30m", at: range)
    }

    static func missingUnit(_ text: Span<UInt8>, _ range: Range<Int>) -> GoDurationError {
        GoDurationError("\(text.quoted(range)) has no unit; the units are h, m, s, ms, us and ns", at: range)
    }

    static func unknownUnit(_ text: Span<UInt8>, _ range: Range<Int>) -> GoDurationError {
        let hint: String
        switch text.excerpt(range).lowercased() {
        case "d", "day", "days": hint = "; a day is 24h"
        case "w", "week", "weeks": hint = "; a week is 168h"
        case "h", "m", "s", "ms", "us", "ns": hint = "; a unit is in lower case"
        default: hint = text.nextWord(in: range) == range ? "" : "; a duration has no white space in it"
        }
        return GoDurationError("unit \(text.quoted(range)) is none of h, m, s, ms, us and ns\(hint)", at: range)
    }

    static func tooLong(at range: Range<Int>) -> GoDurationError {
        GoDurationError("the duration is longer than 2562047h47m16s, about 292 years", at: range)
    }
}
