internal import Document
internal import Schema
internal import Text

/// The facts about Addons beyond the table of the catalogue.
extension AddonCatalogue {
    /// The variables that KubeStash itself gives to a Function.
    ///
    /// The directories and caches that Addons declare as parameters, too, are not among them.
    package static let suppliedVariables = [
        "DB_VERSION", "PVC_NAME", "backupSession", "backupVerificationSession", "imageRegistry", "imageRepo",
        "imageTag", "invokerKind", "invokerName", "licenseApiService", "namespace", "restoreSession", "snapshot",
        "taskName",
    ]

    /// The variables that stand for the volumes of an Addon's tasks.
    static let volumeVariables: [Key] = ["${RESTIC_CACHE_VOLUME}", "${INTERIM_VOLUME}"]

    /// The Addon that backs up the volumes of a workload.
    static let workload: Key = "workload-addon"
    /// The Addon that backs up a claim.
    static let claim: Key = "pvc-addon"
    /// The Addon that backs up manifests, of a target or of a cluster.
    static let manifests: Key = "kubedump-addon"

    /// Whether an Addon backs up a target, and can do nothing without one; false for an Addon that is not known.
    func needsTarget(_ name: Document.Node, in document: Document) -> Bool {
        addon(name, in: document) != nil && !document.isString(name, Self.manifests)
    }

    /// Whether a task of an Addon does not encrypt its data with the repository's secret.
    func ignoresSecret(_ task: Document.Node, of addon: Document.Node, in document: Document) -> Bool {
        guard let addon = self.addon(addon, in: document) else { return false }
        // The second name is from older releases.
        if document.isString(task, "volume-snapshot") || document.isString(task, "VolumeSnapshot") { return true }
        return self.task(task, of: addon, .backup, in: document).map { !$0.usesSecret } ?? false
    }
}

extension BackupConfiguration.Backup {
    /// The name of the Addon, nil if there is none.
    func addon(in document: Document) -> Document.Node? {
        document.present(Names.addon, of: node).flatMap { document.text(Names.name, of: $0) }
    }

}

extension BackupConfiguration {
    /// Whether no task of a backup encrypts its data with the repository's secret, so that it needs none.
    ///
    /// A task with a variable in its name may be such a one.
    func ignoresSecret(_ backup: Backup) -> Bool {
        guard let tasks = backup.tasks, !document.isEmptyContainer(tasks), let addon = backup.addon(in: document)
        else { return false }
        if isUnknown(addon) { return true }
        return document.elements(of: tasks).allSatisfy { task in
            document.text(Names.name, of: task).map {
                AddonCatalogue.official.ignoresSecret($0, of: addon, in: document) || isUnknown($0)
            } ?? false
        }
    }
}
