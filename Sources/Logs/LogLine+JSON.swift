internal import Document
internal import Logging

extension LogLine {
    /// The names of what every line has, in the words of Go's log/slog; Kubernetes' own components say `msg` as well.
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
            // An object must not have a key twice.
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

    /// Escapes what JSON allows in a string and some readers of lines and some terminals do not take for text: line
    /// separators and control characters beyond ASCII, and characters that turn the direction of writing.
    ///
    /// Outside of strings JSON has nothing but ASCII.
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
