internal import Document
package import Schema
internal import Text

/// Names in Kubernetes' notation (`IsDNS1123Label` and its neighbours in `apimachinery/pkg/util/validation`).
extension Format {
    /// A name that becomes a label of a domain name: of a container, a volume or a namespace.
    package static let dnsLabel = name(
        "dns-label",
        "lower-case letters, digits and '-', with a letter or digit at both ends, at most 63 characters",
        patterns: TextPatterns.dnsLabel, suggests: true, where: NameShape.label.matches)

    /// A name that becomes a domain name: of most objects.
    package static let dnsSubdomain = name(
        "dns-subdomain",
        "lower-case letters, digits, '-' and '.', with a letter or digit at both ends of every part, "
            + "at most 253 characters",
        patterns: TextPatterns.dnsSubdomain, suggests: true, where: NameShape.isSubdomain)

    /// The name of an object in a reference to it, or of a part of an object that something else names.
    package static let subdomainReference = dnsSubdomain.ofReference
    /// The name of a namespace, a volume or a container in a reference to it.
    package static let labelReference = dnsLabel.ofReference

    /// The beginning of a name that Kubernetes completes with letters and digits.
    static let namePrefix = name(
        "name-prefix", "the beginning of a DNS name in lower case, at most 253 characters",
        patterns: TextPatterns.namePrefix, suggests: false
    ) { text in
        // Kubernetes takes another character for a hyphen at the end (`maskTrailingDash`).
        let end = text.indices.last { text[$0] != UInt8(ascii: "-") }.map { $0 + 1 } ?? 0
        return text.count <= NameShape.longestDomain && NameShape.isSubdomain(text.extracting(..<end))
    }

    /// The name of an API group: a domain name, without the version that an apiVersion has after it.
    package static let apiGroup = Format(
        "api-group", rule: .invalidName, summary: dnsSubdomain.summary, patterns: TextPatterns.dnsSubdomain,
        suggestion: { text in
            guard let slash = text.firstIndex(of: UInt8(ascii: "/")), slash > 0,
                text.extracting((slash + 1)...).starts(with: "v"),
                !text.extracting((slash + 1)...).contains(UInt8(ascii: "/"))
            else {
                return meantGroup(by: text)
            }
            let group = text.extracting(..<slash)
            // The core group has no name.
            guard NameShape.isSubdomain(group), !group.spells("core", in: group.indices) else { return nil }
            return .replace(with: String(group))
        },
        problem: { dnsSubdomain.problem(with: $0) })

    /// The group that is meant by a text in another spelling.
    ///
    /// A group is written in lower case. A word without a dot is a group only if Kubernetes itself has it.
    private static func meantGroup(by text: Span<UInt8>) -> Finding.Suggestion? {
        let lower = text.lowercased
        guard lower.contains(UInt8(ascii: ".")) else {
            return NearestName.of(String(lower.span), among: wordGroups).map { .replace(with: $0) }
        }
        return NameShape.isSubdomain(lower.span)
            ? .replace(with: String(lower.span)) : dnsSubdomain.suggestion(for: text)?.asQuestion
    }

    /// The groups of Kubernetes that have no domain in their name, with those of older releases.
    private static let wordGroups = ["apps", "autoscaling", "batch", "extensions", "policy"]

    /// A version, or a group and a version (`ParseGroupVersion` in `apimachinery/pkg/runtime/schema`).
    static let apiVersion = Format(
        "api-version", rule: .invalidName, summary: apiVersionSummary
    ) { text in
        let slash = UInt8(ascii: "/")
        let slashes = text.indices.count { text[$0] == slash }
        guard !text.isEmpty, text.last != slash, slashes <= 1 else { return "must be \(apiVersionSummary)" }
        return nil
    }

    private static let apiVersionSummary = "a version with or without a group, such as v1 or apps/v1"

    /// A name that Kubernetes or KubeStash does not check, but that no object or field can have if it is blank or has
    /// control characters.
    package static let anyName = Format(
        "any-name", rule: .invalidName, summary: "a text that is not blank and has no control characters",
        isName: true, suggestion: { $0.trimmed }, problem: { $0.visibilityProblem })

    /// A name with an optional domain name before it, spelt like the key of a label: of a condition or a resource.
    static let qualifiedName = name(
        "qualified-name", labelKeySummary, patterns: TextPatterns.labelKey, suggests: false, where: NameShape.isLabelKey
    )

    /// A key of a ConfigMap or a Secret.
    static let configKey = name(
        "config-key",
        "letters, digits, '-', '_' and '.', at most 253 characters, not '.' and not '..' at the beginning",
        patterns: TextPatterns.configKey, suggests: false
    ) { text in
        !text.isEmpty && text.count <= NameShape.longestDomain && text.allSatisfy(configCharacters.contains)
            && !text.equals(".") && !text.starts(with: "..")
    }

    /// A name of a port (RFC 6335, section 5.1).
    package static let portName = name(
        "port-name",
        "lower-case letters, digits and '-', at least one letter, no '-' at an end or beside another, "
            + "at most 15 characters",
        patterns: TextPatterns.portName, suggests: false, where: isPortName)

    /// A name of an environment variable, by Kubernetes' newer, relaxed rule.
    static let envName = name(
        "env-name", "printable ASCII characters without '='", patterns: TextPatterns.envName, suggests: false
    ) { text in
        !text.isEmpty && text.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
    }

