internal import Document
internal import Schema

/// Every repository must have a secret to encrypt with, unless all that goes into it are volume snapshots, which
/// KubeStash cannot encrypt.
struct PolicyEncryptionRequired: Rule {
    /// A repository has no secret to encrypt with, and the policy requires one.
    static let info = RuleInfo(
        "policy-encryption-required", .error,
        "a repository without encryptionSecret, where the policy sets encryptionRequired")

    /// Reports every repository without a secret.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard context.settings.parameters.encryptionRequired == true else { return }
        let document = configuration.document
        for session in configuration.sessions where !session.takesOnlySnapshots(in: document) {
            for repository in configuration.repositories(of: session) where !repository.isEncrypted {
                findings.report(
                    Self.info, .required, missing: Names.encryptionSecret, of: repository.node,
                    "the policy requires backed up data to be encrypted")
            }
        }
    }
}
