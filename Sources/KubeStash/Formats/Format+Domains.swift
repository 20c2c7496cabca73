internal import Schema
internal import Text

extension Format {
    /// A domain in which a resolver looks up short names: a domain name, in which an underscore may stand and after which
    /// a dot, or the root alone.
    static let searchDomain = Format("search-domain", rule: .invalidName, summary: searchDomainSummary) { text in
        if text.equals(".") { return nil }
        let name = text.last == UInt8(ascii: ".") ? text.extracting(droppingLast: 1) : text
        return isSearchDomain(name) ? nil : "must be \(searchDomainSummary)"
    }

    private static let searchDomainSummary =
        "a domain name of lower-case letters, digits, '-', '_' and '.', at most 253 characters, or '.' alone"

    private static let ends = ByteSet.lowerCaseOrDigit
    private static let inner = ByteSet.lowerCaseOrDigit.union(ByteSet("-_"))

    /// Parts with dots between them; each begins with a letter or digit, before which may stand an underscore, and ends
    /// with one.
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
