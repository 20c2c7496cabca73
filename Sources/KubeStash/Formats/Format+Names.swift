internal import Document
internal import Schema
internal import Text

/// Names as Kubernetes spells them (`IsDNS1123Label` and its neighbours in `apimachinery/pkg/util/validation`).
extension Format {
    /// A name that becomes a label of a domain name: of a container, a volume or a namespace.
    static let dnsLabel = name(
        "dns-label",
        "lower-case letters, digits and '-', with a letter or digit at both ends, at most 63 characters",
        suggests: true, where: NameShape.label.matches)

    /// A name that becomes a domain name: of most objects.
    static let dnsSubdomain = name(
        "dns-subdomain",
        "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part, "
            + "at most 253 characters",
        suggests: true, where: NameShape.isSubdomain)

    /// A name with a domain name before it or not, spelt as the key of a label: of a condition or a resource.
    static let qualifiedName = name(
        "qualified-name", labelKeySummary, suggests: false, where: NameShape.isLabelKey)

    /// A key of a ConfigMap or a Secret.
    static let configKey = name(
        "config-key",
        "letters, digits, '-', '_' and '.', at most 253 characters, not '.' and not '..' at the beginning",
        suggests: false
    ) { text in
        !text.isEmpty && text.count <= NameShape.longestDomain && text.allSatisfy(configCharacters.contains)
            && !text.equals(".") && !text.starts(with: "..")
    }

    /// A name of a port (RFC 6335, section 5.1).
    static let portName = name(
        "port-name",
        "lower-case letters, digits and '-', at least one letter, no '-' at an end or beside another, "
            + "at most 15 characters",
        suggests: false, where: isPortName)

    /// A name of an environment variable, by the rule that Kubernetes has relaxed.
    static let envName = name("env-name", "printable ASCII characters without '='", suggests: false) { text in
        !text.isEmpty && text.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    }

    /// What the key of a label looks like.
    static let labelKeySummary =
        "letters, digits, '-', '_' and '.', with a letter or digit at both ends, at most 63 characters, "
        + "before which may stand a DNS name and '/'"

    private static let configCharacters = ByteSet.letterOrDigit.union(ByteSet("-_."))
    private static let portCharacters = ByteSet.lowerCaseOrDigit.union(ByteSet("-"))
    private static let longestPortName = 15

    private static func isPortName(_ text: Span<UInt8>) -> Bool {
        let dash = UInt8(ascii: "-")
        guard text.count <= longestPortName, let first = text.first, let last = text.last, first != dash, last != dash
        else { return false }
        return text.allSatisfy(portCharacters.contains)
            && text.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            && !text.indices.dropLast().contains { text[$0] == dash && text[$0 + 1] == dash }
    }

    static func name(
        _ name: String, _ summary: String, suggests: Bool,
        where isValid: @escaping @Sendable (Span<UInt8>) -> Bool
    ) -> Format {
        Format(name, rule: .invalidName, summary: summary) { text in
            guard !isValid(text) else { return nil }
            let problem = "must be \(summary)"
            guard suggests, let suggestion = NameShape.suggestion(for: text, where: isValid) else { return problem }
            return problem + "; did you mean \(Quoted.text(suggestion))?"
        }
    }
}
