internal import Document
internal import Logging
internal import Time

/// The content of one line of a log.
///
/// For any texts, it becomes exactly one line: a client whose name or message is in it cannot forge another line or a
/// terminal's control sequence.
struct LogLine {
    /// The longest message, and the longest text of a value, in bytes.
    ///
    /// The longest name that Kubernetes makes, that of a service account as a user, has 339 bytes; a client that
    /// reaches the port may send megabytes.
    static let longestText = 1024

    /// Milliseconds since 1970-01-01T00:00:00Z.
    let time: Int64
    let level: Logger.Level
    let message: String
    /// Values by name, in order.
    let values: [(name: String, value: Logger.MetadataValue)]

    /// Makes a line.
    ///
    /// - Parameters:
    ///   - time: Milliseconds since 1970-01-01T00:00:00Z.
    ///   - level: The severity of the event.
    ///   - message: The event.
    ///   - metadata: The values; a dictionary has no order, so the names are sorted.
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

    /// The time in UTC in the notation of RFC 3339, with milliseconds.
    var timeText: String {
        let (second, milliseconds) = time.quotientAndRemainder(dividingBy: 1000)
        let whole = Instant(secondsSinceEpoch: second).description.dropLast()
        let fraction = String(milliseconds.magnitude)
        return "\(whole).\(String(repeating: "0", count: max(0, 3 - fraction.count)))\(fraction)Z"
    }

    static func sorted(_ metadata: Logger.Metadata) -> [(name: String, value: Logger.MetadataValue)] {
        metadata.map { (name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// A text, cut off and marked as such if it is too long.
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

extension LogLine {
    /// The width of the longest level.
    private static let levelWidth = 8

    /// The width of most messages that have values after them.
    private static let messageWidth = 20

    /// Time, level, message, and values as `name=value`, and a line feed.
    var text: String {
        var line = "\(timeText) \(Self.padded(level.rawValue, to: Self.levelWidth)) "
        let message = Quoted.bare(message, limit: Self.longestText)
        line += values.isEmpty ? message : Self.padded(message, to: Self.messageWidth)
        for (name, value) in values { line += " \(Self.word(name))=\(Self.text(of: value))" }
        return line + "\n"
    }

    private static func text(of value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): return word(text)
        case .stringConvertible(let duration as Duration): return duration.secondsText
        case .stringConvertible(let value): return word(value.description)
        case .array(let items): return "[\(items.map(text(of:)).joined(separator: ","))]"
        case .dictionary(let members):
            return "{\(sorted(members).map { "\(word($0.name))=\(text(of: $0.value))" }.joined(separator: ","))}"
        }
    }

    /// A text as it is if it is one plain word, else in quotes.
    private static func word(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.count <= longestText && text.utf8.allSatisfy(isPlain)
        return isPlain ? text : Quoted.text(text, limit: longestText)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"):
            false
        default: byte > 0x20 && byte < 0x7F
        }
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}

extension LogLine {
    /// The names of the fields of every line, as in Go's log/slog; Kubernetes' own components use `msg` as well.
    private static let fixedNames: Set = ["time", "level", "msg"]

    /// One JSON object and a line feed.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.key("time")
        writer.string(timeText)
        writer.key("level")
        writer.string(level.rawValue)
        writer.key("msg")
        writer.string(Self.capped(message))
        for (name, value) in values {
            // An object must not repeat a key.
            writer.key(Self.fixedNames.contains(name) ? name + "_" : Self.capped(name))
            Self.write(value, to: &writer)
        }
        writer.endObject()
        return Self.visible(writer.bytes) + [UInt8(ascii: "\n")]
    }

    private static func write(_ value: Logger.MetadataValue, to writer: inout JSONWriter) {
        switch value {
        case .string(let text): writer.string(capped(text))
        case .stringConvertible(let value):
            switch value {
            case let number as Int: writer.integer(number)
            case let truth as Bool: writer.boolean(truth)
            case let duration as Duration: writer.number(duration.secondsText)
            default: writer.string(capped(value.description))
            }
        case .array(let items):
            writer.beginArray()
            for item in items { write(item, to: &writer) }
            writer.endArray()
        case .dictionary(let members):
            writer.beginObject()
            for (name, value) in sorted(members) {
                writer.key(capped(name))
                write(value, to: &writer)
            }
            writer.endObject()
        }
    }

    /// Escapes characters that JSON allows in a string, but some readers and terminals do not treat as text.
    ///
    /// These are line separators and control characters beyond ASCII, and characters that change the direction of
    /// writing. Outside strings, JSON has only ASCII.
    private static func visible(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(where: { $0 >= 0x80 }) else { return json }
        var visible: [UInt8] = []
        visible.reserveCapacity(json.count)
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            if scalar.isASCII || !isHidden(scalar) {
                visible.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    visible.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
                }
            }
        }
        return visible
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}
