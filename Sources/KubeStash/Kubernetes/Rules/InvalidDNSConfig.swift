internal import Document
internal import Schema

/// The lists of a DNS configuration must not be longer than the resolver in libc takes (`validatePodDNSConfig` in
/// Kubernetes' core validation).
struct InvalidDNSConfig: ObjectRule {
    var id: RuleID { .invalidDNS }

    private static let nameservers: Key = "nameservers"
    private static let searches: Key = "searches"

    /// Most name servers, most search domains, and most characters of these with a space between them.
    private static let mostNameservers = 3
    private static let mostSearches = 32
    private static let mostSearchCharacters = 2048

    /// Counts the items.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let list = document.list(Self.nameservers, of: object),
            document.count(of: list, upTo: Self.mostNameservers + 1) > Self.mostNameservers
        {
            findings.report(id, .invalid, list, "must not have more than \(Self.mostNameservers) name servers")
        }
        guard let list = document.list(Self.searches, of: object) else { return }
        if document.count(of: list, upTo: Self.mostSearches + 1) > Self.mostSearches {
            findings.report(id, .invalid, list, "must not have more than \(Self.mostSearches) domains")
        }
        var characters = -1
        for item in document.elements(of: list) where document.kind(of: item) == .string {
            characters += document.withUTF8(of: item) { $0.count } + 1
        }
        if characters > Self.mostSearchCharacters {
            findings.report(
                id, .invalid, list,
                "must not have more than \(Self.mostSearchCharacters) characters with spaces between the domains")
        }
    }
}
