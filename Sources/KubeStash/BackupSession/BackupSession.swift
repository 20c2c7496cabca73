internal import Document
internal import Kubernetes
internal import Schema

/// A BackupSession (`core.kubestash.com/v1alpha1`): one run of a session.
///
/// KubeStash makes one for every scheduled backup; people write one to start a backup now.
public enum BackupSession {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "BackupSession", plural: "backupsessions",
            shortNames: [], categories: ["kubestash", "appscode", "all"]),
        failurePolicy: nil, hasStatus: true,
        columns: [
            Kind.Column(name: "Invoker-Type", type: "string", path: ".spec.invoker.kind"),
            Kind.Column(name: "Invoker-Name", type: "string", path: ".spec.invoker.name"),
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Duration", type: "string", path: ".status.duration"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        advice:
            "it is an action: whenever it is created, also by a tool that applies a Git repository to a new cluster, a backup "
            + "is taken, and its spec cannot be changed afterwards",
        summary: "One run of a session.", fields: fields, rules: [InvokerSession()],
        immutable: [
            ImmutableField("spec", "invoker", because: reason), ImmutableField("spec", "session", because: reason),
            ImmutableField("spec", "retryLeft", because: reason),
            ImmutableField("spec", "backupTimeout", because: reason, comparing: ImmutableField.durations),
        ], finalPhases: Kind.finalRunPhases, view: { object, _ in object })

    private static let reason = "a run cannot be changed; create another BackupSession"

    private static let fields = [
        Field("spec", .object(spec), "What is wanted.", need: "it says which session is run"),
        Field("status", .object(status), "How the run is doing.", isReadOnly: true),
    ]

    private static let spec = ObjectType(
        "BackupSessionSpec", "Which session is run.",
        [
            Field(
                "invoker", .object(.invoker), "The BackupConfiguration or BackupBatch that has the session.",
                need: "it names the BackupConfiguration or BackupBatch that has the session"),
            Field(
                "session", .string(.sessionReference), "Name of the session.", need: "it names the session that is run"),
            Field(
                "retryLeft", .int32(), "How many more times the backup is tried if it fails.",
                assumed: "0, by KubeStash"),
            Field(
                "backupTimeout", .string(.timeout, allowsEmpty: false),
                "How long the backup may take until it counts as failed.", assumed: "no limit, by KubeStash"),
        ], formerFields: FormerFields.backupSession)

    private static let status = ObjectType(
        "BackupSessionStatus", "How a run is doing.",
        [
            Field(
                "phase", Kind.runPhase(after: "Pending", "Running"),
                "How the backup went, in one word."),
            Field("duration", .string(), "How long it took."),
            Field("backupDeadline", .string(.dateTime), "When it counts as failed unless it has ended."),
            Field("totalSnapshots", .int32(), "How many Snapshots it takes."),
            Field("snapshots", .list(of: .object(snapshot)), "The Snapshots that it takes."),
            Field("hooks", .object(.hookStatus), "How the hooks went."),
            Field("retentionPolicy", .list(of: .object(retention)), "Whether old Snapshots were removed."),
            Field("retried", .boolean, "Whether it was tried again."),
            Field("nextRetry", .string(.dateTime), "When it will be tried again."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
        ])

    private static let snapshot = ObjectType(
        "SnapshotStatus", "A Snapshot that a run takes.",
        [
            Field("name", .string(), "Name of the Snapshot."),
            Field(
                "phase", .string(allowed: ["Pending", "Running", "Succeeded", "Failed"]), "How its backup went."),
            Field("appRef", .object(.foundObject), "The application that it is of."),
            Field("repository", .string(), "Name of the Repository that it goes to."),
        ])

    private static let retention = ObjectType(
        "RetentionPolicyApplyStatus", "Whether the old Snapshots of a Repository were removed.",
        [
            Field("ref", .object(.foundReference), "The RetentionPolicy that is applied."),
            Field("repository", .string(), "Name of the Repository."),
            Field(
                "phase", .string(allowed: ["Pending", "Applied", "FailedToApply"]), "How it went, in one word."),
            Field("error", .string(), "Why it failed."),
        ])
}
