internal import Document
internal import Kubernetes
internal import Schema

/// A Snapshot (`storage.kubestash.com/v1alpha1`): the state of an application at one backup, which KubeStash makes.
///
/// People refer to Snapshots when they restore.
public enum Snapshot {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "storage.kubestash.com", version: "v1alpha1", kind: "Snapshot", plural: "snapshots",
            shortNames: [], categories: ["kubestash", "appscode"]),
        failurePolicy: nil, hasStatus: true,
        columns: [
            Kind.Column(name: "Repository", type: "string", path: ".spec.repository"),
            Kind.Column(name: "Session", type: "string", path: ".spec.session"),
            Kind.Column(name: "Snapshot-Time", type: "string", path: ".status.snapshotTime"),
            Kind.Column(name: "Deletion-Policy", type: "string", path: ".spec.deletionPolicy"),
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        summary: "The state of an application at one backup.", fields: fields)

    private static let fields = [
        Field("spec", .object(spec), "What was backed up, and where to."),
        Field("status", .object(status), "How the backup went.", isReadOnly: true),
    ]

    private static let spec = ObjectType(
        "SnapshotSpec", "What was backed up, and where to.",
        [
            Field("snapshotID", .string(.anyName), "Identity of the Snapshot, a ULID."),
            Field("type", .string(.anyName), "Whether it has everything: FullBackup or IncrementalBackup."),
            Field("repository", .string(.anyName), "Name of the Repository that has the data."),
            Field("session", .string(.anyName), "Name of the session that took it."),
            Field("backupSession", .string(.anyName), "Name of the BackupSession that took it."),
            Field("version", .string(.anyName), "How the data is laid out in the Repository: v1."),
            Field("appRef", .object(.typedObjectReference), "The application that was backed up."),
            .deletionPolicy(
                "What happens to the data when the Snapshot is deleted: WipeOut deletes it, too."),
            Field(
                "paused", .boolean, "Whether KubeStash leaves the Snapshot alone for now.",
                assumed: "false, by KubeStash"),
        ],
        rules: [WipeOut(with: "Snapshot")])

    private static let phases = ValueType.string(allowed: ["Pending", "Running", "Succeeded", "Failed"])

    private static let status = ObjectType(
        "SnapshotStatus", "How a backup went.",
        [
            Field("phase", phases, "How the backup went, in one word."),
            Field(
                "verificationStatus", .string(allowed: ["Verified", "NotVerified", "VerificationFailed"]),
                "Whether it was tried out."),
            Field("verificationSession", .string(), "Name of the BackupVerificationSession that tried it out."),
            Field("snapshotTime", .string(.dateTime), "When it was taken."),
            Field("lastUpdateTime", .string(.dateTime), "When KubeStash last changed it."),
            Field("size", .string(), "Size of the data."),
            Field("integrity", .boolean, "Whether the data is undamaged."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
            Field("totalComponents", .int32(), "How many components it has."),
            Field("components", .map(of: .object(component)), "The parts of the application, by their names."),
        ])

    private static let component = ObjectType(
        "Component", "A part of an application that was backed up.",
        [
            Field("path", .string(), "Directory of its data, below that of the Repository."),
            Field("phase", phases, "How its backup went, in one word."),
            Field("size", .string(), "Size of its data."),
            Field("duration", .string(), "How long its backup took."),
            Field("integrity", .boolean, "Whether its data is undamaged."),
            Field("error", .string(), "Why its backup failed."),
            Field("driver", .string(allowed: Addon.drivers), "The tool that took its backup."),
            Field("resticStats", .list(of: .object(restic)), "Figures of Restic."),
            Field("solrStats", .list(of: .freeObject), "Figures of Solr's backup."),
            Field("walGStats", .object(walG), "Figures of WAL-G."),
            Field("medusaStats", .object(medusa), "Figures of Medusa."),
            Field("volumeSnapshotterStats", .list(of: .object(volumeSnapshot)), "The snapshots of volumes."),
            Field("logStats", .object(logs), "The database's logs that were backed up."),
            Field("clickHouseStats", .list(of: .object(clickHouse)), "Figures of ClickHouse's backup."),
            Field("neo4jStats", .list(of: .object(neo4j)), "Figures of Neo4j's backup."),
        ])
}
