/// Manifests of the objects of a small cluster, each beginning with `---`.
package enum ClusterManifests {
    /// A namespace with the label that every one has.
    ///
    /// - Parameter name: Its name.
    /// - Returns: The manifest.
    package static func namespace(_ name: String) -> String {
        "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: {kubernetes.io/metadata.name: \(name)}}\n"
    }

    /// The Addon and the Function that back up files.
    package static let addon = """
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: {name: workload-addon}
        spec:
          backupTasks:
          - name: logical-backup
            driver: Restic
            function: files-backup
            executor: Job
            singleton: true
            parameters:
            - {name: paths, usage: the folders, required: true}
            volumeTemplate:
            - {name: scratch, usage: temporary files, source: {emptyDir: {}}}
        ---
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Function
        metadata: {name: files-backup}
        spec:
          image: registry.example.com/files:1.0.0
          args: [backup, "--paths=${paths:=}"]

        """

    /// How a session backs up the folder /data with the Addon.
    ///
    /// - Parameter indentation: The blanks before each line; by default those of a session in a list that has two.
    /// - Returns: The member `addon` in lines of its own, without a line feed at the end.
    package static func filesAddon(indentation: Int = 4) -> String {
        let lines = """
            addon:
              name: workload-addon
              tasks:
              - name: logical-backup
                params: {paths: /data}
                targetVolumes: {volumeMounts: [{name: data, mountPath: /data}]}
            """
        let blanks = String(repeating: " ", count: indentation)
        return lines.split(separator: "\n").map { blanks + $0 }.joined(separator: "\n")
    }

    /// A BackupStorage without a mistake, of which parts can be others.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - namespace: Its namespace.
    ///   - created: The second of its creation.
    ///   - bucket: Its bucket, nil for one of its own.
    ///   - from: Which namespaces its usage policy allows.
    ///   - metadata: More fields of its metadata, with two blanks before them.
    ///   - more: More fields, with their blanks.
    /// - Returns: The manifest.
    package static func storage(
        _ name: String = "s3", in namespace: String = "backup", created: Int = 0, bucket: String? = nil,
        from: String = "All", metadata: String = "", more: String = ""
    ) -> String {
        """
        ---
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        metadata:
          name: \(name)
          namespace: \(namespace)
          creationTimestamp: "2026-03-01T00:00:0\(created)Z"
        \(metadata)
        spec:
          storage:
            provider: s3
            s3: {bucket: \(bucket ?? "bucket-\(name)"), endpoint: "https://s3.amazonaws.com", secretName: key}
          usagePolicy: {allowedNamespaces: {from: \(from)}}
        \(more)

        """
    }

    /// A RetentionPolicy without a mistake.
    ///
    /// - Parameters:
    ///   - namespace: Its namespace.
    ///   - metadata: More fields of its metadata, with two blanks before them.
    ///   - more: More fields, with their blanks.
    /// - Returns: The manifest.
    package static func retention(in namespace: String = "backup", metadata: String = "", more: String = "") -> String {
        """
        ---
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata:
          name: month
          namespace: \(namespace)
        \(metadata)
        spec:
          maxRetentionPeriod: 1mo
          usagePolicy: {allowedNamespaces: {from: All}}
        \(more)

        """
    }

    /// A BackupConfiguration without a mistake beside the storage and the RetentionPolicy, of which parts can be others.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - namespace: Its namespace.
    ///   - created: The second of its creation.
    ///   - storage: The name of its storage.
    ///   - directory: The directory of its repository, nil for one of its own.
    ///   - metadata: More fields of its metadata, with two blanks before them.
    ///   - more: More fields, with their blanks.
    /// - Returns: The manifest.
    package static func configuration(
        _ name: String = "web", in namespace: String = "shop", created: Int = 0, storage: String = "s3",
        directory: String? = nil, metadata: String = "", more: String = ""
    ) -> String {
        """
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata:
          name: \(name)
          namespace: \(namespace)
          creationTimestamp: "2026-03-02T00:00:0\(created)Z"
        \(metadata)
        spec:
          target: {apiGroup: apps, kind: StatefulSet, name: \(name), namespace: \(namespace)}
          backends:
          - name: s3
            storageRef: {name: \(storage), namespace: backup}
            retentionPolicy: {name: month, namespace: backup}
          sessions:
          - name: nightly
            scheduler: {schedule: "0 2 * * *"}
        \(filesAddon())
            repositories:
            - name: \(name)
              backend: s3
              directory: \(directory ?? "/\(namespace)/\(name)")
              encryptionSecret: {name: key, namespace: \(namespace)}
        \(more)

        """
    }
}
