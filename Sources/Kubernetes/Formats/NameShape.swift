internal import Text

/// The spelling of a name that is one run of characters: the allowed ones, those allowed at both ends, and their
/// number.
package struct NameShape: Sendable {
    private let ends: ByteSet
    private let inner: ByteSet
    private let longest: Int

    /// The longest label of a domain name (RFC 1123, section 2.1), and of everything that Kubernetes puts into one.
    package static let longestLabel = 63
    /// The longest domain name as Kubernetes counts it.
    ///
    /// It is what remains of the 255 bytes of RFC 1035, section 2.3.4, without the root's dot and length.
    static let longestDomain = 253

    /// A label of a domain name, as Kubernetes reads RFC 1123: in lower case.
    package static let label = NameShape(
        ends: .lowerCaseOrDigit, inner: .lowerCaseOrDigit.union(ByteSet("-")), longest: longestLabel)
    /// The name in the key of a label, and its value.
    static let labelText = NameShape(
        ends: .letterOrDigit, inner: .letterOrDigit.union(ByteSet("-_.")), longest: longestLabel)

    /// Whether a text, not empty, has this spelling.
    ///
    /// - Parameter text: The text.
    /// - Returns: Whether it has.
    package func matches(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, text.count <= longest else { return false }
        return ends.contains(first) && ends.contains(last) && text.allSatisfy(inner.contains)
    }

    /// Whether a text is labels joined by dots; Kubernetes does not check the length of each.
    ///
    /// - Parameter text: The text.
    /// - Returns: Whether it is.
    package static func isSubdomain(_ text: Span<UInt8>) -> Bool {
        guard text.count <= longestDomain else { return false }
        let (dash, dot) = (UInt8(ascii: "-"), UInt8(ascii: "."))
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
            // A label must not begin or end with a dash, and must not be empty.
            case dash where index > 0 && index < text.count &- 1 && text[index &- 1] != dot: break
            case dot
            where index > 0 && index < text.count &- 1 && text[index &- 1] != dot && text[index &- 1] != dash: break
            default: return false
            }
        }
        return !text.isEmpty
    }

    /// Whether a text is the key of a label: a name, with an optional domain name and slash before it.
    static func isLabelKey(_ text: Span<UInt8>) -> Bool {
        if labelText.matches(text) { return true }
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return false }
        return isSubdomain(text.extracting(..<slash)) && labelText.matches(text.extracting((slash + 1)...))
    }

    /// The name that was probably meant by a text with blanks, underscores or upper case, nil if that is not clear.
    ///
    /// A slash, a colon or a bracket makes it something else than a misspelt name: a name with its namespace, an image,
    /// a placeholder. Where a new word begins with a capital, a hyphen may be missing or not.
    static func suggestion(for text: Span<UInt8>, where isValid: (Span<UInt8>) -> Bool) -> String? {
        guard text.count <= longestDomain, text.allSatisfy(misspelt.contains),
            !text.indices.dropLast().contains(where: { text[$0].isLowerCase && text[$0 + 1].isUpperCase })
        else { return nil }
        let meant = text.lowercased.map { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ") ? UInt8(ascii: "-") : byte
        }
        return isValid(meant.span) ? String(decoding: meant, as: UTF8.self) : nil
    }

    private static let misspelt = ByteSet.letterOrDigit.union(ByteSet("-._ "))
}

extension UInt8 {
    fileprivate var isLowerCase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isUpperCase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
