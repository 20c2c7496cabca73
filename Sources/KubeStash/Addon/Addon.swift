internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A typed view of an Addon (`addons.kubestash.com/v1alpha1`) in a document, with the fields that the rules use.
public struct Addon: Sendable {
    /// The spec, nil if it is missing or not an object.
    let spec: Document.Node?

    init(_ object: Document.Node, in document: Document) {
        spec = document.object(Names.spec, of: object)
    }

    static let backupTasks: Key = "backupTasks"
    static let restoreTasks: Key = "restoreTasks"
    static let parameters: Key = "parameters"
    static let volumeTemplate: Key = "volumeTemplate"
}

extension Addon {
    /// The kind: its names and columns are those of KubeStash's own definition.
    public static let kind = Kind(
        Kind.Names(
            group: "addons.kubestash.com", version: "v1alpha1", kind: "Addon", plural: "addons", shortNames: [],
            categories: ["kubestash", "appscode", "all"]),
        scope: .cluster, failurePolicy: .ignore, hasStatus: false,
        columns: [Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp")],
        summary: "How a kind of targets is backed up and restored.", fields: fields, rules: [MissingTasks()],
        isUsedByOthers: true, view: { Addon($0, in: $1) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says which tasks there are")
    ]

    private static let specType = ObjectType(
        "AddonSpec", "The tasks of an Addon.",
        [
            Field(
                "backupTasks", .list(of: .object(task), uniqueBy: ["name"]), "Tasks that back up; sessions name them."),
            Field(
                "restoreTasks", .list(of: .object(task), uniqueBy: ["name"]),
                "Tasks that restore; RestoreSessions and BackupVerifiers name them."),
        ], formerFields: FormerFields.addon)

    /// The programs that move data.
    static let drivers: [Key] = [
        "Restic", "WalG", "Medusa", "VolumeSnapshotter", "Solr", "ClickHouseBackup", "Neo4jAdmin",
    ]

    private static let task = ObjectType(
        "Task", "One way to back up or to restore.",
        [
            Field("name", .string(.anyName), "Name of the task.", need: "sessions name the task by it"),
            Field(
                "function", .string(.subdomainReference), "Name of the Function that does the work.",
                need: "it names the Function that does the work"),
            Field(
                "driver", .string(allowed: drivers), "Program that moves the data."),
            Field(
                "executor", .string(allowed: ["Job", "Sidecar", "EphemeralContainer", "MultiLevelJob"]),
                "What runs the Function."),
            Field(
                "singleton", .boolean, "Whether one run does for all Pods of the target.",
                assumed: "false, by KubeStash"),
            Field("parameters", .parameterDefinitions, "Parameters that sessions give values for."),
            Field(
                "volumeTemplate", .list(of: .object(volumeTemplateType), uniqueBy: ["name"]),
                "Volumes of the task; sessions can give them other sources."),
            Field("volumeMounts", .volumeMounts, "Where the Function sees the volumes."),
        ],
        rules: [
            UnknownFunction(field: "function"), UnlistedVolume(of: "task", in: Addon.volumeTemplate),
            UnusableParameter(),
        ], formerFields: FormerFields.addonTask)

    private static let volumeTemplateType = ObjectType(
        "VolumeTemplate", "A volume of a task.",
        [
            Field("name", .string(.anyName), "Name of the volume.", need: "mounts and sessions name the volume by it"),
            Field("usage", .string(), "What the volume is for."),
            Field("source", .object(BackupConfiguration.volumeSource), "What the volume is made of."),
        ], formerFields: FormerFields.volumeTemplate)
}

/// An Addon without tasks does nothing.
struct MissingTasks: Rule {
    /// An Addon that does nothing.
    static let info = RuleInfo("missing-tasks", .warning, "an Addon without a task to back up or to restore")
    /// The fields that the rule reports.
    static let fields = ["spec.backupTasks"]

    /// Looks for a task.
    func check(_ addon: Addon, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = addon.spec else { return }
        let isEmpty = [Addon.backupTasks, Addon.restoreTasks].allSatisfy { key in
            document.present(key, of: spec).map { document.kind(of: $0) == .array && document.isEmptyContainer($0) }
                ?? true
        }
        guard isEmpty else { return }
        findings.report(
            Self.info, .required, missing: Addon.backupTasks, of: spec,
            "without it and without restoreTasks there is nothing that a session can name")
    }
}
