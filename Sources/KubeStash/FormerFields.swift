internal import Kubernetes
internal import Schema

/// The remarks about keys that are not fields: those of older releases, and those of Stash where KubeStash has them
/// elsewhere.
///
/// Only `stashgate review` of a manifest and other offline checks report them; in the cluster, the API server judges
/// unknown fields. The releases are those in which KubeStash's own definition changed.
enum FormerFields {
    /// Keys of `spec` of a BackupConfiguration.
    static let spec = [
        "schedule": "every session has its own, in sessions[].scheduler.schedule",
        "repository": "every session names where its data goes, in sessions[].repositories",
        "retentionPolicy": "every backend names its RetentionPolicy, in backends[].retentionPolicy",
        "hooks": "every session has its own, in sessions[].hooks",
        "task": "every session names its Addon and tasks, in sessions[].addon",
        "addon": "every session has its own, in sessions[].addon",
        "repositories": "every session has its own, in sessions[].repositories",
        "scheduler": "every session has its own, in sessions[].scheduler",
        "storageRef": "every backend has its own, in backends[].storageRef",
        "encryptionSecret": "every repository has its own, in sessions[].repositories[].encryptionSecret",
        "deletionPolicy": "every repository has its own, in sessions[].repositories[].deletionPolicy",
        "runtimeSettings": "every session has its own, in sessions[].addon.jobTemplate",
        "tempDir": "every task has its own volumes, in sessions[].addon.tasks[].addonVolumes",
        "interimVolumeTemplate": "every task has its own volumes, in sessions[].addon.tasks[].addonVolumes",
        "backupHistoryLimit": "every session has its own, in sessions[].sessionHistoryLimit",
        "sessionHistoryLimit": "every session has its own, in sessions[].sessionHistoryLimit",
        "timeOut": "every session has its own, in sessions[].backupTimeout",
        "backupTimeout": "every session has its own, in sessions[].backupTimeout",
        "retryConfig": "every session has its own, in sessions[].retryConfig",
        "driver": "the tasks of a session say how to back up, in sessions[].addon.tasks",
        "verificationPolicies": "every repository names a BackupVerifier, in sessions[].repositories[].backupVerifier",
        "manifest": "a session backs up manifests with kubedump-addon or a task manifest-backup, in sessions[].addon",
        "suspend": "it is paused",
        "hookTemplate": "every hook of a session has its own, in sessions[].hooks.preBackup[].hookTemplate",
        "preBackup": "every session has its own, in sessions[].hooks.preBackup",
        "postBackup": "every session has its own, in sessions[].hooks.postBackup",
        "failurePolicy": "KubeStash has had none since v2024.4.27",
        "usagePolicy": "only what others refer to has one: BackupStorage, RetentionPolicy and BackupBlueprint",
    ]

    /// Keys of a session.
    static let session = [
        "schedule": "it belongs under scheduler, as scheduler.schedule",
        "failurePolicy": "KubeStash has had none since v2024.4.27",
        "verificationStrategies":
            "since v2024.12.9 every repository names a BackupVerifier, in repositories[].backupVerifier",
        "verificationPolicies": "every repository names a BackupVerifier, in repositories[].backupVerifier",
        "tasks": "they belong under addon, as addon.tasks",
        "params": "they belong to a task, as addon.tasks[].params",
        "jobTemplate":
            "it belongs under scheduler or under addon: the Job that starts backups, or the Pod that takes them",
        "repository": "a session has a list of them, in repositories",
        "suspend": "it belongs under scheduler, as scheduler.suspend",
        "concurrencyPolicy": "it belongs under scheduler, as scheduler.concurrencyPolicy",
        "encryptionSecret": "every repository has its own, in repositories[].encryptionSecret",
        "deletionPolicy": "every repository has its own, in repositories[].deletionPolicy",
        "retentionPolicy": "every backend names its own, in backends[].retentionPolicy, beside sessions",
        "storageRef": "every backend names its own, in backends[].storageRef, beside sessions",
        "backends": "they belong beside sessions",
        "target": "all sessions back up the target of the BackupConfiguration, its spec.target",
        "paused": "a BackupConfiguration has it, as spec.paused; one session alone is stopped by scheduler.suspend",
        "task": "a session has a list of them, in addon.tasks",
        "targetVolumes": "they belong to a task, as addon.tasks[].targetVolumes",
        "addonVolumes": "they belong to a task, as addon.tasks[].addonVolumes",
        "runtimeSettings": "they are addon.jobTemplate, for the Pod, and addon.containerRuntimeSettings",
        "preBackup": "it belongs under hooks, as hooks.preBackup",
        "postBackup": "it belongs under hooks, as hooks.postBackup",
        "hookTemplate": "every hook has its own, in hooks.preBackup[].hookTemplate",
        "onError": "KubeStash has no such field",
        "timeZone": "KubeStash has none: schedules are read by the clock of Kubernetes' controllers",
        "backupVerifier": "every repository names its own, in repositories[].backupVerifier",
    ]

