internal import Document
internal import Kubernetes
internal import Schema

/// A BackupBatch (`core.kubestash.com/v1alpha1`): several targets that are backed up by the same sessions.
///
/// Its backends and sessions are judged as those of a BackupConfiguration.
public enum BackupBatch {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "BackupBatch", plural: "backupbatches",
            shortNames: [], categories: ["kubestash", "appscode", "all"]),
        hasStatus: true,
        columns: [Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp")],
        summary: "What to back up together, when, how and where to.", fields: fields,
        rules: BackupConfiguration.planRules + [
            PromisedRepositories(), ForeignSecret(), SimultaneousBackups(), CrowdedStorage(), DuplicateTarget(),
            UnknownTarget(), UnusedTarget(),
            UnfitBatchTarget(),
            SharedRepository(),
        ]
            + BackupConfiguration.targetRules + BackupConfiguration.policyRules + [
                PolicyStorageNamespace(), UnfitAddon(),
            ],
        fieldPath: { path in
            let start = ["spec.sessions.addon", "spec.sessions.repositories"].first { path.hasPrefix($0) }
            return start == nil ? path : "spec.sessions.targets.\(path.dropFirst("spec.sessions.".count))"
        },
        view: { BackupConfiguration($0, in: $1, as: .batch) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says what to back up, when and where to"),
        Field("status", .object(status), "What KubeStash has made of it.", isReadOnly: true),
    ]

    private static let specType = ObjectType(
        "BackupBatchSpec", "What to back up together, when, how and where to.",
        [
            BackupConfiguration.backends,
            Field(
                "targets", .list(of: .object(target)), "What is backed up, each with a name for the sessions.",
                need: "at least one target must be named"),
            Field(
                "sessions", .list(of: .object(session)), "Plans of when and how to back up.",
                need: "at least one session must say when and how to back up"),
            Field("paused", .boolean, "Whether no backups are taken for now.", assumed: "false, by KubeStash"),
        ], formerFields: FormerFields.backupBatch)

    private static let target = ObjectType(
        "TargetReference", "A target, with a name for the sessions.",
        [
            Field(
                "name", .string(.anyName), "What sessions call the target; different from that of every other target.",
                need: "sessions refer to the target by it"),
            Field(
                "appRef", .object(.typedObjectReference), "The workload, database or volume that is meant.",
                need: "it names what is backed up"),
        ], formerFields: FormerFields.batchTarget)

    private static let session = ObjectType(
        "BatchSession", "When to back up, and what to do with each target.",
        BackupConfiguration.sessionFields + [
            Field(
                "targets", .list(of: .object(sessionTarget)), "What the session does with each target.",
                need: "at least one target must be backed up")
        ], rules: BackupConfiguration.sessionRules, formerFields: FormerFields.batchSession)

    private static let sessionTarget = ObjectType(
        "TargetBackupSpec", "What a session does with a target.",
        [
            Field(
                "name", .string(.anyName), "Name of the target in spec.targets.",
                need: "it names a target of spec.targets")
        ] + BackupConfiguration.backupFields, formerFields: FormerFields.batchSessionTarget)

    private static let status = ObjectType(
        "BackupBatchStatus", "What KubeStash has made of a BackupBatch.",
        BackupConfiguration.planStatus + [
            Field("targets", .list(of: .object(BackupConfiguration.dependency)), "Whether the targets exist."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
        ])
}
