// The kinds beside BackupConfiguration and those of storages.
extension FormerFields {
    /// Keys of `spec` of a HookTemplate.
    static let hookTemplate = [
        "podSpec":
            "a HookTemplate starts no Pod of its own: executor.function names a Function that a Job is made from",
        "selector": "it belongs under executor, as executor.pod.selector",
        "podSelector": "it is executor.pod.selector, a text such as app=mysql",
        "strategy": "it belongs under executor, as executor.pod.strategy",
        "type": "it belongs under executor, as executor.type",
        "function": "it belongs under executor, as executor.function",
        "pod": "it belongs under executor, as executor.pod",
        "exec": "it belongs under action, as action.exec",
        "httpGet": "it belongs under action, as action.httpGet",
        "httpPost": "it belongs under action, as action.httpPost",
        "tcpSocket": "it belongs under action, as action.tcpSocket",
        "containerName": "it belongs under action, as action.containerName",
        "containerRef": "the container's name is action.containerName, and the Pods are those of executor.pod.selector",
        "timeout": "the hook that uses the template has it, in sessions[].hooks.preBackup[].timeout",
        "maxRetry": "the hook that uses the template has it, in sessions[].hooks.preBackup[].maxRetry",
        "executionPolicy": "the hook that uses the template has it, in sessions[].hooks.postBackup[].executionPolicy",
        "onError": "KubeStash has no such field",
        "variables": "the hook that uses the template has them, in sessions[].hooks.preBackup[].variables",
        "preBackup": "a HookTemplate is one action, and a session says when it is taken: sessions[].hooks.preBackup",
        "postBackup": "a HookTemplate is one action, and a session says when it is taken: sessions[].hooks.postBackup",
    ]

    /// Keys of the action of a HookTemplate.
    static let hookAction = [
        "container": "it is containerName",
        "containerRef": "the container's name is containerName, and the Pods are those of executor.pod.selector",
        "command": "it belongs under exec, as exec.command",
        "timeout": "the hook that uses the template has it, in sessions[].hooks.preBackup[].timeout",
        "onError": "KubeStash has no such field",
    ]

    /// Keys of a request of a HookTemplate.
    static let hookRequest = [
        "url": "its parts are scheme, host, port and path",
        "headers": "they are httpHeaders, a list with name and value",
        "header": "it is httpHeaders, a list with name and value",
        "contentType": "it is a header, in httpHeaders",
        "data": "it is body",
        "payload": "it is body",
        "json": "it is body, a text",
        "method": "the name of the action says it: httpGet or httpPost",
        "containerName": "it belongs beside the request, as action.containerName",
        "timeout": "the hook that uses the template has it, in sessions[].hooks.preBackup[].timeout",
    ]

    /// Keys of the command of a HookTemplate.
    static let hookCommand = hookAction.filter { $0.key != "command" }.merging([
        "container": "it belongs beside exec, as action.containerName",
        "containerName": "it belongs beside exec, as action.containerName",
        "containerRef": "the container's name belongs beside exec, as action.containerName",
        "cmd": "it is command",
        "script": "it is command, such as [sh, -c, ...]",
        "shell": "it is command, such as [sh, -c, ...]",
        "args": "they belong to the list of exec.command, after the program",
    ]) { _, own in own }

    /// Keys of the executor of a HookTemplate.
    static let hookExecutor = [
        "podSelector": "it is pod.selector, a text such as app=mysql",
        "selector": "it belongs under pod, as pod.selector",
        "strategy": "it belongs under pod, as pod.strategy",
        "owner": "it belongs under pod, as pod.owner",
        "containerRef": "the container's name is action.containerName",
        "timeout": "the hook that uses the template has it, in sessions[].hooks.preBackup[].timeout",
        "podSpec": "no Pod is started: function names a Function that a Job is made from",
    ]

    /// Keys of the Pods of a HookTemplate's executor.
    static let hookPod = [
        "container": "it is action.containerName",
        "containerName": "it belongs under action, as action.containerName",
        "containerRef": "the container's name is action.containerName",
        "labels": "they are conditions in selector, a text such as app=mysql",
        "matchLabels": "they are conditions in selector, a text such as app=mysql",
        "labelSelector": "it is selector, a text such as app=mysql",
        "namespace": "KubeStash has no such field",
    ]
}

