/// The outer levels of a JSON text, for one that is nested too deeply to be read as a whole.
///
/// The text is not checked: a malformed one gives some result as well.
public enum OuterLevels {
    /// Writes null in the place of each array and object that is nested deeper than some levels.
    ///
    /// A malformed text stays so, unless the mistake is in what is left out.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - levels: The number of levels that stay; an object that is the whole text is the first one.
    /// - Returns: The shorter text.
    public static func text(of text: [UInt8], levels: Int) -> [UInt8] {
        var kept: [UInt8] = []
        var nesting = Nesting()
        for byte in text {
            var isKept = nesting.depth <= levels
            if nesting.pass(byte) == .opening {
                if nesting.depth == levels + 1 { kept += "null".utf8 }
                isKept = nesting.depth <= levels
            }
            if isKept { kept.append(byte) }
        }
        return kept
    }

    /// Whether the value of a member is nested more deeply than a document may be.
    ///
    /// - Parameters:
    ///   - name: The name of the member, as the text has it.
    ///   - level: The level of the object that has the member; one that is the whole text is the first.
    ///   - text: The text.
    ///   - most: The most levels of a document.
    /// - Returns: Whether it has more; false if there is no such member.
    public static func isTooDeep(
        _ name: String, at level: Int, in text: [UInt8], most: Int = Document.Limits().depth
    ) -> Bool {
        var nesting = Nesting()
        // The string that was read last in an object of the level, and whether it was the name of the member.
        var last: [UInt8] = []
        var isInside = false
        for byte in text {
            let isOuter = nesting.depth == level
            switch nesting.pass(byte) {
            case .opening: if isInside, nesting.depth > most { return true }
            case .quote: if isOuter, nesting.isInString { last = [] }
            case .character: if isOuter { last.append(byte) }
            case .other where isOuter && byte == UInt8(ascii: ":"): isInside = last.elementsEqual(name.utf8)
            case .closing, .other: break
            }
        }
        return false
    }

    /// The depth of a place in a text, byte by byte.
    private struct Nesting {
        /// The part that a byte plays in the text.
        enum Role { case opening, closing, quote, character, other }

        private(set) var depth = 0
        private(set) var isInString = false
        private var isEscaped = false

        /// Goes past a byte.
        mutating func pass(_ byte: UInt8) -> Role {
            if isInString, isEscaped || byte != UInt8(ascii: "\"") {
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                return .character
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInString.toggle()
                return .quote
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                return .opening
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth = max(0, depth - 1)
                return .closing
            default: return .other
            }
        }
    }
}
