internal import Schema

extension BackupConfiguration {
    /// Every field there is, stated once, in the order of KubeStash's documentation.
    ///
    /// It has the fields of the documentation and those of the current releases.
    static let schema = ObjectType(
        "BackupConfiguration", "What to back up, when, how and where to.",
        [
            Field("apiVersion", .string(), "API group and version of the object: core.kubestash.com/v1alpha1."),
            Field("kind", .string(), "Kind of the object: BackupConfiguration."),
            Field("metadata", .freeObject, "Name, namespace, labels and annotations of the object."),
            Field(
                "spec", .object(spec), "What is wanted.", need: "it says what to back up, when and where to"),
            Field("status", .object(status), "What KubeStash has made of it.", isReadOnly: true),
        ])

    private static let spec = ObjectType(
        "BackupConfigurationSpec", "What to back up, when, how and where to.",
        [
            Field(
                "target", .object(.typedObjectReference),
                "What is backed up: a workload, a database or a volume; left out for the resources of a cluster."),
            Field(
                "backends", .list(of: .object(backend)), "Storages that backed up data goes to.",
                assumed: "the default BackupStorage, by KubeStash"),
            Field(
                "sessions", .list(of: .object(session)), "Plans of when and how to back up.",
                need: "at least one session must say when and how to back up"),
            Field("paused", .boolean, "Whether no backups are taken for now.", assumed: "false, by KubeStash"),
        ])

    private static let backend = ObjectType(
        "BackendReference", "A storage that backed up data goes to.",
        [
            Field("name", .string(), "What repositories call the backend; different from that of every other backend."),
            Field(
                "storageRef", .object(.objectReference), "The BackupStorage that is meant.",
                need: "it names the BackupStorage that the data goes to"),
            Field(
                "retentionPolicy", .object(.objectReference),
                "The RetentionPolicy that says which snapshots are kept.",
                assumed: "the default RetentionPolicy, by KubeStash"),
        ])
}
