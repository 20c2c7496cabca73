/// The outer levels of a JSON text, for one that is nested too deeply to be read as a whole.
public enum OuterLevels {
    /// Writes null in the place of each array and object that is nested deeper than some levels.
    ///
    /// The text is not checked: a malformed one stays so, unless the mistake is in what is left out.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - levels: The number of levels that stay; an object that is the whole text is the first one.
    /// - Returns: The shorter text.
    public static func text(of text: [UInt8], levels: Int) -> [UInt8] {
        var kept: [UInt8] = []
        var depth = 0
        var (isInString, isEscaped) = (false, false)
        for byte in text {
            var isKept = depth <= levels
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isInString: isEscaped = true
            case UInt8(ascii: "\""): isInString.toggle()
            case _ where isInString: break
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth == levels + 1 { kept += "null".utf8 }
                isKept = depth <= levels
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
            default: break
            }
            if isKept { kept.append(byte) }
        }
        return kept
    }
}
