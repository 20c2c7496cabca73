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

    /// An object called `old` of each kind, with a mistake that the definition lets pass.
    static func broken(in namespace: String) -> [(resource: String, manifest: String)] {
        let session = """
            name: nightly, scheduler: {schedule: "61 * * * *"}, repositories: [{name: a, directory: /a}],
            addon: {name: workload-addon, tasks: [{name: logical-backup}]}
            """
        let batch = """
            backends: [{name: s3, storageRef: {name: s3}}], targets: [{name: a, appRef: {kind: MySQL, name: a}}],
            sessions: [{name: nightly, scheduler: {schedule: "0 2 * * *"}, targets: [{name: b,
            addon: {name: mysql-addon, tasks: [{name: logical-backup}]},
            repositories: [{name: a, backend: s3, directory: /a}]}]}]
            """
        let verifier = """
            restoreOption: {addonInfo: {name: mysql-addon, tasks: [{name: logical-backup-restore}]}},
            scheduler: {schedule: "0 3 * * *"}, type: Script, script: {location: /a}
            """
        let restore = "dataSource: {}, addon: {name: workload-addon, tasks: [{name: logical-backup-restore}]}"
        return [
            ("core", "BackupConfiguration", "target: {kind: StatefulSet, name: a}, sessions: [{\(session)}]"),
            ("core", "BackupBlueprint", "backupConfigurationTemplate: {sessions: [{\(session)}]}"),
            ("core", "BackupBatch", batch), ("core", "BackupVerifier", verifier), ("core", "RestoreSession", restore),
            ("core", "HookTemplate", "executor: {type: Pod}"),
            ("storage", "BackupStorage", "storage: {provider: s3, gcs: {bucket: a}}"),
            ("storage", "RetentionPolicy", #"maxRetentionPeriod: "30""#),
            ("storage", "Repository", "path: ../a, storageRef: {name: a}"),
            ("addons", "Function", #"image: a, args: ["${a-b}"]"#),
        ].map { group, kind, spec in
            (
                kind.lowercased(),
                """
                apiVersion: \(group).kubestash.com/v1alpha1
                kind: \(kind)
                metadata: {name: old\(kind == "Function" ? "" : ", namespace: \(namespace)")}
                spec: {\(spec)}

                """
            )
        }
    }
}
