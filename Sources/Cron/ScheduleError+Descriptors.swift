// What is said about descriptors, `@every` and time zones.
extension ScheduleError {
    static func unknownDescriptor(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        ScheduleError(.unknownDescriptor, text.quoted(range) + " " + remark(on: text, range), at: range)
    }

    private static func remark(on text: Span<UInt8>, _ range: Range<Int>) -> String {
        let every = "@every needs one space and a duration behind it, as in @every 1h30m"
        let word = text.excerpt(text.trimmed(range))
        if text.trimmed(range) != range {
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

    static func missingInterval(at range: Range<Int>) -> ScheduleError {
        ScheduleError(.invalidInterval, "@every needs a duration, as in @every 1h30m", at: range)
    }

    static func malformedInterval(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        ScheduleError(
            .invalidInterval,
            "\(text.quoted(range)) is not a duration; one is numbers with units and no space, as in 1h30m", at: range)
    }

    static func missingUnit(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        ScheduleError(
            .invalidInterval, "\(text.quoted(range)) has no unit; the units are h, m, s, ms, us and ns", at: range)
    }

    static func unknownUnit(_ text: Span<UInt8>, _ range: Range<Int>) -> ScheduleError {
        let hint: String
        switch text.excerpt(range).lowercased() {
        case "d", "day", "days": hint = "; a day is 24h"
        case "w", "week", "weeks": hint = "; a week is 168h"
        case "h", "m", "s", "ms", "us", "ns": hint = "; a unit is in lower case"
        default: hint = text.nextWord(in: range) == range ? "" : "; a duration has no white space in it"
        }
        return ScheduleError(
            .invalidInterval, "unit \(text.quoted(range)) is none of h, m, s, ms, us and ns\(hint)", at: range)
    }

    static func intervalTooLong(at range: Range<Int>) -> ScheduleError {
        ScheduleError(.invalidInterval, "the duration is longer than 2562047h47m16s, about 292 years", at: range)
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