    /// Keys of a target: Stash's wraps its reference, and says in it which paths are backed up.
    static let target = [
        "ref": "its fields belong right here: apiGroup, kind, name and namespace",
        "apiVersion": "here it is apiGroup, the part before the slash",
        "group": "it is apiGroup",
        "paths": "they are a parameter of a task of the Addon, as tasks[].params.paths",
        "exclude": "it is a parameter of a task of the Addon, as tasks[].params.exclude",
        "volumeMounts": "they belong to a task of the Addon, as tasks[].targetVolumes.volumeMounts",
    ]

    /// Keys of a reference by name and namespace.
    static let reference = [
        "apiGroup": "since v2023.12.1 the field itself says which kind is meant",
        "kind": "since v2023.12.1 the field itself says which kind is meant",
        "podSpec": "it refers to a HookTemplate by name, which says what is done and by whom",
        "secretName": "it is name",
        "secretRef": "its fields belong right here: name and namespace",
        "ns": "it is namespace",
    ]

    /// Keys of an addon's volume: sources of volumes, which have a field of their own.
    static let addonVolume: [String: String] = ObjectType.volumeSource("VolumeSource", "", with: []).fields.reduce(
        into: [:]
    ) { remarks, field in
        remarks[field.name] = "since v2023.12.1 it belongs under source, as source.\(field.name)"
    }

    /// Keys of `spec` of a RetentionPolicy: the counts of Stash's `retentionPolicy`.
    static let retention = [
        "maxRetention": "it is maxRetentionPeriod",
        "keepLast": "it is successfulSnapshots.last",
        "keepHourly": "it is successfulSnapshots.hourly",
        "keepDaily": "it is successfulSnapshots.daily",
        "keepWeekly": "it is successfulSnapshots.weekly",
        "keepMonthly": "it is successfulSnapshots.monthly",
        "keepYearly": "it is successfulSnapshots.yearly",
        "last": "it belongs under successfulSnapshots or failedSnapshots",
        "hourly": "it belongs under successfulSnapshots",
        "daily": "it belongs under successfulSnapshots",
        "weekly": "it belongs under successfulSnapshots",
        "monthly": "it belongs under successfulSnapshots",
        "yearly": "it belongs under successfulSnapshots",
    ]

    /// Keys of the counts of successful snapshots: those of Stash's `retentionPolicy`.
    static let successfulSnapshots = [
        "keepLast": "it is last", "keepHourly": "it is hourly", "keepDaily": "it is daily",
        "keepWeekly": "it is weekly", "keepMonthly": "it is monthly", "keepYearly": "it is yearly",
        "maxRetentionPeriod": "it belongs to the spec, as spec.maxRetentionPeriod",
        "failedSnapshots": "they belong to the spec, as spec.failedSnapshots",
    ]

    /// Keys of the counts of failed snapshots.
    static let failedSnapshots = ["hourly", "daily", "weekly", "monthly", "yearly"].reduce(
        into: ["keepLast": "it is last"]
    ) { $0[$1] = "failed snapshots are kept by their number alone, in last" }

    /// Keys of a usage policy: the fields in it.
    static let usagePolicy = [
        "from": "it belongs under allowedNamespaces, as allowedNamespaces.from",
        "selector": "it belongs under allowedNamespaces, as allowedNamespaces.selector",
        "namespaceSelector": "it is allowedNamespaces.selector, with allowedNamespaces.from: Selector",
        "namespaces": byName,
    ]

    /// Keys of the namespaces that a usage policy allows.
    static let allowedNamespaces = [
        "matchLabels": "it belongs under selector, as selector.matchLabels",
        "matchExpressions": "it belongs under selector, as selector.matchExpressions",
        "namespaceSelector": "it is selector, with from: Selector",
        "labelSelector": "it is selector, with from: Selector",
        "names": byName, "namespaces": byName, "list": byName,
    ]
    private static let byName =
        "namespaces are chosen by labels: from: Selector, with the label kubernetes.io/metadata.name in selector"