extension FormerFields {
    /// Keys of `spec` of a BackupBlueprint: before v2023.12.1, and those of Stash's.
    static let backupBlueprint = [
        "backends":
            "since v2023.12.1 they belong to backupConfigurationTemplate, as backupConfigurationTemplate.backends",
        "sessions":
            "since v2023.12.1 they belong to backupConfigurationTemplate, as backupConfigurationTemplate.sessions",
        "deletionPolicy": "it belongs to backupConfigurationTemplate, as backupConfigurationTemplate.deletionPolicy",
        "namespace": "it belongs to backupConfigurationTemplate, as backupConfigurationTemplate.namespace",
        "schedule": "every session has its own, in backupConfigurationTemplate.sessions[].scheduler.schedule",
        "task": "every session names its Addon and tasks, in backupConfigurationTemplate.sessions[].addon",
        "retentionPolicy": "every backend names its own, in backupConfigurationTemplate.backends[].retentionPolicy",
        "backend": "a BackupStorage has it, which backupConfigurationTemplate.backends[].storageRef names",
        "target": "every workload with the annotations of the blueprint is the target of a BackupConfiguration",
    ]

    /// Keys of the template of a BackupBlueprint: those of a BackupConfiguration that it has no use for.
    static let blueprintTemplate = spec.filter { $0.key != "deletionPolicy" }.merging([
        "target": "every workload with the annotations of the blueprint is the target of a BackupConfiguration",
        "paused": "a BackupConfiguration has it, once KubeStash has made it",
        "spec": "its fields belong right here: backends and sessions",
        "usagePolicy": "it belongs to the spec of the blueprint, beside backupConfigurationTemplate",
    ]) { $1 }

    /// Keys of a kind of workloads that a BackupBlueprint is for.
    static let subject = [
        "apiGroup": "here it is apiVersion, the group with the version, such as apps/v1",
        "name": "a blueprint is for a kind; a workload names the blueprint in its annotations",
        "namespace": "usagePolicy says which namespaces may use the blueprint",
    ]
}

extension FormerFields {
    /// Keys of `spec` of a RestoreSession: older ones, those of Stash's, and those of its parts.
    static let restoreSession = [
        "timeout": "since v2024.9.30 it is restoreTimeout",
        "timeOut": "it is restoreTimeout",
        "backupTimeout": "here it is restoreTimeout",
        "repository": "it belongs under dataSource, as dataSource.repository",
        "snapshot": "it belongs under dataSource, as dataSource.snapshot",
        "encryptionSecret": "it belongs under dataSource, as dataSource.encryptionSecret",
        "components": "they belong under dataSource, as dataSource.components",
        "pitr": "it belongs under dataSource, as dataSource.pitr",
        "rules": "dataSource names one Repository and one Snapshot",
        "task": "addon names an Addon and its tasks",
        "tasks": "they belong under addon, as addon.tasks",
        "driver": "the tasks of the Addon say how to restore, in addon.tasks",
        "preRestore": "it belongs under hooks, as hooks.preRestore",
        "postRestore": "it belongs under hooks, as hooks.postRestore",
        "runtimeSettings": "they are addon.jobTemplate, for the Pod, and addon.containerRuntimeSettings",
        "jobTemplate": "it belongs under addon, as addon.jobTemplate",
        "tempDir": "every task has its own volumes, in addon.tasks[].addonVolumes",
        "interimVolumeTemplate": "every task has its own volumes, in addon.tasks[].addonVolumes",
        "restoreNamespace": "it belongs to the kind that is restored, as in manifestOptions.mySQL.restoreNamespace",
        "targets": "it is target: a RestoreSession has one",
        "targetRef": "it is target",
        "backupSession": "dataSource names the Snapshot that a BackupSession took",
        "pause": "a restore cannot be paused",
        "paused": "a restore cannot be paused",
        "schedule": "a RestoreSession is one restore, at once",
        "retryConfig": "only backups and verifications have one",
        "deletionPolicy": "a RestoreSession has no data of its own",
    ]

    /// Keys of the data source of a RestoreSession.
    static let dataSource = [
        "repo": "it is repository",
        "name": "the name of the Repository is repository, and that of the Snapshot snapshot",
        "repositoryRef": "it is repository, a name, beside namespace",
        "snapshots": "it is snapshot: one restore is of one Snapshot",
        "targetTime": "it belongs under pitr, as pitr.targetTime",
        "exclusive": "it belongs under pitr, as pitr.exclusive",
        "secret": "it is encryptionSecret",
    ]

