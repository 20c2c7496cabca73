import TestSupport

/// Manifests of the stories.
enum Manifests {
    /// A BackupConfiguration that names no backend, and so relies on defaults.
    static func withoutBackends(_ name: String, in namespace: String) -> String {
        """
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          target: {apiGroup: apps, kind: Deployment, name: \(name), namespace: \(namespace)}
          sessions:
          - name: nightly
            scheduler: {schedule: "0 2 * * *", jobTemplate: {template: {}}}
            addon: {name: workload-addon, tasks: [{name: logical-backup}]}
            repositories: [{name: \(name), directory: /\(namespace)/\(name)}]

        """
    }

    /// An object with a mistake of each kind; none of the mistakes is one that the definitions refuse.
    static func broken(in namespace: String) -> [(resource: String, manifest: String)] {
        let core = "apiVersion: core.kubestash.com/v1alpha1"
        let storage = "apiVersion: storage.kubestash.com/v1alpha1"
        let addons = "apiVersion: addons.kubestash.com/v1alpha1"
        let metadata = "metadata: {name: old, namespace: \(namespace)}"
        let session = """
            name: nightly, scheduler: {schedule: "61 * * * *"}, repositories: [{name: a, directory: /a}],
              addon: {name: workload-addon, tasks: [{name: logical-backup}]}
            """
        return [
            (
                "backupconfiguration",
                "\(core)\nkind: BackupConfiguration\n\(metadata)\nspec:\n  "
                    + "target: {apiGroup: apps, kind: StatefulSet, name: a}\n  sessions: [{\(session)}]\n"
            ),
            (
                "backupstorage",
                "\(storage)\nkind: BackupStorage\n\(metadata)\nspec: {storage: {provider: s3, gcs: {bucket: a}}}\n"
            ),
            ("retentionpolicy", "\(storage)\nkind: RetentionPolicy\n\(metadata)\nspec: {maxRetentionPeriod: \"30\"}\n"),
            ("hooktemplate", "\(core)\nkind: HookTemplate\n\(metadata)\nspec: {executor: {type: Pod}}\n"),
            ("repository", "\(storage)\nkind: Repository\n\(metadata)\nspec: {path: ../a, storageRef: {name: a}}\n"),
            (
                "restoresession",
                "\(core)\nkind: RestoreSession\n\(metadata)\nspec: {dataSource: {}, addon: {name: workload-addon}}\n"
            ),
            (
                "addon",
                "\(addons)\nkind: Addon\nmetadata: {name: old}\nspec: {backupTasks: [{name: a, function: b}, {name: a, function: c}]}\n"
            ),
            (
                "function",
                "\(addons)\nkind: Function\nmetadata: {name: old}\nspec: {image: a, args: [\"${a-b}\"]}\n"
            ),
        ]
    }
}
