internal import Text
internal import Time

// What is said about descriptors, `@every` and time zones.
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

    /// How many bytes must be replaced, added or taken out to make one word the other.
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

    /// What is wrong with the duration behind `@every`.
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
