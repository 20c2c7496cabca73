import ArgumentParser
import Kubernetes
import Time

/// A value on the command line whose parser explains what is wrong with a text.
protocol ExplainedArgument: CustomStringConvertible, Sendable {
    /// Reads a value.
    ///
    /// - Parameter text: The text.
    /// - Throws: A `ValidationError` that says what is wrong, with an example.
    init(parsing text: String) throws
}

extension Option {
    /// An option with a default, which ArgumentParser shows in the help only for values that it parses itself.
    ///
    /// - Parameters:
    ///   - wrappedValue: The default.
    ///   - help: The purpose of the option.
    init(wrappedValue: Value, explained help: ArgumentHelp) where Value: ExplainedArgument {
        self.init(
            wrappedValue: wrappedValue, help: help.with(default: wrappedValue), transform: { try Value(parsing: $0) })
    }

    /// An option for a whole number, with a default.
    ///
    /// - Parameters:
    ///   - wrappedValue: The default.
    ///   - help: The purpose of the option.
    ///   - bounds: The least and the greatest number.
    init(wrappedValue: Int, explained help: ArgumentHelp, in bounds: ClosedRange<Int>) where Value == Int {
        self.init(
            wrappedValue: wrappedValue, help: help.with(default: wrappedValue), transform: WholeNumber.within(bounds))
    }
}

extension ArgumentHelp {
    /// The help with a default at the end of its sentence.
    fileprivate func with(default value: some CustomStringConvertible) -> ArgumentHelp {
        var help = self
        help.abstract = "\(abstract.dropLast()) (default: \(value))."
        return help
    }
}

/// Whole numbers on the command line.
enum WholeNumber {
    /// The counts that may not be zero.
    static let positive = 1...Int.max

    /// Makes a parser of numbers within bounds.
    ///
    /// - Parameter bounds: The least and the greatest number.
    /// - Returns: The parser, which throws a `ValidationError` that names the bounds.
    static func within(_ bounds: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            guard let number = Int(text), bounds.contains(number) else {
                let upper = bounds.upperBound == .max ? "on" : "to \(bounds.upperBound)"
                throw ValidationError("it must be a whole number from \(bounds.lowerBound) \(upper)")
            }
            return number
        }
    }
}

/// The name of a namespace on the command line.
enum NamespaceArgument {
    /// Checks a name.
    ///
    /// - Parameter text: The name.
    /// - Returns: The same text.
    /// - Throws: A `ValidationError` if no namespace can have it.
    static func name(_ text: String) throws -> String {
        guard NameShape.label.matches(text.utf8.span) else {
            throw ValidationError("a namespace has lower-case letters, digits and '-', such as backup-prod")
        }
        return text
    }
}

/// The name of a Service on the command line.
enum ServiceArgument {
    /// Checks a name.
    ///
    /// - Parameter text: The name.
    /// - Returns: The same text.
    /// - Throws: A `ValidationError` if no Service can have it.
    static func name(_ text: String) throws -> String {
        // RFC 1035: unlike that of a namespace, it begins with a letter.
        guard NameShape.label.matches(text.utf8.span), text.first?.isLetter == true else {
            throw ValidationError(
                "a Service has lower-case letters, digits and '-', and begins with a letter, such as stashgate")
        }
        return text
    }
}

/// The name of a Secret or of a webhook configuration on the command line.
enum ObjectNameArgument {
    /// Checks a name.
    ///
    /// - Parameter text: The name.
    /// - Returns: The same text.
    /// - Throws: A `ValidationError` if no object can have it.
    static func name(_ text: String) throws -> String {
        guard NameShape.isSubdomain(text.utf8.span) else {
            throw ValidationError("an object has lower-case letters, digits, '-' and '.', such as stashgate-tls")
        }
        return text
    }
}

/// A number of bytes on the command line: `8388608`, `8192Ki` or `8Mi`.
struct ByteCountArgument: ExplainedArgument {
    let bytes: Int

    private static let units = [("Ki", 1 << 10), ("Mi", 1 << 20)]

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Reads a number of bytes that is at least one and fits in an `Int`.
    ///
    /// - Throws: A `ValidationError` that says what is wrong, with an example.
    init(parsing text: String) throws {
        guard let bytes = Self.bytes(text) else { throw ValidationError(Self.problem(with: text)) }
        self.bytes = bytes
    }

    /// The shortest way to write the number.
    var description: String {
        let unit = Self.units.last { bytes % $0.1 == 0 }
        return "\(bytes / (unit?.1 ?? 1))\(unit?.0 ?? "")"
    }

    private static func bytes(_ text: String) -> Int? {
        let unit = units.first { text.hasSuffix($0.0) }
        let digits = text.dropLast(unit?.0.count ?? 0)
        guard let count = Int(digits), count > 0, digits.utf8.first != UInt8(ascii: "+") else { return nil }
        let (bytes, overflow) = count.multipliedReportingOverflow(by: unit?.1 ?? 1)
        return overflow ? nil : bytes
    }

    private static func problem(with text: String) -> String {
        let (number, unit) = text.numberAndUnit
        let meant: String? =
            switch unit {
            case "b", "byte", "bytes": number
            case "k", "kb", "kib", "ki": "\(number)Ki"
            case "m", "mb", "mib", "mi": "\(number)Mi"
            case "g", "gb", "gib", "gi": Int(number).flatMap { $0 < 1 << 16 ? "\($0 << 10)Mi" : nil }
            default: nil
            }
        if let meant, bytes(meant) != nil { return "the units are Ki and Mi; did you mean \(meant)?" }
        return "a size is a whole number of bytes, at least 1, such as 65536, 64Ki or 8Mi"
    }
}

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

    /// The shortest way to write the duration, in whole seconds, as all defaults are.
    var description: String {
        let (minutes, seconds) = duration.components.seconds.quotientAndRemainder(dividingBy: 60)
        guard minutes > 0 else { return "\(seconds)s" }
        if seconds == 0, minutes.isMultiple(of: 60) { return "\(minutes / 60)h" }
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
    /// The leading digits, and the rest in lower case without spaces.
    var numberAndUnit: (number: String, unit: String) {
        let number = prefix { $0.isASCII && $0.isNumber }
        return (String(number), self[number.endIndex...].filter { !$0.isWhitespace }.lowercased())
    }
}

/// The values of `-o` for reports.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// The values of `-o` for manifests.
enum ManifestFormat: String, CaseIterable, ExpressibleByArgument {
    case yaml, json
}
