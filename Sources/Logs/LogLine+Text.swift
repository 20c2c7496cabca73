internal import Document
internal import Logging

extension LogLine {
    /// As long as the longest level.
    private static let levelWidth = 8

    /// As long as most messages that have values after them.
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

    /// A text as it is where it is one plain word, else in quotes.
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