    /// Keys of `spec` of a BackupStorage: the fields of its storage, and those of Stash's Repository.
    static let storageSpec = [
        "provider": "it belongs under storage, as storage.provider",
        "s3": "it belongs under storage, as storage.s3",
        "gcs": "it belongs under storage, as storage.gcs",
        "azure": "it belongs under storage, as storage.azure",
        "local": "it belongs under storage, as storage.local",
        "backend": "it is storage, with a provider",
        "wipeOut": "it is deletionPolicy: WipeOut",
        "allowedNamespaces": "it belongs under usagePolicy, as usagePolicy.allowedNamespaces",
    ]

    /// Keys of a storage: providers that are gone, and fields of one provider.
    static let storage = [
        "swift": "KubeStash has had no such provider since v2024.1.31",
        "b2": "KubeStash has had no such provider since v2024.1.31; Backblaze has endpoints for s3",
        "rest": "KubeStash has had no such provider since v2024.1.31",
        "storageSecretName": "the provider's own field has it, as in s3.secretName",
        "secretName": "it belongs to the provider's own field, as in s3.secretName",
        "secret": "it belongs to the provider's own field, as in s3.secretName",
        "bucket": "it belongs to the provider's own field, as in s3.bucket",
        "prefix": "it belongs to the provider's own field, as in s3.prefix",
        "endpoint": "it belongs under s3, as s3.endpoint",
        "region": "it belongs under s3, as s3.region",
        "container": "it belongs under azure, as azure.container",
        "mountPath": "it belongs under local, as local.mountPath",
    ]

    /// Keys of a bucket.
    static let bucketStorage = [
        "secret": secretName, "storageSecretName": "it is secretName", "secretRef": "it is secretName, a name alone",
        "credentialSecret": "it is secretName", "credentials": inSecret, "accessKey": inSecret, "secretKey": inSecret,
        "accessKeyID": inSecret,
        "secretAccessKey": inSecret, "accessKeyId": inSecret, "container": "here it is bucket",
        "bucketName": "it is bucket", "path": "it is prefix", "directory": "it is prefix", "folder": "it is prefix",
        "secretNamespace": "the Secret is in the namespace of the storage", "url": "it is endpoint",
        "insecure": "it is insecureTLS", "insecureSkipTLSVerify": "it is insecureTLS",
        "caBundle": "the Secret has it, in the key CA_CERT_DATA",
        "caCert": "the Secret has it, in the key CA_CERT_DATA",
    ]

    /// Keys of a container of Azure.
    static let azureStorage = [
        "secret": secretName, "storageSecretName": "it is secretName", "secretRef": "it is secretName, a name alone",
        "bucket": "here it is container",
        "accountName": "it is storageAccount", "storageAccountName": "it is storageAccount",
    ]

    /// Keys of a local storage.
    static let localStorage = [
        "volumeSource": "the source of the volume belongs right here",
        "volume": "the source of the volume belongs right here",
        "pvc": "it is persistentVolumeClaim, with claimName",
        "claimName": "it belongs under persistentVolumeClaim, as persistentVolumeClaim.claimName",
        "path": "a directory of the volume is subPath",
        "prefix": "a directory of the volume is subPath",
    ]

    /// Keys of `spec` of a Repository: those of Stash's, which is a storage, and those of a BackupConfiguration.
    static let repository = [
        "backend": "the BackupStorage has it, as storage; storageRef names the BackupStorage",
        "wipeOut": "it is deletionPolicy: WipeOut",
        "usagePolicy": "the BackupStorage has it",
        "directory": "here it is path",
        "target": "here it is appRef",
    ]

    /// Keys of `spec` of a BackupSession.
    static let backupSession = [
        "retry": "it is retryLeft", "timeout": "it is backupTimeout", "timeOut": "it is backupTimeout",
        "backupConfiguration": "it is invoker, with apiGroup, kind and name",
        "sessions": "it is session: a BackupSession is one run of one session",
    ]

    /// Keys of the invoker of a session.
    static let invoker = [
        "apiVersion": "here it is apiGroup, the part before the slash",
        "namespace": "the invoker is in the namespace of the object that names it",
    ]

    private static let inSecret = "the Secret that secretName names has it"
    private static let secretName =
        "it has been secretName since v2024.1.31; the API server drops it, and the storage is without credentials"
}
