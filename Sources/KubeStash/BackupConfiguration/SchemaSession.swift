internal import Document
internal import Kubernetes
internal import Schema

extension BackupConfiguration {
    static let session = ObjectType(
        "Session", "When and how to back up, and into which repositories.", sessionFields + backupFields,
        rules: sessionRules, formerFields: FormerFields.session)

    /// The rules about a session of any kind.
    static let sessionRules: [any ObjectRule] = [
        TimeoutConflict(), RenamedTimeout(), OutlastsTimeout(side: .backup),
    ]

    /// The fields of a session of any kind (`SessionConfig`).
    static let sessionFields = [
        Field(
            "name", .string(.sessionName), "What the session is called; different from every other session.",
            need: "it tells the sessions apart"),
        Field("scheduler", .object(scheduler), "The CronJob that starts backups.", need: "it says when to back up"),
        Field("hooks", .object(hooks), "What is run before and after a backup."),
        Field(
            "retryConfig", .object(retryConfig), "How often a failed backup is tried again.", default: .object),
        Field(
            "timeout", .string(.timeout, allowsEmpty: false),
            "How long a backup may take, as older releases call it; see backupTimeout.",
            assumed: "no limit, by KubeStash"),
        Field(
            "backupTimeout", .string(.timeout, allowsEmpty: false),
            "How long a backup may take until it counts as failed.", assumed: "no limit, by KubeStash"),
        Field(
            "sessionHistoryLimit", .int32(minimum: 0), "How many backups' Jobs and other traces are kept.",
            default: .integer(1)),
    ]

    /// The fields that say how to back up a target, and where to.
    static let backupFields = [
        Field("addon", .object(addon), "The Addon that takes the backup.", need: "it says how to back up"),
        Field(
            "repositories", .list(of: .object(repository)), "Where the session's data goes.",
            need: "at least one repository must say where the data goes"),
    ]

    static let scheduler = ObjectType(
        "SchedulerSpec", "The CronJob that starts backups or verifications.",
        [
            Field(
                "schedule", .string(), "When the Job is started, as five cron fields or a descriptor such as @daily.",
                need: "a cron expression says when the Job is started",
                examples: ["0 2 * * *", "30 1 * * sun", "@daily"]),
            Field(
                "startingDeadlineSeconds", .int64(minimum: 0),
                "How many seconds late the Job may still be started; a later one counts as failed.",
                assumed: "no limit, by Kubernetes"),
            Field(
                "concurrencyPolicy", .string(allowed: ["Allow", "Forbid", "Replace"], allowsEmpty: true),
                "What to do when the last run has not ended yet: run both, skip the new one, or stop the old one.",
                default: .string("Allow")),
            Field("suspend", .boolean, "Whether no further runs are started.", assumed: "false, by Kubernetes"),
            Field(
                "successfulJobsHistoryLimit", .int32(minimum: 0), "How many Jobs that succeeded are kept.",
                assumed: "3, by Kubernetes"),
            Field(
                "failedJobsHistoryLimit", .int32(minimum: 0), "How many Jobs that failed are kept.",
                assumed: "1, by Kubernetes"),
            // The CRD requires it, though none of its fields is required.
            Field(
                "jobTemplate", .object(.jobTemplate), "What the CronJob's Jobs are made of.",
                default: .object),
        ],
        rules: [ShortStartingDeadline()], mainField: "schedule", formerFields: FormerFields.scheduler)

    static let retryConfig = ObjectType(
        "RetryConfig", "How often a failed run is tried again.",
        [
            Field(
                "maxRetry",
                .int32(
                    minimum: 1,
                    because: "retries cannot be switched off; KubeStash tries at least once more after a failure"),
                "How many times to try again; at least once.", default: .integer(1)),
            Field(
                "delay", .string(.delay, allowsEmpty: false), "How long to wait before trying again.",
                assumed: "0s, by KubeStash"),
        ],
        mainField: "maxRetry", formerFields: FormerFields.retryConfig)

    private static let repository = ObjectType(
        "RepositoryInfo", "A repository that a session writes to.",
        [
            Field(
                "name", .string(.dnsSubdomain), "Name of the Repository that KubeStash makes.",
                need: "it names the Repository that KubeStash makes"),
            Field(
                "backend", .string(isName: true), "Name of the backend in spec.backends that holds the repository.",
                assumed: "the backend without a name, by KubeStash"),
            Field(
                "directory", .string(.directory), "Where in the backend the data goes.",
                need: "it says where in the backend the data goes"),
            Field(
                "encryptionSecret", .object(.objectReference),
                "The Secret with the key that the data is encrypted with; volume snapshots need none."),
            Field(
                "deletionPolicy", .string(allowed: ["Delete", "WipeOut", "Retain"]),
                "What happens to the data when the Repository is deleted: WipeOut deletes it, too.",
                default: .string("Delete")),
            Field(
                "backupVerifier", .object(.objectReference),
                "The BackupVerifier that says how backups are tried out."),
        ],
        rules: [WipeOut(with: "Repository"), UnlikelyDirectory("directory")], mainField: "name",
        formerFields: FormerFields.sessionRepository)
}
