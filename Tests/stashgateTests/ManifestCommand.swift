import TestSupport

/// `stashgate review` of manifests, as the program that people run.
enum ManifestCommand {
    struct Outcome {
        let code: ChildProcess.End
        let output: String
        let errors: String
    }

    /// Runs the command in a folder with these files, whose names are those that the output has.
    static func review(_ arguments: [String], files: [String: String] = [:], input: String = "") throws -> Outcome {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let process = try ChildProcess(
            ChildProcess.product("stashgate"),
            ["review"] + arguments.map { files[$0] == nil ? $0 : "\(folder.path)/\($0)" }, input: Array(input.utf8))
        let code = process.waitForEnd()
        func named(_ text: String) -> String { text.replacing("\(folder.path)/", with: "") }
        return Outcome(code: code, output: named(process.output), errors: named(process.errors))
    }

    static let head = "apiVersion: core.kubestash.com/v1alpha1\nkind: BackupConfiguration\n"

    /// A BackupConfiguration without a mistake and without what stashgate would add.
    static let good = """
        \(head)metadata: {name: web, namespace: demo}
        spec:
          target: {apiGroup: apps, kind: StatefulSet, name: web, namespace: demo}
          backends:
          - name: s3
            storageRef: {name: s3, namespace: demo}
            retentionPolicy: {name: month, namespace: demo}
          sessions:
          - name: nightly
            scheduler: {schedule: 0 2 * * *, concurrencyPolicy: Allow, jobTemplate: {template: {}}}
            retryConfig: {maxRetry: 1}
            sessionHistoryLimit: 1
        \(ClusterManifests.filesAddon())
            repositories:
            - name: web
              backend: s3
              directory: /web
              deletionPolicy: Delete
              encryptionSecret: {name: key, namespace: demo}

        """

    static let retention = """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata: {name: month, namespace: demo}
        spec:
          maxRetentionPeriod: 1mo

        """
}
