internal import Document
internal import Schema

/// Every repository must have a secret to encrypt with, unless all that goes into it are volume snapshots, which
/// KubeStash cannot encrypt.
struct PolicyEncryptionRequired: Rule {
    /// `policy-encryption-required`.
    var id: RuleID { .policyEncryptionRequired }

    /// Reports every repository without a secret.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        for session in configuration.sessions where !session.takesOnlySnapshots(in: document) {
            for repository in configuration.repositories(of: session) where !repository.isEncrypted {
                findings.report(
                    id, .required, missing: Names.encryptionSecret, of: repository.node,
                    "the policy wants backed up data to be encrypted")
            }
        }
    }
}
