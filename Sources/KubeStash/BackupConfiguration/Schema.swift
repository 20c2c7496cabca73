public import Schema

extension BackupConfiguration {
    /// Every field that is checked or defaulted, stated once, in the order of KubeStash's documentation.
    public static let schema = ObjectType(
        kind,
        [
            Field("spec", .object(spec), need: "says what to back up, when and where to")
        ])

    private static let spec = ObjectType(
        "BackupConfigurationSpec",
        [
            Field("backends", .list(of: .object(backend))),
            Field(
                "sessions", .list(of: .object(session)), need: "at least one session must say when and how to back up"),
        ])

    private static let backend = ObjectType("BackendReference", [Field("name", .string())])

    private static let session = ObjectType(
        "Session",
        [
            Field("name", .string(), need: "tells the sessions apart"),
            Field("scheduler", .object(scheduler), need: "says when to back up"),
            Field("hooks", .object(hooks)),
            Field("retryConfig", .object(retryConfig), default: .object),
            Field("sessionHistoryLimit", .int32(minimum: 0), default: .integer(1)),
            Field("addon", .object(addon), need: "says how to back up"),
            Field(
                "repositories", .list(of: .object(repository)),
                need: "at least one repository must say where the data goes"),
        ])

    private static let scheduler = ObjectType(
        "SchedulerSpec",
        [
            Field("schedule", .string(), need: "a cron expression says when to back up"),
            Field(
                "concurrencyPolicy", .string(allowed: ["Allow", "Forbid", "Replace"]), default: .string("Allow")),
            // The CRD requires it, though nothing in it is required.
            Field("jobTemplate", .object(ObjectType("JobTemplate", [])), default: .object),
        ])

    private static let hooks = ObjectType(
        "BackupHooks",
        [
            Field("preBackup", .list(of: .object(hook))),
            Field("postBackup", .list(of: .object(hook))),
        ])

    private static let hook = ObjectType(
        "HookInfo",
        [
            Field(
                "executionPolicy", .string(allowed: ["Always", "OnSuccess", "OnFailure"]), default: .string("Always"))
        ])

    private static let retryConfig = ObjectType(
        "RetryConfig", [Field("maxRetry", .int32(minimum: 1), default: .integer(1))])

    private static let addon = ObjectType(
        "AddonInfo",
        [
            Field("name", .string(), need: "names the Addon that takes the backup"),
            Field("tasks", .list(of: .object(task)), need: "at least one task of the Addon must be named"),
        ])

    private static let task = ObjectType("TaskReference", [Field("name", .string(), need: "names a task of the Addon")])

    private static let repository = ObjectType(
        "RepositoryInfo",
        [
            Field("name", .string(), need: "names the Repository that KubeStash makes"),
            Field("backend", .string()),
            Field("directory", .string(), need: "says where in the backend the data goes"),
            Field(
                "deletionPolicy", .string(allowed: ["Delete", "WipeOut", "Retain"]), default: .string("Delete")),
        ])
}
