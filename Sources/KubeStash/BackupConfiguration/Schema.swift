internal import Document
internal import Kubernetes
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
        summary: "What to back up, when, how and where to.", fields: fields,
        rules: planRules + [
            MissingDefault(), PromisedRepositories(), ForeignSecret(), SimultaneousBackups(), CrowdedStorage(),
            MissingTarget(),
            UnfitTarget(),
        ] + targetRules + policyRules + [PolicyStorageNamespace(), UnfitAddon()],
        defaultsBesideOthers: addDefaults,
        view: { BackupConfiguration($0, in: $1) })

    /// The rules about backends and sessions, for every kind that has them.
    static let planRules: [any Rule<BackupConfiguration>] = [
        DuplicateName(), InvalidSchedule(), ScheduleTimeZone(), ScheduleNeverFires(), UnknownBackend(),
        DirectoryConflict(), NestedDirectory(), RepositoryConflict(), FrequentSchedule(), OversizedSteps(),
        UnevenSteps(), EitherDay(), SimultaneousSessions(), MissingEncryption(), UnusedBackend(), SharedStorage(),
        ReliesOnDefault(), ReferencesToOthers(), RetentionGap(), HookParameters(), ClusterAddons(),
    ]

    /// The rules that need the name of the object and its targets.
    static let targetRules: [any Rule<BackupConfiguration>] = [UnusedClaimTemplates(), LongName()]

    /// The rules of a policy about sessions.
    static let policyRules: [any Rule<BackupConfiguration>] = [
        PolicyMinInterval(), PolicyHistoryLimit(), PolicyEncryptionRequired(), PolicyDeletionPolicy(),
    ]
}

extension BackupConfiguration {
    /// Every field, stated once, in the order of KubeStash's documentation.
    ///
    /// It has the fields of the documentation and those of the current releases.
    static let fields = [
        Field(
            "spec", .object(spec), "What is wanted.", need: "it says what to back up, when and where to"),
        Field("status", .object(status), "What KubeStash has made of it.", isReadOnly: true),
    ]

    private static let spec = ObjectType(
        "BackupConfigurationSpec", "What to back up, when, how and where to.",
        [
            Field(
                "target", .object(.typedObjectReference),
                "What is backed up: a workload, a database or a volume; left out for the resources of a cluster."),
            backends,
            Field(
                "sessions", .list(of: .object(session)), "Plans of when and how to back up.",
                need: "at least one session must say when and how to back up"),
            Field("paused", .boolean, "Whether no backups are taken for now.", assumed: "false, by KubeStash"),
        ], formerFields: FormerFields.spec)

    /// The storages of an object with sessions.
    static let backends = Field(
        "backends", .list(of: .object(backend)), "Storages that backed up data goes to.",
        assumed: "the default BackupStorage, by KubeStash")

    private static let backend = ObjectType(
        "BackendReference", "A storage that backed up data goes to.",
        [
            Field(
                "name", .string(.anyName),
                "What repositories call the backend; different from that of every other backend."),
            Field(
                "storageRef", .object(.objectReference), "The BackupStorage that is meant.",
                need: "it names the BackupStorage that the data goes to"),
            Field(
                "retentionPolicy", .object(.objectReference),
                "The RetentionPolicy that says which snapshots are kept.",
                assumed: "the default RetentionPolicy, by KubeStash"),
        ], rules: [HiddenCharacters("name")], formerFields: FormerFields.backend)
}

extension BackupConfiguration {
    static let addon = addon(.backup)

    /// An Addon that restores, in RestoreSessions and BackupVerifiers.
    static let restoringAddon = addon(.restore)

    /// An Addon and its tasks.
    ///
    /// - Parameter side: Whether the tasks are to back up or to restore.
    /// - Returns: The type.
    static func addon(_ side: AddonCatalogue.Side) -> ObjectType {
        ObjectType(
            "AddonInfo", side == .backup ? "The Addon that takes the backup." : "The Addon that restores.",
            [
                Field(
                    "name", .string(.subdomainReference), "Name of the Addon.",
                    need: side == .backup
                        ? "it names the Addon that takes the backup" : "it names the Addon that restores"),
                Field(
                    "tasks", .list(of: .object(task)), "What the Addon is to do, with parameters.",
                    need: "at least one task of the Addon must be named"),
                Field(
                    "containerRuntimeSettings", .object(.containerRuntimeSettings),
                    "How the container of the task is run."),
                Field("jobTemplate", .object(.podTemplateSpec), "What the Pod of the task is made of."),
            ],
            rules: [
                AddonTasks(side: side), DuplicateTask(), UnmountedPath(), ReservedName(place: .pod),
                WindowsHostProcess(pod), SleepBeyondGracePeriod(pod), RootUser(pod),
            ], mainField: "name", formerFields: FormerFields.addonInfo)
    }

