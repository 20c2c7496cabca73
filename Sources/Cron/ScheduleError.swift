internal import Text
internal import Time

/// Why a text is not a schedule, and which part of it is at fault.
public struct ScheduleError: Error, Hashable, Sendable {
    /// The kind of mistake; later versions may add more.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The kind in kebab-case; its meaning never changes.
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// There are more or fewer than five fields.
        public static let fieldCount = Code("field-count")
        /// A part of a field is neither a number nor a name that the field takes.
        public static let malformedItem = Code("malformed-item")
        /// A number lies outside the field's bounds.
        public static let outOfRange = Code("out-of-range")
        /// A range ends before it begins.
        public static let reversedRange = Code("reversed-range")
        /// A step is not a positive number.
        public static let invalidStep = Code("invalid-step")
        /// A notation of other schedulers, such as `L`, `W`, `#` or `H`.
        public static let unsupportedNotation = Code("unsupported-notation")
        /// A text that begins with `@` is not one of the descriptors.
        public static let unknownDescriptor = Code("unknown-descriptor")
        /// The text after `@every` is not a duration.
        public static let invalidInterval = Code("invalid-interval")
        /// A `TZ=` or `CRON_TZ=` prefix has no space after its zone.
        public static let malformedTimeZone = Code("malformed-time-zone")
        /// A `TZ=` or `CRON_TZ=` prefix names a zone that is not UTC.
        public static let unsupportedTimeZone = Code("unsupported-time-zone")
    }

    /// The kind of mistake.
    public let code: Code
    /// The schedule that was probably meant; nil if it is not clear.
    public private(set) var suggestion: String?
    /// The start of the part at fault, in bytes of UTF-8 from the start of the text.
    public let offset: Int
    /// The length of the part at fault, in bytes of UTF-8; 0 if something is missing.
    public let length: Int

    private let mistake: String
    /// The allowed values, for an error without a suggestion.
    private let help: String

    init(_ code: Code, _ mistake: String, help: String = "", at range: Range<Int>) {
        self.code = code
        self.mistake = mistake
        self.help = help
        self.offset = range.lowerBound
        self.length = range.count
    }

    /// The problem and what is allowed, in English, as one line of bounded length, without the suggestion.
    public var problem: String { suggestion == nil ? mistake + help : mistake }

    /// The problem and what is allowed or was probably meant, in English, as one line of bounded length.
    public var message: String {
        suggestion.map { "\(problem); did you mean \"\($0)\"?" } ?? problem
    }

    /// The error with the schedule that was probably meant.
    func suggesting(_ schedule: String?) -> ScheduleError {
        var error = self
        error.suggestion = schedule
        return error
    }
}

extension ScheduleError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}

// Messages about descriptors, `@every` and time zones.
extension ScheduleError {
    static func unknownDescriptor(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        let (remark, help) = remark(on: text, range)
        return ScheduleError(.unknownDescriptor, "\(text.quoted(range)) \(remark)", help: help, at: range)
    }

    private static func remark(on text: Span<UInt8>, _ range: Range<Int>) -> (String, help: String) {
        let every = "@every needs one space and a duration behind it, as in @every 1h30m"
        let word = text.excerpt(text.trimmedWhiteSpace(range))
        if text.trimmedWhiteSpace(range) != range {
            return (
                word == "@every" ? "is incomplete: \(every)" : "has white space behind it, which is not allowed", ""
            )
        }
        if word.lowercased().hasPrefix("@every") { return ("is not a descriptor", ": \(every)") }
        let known = Descriptor.names.joined(separator: ", ")
        return ("is not a descriptor", "; they are \(known) and @every with a duration")
    }

    /// The error about quotes in a text, nil if it has none.
    static func quotes(in text: Span<UInt8>) -> ScheduleError? {
        guard let range = text.firstQuote else { return nil }
        return ScheduleError(.malformedItem, "the text has quotes in it, which do not belong to a schedule", at: range)
    }

    /// Describes what is wrong with the duration after `@every`.
    init(_ error: GoDurationError) {
        let message = error.isMissing ? "@every needs a duration, as in @every 1h30m" : error.message
        self.init(.invalidInterval, message, at: error.range)
    }

    static func unendedTimeZone(in text: Span<UInt8>) -> ScheduleError {
        ScheduleError(
            .malformedTimeZone,
            "a time zone needs a space and a schedule behind it, as in CRON_TZ=UTC 0 0 * * *", at: 0..<text.count)
    }

    static func unsupportedTimeZone(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        ScheduleError(
            .unsupportedTimeZone,
            "time zone \(text.quoted(range)) is not supported yet; UTC is the only one", at: range)
    }
}

extension Span<UInt8> {
    /// The first quotation mark, straight or typographic.
    fileprivate var firstQuote: Range<Int>? {
        for index in indices {
            switch self[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): return index..<index + 1
            case 0xE2 where index + 2 < count && self[index + 1] == 0x80 && (0x98...0x9F).contains(self[index + 2]):
                return index..<index + 3
            default: continue
            }
        }
        return nil
    }
}
