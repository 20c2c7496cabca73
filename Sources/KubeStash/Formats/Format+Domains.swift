internal import Schema

extension Format {
    /// A domain in which a resolver looks up short names: a domain name, in which an underscore may stand and after which
    /// a dot, or the root alone.
    static let searchDomain = Format("search-domain", rule: .invalidName, summary: searchDomainSummary) { text in
        if text.elementsEqual(".".utf8) { return nil }
        let name = text.last == UInt8(ascii: ".") ? text.dropLast() : text
        return isSearchDomain(name) ? nil : "must be \(searchDomainSummary)"
    }

    private static let searchDomainSummary =
        "a domain name of lower-case letters, digits, '-', '_' and '.', at most 253 characters, or '.' alone"

    private static let ends = ASCIISet.lowerCaseOrDigit
    private static let inner = ASCIISet.lowerCaseOrDigit.union(ASCIISet("-_"))

    /// Parts with dots between them; each begins with a letter or digit, before which may stand an underscore, and ends
    /// with one.
    private static func isSearchDomain(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= NameShape.longestDomain else { return false }
        return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            let name = part.first == UInt8(ascii: "_") ? part.dropFirst() : part
            guard let first = name.first, let last = name.last else { return false }
            return ends.contains(first) && ends.contains(last) && name.allSatisfy(inner.contains)
        }
    }

    /// A name of a kernel setting, its parts with dots or slashes between them (`IsValidSysctlName` in Kubernetes' core
    /// validation).
    static let sysctlName = Format("sysctl-name", rule: .invalidSysctl, summary: sysctlSummary) { text in
        guard text.count <= NameShape.longestDomain else { return "must be \(sysctlSummary)" }
        let isSeparator = { (byte: UInt8) in byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") }
        let isValid = text.split(omittingEmptySubsequences: false, whereSeparator: isSeparator).allSatisfy { part in
            guard let first = part.first, let last = part.last else { return false }
            return ends.contains(first) && ends.contains(last) && part.allSatisfy(inner.contains)
        }
        return isValid ? nil : "must be \(sysctlSummary)"
    }

    private static let sysctlSummary =
        "parts of lower-case letters, digits, '-' and '_' with '.' or '/' between them, at most 253 characters"
}