    /// The Pod of the task, with the settings of its container.
    private static let pod = PodParts.container("containerRuntimeSettings", besideTemplate: ["jobTemplate", "spec"])

    private static let task = ObjectType(
        "TaskReference", "One task of an Addon.",
        [
            Field("name", .string(.anyName), "Name of the task.", need: "it names a task of the Addon"),
            Field("variables", .list(of: .object(.envVar)), "Values for the variables of the task."),
            Field("params", .freeObject, "Values for the parameters of the task."),
            Field("targetVolumes", .object(targetVolumes), "Which volumes of the target the task needs."),
            Field(
                "addonVolumes", .list(of: .object(addonVolume)), "Other sources for volumes that the Addon defines."),
        ],
        rules: [HiddenCharacters("name"), ParameterText(), HiddenVariable("variables")], mainField: "name",
        formerFields: FormerFields.task)

    private static let targetVolumes = ObjectType(
        "TargetVolumeInfo", "Volumes of the target, and where the task finds them.",
        [
            Field(
                "volumes", .volumes, "Volumes of the target."),
            Field(
                "volumeMounts", .volumeMounts,
                "Where the task finds the volumes; also those of the target that are not listed."),
            Field(
                "volumeClaimTemplates", .list(of: .object(.persistentVolumeClaim)),
                "What the claims of every Pod of a StatefulSet are made of."),
        ],
        rules: [DuplicateClaim("volumeClaimTemplates"), ReservedName(place: .target)])

    private static let addonVolume = ObjectType(
        "AddonVolumeInfo", "Another source for a volume that the Addon defines.",
        [
            Field("name", .string(.anyName), "Name of the volume in the Addon."),
            Field("source", .object(volumeSource), "What the volume is made of instead."),
        ], rules: [HiddenCharacters("name")], formerFields: FormerFields.addonVolume)

    static let volumeSource = ObjectType.volumeSource(
        "VolumeSource", "What a volume of the Addon consists of.",
        with: [
            Field(
                "volumeClaimTemplate", .object(.persistentVolumeClaimTemplate),
                "A claim that is made for the executor.")
        ])
}

extension BackupConfiguration {
    static let hooks = ObjectType(
        "BackupHooks", "What is run before and after a backup.",
        [
            Field("preBackup", .list(of: .object(hook)), "What is run before a backup."),
            Field("postBackup", .list(of: .object(hook)), "What is run after a backup."),
        ],
        rules: [
            DuplicateHookName(side: .backup), MissingHookTemplate(side: .backup), PreBackupPolicy(side: .backup),
        ], formerFields: FormerFields.hooks)

    static let hook = ObjectType(
        "HookInfo", "One hook: what is run, and when.",
        [
            Field("name", .string(.anyName), "What the hook is called."),
            Field(
                "hookTemplate", .object(.objectReference), "The HookTemplate that says what is run."),
            Field("params", .freeObject, "Values for the parameters of the HookTemplate."),
            Field(
                "maxRetry", .int32(minimum: 0), "How many times to try again where the hook fails.",
                assumed: "0, by KubeStash"),
            Field(
                "timeout", .string(.timeout, allowsEmpty: false),
                "How long the hook may take until it counts as failed.", assumed: "no limit, by KubeStash"),
            Field(
                "executionPolicy", .string(allowed: ["Always", "OnSuccess", "OnFailure"]),
                "Whether the hook is run in any case, or only after a success or a failure.",
                default: .string("Always")),
            Field(
                "variables", .list(of: .object(.envVar)), "Values for the variables of the HookTemplate."),
            Field(
                "volumes", .volumes,
                "Volumes of the target that the hook needs; for hooks that run a Function."),
            Field(
                "volumeMounts", .volumeMounts,
                "Where the hook finds the volumes; for hooks that run a Function."),
            Field(
                "runtimeSettings", .object(.runtimeSettings),
                "How the hook's Pod and container are run; for hooks that run a Function."),
        ],
        rules: [
            HiddenCharacters("name"), ParameterText(), ReservedName(place: .hook), HiddenVariable("variables"),
            UnknownVariableVolume(["runtimeSettings", "container", "env"], volumes: [["volumes"]]),
        ], formerFields: FormerFields.hook)
}
