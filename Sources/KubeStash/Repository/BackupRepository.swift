internal import Document
internal import Kubernetes
internal import Schema

/// A Repository (`storage.kubestash.com/v1alpha1`): the backups of one application in one storage.
///
/// KubeStash makes Repositories itself; people write one to reach backups of another cluster.
public enum BackupRepository {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "storage.kubestash.com", version: "v1alpha1", kind: "Repository", plural: "repositories",
            shortNames: ["repo"], categories: ["kubestash", "appscode", "all"]),
        failurePolicy: .ignore, hasStatus: true,
        columns: [
            Kind.Column(name: "Integrity", type: "boolean", path: ".status.integrity"),
            Kind.Column(name: "Snapshot-Count", type: "integer", path: ".status.snapshotCount"),
            Kind.Column(name: "Size", type: "string", path: ".status.size"),
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Last-Successful-Backup", type: "date", path: ".status.lastBackupTime"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        summary: "The backups of one application in one storage.", fields: fields,
        rules: [RepositoryStorage(), RepositoryDirectory()],
        immutable: [
            ImmutableField(
                "spec", "path", because: "the backed up data stays where it is", comparing: ImmutableField.texts),
            ImmutableField(
                "spec", "appRef", because: "the snapshots in the Repository are of the other application",
                comparing: ImmutableField.references, isMild: true),
            ImmutableField(
                "spec", "storageRef", because: "the backed up data stays in the other storage",
                comparing: ImmutableField.references, isMild: true),
            ImmutableField(
                "spec", "encryptionSecret",
                because: "backed up data can be read with the key only that it was encrypted with",
                comparing: ImmutableField.references, isMild: true),
        ],
        view: { object, _ in object })

    private static let fields = [
        Field("spec", .object(spec), "What is wanted.", need: "it says where the backups are"),
        Field("status", .object(status), "What KubeStash has found in the repository.", isReadOnly: true),
    ]

    private static let spec = ObjectType(
        "RepositorySpec", "The backups of one application in one storage.",
        [
            Field("appRef", .object(.typedObjectReference), "The application that is backed up."),
            Field(
                "storageRef", .object(.objectReference), "The BackupStorage that has the data.",
                need: "it names the BackupStorage that has the data"),
            Field(
                "path", .string(.directory),
                "Directory of the data, below the prefix of the storage; no other Repository has the same."),
            .deletionPolicy(
                "What happens to the data when the Repository is deleted: WipeOut deletes it, too."),
            Field(
                "encryptionSecret", .object(.objectReference),
                "The Secret with the key that the data is encrypted with."),
            Field(
                "paused", .boolean, "Whether KubeStash leaves the Repository alone for now.",
                assumed: "false, by KubeStash"),
        ],
        rules: [WipeOut(with: "Repository"), WholeStorage(), UnlikelyDirectory("path")],
        formerFields: FormerFields.repository)

    private static let status = ObjectType(
        "RepositoryStatus", "What KubeStash has found in a repository.",
        [
            Field("phase", .string(allowed: ["NotReady", "Ready"]), "Whether it can be used, in one word."),
            Field("lastBackupTime", .string(.dateTime), "When the last backup succeeded."),
            Field("integrity", .boolean, "Whether the data is undamaged."),
            Field("snapshotCount", .int32(), "How many Snapshots there are."),
            Field("size", .string(), "Size of the data."),
            Field("recentSnapshots", .list(of: .object(snapshot)), "The newest Snapshots, at most five."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
            Field("componentPaths", .list(of: .string()), "Directories of the application's components."),
        ])

    private static let snapshot = ObjectType(
        "SnapshotInfo", "A Snapshot in a repository.",
        [
            Field("name", .string(), "Name of the Snapshot."),
            Field(
                "phase", .string(allowed: ["Pending", "Running", "Succeeded", "Failed"]), "How its backup went."),
            Field("session", .string(), "Name of the session that took it."),
            Field("size", .string(), "Size of its data."),
            Field("snapshotTime", .string(.dateTime), "When it was taken."),
        ])
}

/// A Repository without a path is the whole storage, with every other Repository inside.
struct WholeStorage: ObjectRule {
    static var info: RuleInfo { NestedDirectory.info }
    private static let path: Key = "path"

    var fields: [String] { [Self.path.text] }
    var triggers: [Key] { [Names.storageRef] }

    /// Warns of a path that leads to the root of the storage.
    func check(_ repository: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Names.storageRef, of: repository) != nil else { return }
        let problem = "without a directory of its own the Repository is the whole storage, with every other one inside"
        guard let path = document.text(Self.path, of: repository) else {
            guard document.present(Self.path, of: repository).map({ document.isEmptyString($0) }) ?? true else {
                return
            }
            return findings.report(Self.info, .required, missing: Self.path, of: repository, problem)
        }
        let isRoot = document.withUTF8(of: path) { text in DirectoryPath.areSame(text, [UInt8]().span) }
        if isRoot { findings.report(Self.info, .invalid, path, problem) }
    }
}
