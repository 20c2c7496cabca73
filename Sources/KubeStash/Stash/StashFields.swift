// The replacements of the fields of Stash in KubeStash, by their paths in Stash.
extension StashKind {
    static let backupConfiguration: [String: String] = [
        "spec.schedule": "now spec.sessions[].scheduler.schedule",
        "spec.driver":
            "now the name of a task in spec.sessions[].addon.tasks: logical-backup for Restic, volume-snapshot for VolumeSnapshotter",
        "spec.task.name":
            "now spec.sessions[].addon, which names an Addon and its tasks, such as workload-addon and logical-backup",
        "spec.task.params": "now spec.sessions[].addon.tasks[].params, as a map of names to values",
        "spec.retentionPolicy.name":
            "now the name of a RetentionPolicy, which spec.backends[].retentionPolicy refers to",
        "spec.retentionPolicy.keepLast": "now spec.successfulSnapshots.last of a RetentionPolicy",
        "spec.retentionPolicy.keepHourly": "now spec.successfulSnapshots.hourly of a RetentionPolicy",
        "spec.retentionPolicy.keepDaily": "now spec.successfulSnapshots.daily of a RetentionPolicy",
        "spec.retentionPolicy.keepWeekly": "now spec.successfulSnapshots.weekly of a RetentionPolicy",
        "spec.retentionPolicy.keepMonthly": "now spec.successfulSnapshots.monthly of a RetentionPolicy",
        "spec.retentionPolicy.keepYearly": "now spec.successfulSnapshots.yearly of a RetentionPolicy",
        "spec.retentionPolicy.keepTags": "KubeStash has no such field",
        "spec.retentionPolicy.prune": "KubeStash has no such field",
        "spec.retentionPolicy.dryRun": "KubeStash has no such field",
        "spec.runtimeSettings.container": "now spec.sessions[].addon.containerRuntimeSettings",
        "spec.runtimeSettings.pod": "now spec.sessions[].addon.jobTemplate.spec",
        "spec.tempDir":
            "now spec.sessions[].addon.tasks[].addonVolumes, where kubestash-tmp-volume is the name of the volume",
        "spec.interimVolumeTemplate":
            "now spec.sessions[].addon.tasks[].addonVolumes, where kubestash-interim-volume is the name of the volume, with source.volumeClaimTemplate",
        "spec.backupHistoryLimit": "now spec.sessions[].sessionHistoryLimit",
        "spec.timeOut": "now spec.sessions[].backupTimeout",
        "spec.retryConfig.maxRetry": "now spec.sessions[].retryConfig.maxRetry",
        "spec.retryConfig.delay": "now spec.sessions[].retryConfig.delay",
        "spec.hooks.preBackup": "now a HookTemplate, which spec.sessions[].hooks.preBackup[].hookTemplate refers to",
        "spec.hooks.postBackup": "now a HookTemplate, which spec.sessions[].hooks.postBackup[].hookTemplate refers to",
        "spec.target.alias": "KubeStash has no such field",
        "spec.target.ref.apiVersion": "now spec.target.apiGroup, the part before the slash",
        "spec.target.ref.kind": "now spec.target.kind",
        "spec.target.ref.name": "now spec.target.name",
        "spec.target.ref.namespace": "now spec.target.namespace",
        "spec.target.paths": "now spec.sessions[].addon.tasks[].params.paths, as one text with commas",
        "spec.target.exclude": "now spec.sessions[].addon.tasks[].params.exclude, as one text with commas",
        "spec.target.args": "now spec.sessions[].addon.tasks[].params.args",
        "spec.target.volumeMounts": "now spec.sessions[].addon.tasks[].targetVolumes.volumeMounts",
        "spec.target.volumeClaimTemplates": "now spec.sessions[].addon.tasks[].targetVolumes.volumeClaimTemplates",
        "spec.target.snapshotClassName": "now spec.sessions[].addon.tasks[].params.volumeSnapshotClassName",
        "spec.target.replicas": "KubeStash has no such field",
        "spec.repository.name": "now spec.sessions[].repositories[].name, beside a backend that spec.backends names",
        "spec.repository.namespace": "now spec.backends[].storageRef.namespace, where the BackupStorage is",
        "spec.paused": "now spec.paused",
    ]

