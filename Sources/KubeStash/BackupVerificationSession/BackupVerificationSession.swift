internal import Document
internal import Kubernetes
internal import Schema

/// A BackupVerificationSession (`core.kubestash.com/v1alpha1`): one run of a verification, which KubeStash makes.
public enum BackupVerificationSession {
    /// The kind: its names and columns are those of KubeStash's own definition, whose plural has no s.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "BackupVerificationSession",
            plural: "backupverificationsession", shortNames: [], categories: ["kubestash", "appscode", "all"]),
        failurePolicy: nil, hasStatus: true,
        columns: [
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Duration", type: "string", path: ".status.duration"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        summary: "One run of a verification.", fields: fields,
        // KubeStash has a check for them, but does not register it.
        immutable: ["invoker", "session", "repository", "snapshot", "retryLeft"].map {
            ImmutableField("spec", $0, because: "KubeStash reads it once, when the verification begins", isMild: true)
        }, finalPhases: Kind.finalRunPhases)

    private static let fields = [
        Field("spec", .object(spec), "What is wanted."),
        Field("status", .object(status), "How the run is doing.", isReadOnly: true),
    ]

    private static let spec = ObjectType(
        "BackupVerificationSessionSpec", "What is verified.",
        [
            Field("invoker", .object(.invoker), "The BackupConfiguration or BackupBatch that has the session."),
            Field("session", .string(.anyName), "Name of the session that took the backup."),
            Field("repository", .string(.anyName), "Name of the Repository that has the backup."),
            Field("snapshot", .string(.anyName), "Name of the Snapshot that is verified."),
            Field(
                "retryLeft", .int32(), "How many more times the verification is tried if it fails.",
                assumed: "0, by KubeStash"),
        ])

    private static let status = ObjectType(
        "BackupVerificationSessionStatus", "How a run is doing.",
        [
            Field(
                "phase", Kind.runPhase(after: "Running"),
                "How the verification went, in one word."),
            Field("duration", .string(), "How long it took."),
            Field("retried", .boolean, "Whether it was tried again."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
        ])
}
