internal import Text

/// How a name is spelt that is one run of characters: which ones, which at both ends, and how many at the most.
struct NameShape: Sendable {
    private let ends: ByteSet
    private let inner: ByteSet
    private let longest: Int

    /// Longest label of a domain name (RFC 1123, section 2.1), and with it of everything that Kubernetes puts into one.
    static let longestLabel = 63
    /// Longest domain name as Kubernetes counts it: what remains of the 255 bytes of RFC 1035, section 2.3.4, without the
    /// root's dot and length.
    static let longestDomain = 253

    /// A label of a domain name, as Kubernetes takes RFC 1123: in lower case.
    static let label = NameShape(
        ends: .lowerCaseOrDigit, inner: .lowerCaseOrDigit.union(ByteSet("-")), longest: longestLabel)
    /// The name in the key of a label, and its value.
    static let labelText = NameShape(
        ends: .letterOrDigit, inner: .letterOrDigit.union(ByteSet("-_.")), longest: longestLabel)

    /// Whether a text, not empty, is spelt like that.
    func matches(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, text.count <= longest else { return false }
        return ends.contains(first) && ends.contains(last) && text.allSatisfy(inner.contains)
    }

    /// Whether a text is labels joined by dots; at the length of each Kubernetes does not look.
    static func isSubdomain(_ text: Span<UInt8>) -> Bool {
        guard text.count <= longestDomain else { return false }
        let (dash, dot) = (UInt8(ascii: "-"), UInt8(ascii: "."))
        // Neither a dash nor a dot may stand at an end of a label, and a dot stands before the first and behind the last.
        var previous = dot
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case dash where previous != dot: break
            case dot where previous != dot && previous != dash: break
            default: return false
            }
            previous = text[index]
        }
        return previous != dot && previous != dash
    }

    /// Whether a text is the key of a label: a name, before which may stand a domain name and a slash.
    static func isLabelKey(_ text: Span<UInt8>) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return labelText.matches(text) }
        return isSubdomain(text.extracting(..<slash)) && labelText.matches(text.extracting((slash + 1)...))
    }

    /// The text as somebody probably meant it who wrote a name with blanks, underscores or capitals, nil where that is no
    /// name either.
    static func suggestion(for text: Span<UInt8>, where isValid: (Span<UInt8>) -> Bool) -> String? {
        guard text.count <= longestDomain else { return nil }
        let replaced = text.lowercased.map { byte in
            ByteSet.lowerCaseOrDigit.contains(byte) || byte == UInt8(ascii: ".") ? byte : UInt8(ascii: "-")
        }
        let isEnd = { (byte: UInt8) in ByteSet.lowerCaseOrDigit.contains(byte) }
        guard let first = replaced.firstIndex(where: isEnd), let last = replaced.lastIndex(where: isEnd),
            isValid(replaced.span.extracting(first...last))
        else { return nil }
        return String(decoding: replaced[first...last], as: UTF8.self)
    }
}
