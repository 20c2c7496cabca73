internal import Document
internal import Kubernetes
internal import Schema

/// A typed view of a RestoreSession (`core.kubestash.com/v1alpha1`) in a document, with the fields that the rules use.
public struct RestoreSession: Sendable {
    /// The spec, nil if it is missing or not an object.
    let spec: Document.Node?
    /// The source of the data, nil if it is missing or not an object.
    let dataSource: Document.Node?
    /// The object that is restored into, nil if none is named.
    let target: Document.Node?
    /// The options for restored manifests, nil if they are missing or not an object.
    let manifestOptions: Document.Node?
    /// The name of the Addon, nil if there is none.
    let addon: Document.Node?
    /// The tasks of the Addon, nil if there are none.
    let tasks: Document.Node?

    init(_ object: Document.Node, in document: Document) {
        spec = document.object(Names.spec, of: object)
        dataSource = spec.flatMap { document.object(Self.dataSource, of: $0) }
        target = spec.flatMap { document.present(Names.target, of: $0) }
        manifestOptions = spec.flatMap { document.object(Self.manifestOptions, of: $0) }
        let addon = spec.flatMap { document.object(Names.addon, of: $0) }
        self.addon = addon.flatMap { document.text(Names.name, of: $0) }
        tasks = addon.flatMap { document.list(Names.tasks, of: $0) }
    }

    static let components: Key = "components"
    static let pitr: Key = "pitr"
    static let repository: Key = "repository"
    static let snapshot: Key = "snapshot"
    static let dataSource: Key = "dataSource"
    static let manifestOptions: Key = "manifestOptions"
}

extension RestoreSession {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "RestoreSession", plural: "restoresessions",
            shortNames: ["restore"], categories: ["kubestash", "appscode", "all"]),
        failurePolicy: .ignore, hasStatus: true,
        columns: [
            Kind.Column(name: "Repository", type: "string", path: ".spec.dataSource.repository"),
            Kind.Column(name: "Phase", type: "string", path: ".status.phase"),
            Kind.Column(name: "Duration", type: "string", path: ".status.duration"),
            Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp"),
        ],
        advice:
            "it is an action: whenever it is created, also by a tool that applies a Git repository to a new cluster, data is "
            + "restored over what is there",
        summary: "What is restored, how and where to.", fields: fields,
        rules: [
            IncompleteDataSource(), UnusedSnapshot(), UnlikelySnapshot(), DuplicateComponent(), MissingRestoreTarget(),
            UnfitRestoreAddon(), UnusedManifestOptions(), RestoreReferences(),
            RestoreHookParameters(), RestoreMismatch(),
        ],
        immutable: finishedFields,
        // One that is Invalid waits for its owner.
        finalPhases: ["Succeeded", "Failed"],
        view: { RestoreSession($0, in: $1) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says what is restored, and how"),
        Field("status", .object(status), "How the restore is doing.", isReadOnly: true),
    ]

    private static let specType = ObjectType(
        "RestoreSessionSpec", "What is restored, how and where to.",
        [
            Field(
                "target", .object(.typedObjectReference),
                "What the data is restored into; left out where a task makes it, such as manifest-restore.",
                assumed: "what the data was backed up from, by KubeStash"),
            Field(
                "dataSource", .object(dataSourceType), "The backup that is restored.",
                need: "it names the backup that is restored"),
            Field(
                "addon", .object(BackupConfiguration.addon(.restore)), "The Addon that restores.",
                need: "it says how to restore"),
            Field("hooks", .object(hooks), "What is run before and after the restore."),
            Field(
                "restoreTimeout", .string(.timeout, allowsEmpty: false),
                "How long the restore may take until it counts as failed.", assumed: "no limit, by KubeStash"),
            Field(
                "manifestOptions", .object(.manifestRestoreOptions),
                "Which manifests are restored, under which names, for tasks that restore manifests."),
        ], rules: [OutlastsTimeout(side: .restore)], formerFields: FormerFields.restoreSession)

    private static let dataSourceType = ObjectType(
        "RestoreDataSource", "The backup that is restored.",
        [
            Field(
                "namespace", .string(.labelReference), "Namespace of the Repository and the Snapshot.",
                assumed: "that of the RestoreSession, by KubeStash"),
            Field(
                "repository", .string(.referenceName(in: "repository")), "Name of the Repository that has the backup."),
            Field(
                "snapshot", .string(.referenceName(in: "snapshot")),
                "Name of the Snapshot that is restored, or latest for the newest one of the repository."),
            Field(
                "pitr", .object(pitrType),
                "A point in time, instead of a snapshot: the last Snapshot before it is restored."),
            Field(
                "components", .list(of: .string(isName: true)), "Components of the Snapshot that are restored.",
                assumed: "all components, by KubeStash"),
            Field(
                "encryptionSecret", .object(.objectReference),
                "The Secret with the key that the data was encrypted with."),
        ], formerFields: FormerFields.dataSource)

    private static let pitrType = ObjectType(
        "PITR", "A point in time to which data is restored.",
        [
            Field(
                "targetTime", .string(.dateTime, allowsEmpty: false), "The date and time.",
                need: "it is the time to which the data is restored"),
            Field(
                "exclusive", .boolean, "Whether a Snapshot of exactly that time is passed over.",
                assumed: "false, by KubeStash"),
        ], mainField: "targetTime", formerFields: FormerFields.pitr)

    private static let hooks = ObjectType(
        "RestoreHooks", "What is run before and after a restore.",
        [
            Field("preRestore", .list(of: .object(BackupConfiguration.hook)), "What is run before the restore."),
            Field("postRestore", .list(of: .object(BackupConfiguration.hook)), "What is run after the restore."),
        ],
        rules: [
            DuplicateHookName(side: .restore), MissingHookTemplate(side: .restore), PreBackupPolicy(side: .restore),
        ], formerFields: FormerFields.restoreHooks)
}