    /// A BackupBlueprint of Stash also has the fields of the Repository that it creates.
    static let backupBlueprint: [String: String] = [
        "spec.schedule": "now spec.backupConfigurationTemplate.sessions[].scheduler.schedule",
        "spec.driver":
            "now the name of a task in spec.backupConfigurationTemplate.sessions[].addon.tasks: logical-backup for Restic, volume-snapshot for VolumeSnapshotter",
        "spec.task.name":
            "now spec.backupConfigurationTemplate.sessions[].addon, which names an Addon and its tasks, such as workload-addon and logical-backup",
        "spec.task.params":
            "now spec.backupConfigurationTemplate.sessions[].addon.tasks[].params, as a map of names to values",
        "spec.retentionPolicy.name":
            "now the name of a RetentionPolicy, which spec.backupConfigurationTemplate.backends[].retentionPolicy refers to",
        "spec.retentionPolicy.keepLast": "now spec.successfulSnapshots.last of a RetentionPolicy",
        "spec.retentionPolicy.keepHourly": "now spec.successfulSnapshots.hourly of a RetentionPolicy",
        "spec.retentionPolicy.keepDaily": "now spec.successfulSnapshots.daily of a RetentionPolicy",
        "spec.retentionPolicy.keepWeekly": "now spec.successfulSnapshots.weekly of a RetentionPolicy",
        "spec.retentionPolicy.keepMonthly": "now spec.successfulSnapshots.monthly of a RetentionPolicy",
        "spec.retentionPolicy.keepYearly": "now spec.successfulSnapshots.yearly of a RetentionPolicy",
        "spec.retentionPolicy.keepTags": "KubeStash has no such field",
        "spec.retentionPolicy.prune": "KubeStash has no such field",
        "spec.retentionPolicy.dryRun": "KubeStash has no such field",
        "spec.runtimeSettings.container":
            "now spec.backupConfigurationTemplate.sessions[].addon.containerRuntimeSettings",
        "spec.runtimeSettings.pod": "now spec.backupConfigurationTemplate.sessions[].addon.jobTemplate.spec",
        "spec.tempDir":
            "now spec.backupConfigurationTemplate.sessions[].addon.tasks[].addonVolumes, where kubestash-tmp-volume is the name of the volume",
        "spec.interimVolumeTemplate":
            "now spec.backupConfigurationTemplate.sessions[].addon.tasks[].addonVolumes, where kubestash-interim-volume is the name of the volume, with source.volumeClaimTemplate",
        "spec.backupHistoryLimit": "now spec.backupConfigurationTemplate.sessions[].sessionHistoryLimit",
        "spec.timeOut": "now spec.backupConfigurationTemplate.sessions[].backupTimeout",
        "spec.retryConfig.maxRetry": "now spec.backupConfigurationTemplate.sessions[].retryConfig.maxRetry",
        "spec.retryConfig.delay": "now spec.backupConfigurationTemplate.sessions[].retryConfig.delay",
        "spec.hooks.preBackup":
            "now a HookTemplate, which spec.backupConfigurationTemplate.sessions[].hooks.preBackup[].hookTemplate refers to",
        "spec.hooks.postBackup":
            "now a HookTemplate, which spec.backupConfigurationTemplate.sessions[].hooks.postBackup[].hookTemplate refers to",
        "spec.repoNamespace": "now spec.backupConfigurationTemplate.namespace",
    ].merging(repository) { own, _ in own }

