internal import Kubernetes
internal import Schema
internal import Text
internal import Time

extension RuleInfo {
    /// A text that is not a duration, or not one that its field accepts.
    static let invalidDuration = RuleInfo(
        "invalid-duration", .error,
        "a duration that KubeStash cannot read, a time-out of 0 or less, a delay below 0, or two time-outs",
        isMandatory: true)
    /// A directory whose path leads out of it.
    static let invalidDirectory = RuleInfo(
        "invalid-directory", .error, "a directory has '..' or control characters in it, or is blank")
}

/// Formats of texts that only KubeStash's own fields have.
extension Format {
    /// The name of a session: the end of a CronJob's name, and the value of a label.
    static let sessionName = name(
        "session-name",
        "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part, "
            + "at most 63 characters: it becomes part of a CronJob's name and a label",
        patterns: TextPatterns.shortSubdomain, suggests: true
    ) { $0.count <= NameShape.longestLabel && NameShape.isSubdomain($0) }

    /// The name of a session in a reference to it.
    static let sessionReference = sessionName.ofReference

    /// The name in a reference to an object, which has a field of its own for the namespace.
    static let referenceName = referenceName(in: "name")

    /// The name of an object, beside the field `namespace` for its namespace.
    ///
    /// - Parameter field: The field with the name.
    /// - Returns: The format.
    static func referenceName(in field: String) -> Format {
        Format(
            "reference-name", rule: .invalidName, summary: dnsSubdomain.summary, patterns: TextPatterns.dnsSubdomain,
            isName: true,
            suggestion: { text in
                guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else {
                    return subdomainReference.suggestion(for: text)
                }
                let (namespace, name) = (text.extracting(..<slash), text.extracting((slash + 1)...))
                guard dnsLabel.problem(with: namespace) == nil, dnsSubdomain.problem(with: name) == nil else {
                    return nil
                }
                return .setFields([.init("namespace", String(namespace)), .init(field, String(name))])
            },
            problem: { NameShape.isSubdomain($0) ? nil : dnsSubdomain.problem(with: $0) })
    }

    /// A directory of a storage.
    static let directory = Format(
        "directory", rule: .invalidDirectory,
        summary: "a path without '..' and control characters in it, such as /demo/data", examples: ["/demo/data"],
        judgesParts: true, suggestion: { $0.trimmed }
    ) { text in
        if PathShape.hasBackstep(text) {
            return "must not have '..' as one of its parts: the data would go somewhere else than the path says"
        }
        return text.visibilityProblem
    }
}

/// Durations in Go's notation (`time.ParseDuration`), which is how KubeStash reads them.
extension Format {
    /// The time that something may take.
    static let timeout = duration(
        "timeout", "a duration above 0, such as 90s, 30m or 1h30m", examples: ["30m", "1h30m"]
    ) { $0 > 0 }

    /// The time to wait before something.
    static let delay = duration(
        "delay", "a duration of 0 or more, such as 30s, 2m or 1h", examples: ["30s", "2m"]
    ) { $0 >= 0 }

    private static func duration(
        _ name: String, _ summary: String, examples: [String], where isAllowed: @escaping @Sendable (Int64) -> Bool
    ) -> Format {
        Format(
            name, rule: .invalidDuration, summary: summary, unit: "s", isDecoded: true, examples: examples,
            suggestion: { text in
                guard let meant = UnitWords.duration.meant(by: text),
                    let duration = try? GoDuration(utf8: meant.utf8.span), isAllowed(duration.nanoseconds)
                else { return nil }
                return .replace(with: meant)
            }
        ) { text in
            do throws(GoDurationError) {
                return isAllowed(try GoDuration(utf8: text).nanoseconds) ? nil : "must be \(summary)"
            } catch {
                let hasDigits = text.contains { $0.decimalDigit != nil }
                if hasDigits, UnitWords.hasMonths(text) {
                    return "must be \(summary): there is no unit of months, and 30 days are 720h"
                }
                return hasDigits ? "must be \(summary): \(error.message)" : "must be \(summary)"
            }
        }
    }
}

extension Span<UInt8> {
    /// The text without the white space around it that Go's `strings.TrimSpace` removes.
    var trimmedAsByGo: [UInt8] {
        let scalars = String(self).unicodeScalars.drop(while: \.properties.isWhitespace)
        let end = scalars.lastIndex { !$0.properties.isWhitespace }.map(scalars.index(after:)) ?? scalars.startIndex
        return Array(String(scalars[..<end]).utf8)
    }
}
