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
    /// The problem and what is allowed, in English, as one line of bounded length.
    public let message: String
    /// The start of the part at fault, in bytes of UTF-8 from the start of the text.
    public let offset: Int
    /// The length of the part at fault, in bytes of UTF-8; 0 if something is missing.
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

// Messages about descriptors, `@every` and time zones.
extension ScheduleError {
    static func unknownDescriptor(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        ScheduleError(.unknownDescriptor, text.quoted(range) + " " + remark(on: text, range), at: range)
    }

    private static func remark(on text: Span<UInt8>, _ range: Range<Int>) -> String {
        let every = "@every needs one space and a duration behind it, as in @every 1h30m"
        let word = text.excerpt(text.trimmedWhiteSpace(range))
        if text.trimmedWhiteSpace(range) != range {
            return word == "@every" ? "is incomplete: \(every)" : "has white space behind it, which is not allowed"
        }
        let lowercased = word.lowercased()
        if lowercased.hasPrefix("@every") { return "is not a descriptor: \(every)" }
        if let name = nearestDescriptor(to: lowercased) { return "is not a descriptor; did you mean \(name)?" }
        let known = Descriptor.names.joined(separator: ", ")
        return "is not a descriptor; they are \(known) and @every with a duration"
    }

    private static func nearestDescriptor(to word: String) -> String? {
        let distances = Descriptor.names.map { (name: $0, distance: editDistance(Array(word.utf8), Array($0.utf8))) }
        guard let nearest = distances.min(by: { $0.distance < $1.distance }), nearest.distance <= 2 else { return nil }
        return nearest.name
    }

    /// The number of bytes to replace, insert or delete to turn one word into the other.
    private static func editDistance(_ word: [UInt8], _ other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (index, byte) in word.enumerated() {
            var next = [index + 1]
            for (column, otherByte) in other.enumerated() {
                let replaced = row[column] + (byte == otherByte ? 0 : 1)
                next.append(Swift.min(replaced, row[column + 1] + 1, next[column] + 1))
            }
            row = next
        }
        return row[other.count]
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
