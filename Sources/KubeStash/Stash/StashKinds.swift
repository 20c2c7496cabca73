extension StashKind {
    /// The kinds of Stash's API, and what became of their fields.
    ///
    /// Fields that are the same for all providers of one storage are listed for each, so that the table needs no rules.
    static let all = [
        StashKind(
            "BackupConfiguration",
            "a BackupConfiguration of core.kubestash.com/v1alpha1, with a BackupStorage and a RetentionPolicy",
            backupConfiguration),
        StashKind(
            "BackupBlueprint",
            "a BackupBlueprint of core.kubestash.com/v1alpha1, with a BackupStorage and a RetentionPolicy",
            backupBlueprint),
        StashKind(
            "Repository",
            "a BackupStorage of storage.kubestash.com/v1alpha1; KubeStash makes its Repositories by itself", repository),
        StashKind(
            "RestoreSession",
            "a RestoreSession of core.kubestash.com/v1alpha1", restoreSession),
        StashKind("BackupBatch", "one BackupConfiguration of core.kubestash.com/v1alpha1 for each member"),
        StashKind("RestoreBatch", "one RestoreSession of core.kubestash.com/v1alpha1 for each member"),
        StashKind("BackupSession", "a BackupSession of core.kubestash.com/v1alpha1"),
        StashKind("Function", "a Function of addons.kubestash.com/v1alpha1"),
        StashKind("Task", "an Addon of addons.kubestash.com/v1alpha1"),
        StashKind(
            "Restic", "a BackupConfiguration of core.kubestash.com/v1alpha1, with a BackupStorage and a RetentionPolicy"
        ),
        StashKind("Recovery", "a RestoreSession of core.kubestash.com/v1alpha1"),
    ]
}
