import Document
import Linting
import Schema
import TestSupport

/// Files of a temporary folder, as a linter finds and judges them.
struct LintedFiles {
    /// The lines of a concise report, with the names that the files have in the test.
    let lines: [String]
    let counts: LintCounts
    let diagnostics: [Diagnostic]

    /// Writes files and lints them.
    ///
    /// - Parameters:
    ///   - files: The files by their names, in the order in which they are linted.
    ///   - others: The files that are there, too, but are not judged.
    ///   - threads: The number of threads.
    ///   - change: Changes the options.
    /// - Throws: An error if a file cannot be written.
    init(
        _ files: KeyValuePairs<String, String>, beside others: KeyValuePairs<String, String> = [:], threads: Int = 2,
        _ change: (inout LintOptions) -> Void = { _ in }
    ) throws {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        for (name, text) in others { try folder.write(text, to: name) }
        var options = LintOptions()
        change(&options)
        func paths(_ files: KeyValuePairs<String, String>) -> InputPaths {
            InputPaths(files.map { "\(folder.path)/\($0.key)" })
        }
        var report = ConciseReport()
        var output: [UInt8] = []
        var diagnostics: [Diagnostic] = []
        counts = try Linter(options).lint(paths(files), beside: others.isEmpty ? nil : paths(others), threads: threads)
        {
            report.add($0, to: &output)
            diagnostics += $0.diagnostics
        }
        self.diagnostics = diagnostics
        lines = String(decoding: output, as: UTF8.self).replacing("\(folder.path)/", with: "").split(separator: "\n")
            .map(String.init)
    }

    /// The places and rules of the mistakes: `a.yaml:3:14 wipe-out`, with `~` before a warning.
    var marks: [String] {
        diagnostics.map { diagnostic in
            let file = diagnostic.place.file.split(separator: "/").last ?? ""
            let place = "\(file):\(diagnostic.place.start.line):\(diagnostic.place.start.column)"
            return "\(place) \(diagnostic.severity == .warning ? "~" : "")\(diagnostic.rule)"
        }
    }

    /// The places of the notes, for each mistake that has any.
    var notes: [String] {
        diagnostics.flatMap { diagnostic in
            diagnostic.notes.map { note in
                let file = note.place.file.split(separator: "/").last ?? ""
                return "\(diagnostic.rule) \(file):\(note.place.start.line):\(note.place.start.column)"
            }
        }
    }

    /// A BackupConfiguration without a mistake, of which parts can be others.
    static func configuration(
        _ name: String = "web", namespace: String = "demo", storage: String = "{name: s3, namespace: demo}",
        target: String? = nil, hooks: String? = nil, repository: String = "web", directory: String = "/web",
        more: String = ""
    ) -> String {
        """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          target: {apiGroup: apps, kind: StatefulSet, name: \(target ?? name), namespace: \(namespace)}
          backends:
          - name: s3
            storageRef: \(storage)
            retentionPolicy: {name: month, namespace: demo}
          sessions:
          - name: nightly
            scheduler: {schedule: "0 2 * * *"}
        \(ClusterManifests.filesAddon())
            hooks: \(hooks ?? "{}")
            repositories:
            - name: \(repository)
              backend: s3
              directory: \(directory)
              encryptionSecret: {name: key, namespace: demo}
        \(more)
        """
    }

    /// A BackupStorage without a mistake, of which parts can be others.
    static func storage(
        _ name: String = "s3", namespace: String = "demo", s3: String = "bucket: backups",
        more: String = "usagePolicy: {allowedNamespaces: {from: All}}"
    ) -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          storage: {provider: s3, s3: {\(s3), endpoint: "https://s3.amazonaws.com", secretName: key}}
          \(more)

        """
    }

    static let retention = """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata: {name: month, namespace: demo}
        spec:
          maxRetentionPeriod: 1mo
          successfulSnapshots: {last: 5}
          usagePolicy: {allowedNamespaces: {from: All}}

        """
}
