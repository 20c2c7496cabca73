internal import Document
internal import Kubernetes
internal import Schema

/// A typed view of a BackupVerifier (`core.kubestash.com/v1alpha1`) in a document, with the fields that the rules use.
public struct BackupVerifier: Sendable {
    /// The way in which backups are tried out.
    enum Verification: String, CaseIterable {
        /// Whether they can be restored.
        case restoreOnly = "RestoreOnly"
        /// By questions to the restored database.
        case query = "Query"
        /// By a script.
        case script = "Script"
    }

    /// The spec, nil if it is missing or not an object.
    let spec: Document.Node?
    /// The way, nil if it is missing or unknown.
    let type: Verification?
    /// The name of the Addon that restores, nil if there is none.
    let addon: Document.Node?
    /// The object that is restored into, nil if none is named.
    let target: Document.Node?
    /// The cron expression, nil if there is none.
    let schedule: ScheduleReading?

    init(_ object: Document.Node, in document: Document) {
        let spec = document.object(Names.spec, of: object)
        self.spec = spec
        let type = spec.flatMap { document.text(Self.type, of: $0) }
        self.type = type.flatMap { type in
            Verification.allCases.first { document.isString(type, $0.rawValue) }
        }
        let option = spec.flatMap { document.object(Self.restoreOption, of: $0) }
        target = option.flatMap { document.present(Names.target, of: $0) }
        addon = option.flatMap { document.object(Self.addonInfo, of: $0) }
            .flatMap { document.text(Names.name, of: $0) }
        schedule = spec.flatMap { document.present(Names.scheduler, of: $0) }
            .flatMap { document.text(Names.schedule, of: $0) }
            .map { ScheduleReading($0, in: document) }
    }

    static let function: Key = "function"
    static let query: Key = "query"
    static let script: Key = "script"
    static let location: Key = "location"
    static let restoreOption: Key = "restoreOption"
    static let addonInfo: Key = "addonInfo"
    private static let type: Key = "type"
}

extension BackupVerifier {
    /// The kind: its names and columns are those of KubeStash's own definition, the plural without an s.
    public static let kind = Kind(
        Kind.Names(
            group: "core.kubestash.com", version: "v1alpha1", kind: "BackupVerifier", plural: "backupverifier",
            shortNames: [], categories: ["kubestash", "appscode", "all"]),
        hasStatus: false,
        columns: [Kind.Column(name: "Age", type: "date", path: ".metadata.creationTimestamp")],
        summary: "How and when backups are tried out.", fields: fields,
        rules: [
            VerifierSchedule(), VerifierTimeZone(), VerifierNeverFires(), VerifierFrequency(), VerifierOversizedStep(),
            VerifierUnevenStep(), VerifierEitherDay(), MissingVerification(), UnusedVerification(),
            MissingScratchTarget(), UnfitVerifierAddon(), UnmountedScript(), QueryShape(), UnusedVerifier(),
        ],
        view: { BackupVerifier($0, in: $1) })

    /// Every field, in the order of KubeStash's documentation.
    private static let fields = [
        Field("spec", .object(specType), "What is wanted.", need: "it says how and when backups are tried out")
    ]

    private static let specType = ObjectType(
        "BackupVerifierSpec", "How and when backups are tried out.",
        [
            Field(
                "restoreOption", .object(restoreOptionType), "Where and how a backup is restored.",
                need: "it says how a backup is restored"),
            Field(
                "scheduler", .object(BackupConfiguration.scheduler), "The CronJob that starts verifications.",
                need: "it says when backups are tried out"),
            Field(
                "function", .string(.subdomainReference),
                "Name of the Function that asks the queries or runs the script."),
            Field("volumes", .volumes, "Volumes of the verification's Pod, such as one with the script."),
            Field("volumeMounts", .volumeMounts, "Where the Function sees the volumes."),
            Field(
                "type", .string(allowed: ["RestoreOnly", "Query", "Script"]),
                "Whether restoring is enough, or queries are asked or a script is run afterwards.",
                need: "it says how a backup is tried out"),
            Field("query", .freeObject, "Questions to the restored database, for type Query: a list for its kind."),
            Field("script", .object(scriptType), "The script, for type Script."),
            Field(
                "retryConfig", .object(BackupConfiguration.retryConfig),
                "How often a failed verification is tried again."),
            Field("sessionHistoryLimit", .int32(minimum: 0), "How many verifications are kept.", default: .integer(1)),
            Field("runtimeSettings", .object(.runtimeSettings), "How the verification's Pod and container are run."),
        ],
        rules: [
            UnknownFunction(field: BackupVerifier.function), UnlistedVolume(of: "verification", in: Names.volumes),
            UnknownVariableVolume(["runtimeSettings", "container", "env"], volumes: [["volumes"]]),
        ],
        formerFields: FormerFields.backupVerifier)

    private static let restoreOptionType = ObjectType(
        "RestoreOption", "Where and how a backup is restored.",
        [
            Field(
                "target", .object(.typedObjectReference),
                "What is restored into; another one than that of the backup."),
            Field(
                "addonInfo", .object(BackupConfiguration.restoringAddon), "The Addon that restores.",
                need: "it names the Addon that restores the backup"),
        ], formerFields: FormerFields.restoreOption)

    private static let scriptType = ObjectType(
        "ScriptVerifierSpec", "A script that tries out a backup.",
        [
            Field("location", .string(.anyName), "Path of the script in the container."),
            Field("args", .list(of: .string()), "Arguments of the script."),
        ],
        mainField: "location", formerFields: FormerFields.script)
}
