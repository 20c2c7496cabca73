internal import Document
internal import Schema

/// A Pod whose DNS policy is None gets nothing from the cluster and must name its name servers itself
/// (`validatePodDNSConfig` in Kubernetes' core validation).
struct MissingNameserver: ObjectRule {
    var id: RuleID { .invalidDNS }

    private static let policy: Key = "dnsPolicy"
    private static let config: Key = "dnsConfig"
    private static let nameservers: Key = "nameservers"

    /// Looks for a name server.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let policy = document.text(Self.policy, of: object), document.isString(policy, "None") else { return }
        let detail = "dnsPolicy None needs at least one name server"
        guard let config = document.present(Self.config, of: object) else {
            findings.report(id, .required, missing: Self.config, of: object, detail)
            return
        }
        guard document.kind(of: config) == .object else { return }
        let servers = document.present(Self.nameservers, of: config)
        guard servers.map({ document.kind(of: $0) == .array && document.isEmptyContainer($0) }) ?? true else { return }
        findings.report(id, .required, missing: Self.nameservers, of: config, detail)
    }
}