    /// Keys of the point in time of a RestoreSession.
    static let pitr = [
        "time": "it is targetTime", "timestamp": "it is targetTime", "date": "it is targetTime",
        "snapshot": "it belongs beside pitr, instead of it",
        "repository": "it belongs beside pitr, as dataSource.repository",
    ]

    /// Keys of the hooks of a RestoreSession.
    static let restoreHooks = [
        "preBackup": "here it is preRestore",
        "postBackup": "here it is postRestore",
    ]

    /// Keys of the manifest options of a RestoreSession.
    static let manifestOptions = [
        "restoreNamespace":
            "since v2024.9.30 it belongs to the kind that is restored, as in mySQL.restoreNamespace",
        "mongo": "it is mongoDB",
        "mssql": "it is msSQLServer",
        "sentinel": "it is redisSentinel",
    ]

    /// Keys of the manifest options of one kind.
    static let databaseManifestOptions = [
        "issuerRefName": "since v2024.8.14 it is tlsIssuerRef, with a kind and a name",
        "issuerRef": "it is tlsIssuerRef",
        "internalAuthIssuerRef": "KubeStash has had none since v2024.12.9",
        "name": "it is dbName",
        "namespace": "it is restoreNamespace",
    ]
}

extension FormerFields {
    /// Keys of `spec` of a BackupVerifier: of drafts before v2024.12.9, and of its parts.
    static let backupVerifier = [
        "schedule": "it belongs under scheduler, as scheduler.schedule",
        "target": "it belongs under restoreOption, as restoreOption.target",
        "addon": "it is restoreOption.addonInfo",
        "addonInfo": "it belongs under restoreOption, as restoreOption.addonInfo",
        "tasks": "they belong to the Addon, as restoreOption.addonInfo.tasks",
        "manifestOptions": "KubeStash has no such field for verifiers",
        "repository": "the repository names its verifier, in sessions[].repositories[].backupVerifier",
        "repositories": "a repository names its verifier, in sessions[].repositories[].backupVerifier",
        "location": "it belongs under script, as script.location",
        "args": "they belong under script, as script.args",
        "queries": "they are query, with a list for the database",
        "verificationPolicies": "KubeStash has no such field",
        "dataSource": "a repository that names the verifier is what is verified",
    ]

    /// Keys of the script of a BackupVerifier.
    static let script = [
        "path": "it is location", "file": "it is location", "name": "it is location, a path in the container",
        "command": "it is location, the path of the script, with args after it",
    ]

    /// Keys of the restore option of a BackupVerifier.
    static let restoreOption = [
        "addon": "here it is addonInfo",
        "tasks": "they belong to the Addon, as addonInfo.tasks",
        "namespace": "it belongs to the target, as target.namespace",
    ]

    /// Keys of `spec` of an Addon.
    static let addon = [
        "tasks": "they are backupTasks and restoreTasks",
        "function": "every task names its own, in backupTasks[].function",
        "driver": "every task has its own, in backupTasks[].driver",
        "steps": "every task names one Function, in backupTasks[].function",
    ]

    /// Keys of a task of an Addon.
    static let addonTask = [
        "passThroughMounts": "KubeStash has had none since v2024.4.27",
        "params": "here they are parameters, a list with a name for each",
        "volumes": "they are volumeTemplate, with a source for each",
        "volumeTemplates": "they are volumeTemplate",
        "functionRef": "it is function, the name alone",
        "image": "the Function has it, in spec.image",
        "args": "the Function has them, in spec.args",
        "command": "the Function has it, in spec.command",
    ]

    /// Keys of a volume of an Addon's task: sources of volumes, which have a field of their own.
    static let volumeTemplate = addonVolume.mapValues { $0.replacing("since v2023.12.1 ", with: "") }

    /// Keys of `spec` of a Function: settings of its container, which have a field of their own.
    static let function = [
        "env", "envFrom", "lifecycle", "livenessProbe", "readinessProbe", "resources", "securityContext",
    ]
    .reduce(into: [
        "parameters": "the Addon declares them, in backupTasks[].parameters",
        "volumes": "the Addon has them, in backupTasks[].volumeTemplate",
        "imagePullPolicy": "KubeStash has no such field",
    ]) { $0[$1] = "it belongs under runtimeSettings, as runtimeSettings.\($1)" }
}
