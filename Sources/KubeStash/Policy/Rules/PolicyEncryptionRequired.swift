internal import Document
internal import Schema

/// Every repository must have a secret to encrypt with, unless all that goes into it are volume snapshots, which
/// KubeStash cannot encrypt.
struct PolicyEncryptionRequired: Rule {
    /// `policy-encryption-required`.
    let id = RuleID.policyEncryptionRequired

    private static let encryptionSecret: Key = "encryptionSecret"

    /// Reports every repository without a secret.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        for session in configuration.sessions where !takesOnlySnapshots(session, in: document) {
            for repository in session.repositories
            where document.present(Self.encryptionSecret, of: repository.node) == nil {
                findings.report(
                    id, .required, missing: Self.encryptionSecret, of: repository.node,
                    "the policy wants backed up data to be encrypted")
            }
        }
    }

    private static let addon: Key = "addon"
    private static let tasks: Key = "tasks"

    private func takesOnlySnapshots(_ session: BackupConfiguration.Session, in document: Document) -> Bool {
        guard let addon = document.present(Self.addon, of: session.node),
            let tasks = document.present(Self.tasks, of: addon), !document.isEmptyContainer(tasks)
        else { return false }
        return document.elements(of: tasks).allSatisfy { task in
            document.member(Names.name, of: task).map { document.isString($0, "volume-snapshot") } ?? false
        }
    }
}
