internal import Document
public import Schema

/// Where no backend or no retention policy is named, KubeStash looks for a default one in the cluster.
///
/// Which one it finds, and whether there is one at all, can change with every BackupStorage and RetentionPolicy that
/// somebody marks as the default.
public struct ReliesOnDefault: Rule {
    /// `relies-on-default`.
    public var id: RuleID { .reliesOnDefault }

    /// Makes the rule.
    public init() {}

    /// Warns where a default will be looked up.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        for backend in configuration.backends
        where document.present(Names.retentionPolicy, of: backend.node) == nil {
            findings.report(
                id, .required, missing: Names.retentionPolicy, of: backend.node,
                "without it the default RetentionPolicy is looked up, and no backup is taken where there is none",
                severity: .warning)
        }
        guard let spec = configuration.specWithoutBackends else { return }
        findings.report(
            id, .required, missing: Names.backends, of: spec,
            "without one the default BackupStorage is looked up, and no backup is taken where there is none",
            severity: .warning)
    }
}
