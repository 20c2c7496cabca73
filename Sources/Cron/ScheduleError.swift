/// Why a text is no schedule, and which part of it is to blame.
public struct ScheduleError: Error, Hashable, Sendable {
    /// What kind of mistake it is; more kinds may come.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The kind in kebab-case; it never changes its meaning.
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
        /// A step is no positive number.
        public static let invalidStep = Code("invalid-step")
        /// A notation of other schedulers, such as `L`, `W`, `#` or `H`.
        public static let unsupportedNotation = Code("unsupported-notation")
        /// A text that begins with `@` is none of the descriptors.
        public static let unknownDescriptor = Code("unknown-descriptor")
        /// What follows `@every` is no duration.
        public static let invalidInterval = Code("invalid-interval")
        /// A `TZ=` or `CRON_TZ=` prefix has no space behind its zone.
        public static let malformedTimeZone = Code("malformed-time-zone")
        /// A `TZ=` or `CRON_TZ=` prefix names a zone that is not UTC.
        public static let unsupportedTimeZone = Code("unsupported-time-zone")
    }

    /// What kind of mistake it is.
    public let code: Code
    /// What is wrong and what is allowed, in English, as one line of bounded length.
    public let message: String
    /// Where the part at fault begins, in bytes of UTF-8 from the start of the text.
    public let offset: Int
    /// How many bytes of UTF-8 the part at fault has; 0 where something is missing.
    public let length: Int

    init(_ code: Code, _ message: String, at range: Range<Int>) {
        self.code = code
        self.message = message
        self.offset = range.lowerBound
        self.length = range.count
    }
}

extension ScheduleError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
