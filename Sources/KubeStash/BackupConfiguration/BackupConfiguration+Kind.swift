internal import Document
internal import Schema

extension BackupConfiguration {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "BackupConfiguration",
            plural: "backupconfigurations", shortNames: ["bc"], categories: ["kubestash", "appscode", "all"]),
        hasStatus: true,
        columns: [
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Paused", type: "boolean", path: ".spec.paused"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        schema: schema,
        rules: [
            DuplicateName(), InvalidSchedule(), ScheduleTimeZone(), ScheduleNeverFires(), UnknownBackend(),
            DirectoryConflict(), RepositoryConflict(), FrequentSchedule(), OversizedSteps(), EitherDay(),
            SimultaneousSessions(), MissingEncryption(), UnusedBackend(), SharedStorage(), ReliesOnDefault(),
            UnusedClaimTemplates(), LongName(), PolicyMinInterval(), PolicyHistoryLimit(), PolicyEncryptionRequired(),
            PolicyDeletionPolicy(), PolicyStorageNamespace(),
        ],
        view: { BackupConfiguration($0, in: $1) })
}
