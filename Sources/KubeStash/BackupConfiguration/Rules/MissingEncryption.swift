internal import Document
public import Schema

/// A repository without a secret keeps its data unencrypted, in a storage that others may read.
///
/// KubeStash encrypts whatever its Addons write; only volume snapshots, which the storage driver takes, need no secret.
public struct MissingEncryption: Rule {
    /// `missing-encryption`.
    public var id: RuleID { .missingEncryption }

    /// Makes the rule.
    public init() {}

    /// Warns of every repository without a secret, but those of sessions that take volume snapshots only.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        for session in configuration.sessions {
            var isExempt: Bool?
            for repository in configuration.repositories(of: session) where !repository.isEncrypted {
                let exempt = isExempt ?? session.takesOnlySnapshots(in: document)
                isExempt = exempt
                guard !exempt else { break }
                findings.report(
                    id, .required, missing: Names.encryptionSecret, of: repository.node,
                    "without it the backed up data is not encrypted", severity: .warning)
            }
        }
    }
}
