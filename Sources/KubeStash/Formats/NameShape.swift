/// How a name is spelt that is one run of characters: which ones, which at both ends, and how many at the most.
struct NameShape: Sendable {
    private let ends: ASCIISet
    private let inner: ASCIISet
    private let longest: Int

    /// Longest label of a domain name (RFC 1123, section 2.1), and with it of everything that Kubernetes puts into one.
    static let longestLabel = 63
    /// Longest domain name as Kubernetes counts it: what remains of the 255 bytes of RFC 1035, section 2.3.4, without the
    /// root's dot and length.
    static let longestDomain = 253

    /// A label of a domain name, as Kubernetes takes RFC 1123: in lower case.
    static let label = NameShape(
        ends: .lowerCaseOrDigit, inner: .lowerCaseOrDigit.union(ASCIISet("-")), longest: longestLabel)
    /// A label inside of a domain name, whose own length Kubernetes does not look at.
    static let part = NameShape(
        ends: .lowerCaseOrDigit, inner: .lowerCaseOrDigit.union(ASCIISet("-")), longest: longestDomain)
    /// The name in the key of a label, and its value.
    static let labelText = NameShape(
        ends: .letterOrDigit, inner: .letterOrDigit.union(ASCIISet("-_.")), longest: longestLabel)

    /// Whether a text, not empty, is spelt like that.
    func matches(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, text.count <= longest else { return false }
        return ends.contains(first) && ends.contains(last) && text.allSatisfy(inner.contains)
    }

    /// Whether a text is such names joined by dots.
    static func isSubdomain(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= longestDomain else { return false }
        var rest = text
        while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
            guard part.matches(rest[..<dot]) else { return false }
            rest = rest[(dot + 1)...]
        }
        return part.matches(rest)
    }

    /// Whether a text is the key of a label: a name, before which may stand a domain name and a slash.
    static func isLabelKey(_ text: ArraySlice<UInt8>) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return labelText.matches(text) }
        return isSubdomain(text[..<slash]) && labelText.matches(text[(slash + 1)...])
    }

    /// The text as somebody probably meant it who wrote a name with blanks, underscores or capitals, nil where that is no
    /// name either.
    static func suggestion(for text: ArraySlice<UInt8>, where isValid: (ArraySlice<UInt8>) -> Bool) -> String? {
        guard text.count <= longestDomain else { return nil }
        let replaced = text.map { byte -> UInt8 in
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
            return ASCIISet.lowerCaseOrDigit.contains(lower) || lower == UInt8(ascii: ".") ? lower : UInt8(ascii: "-")
        }
        let isEnd = { (byte: UInt8) in ASCIISet.lowerCaseOrDigit.contains(byte) }
        guard let first = replaced.firstIndex(where: isEnd), let last = replaced.lastIndex(where: isEnd),
            isValid(replaced[first...last])
        else { return nil }
        return String(decoding: replaced[first...last], as: UTF8.self)
    }
}
