// The parts of a session, which BackupConfigurations, BackupBlueprints and BackupBatches have.
extension FormerFields {
    private static let noTimeZone = "KubeStash has none: schedules are read by the clock of Kubernetes' controllers"
    private static let noSuchField = "KubeStash has no such field"

    /// Keys of a scheduler: those of a CronJob that KubeStash does not pass on, and those of the session around it.
    static let scheduler = [
        "timeZone": noTimeZone,
        "timezone": noTimeZone,
        "cron": "it is schedule",
        "cronExpression": "it is schedule",
        "template": "it belongs under jobTemplate, as jobTemplate.template",
        "backoffLimit": "it belongs under jobTemplate, as jobTemplate.backoffLimit",
        "paused": "it is suspend",
        "pause": "it is suspend",
        "startingDeadline": "it is startingDeadlineSeconds",
        "sessionHistoryLimit": "it belongs to the session, beside scheduler",
        "retryConfig": "it belongs to the session, beside scheduler",
        "backupTimeout": "it belongs to the session, beside scheduler",
    ]

    /// Keys of an Addon of a session.
    static let addonInfo = [
        "addon": "it is name",
        "addonName": "it is name",
        "params": "they belong to a task, as tasks[].params",
        "targetVolumes": "they belong to a task, as tasks[].targetVolumes",
        "addonVolumes": "they belong to a task, as tasks[].addonVolumes",
        "variables": "they belong to a task, as tasks[].variables",
        "task": "an Addon has a list of them, in tasks",
        "runtimeSettings": "they are jobTemplate, for the Pod, and containerRuntimeSettings",
        "resources": "they belong under containerRuntimeSettings, as containerRuntimeSettings.resources",
        "serviceAccountName": "it belongs to the Pod, as jobTemplate.spec.serviceAccountName",
        "securityContext":
            "it belongs to the Pod, as jobTemplate.spec.securityContext, or under containerRuntimeSettings",
    ]

    /// Keys of a task of a session.
    static let task = [
        "task": "it is name",
        "taskName": "it is name",
        "jobTemplate": "it belongs to the Addon, beside tasks",
        "containerRuntimeSettings": "they belong to the Addon, beside tasks",
        "parameters": "here they are params, a map of names to values",
        "paths": "it is a parameter, as params.paths",
        "exclude": "it is a parameter, as params.exclude",
        "args": "it is a parameter, as params.args",
        "volumes": "they belong under targetVolumes, as targetVolumes.volumes",
        "volumeMounts": "they belong under targetVolumes, as targetVolumes.volumeMounts",
        "volumeClaimTemplates": "they belong under targetVolumes, as targetVolumes.volumeClaimTemplates",
    ]

    /// Keys of the settings for another try.
    static let retryConfig = [
        "retries": "it is maxRetry", "interval": "it is delay", "backoff": "it is delay",
        "retryInterval": "it is delay",
    ]

    /// Keys of the hooks of a session.
    static let hooks = [
        "preRestore": "it belongs to a RestoreSession, as spec.hooks.preRestore",
        "postRestore": "it belongs to a RestoreSession, as spec.hooks.postRestore",
        "hookTemplate": "every hook has its own, as preBackup[].hookTemplate",
        "onError": noSuchField,
    ]

    /// Keys of a hook: those of the HookTemplate that it refers to.
    static let hook = [
        "action": hookTemplateDoes,
        "executor": hookTemplateDoes,
        "exec": hookTemplateDoes,
        "command": hookTemplateDoes,
        "httpGet": hookTemplateDoes,
        "httpPost": hookTemplateDoes,
        "tcpSocket": hookTemplateDoes,
        "podSpec": hookTemplateDoes,
        "containerName": "the HookTemplate has it, in action.containerName",
        "containerRef": "the HookTemplate has it, in executor.pod and action.containerName",
        "onError": noSuchField,
        "failurePolicy": noSuchField,
        "hook": "it is hookTemplate",
        "template": "it is hookTemplate",
        "timeoutSeconds": "it is timeout, a text with a unit, such as 30s",
        "retry": "it is maxRetry",
        "policy": "it is executionPolicy",
    ]
    private static let hookTemplateDoes = "the HookTemplate that hookTemplate names says what is done, and by whom"

    /// Keys of a repository of a session.
    static let sessionRepository = [
        "storageRef": "every backend has its own, in backends[].storageRef, beside sessions",
        "retentionPolicy": "every backend has its own, in backends[].retentionPolicy, beside sessions",
        "backendName": "it is backend",
        "storage": "it is backend, the name of one of the backends",
        "repository": "it is name",
        "dir": "it is directory",
        "encryptionSecretName": "it is encryptionSecret, with a name and a namespace",
        "path": "it is directory",
        "prefix": "it is directory",
        "subPath": "it is directory",
        "verificationPolicies": "a repository names one BackupVerifier, in backupVerifier",
        "verifier": "it is backupVerifier",
        "secret": "it is encryptionSecret",
        "wipeOut": "it is deletionPolicy: WipeOut",
    ]

    /// Keys of a backend.
    static let backend = [
        "storage": "it is storageRef, which names a BackupStorage",
        "backupStorage": "it is storageRef, which names a BackupStorage",
        "retention": "it is retentionPolicy, which names a RetentionPolicy",
        "directory": "every repository of a session has its own",
        "encryptionSecret": "every repository of a session has its own",
        "deletionPolicy": "every repository of a session has its own",
        "provider": backupStorageHas,
        "s3": backupStorageHas,
        "gcs": backupStorageHas,
        "azure": backupStorageHas,
        "local": backupStorageHas,
    ]
    private static let backupStorageHas = "the BackupStorage that storageRef names has it, in spec.storage"
}