    static let repository: [String: String] = [
        "spec.backend.local": "now spec.storage.local of a BackupStorage, with spec.storage.provider local",
        "spec.backend.s3.endpoint": "now spec.storage.s3.endpoint of a BackupStorage",
        "spec.backend.s3.bucket": "now spec.storage.s3.bucket of a BackupStorage",
        "spec.backend.s3.prefix": "now spec.storage.s3.prefix of a BackupStorage",
        "spec.backend.s3.region": "now spec.storage.s3.region of a BackupStorage",
        "spec.backend.s3.insecureTLS": "now spec.storage.s3.insecureTLS of a BackupStorage",
        "spec.backend.s3.maxConnections": "now spec.storage.s3.maxConnections of a BackupStorage",
        "spec.backend.gcs.bucket": "now spec.storage.gcs.bucket of a BackupStorage",
        "spec.backend.gcs.prefix": "now spec.storage.gcs.prefix of a BackupStorage",
        "spec.backend.gcs.maxConnections": "now spec.storage.gcs.maxConnections of a BackupStorage",
        "spec.backend.azure.container": "now spec.storage.azure.container of a BackupStorage",
        "spec.backend.azure.prefix": "now spec.storage.azure.prefix of a BackupStorage",
        "spec.backend.azure.maxConnections": "now spec.storage.azure.maxConnections of a BackupStorage",
        "spec.backend.swift": "nothing takes its place: KubeStash knows local, s3, gcs and azure",
        "spec.backend.b2": "now spec.storage.s3 of a BackupStorage, as Backblaze speaks the protocol of S3",
        "spec.backend.rest": "nothing takes its place: KubeStash knows local, s3, gcs and azure",
        "spec.backend.storageSecretName":
            "now secretName beside the bucket or container in spec.storage of a BackupStorage; the password RESTIC_PASSWORD belongs to the encryptionSecret of sessions[].repositories[]",
        "spec.wipeOut": "now deletionPolicy WipeOut of sessions[].repositories[] of a BackupConfiguration",
        "spec.usagePolicy": "now spec.usagePolicy of a BackupStorage",
    ]

    static let restoreSession: [String: String] = [
        "spec.target.alias": "KubeStash has no such field",
        "spec.target.ref.apiVersion": "now spec.target.apiGroup, the part before the slash",
        "spec.target.ref.kind": "now spec.target.kind",
        "spec.target.ref.name": "now spec.target.name",
        "spec.target.ref.namespace": "now spec.target.namespace",
        "spec.target.volumeMounts": "now spec.addon.tasks[].targetVolumes.volumeMounts",
        "spec.target.volumeClaimTemplates": "now spec.addon.tasks[].targetVolumes.volumeClaimTemplates",
        "spec.target.rules.snapshots": "now spec.dataSource.snapshot",
        "spec.target.rules.paths": "now spec.addon.tasks[].params",
        "spec.target.rules.sourceHost": "KubeStash has no such field",
        "spec.target.rules.targetHosts": "KubeStash has no such field",
        "spec.target.rules.include": "now spec.addon.tasks[].params",
        "spec.target.rules.exclude": "now spec.addon.tasks[].params",
        "spec.target.replicas": "KubeStash has no such field",
        "spec.target.args": "KubeStash has no such field",
        "spec.rules": "now spec.dataSource, which names one Repository and one Snapshot",
        "spec.repository.name": "now spec.dataSource.repository",
        "spec.repository.namespace": "now spec.dataSource.namespace",
        "spec.driver":
            "now the name of a task in spec.addon.tasks: logical-backup-restore for Restic, volume-snapshot-restore for VolumeSnapshotter",
        "spec.task.name":
            "now spec.addon, which names an Addon and its tasks, such as workload-addon and logical-backup-restore",
        "spec.task.params": "now spec.addon.tasks[].params, as a map of names to values",
        "spec.runtimeSettings.container": "now spec.addon.containerRuntimeSettings",
        "spec.runtimeSettings.pod": "now spec.addon.jobTemplate.spec",
        "spec.tempDir": "now spec.addon.tasks[].addonVolumes, where kubestash-tmp-volume is the name of the volume",
        "spec.interimVolumeTemplate":
            "now spec.addon.tasks[].addonVolumes, where kubestash-interim-volume is the name of the volume, with source.volumeClaimTemplate",
        "spec.hooks.preRestore": "now a HookTemplate, which spec.hooks.preRestore[].hookTemplate refers to",
        "spec.hooks.postRestore": "now a HookTemplate, which spec.hooks.postRestore[].hookTemplate refers to",
        "spec.timeOut": "now spec.restoreTimeout",
    ]
}
