/// New values in flow style, as JSON or as YAML.
struct FlowText {
    /// The quotes of texts, and the language of their escapes.
    enum Quotes {
        case json, yaml, single, whereNeeded
    }

    /// The way in which lines are broken, for members on lines of their own.
    struct Lines {
        let end: String
        /// The indentation of the object.
        let indentation: String
        /// The additional indentation of its members.
        let unit: String

        /// The lines of the members' own members.
        var inner: Lines { Lines(end: end, indentation: indentation + unit, unit: unit) }
    }

    let quotes: Quotes
    /// Whether there are no blanks after colons and commas.
    var isCompact = false

    func members(_ members: [NewMember], separator: String? = nil, on lines: Lines? = nil) -> String {
        members.map { name($0.name) + (isCompact ? ":" : ": ") + value($0.value, on: lines) }
            .joined(separator: separator ?? comma)
    }

    /// A value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - lines: How to break lines; nil for a value on one line.
    /// - Returns: Its text.
    func value(_ value: NewValue, on lines: Lines? = nil) -> String {
        switch value {
        case .string(let text): return self.text(text)
        case .integer(let number): return String(number)
        case .boolean(let value): return String(value)
        case .array(let items):
            return "[" + items.map { self.value($0) }.joined(separator: comma) + "]"
        case .object(let members):
            guard let lines, !members.isEmpty else { return "{" + self.members(members) + "}" }
            return "{" + lined(members, on: lines) + "}"
        }
    }

    /// Members on lines of their own, from the line break after the opening brace to the indentation of the closing one.
    func lined(_ members: [NewMember], on lines: Lines) -> String {
        let start = lines.end + lines.inner.indentation
        return start + self.members(members, separator: "," + start, on: lines.inner) + lines.end + lines.indentation
    }

    private var comma: String { isCompact ? "," : ", " }

    private func name(_ name: String) -> String {
        FlowText(quotes: quotes == .single ? .whereNeeded : quotes).text(name)
    }

    /// A text or a key.
    func text(_ text: String) -> String {
        switch quotes {
        case .json:
            var writer = JSONWriter()
            writer.string(text)
            return String(decoding: writer.bytes, as: UTF8.self)
        case .yaml: return YAMLWriter.quoted(text)
        case .single:
            let isSafe = text.utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "'") }
            return isSafe ? "'\(text)'" : YAMLWriter.quoted(text)
        case .whereNeeded:
            // These end an unquoted text in flow style.
            let isSafe = !text.utf8.contains { ",[]{}?".utf8.contains($0) }
            return isSafe ? YAMLWriter.scalar(text) : YAMLWriter.quoted(text)
        }
    }
}

/// New members in block style.
struct BlockText {
    /// The additional indentation of an object in an object.
    let step: Int

    /// The lines of a member, without line breaks.
    func lines(of member: NewMember, indent: Int) -> [String] {
        let key = String(repeating: " ", count: indent) + YAMLWriter.scalar(member.name) + ":"
        switch member.value {
        case .string(let text): return [key + " " + YAMLWriter.scalar(text)]
        case .object(let members) where !members.isEmpty:
            return [key] + members.flatMap { lines(of: $0, indent: indent + step) }
        default: return [key + " " + FlowText(quotes: .whereNeeded).value(member.value)]
        }
    }
}
