internal import Schema
internal import Text

extension Format {
    /// The name of a CSI driver: a domain name in either case (`ValidateCSIDriverName` in Kubernetes).
    static let csiDriver = Format(
        "csi-driver", rule: .invalidVolume, summary: "a DNS name of at most 63 characters"
    ) { text in
        guard text.count <= NameShape.longestLabel else { return "must have at most 63 characters" }
        if NameShape.isSubdomain(text) { return nil }
        let lower = text.lowercased
        return NameShape.isSubdomain(lower.span)
            ? nil : "must be a DNS name: letters, digits, '-' and '.', with a letter or digit at both ends"
    }

    /// The name of a target or initiator (`iscsiInitiatorIqnRegex` and its neighbours in Kubernetes; RFC 3720, 3.2.6).
    static let iscsiName = Format(
        "iscsi-name", rule: .invalidVolume, summary: "an iSCSI name that begins with iqn., eui. or naa."
    ) { text in
        ISCSIName.isValid(text)
            ? nil : "must be an iSCSI name: iqn.<year>-<month>.<domain>:<name>, eui.<16 digits> or naa.<32 digits>"
    }

    /// The name of a dataset of Flocker.
    static let flockerDataset = Format(
        "flocker-dataset", rule: .invalidVolume, summary: "a name without '/'"
    ) { $0.contains(UInt8(ascii: "/")) ? "must not contain '/'" : nil }

    /// The registries of Quobyte.
    static let quobyteRegistry = Format(
        "quobyte-registry", rule: .invalidVolume, summary: "host:port, or several with commas between them"
    ) { text in
        text.allParts(separatedBy: UInt8(ascii: ","), satisfy: isHostAndPort)
            ? nil : "must be host:port, or several with commas between them"
    }

    /// A tenant of Quobyte.
    static let quobyteTenant = Format("quobyte-tenant", rule: .invalidVolume, summary: "at most 64 characters") {
        $0.count > 64 ? "must have at most 64 characters" : nil
    }

    /// The key of an option for a FlexVolume driver; keys in Kubernetes' own domains are reserved.
    static let flexOption = Format(
        "flex-option", rule: .invalidVolume, summary: "a key that is not of kubernetes.io or k8s.io"
    ) { text in
        let domain = text.extracting(..<(text.firstIndex(of: UInt8(ascii: "/")) ?? text.count)).lowercased
        let isReserved = isDomain(domain.span, under: "kubernetes.io") || isDomain(domain.span, under: "k8s.io")
        return isReserved ? "must not be of kubernetes.io or k8s.io, which belong to Kubernetes" : nil
    }

    /// Whether a name, in lower case, is a domain or a subdomain of it.
    private static func isDomain(_ name: Span<UInt8>, under domain: StaticString) -> Bool {
        let start = name.count - domain.utf8CodeUnitCount
        guard start >= 0, name.extracting(start...).equals(domain) else { return false }
        return start == 0 || name[start - 1] == UInt8(ascii: ".")
    }

    /// Whether Go's `net.SplitHostPort` accepts a text: one colon, or an address in brackets before the last one.
    private static func isHostAndPort(_ text: Span<UInt8>) -> Bool {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")) else { return false }
        let host = text.extracting(..<colon)
        guard !text.extracting(colon...).contains(where: brackets.contains) else { return false }
        if host.first == UInt8(ascii: "[") {
            return host.count > 1 && host.last == UInt8(ascii: "]")
                && !host.extracting(1..<host.count - 1).contains(where: brackets.contains)
        }
        return !host.contains { $0 == UInt8(ascii: ":") || brackets.contains($0) }
    }

    private static let brackets = ByteSet("[]")
}

/// Names of iSCSI as Kubernetes reads them.
private enum ISCSIName {
    static func isValid(_ text: Span<UInt8>) -> Bool {
        if text.starts(with: "iqn") { return isQualified(text) }
        if text.starts(with: "eui") { return isNumber(text, length: 16) }
        if text.starts(with: "naa") { return isNumber(text, length: 32) }
        return false
    }

    /// Three letters, any character, and a number of letters and digits.
    private static func isNumber(_ text: Span<UInt8>, length: Int) -> Bool {
        text.count == 4 + length && text.extracting(4...).allSatisfy(ByteSet.letterOrDigit.contains)
    }

    /// `iqn.`, year and month, a domain name, and after a colon a name without separators.
    private static func isQualified(_ text: Span<UInt8>) -> Bool {
        guard text.count > 12, text[3] == UInt8(ascii: "."), isDate(text.extracting(4..<12)) else { return false }
        let rest = text.extracting(12...)
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let domain = rest.extracting(..<colon)
        let name = rest.extracting((colon + 1)...)
        return !domain.isEmpty && domain.allSatisfy(domainCharacters.contains)
            && !name.isEmpty && !name.contains(where: separators.contains)
    }

    /// A year and a month, as in `2001-04.`.
    private static func isDate(_ text: Span<UInt8>) -> Bool {
        text.indices.allSatisfy { index in
            switch index {
            case 4: text[index] == UInt8(ascii: "-")
            case 7: text[index] == UInt8(ascii: ".")
            default: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[index])
            }
        }
    }

    private static let domainCharacters = ByteSet.letterOrDigit.union(ByteSet("-."))
    private static let separators = ByteSet(",;*&$| \t\n\r\u{0B}\u{0C}")
}

/// Paths that Kubernetes refuses (`validateLocalDescendingPath`, `ValidateLocalNonReservedPath` and
/// `validatePathNoBacksteps` in `pkg/apis/core/validation`).
package enum PathShape {
    /// The path must be relative and not contain `..`.
    static func descending(_ name: String, rule: RuleInfo) -> Format {
        Format(name, rule: rule, summary: "a relative path without '..'") { text in
            if isAbsolute(text) { return "must be a relative path: leave out the '/' at the beginning" }
            return hasBackstep(text) ? backstep : text.controlCharacterProblem
        }
    }

    /// The path of a file in a volume: it must be relative, not contain `..`, and not begin with two dots.
    static func file(_ name: String, rule: RuleInfo) -> Format {
        Format(name, rule: rule, summary: "a relative path without '..'") { text in
            if isAbsolute(text) { return "must be a relative path: leave out the '/' at the beginning" }
            if hasBackstep(text) { return backstep }
            if text.starts(with: "..") { return "must not begin with '..': such names belong to the kubelet" }
            return text.controlCharacterProblem
        }
    }

    /// The path must not contain `..`.
    static func withoutBacksteps(_ name: String, rule: RuleInfo) -> Format {
        Format(name, rule: rule, summary: "a path without '..'") {
            hasBackstep($0) ? backstep : $0.controlCharacterProblem
        }
    }

    /// The path must begin at the root.
    static func absolute(_ name: String, rule: RuleInfo) -> Format {
        Format(name, rule: rule, summary: "an absolute path") { text in
            isAbsolute(text) ? text.controlCharacterProblem : "must be an absolute path: begin with '/'"
        }
    }

    /// Any path without control characters, which nobody means: a line break comes from a YAML block.
    static func plain(_ name: String, rule: RuleInfo) -> Format {
        Format(name, rule: rule, summary: "a path without control characters") { $0.controlCharacterProblem }
    }

    private static let backstep = "must not contain '..'"

    static func isAbsolute(_ path: Span<UInt8>) -> Bool {
        path.first == UInt8(ascii: "/")
    }

    /// Whether one of the names between the slashes is `..`.
    package static func hasBackstep(_ path: Span<UInt8>) -> Bool {
        !path.allParts(separatedBy: UInt8(ascii: "/")) { !$0.equals("..") }
    }
}
