internal import Document
internal import Logging
internal import Time

/// What one line of a log says.
///
/// Whatever its texts are, it becomes exactly one line: nobody who gets a name or a message into it can write another
/// line, or a terminal's control sequence.
struct LogLine {
    /// Longest message, and longest text of a value, in bytes.
    ///
    /// The longest name that Kubernetes makes, that of a service account as a user, has 339 bytes; whoever reaches the
    /// port may send megabytes.
    static let longestText = 1024

    /// Milliseconds since 1970-01-01T00:00:00Z.
    let time: Int64
    let level: Logger.Level
    let message: String
    /// Values by name, in their order.
    let values: [(name: String, value: Logger.MetadataValue)]

    /// Makes a line.
    ///
    /// - Parameters:
    ///   - time: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - level: How much it matters.
    ///   - message: What happened.
    ///   - metadata: To whom, and how; a dictionary has no order, so the names are sorted.
    init(time: Int64, level: Logger.Level, message: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.message = message
        values = Self.sorted(metadata)
    }

    /// The line with its line feed.
    func bytes(as format: LogFormat) -> [UInt8] {
        switch format {
        case .text: Array(text.utf8)
        case .json: json
        }
    }

    /// The time in UTC as RFC 3339 writes it, with milliseconds.
    var timeText: String {
        let (second, milliseconds) = time.quotientAndRemainder(dividingBy: 1000)
        let whole = Instant(secondsSinceEpoch: second).description.dropLast()
        let fraction = String(milliseconds.magnitude)
        return "\(whole).\(String(repeating: "0", count: max(0, 3 - fraction.count)))\(fraction)Z"
    }

    static func sorted(_ metadata: Logger.Metadata) -> [(name: String, value: Logger.MetadataValue)] {
        metadata.map { (name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// The beginning of a text that is too long, marked as such.
    static func capped(_ text: String) -> String {
        guard text.utf8.count > longestText else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: longestText)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return text[..<end] + "..."
    }
}

extension Duration {
    /// The duration in seconds, to the microsecond.
    var secondsText: String {
        let (seconds, attoseconds) = components
        let fraction = String(attoseconds.magnitude / 1_000_000_000_000)
        let sign = seconds < 0 || attoseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude).\(String(repeating: "0", count: max(0, 6 - fraction.count)))\(fraction)"
    }
}
