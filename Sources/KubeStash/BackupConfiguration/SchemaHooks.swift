internal import Kubernetes
internal import Schema

extension BackupConfiguration {
    static let hooks = ObjectType(
        "BackupHooks", "What is run before and after a backup.",
        [
            Field("preBackup", .list(of: .object(hook)), "What is run before a backup."),
            Field("postBackup", .list(of: .object(hook)), "What is run after a backup."),
        ],
        rules: [DuplicateHookName(), MissingHookTemplate(), PreBackupPolicy()])

    private static let hook = ObjectType(
        "HookInfo", "One hook: what is run, and when.",
        [
            Field("name", .string(), "What the hook is called."),
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
                "Whether the hook is run after every backup, or only after one that succeeded or failed.",
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
                "runtimeSettings", .object(runtimeSettings),
                "How the hook's Pod and container are run; for hooks that run a Function."),
        ])

    private static let runtimeSettings = ObjectType(
        "RuntimeSettings", "How a Pod and its container are run.",
        [
            Field("container", .object(.containerRuntimeSettings), "How the container is run."),
            Field("pod", .object(.podRuntimeSettings), "How the Pod is run."),
        ])
}