    /// The description of a label's key.
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

    /// A format of names.
    ///
    /// - Parameters:
    ///   - name: The name of the format.
    ///   - summary: A description of the format.
    ///   - patterns: Regular expressions that all match the names, and together no others.
    ///   - suggests: Whether the format suggests another spelling of a text that is not a name.
    ///   - isValid: Whether a text is such a name.
    /// - Returns: The format.
    package static func name(
        _ name: String, _ summary: String, patterns: [String], suggests: Bool,
        where isValid: @escaping @Sendable (Span<UInt8>) -> Bool
    ) -> Format {
        Format(
            name, rule: .invalidName, summary: summary, patterns: patterns, isName: true,
            suggestion: { text in
                suggests ? NameShape.suggestion(for: text, where: isValid).map { .replace(with: $0) } : nil
            },
            problem: { text in isValid(text) ? nil : "must be \(summary)" })
    }
}

extension Format {
    /// A domain in which a resolver looks up short names.
    ///
    /// It is a domain name, which may contain underscores and end with a dot, or the root alone.
    static let searchDomain = Format("search-domain", rule: .invalidName, summary: searchDomainSummary) { text in
        if text.equals(".") { return nil }
        let name = text.last == UInt8(ascii: ".") ? text.extracting(droppingLast: 1) : text
        return isSearchDomain(name) ? nil : "must be \(searchDomainSummary)"
    }

    private static let searchDomainSummary =
        "a domain name of lower-case letters, digits, '-', '_' and '.', at most 253 characters, or '.' alone"

    private static let ends = ByteSet.lowerCaseOrDigit
    private static let inner = ByteSet.lowerCaseOrDigit.union(ByteSet("-_"))

    /// Parts with dots between them; each begins with a letter or digit, or an underscore before one, and ends with a
    /// letter or digit.
    private static func isSearchDomain(_ text: Span<UInt8>) -> Bool {
        guard text.count <= NameShape.longestDomain else { return false }
        return text.allParts(separatedBy: UInt8(ascii: ".")) { part in
            isPart(part.first == UInt8(ascii: "_") ? part.extracting(droppingFirst: 1) : part)
        }
    }

    private static func isPart(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last else { return false }
        return ends.contains(first) && ends.contains(last) && text.allSatisfy(inner.contains)
    }

    /// A name of a kernel setting, its parts with dots or slashes between them (`IsValidSysctlName` in Kubernetes' core
    /// validation).
    static let sysctlName = Format("sysctl-name", rule: .invalidSysctl, summary: sysctlSummary) { text in
        guard text.count <= NameShape.longestDomain else { return "must be \(sysctlSummary)" }
        let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") }
        return text.allParts(separatedBy: isSeparator, satisfy: isPart) ? nil : "must be \(sysctlSummary)"
    }

    private static let sysctlSummary =
        "parts of lower-case letters, digits, '-' and '_' with '.' or '/' between them, at most 253 characters"
}

/// Labels and annotations in Kubernetes' notation (`IsLabelKey` and `IsLabelValue` in
/// `apimachinery/pkg/api/validate/content`).
extension Format {
    /// The key of a label.
    package static let labelKey = Format(
        "label-key", rule: .invalidLabel, summary: labelKeySummary, patterns: TextPatterns.labelKey
    ) { text in
        NameShape.isLabelKey(text) ? nil : "must be \(labelKeySummary)"
    }

    /// The key of an annotation: that of a label, whose domain name may have upper case, too.
    static let annotationKey = Format(
        "annotation-key", rule: .invalidLabel, summary: labelKeySummary, patterns: TextPatterns.annotationKey
    ) { text in
        if NameShape.isLabelKey(text) { return nil }
        let lower = text.lowercased
        return NameShape.isLabelKey(lower.span) ? nil : "must be \(labelKeySummary)"
    }

    /// The value of a label, which may be empty.
    package static let labelValue = Format(
        "label-value", rule: .invalidLabel, summary: labelValueSummary, patterns: TextPatterns.labelValue
    ) { text in
        text.isEmpty || NameShape.labelText.matches(text) ? nil : "must be \(labelValueSummary)"
    }

    private static let labelValueSummary =
        "empty, or letters, digits, '-', '_' and '.', with a letter or digit at both ends, at most 63 characters"
}

extension Span<UInt8> {
    /// The problem of a text that is blank or has control characters, nil for another text.
    package var visibilityProblem: String? {
        // Most texts have only printable characters of US-ASCII.
        if !isEmpty, allSatisfy({ $0 &- 0x21 < 0x5E }) { return nil }
        if trimmedWhiteSpace(indices).isEmpty { return "must not be blank" }
        return controlCharacterProblem
    }

    /// The problem of a text that has control characters, nil for another text.
    var controlCharacterProblem: String? {
        hasControlCharacters ? "must not have control characters, such as a line break" : nil
    }

    /// The text without the white space around it, nil if that is no better.
    package var trimmed: Finding.Suggestion? {
        let rest = extracting(trimmedWhiteSpace(indices))
        guard !rest.isEmpty, rest.count < count, !rest.hasControlCharacters, !PathShape.hasBackstep(rest) else {
            return nil
        }
        return .replace(with: String(rest))
    }
}
