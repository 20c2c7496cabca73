import ArgumentParser
import Cron
import Time

/// A duration on the command line, as Go and Kubernetes write it: `3s`, `1m30s`.
struct DurationArgument: ExplainedArgument {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    /// Reads a duration that is not below zero.
    ///
    /// - Throws: A `ValidationError` that says what is wrong, with an example.
    init(parsing text: String) throws {
        guard let duration = Self.duration(text) else { throw ValidationError(Self.problem(with: text)) }
        self.duration = duration
    }

    /// As one would write it, in whole seconds, as all defaults are.
    var description: String {
        let (minutes, seconds) = duration.components.seconds.quotientAndRemainder(dividingBy: 60)
        guard minutes > 0 else { return "\(seconds)s" }
        return seconds == 0 ? "\(minutes)m" : "\(minutes)m\(seconds)s"
    }

    private static func duration(_ text: String) -> Duration? {
        let text = Array(text.utf8)
        guard let parsed = try? GoDuration(utf8: text.span), parsed.nanoseconds >= 0 else { return nil }
        return .nanoseconds(parsed.nanoseconds)
    }

    private static func problem(with text: String) -> String {
        let (number, unit) = text.numberAndUnit
        let meant: String? =
            switch unit {
            case "", "sec", "secs", "second", "seconds", "s": "\(number)s"
            case "min", "mins", "minute", "minutes", "m": "\(number)m"
            case "hr", "hrs", "hour", "hours", "h": "\(number)h"
            case "d", "day", "days": Int(number).flatMap { $0 < 1 << 16 ? "\($0 * 24)h" : nil }
            default: nil
            }
        if let meant, duration(meant) != nil {
            return (unit.isEmpty ? "it has no unit" : "the units are ms, s, m and h") + "; did you mean \(meant)?"
        }
        return "a duration is a number with a unit, such as 500ms, 90s, 1m30s or 2h"
    }
}

extension String {
    /// The digits in front and what follows them, in lower case and without the spaces between and behind.
    var numberAndUnit: (number: String, unit: String) {
        let number = prefix { $0.isASCII && $0.isNumber }
        return (String(number), self[number.endIndex...].filter { !$0.isWhitespace }.lowercased())
    }
}
