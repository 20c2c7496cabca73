import Linting
import Schema
import TestSupport
import Testing

/// What is said of objects that do not fit each other, word for word: each message names the other object.
struct CrossMessageTests {
    private static let templates = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: {name: none, namespace: demo}
        spec:
          action: {exec: {command: ["/quiesce"]}}
          executor: {type: Pod, pod: {selector: "app=web"}}
        ---
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupVerifier
        metadata: {name: check, namespace: demo}
        spec:
          type: RestoreOnly
          scheduler: {schedule: "0 4 * * *"}
          restoreOption:
            target: {apiGroup: apps, kind: StatefulSet, name: scratch, namespace: demo}
            addonInfo: {name: workload-addon, tasks: [{name: logical-backup-restore}]}

        """

    @Test("a folder with one mistake of each sort")
    func messages() throws {
        let storages = [
            LintedFiles.storage(
                "a", s3: "bucket: backups, prefix: a", more: "deletionPolicy: WipeOut\n  default: true"),
            LintedFiles.storage("b", s3: "bucket: backups, prefix: a/b", more: "default: true"),
            LintedFiles.storage("c", s3: "bucket: backups, prefix: /a/b"),
            LintedFiles.storage("outer", s3: "bucket: backups"),
            LintedFiles.storage(
                "chosen", namespace: "infra", s3: "bucket: chosen",
                more: "usagePolicy: {allowedNamespaces: {from: Selector, selector: {matchLabels: {team: b}}}}"),
            "{apiVersion: v1, kind: Namespace, metadata: {name: demo, labels: {team: a}}}\n",
        ]
        let hook = "{name: q, hookTemplate: {name: none, namespace: demo}, params: {x: y}}"
        let files = try LintedFiles([
            "a.yaml": storages.joined(separator: "---\n"), "b.yaml": Self.templates,
            "c.yaml": LintedFiles.configuration(storage: "{name: a, namespace: demo}", directory: "/x/y"),
            "d.yaml": LintedFiles.configuration(
                "inner", storage: "{name: a, namespace: demo}", hooks: "{preBackup: [\(hook)]}", repository: "inner",
                directory: "/x/y/z"),
            "e.yaml": LintedFiles.configuration("far", storage: "{name: chosen, namespace: infra}", repository: "far"),
            "f.yaml": LintedFiles.retention,
        ])
        #expect(files.lines.filter { !$0.contains("wipe-out") } == Self.expected)
    }

    private static let inPlace = "is in the same place; give each its own prefix"

    private static let expected = [
        "a.yaml:13:31: warning[nested-place]: spec.storage.s3: it is inside of BackupStorage demo/a, whose deletion wipes out the data of both",
        "a.yaml:14:12: error[second-default]: spec.default: Forbidden: BackupStorage demo/a is the default of this namespace already",
        "a.yaml:20:31: error[shared-place]: spec.storage.s3: Forbidden: BackupStorage demo/b \(inPlace)",
        "a.yaml:20:31: warning[nested-place]: spec.storage.s3: it is inside of BackupStorage demo/a, whose deletion wipes out the data of both",
        "a.yaml:27:31: warning[nested-place]: spec.storage.s3: BackupStorage demo/a is inside of it",
        "b.yaml:10:18: warning[unused-verifier]: metadata.name: \"check\": no repository among the files names it as its backupVerifier",
        "d.yaml:19:89: warning[hook-parameters]: spec.sessions[0].hooks.preBackup[0].params[x]: \"x\": HookTemplate demo/none declares no parameter",
        "d.yaml:19:92: warning[parameter-text]: spec.sessions[0].hooks.preBackup[0].params.x: true: must be a text, in quotes; YAML reads y as true; did you mean \"y\"?",
        "d.yaml:23:18: warning[nested-directory]: spec.sessions[0].repositories[0].directory: \"/x/y/z\": is inside of the directory of Repository demo/web of BackupConfiguration demo/web; if that is wiped out, so is this",
        "e.yaml:8:24: error[usage-policy]: spec.backends[0].storageRef.name: Forbidden: BackupStorage infra/chosen is for the namespaces that its selector matches, and this is namespace \"demo\"",
    ]
}

/// Addons and Functions among the files extend the catalogue of the official ones.
struct CustomAddonTests {
    private static func addon(_ name: String, _ tasks: String) -> String {
        "apiVersion: addons.kubestash.com/v1alpha1\nkind: Addon\nmetadata: {name: \(name)}\nspec: {\(tasks)}\n"
    }

    @Test("an Addon, a task, a parameter, a volume or a Function that a file has is known")
    func extends() throws {
        let use = LintedFiles.configuration()
            .replacing("name: workload-addon", with: "name: workload-adon")
            .replacing("name: logical-backup", with: "name: own-backup")
        func rules(_ files: KeyValuePairs<String, String>) throws -> [String] {
            Set(
                try LintedFiles(files).diagnostics.map(\.rule).filter {
                    $0.rawValue.hasPrefix("unknown-") || $0.rawValue == "missing-parameter"
                }.map(\.rawValue)
            ).sorted()
        }
        #expect(try rules(["a.yaml": use]) == ["unknown-addon"])
        let custom = Self.addon(
            "workload-adon", "backupTasks: [{name: own-backup, function: workload-backp, parameters: [{name: paths}]}]")
        // The Function is nearly an official one, unless a file has it.
        #expect(try rules(["a.yaml": use, "b.yaml": custom]) == ["unknown-function"])
        let function =
            "apiVersion: addons.kubestash.com/v1alpha1\nkind: Function\nmetadata: {name: workload-backp}\nspec: {image: i}\n"
        #expect(try rules(["a.yaml": use, "b.yaml": custom, "c.yaml": function]) == [])
        // An Addon of the official name has the tasks of the catalogue and its own.
        let newer = Self.addon(
            "workload-addon",
            "backupTasks: [{name: own-backup, function: f, parameters: [{name: x}], volumeTemplate: [{name: v}]}]")
        let task =
            "{name: own-backup, params: {x: a}, addonVolumes: [{name: v, source: {emptyDir: {}}}]}"
        let yaml = LintedFiles.configuration().replacing("- name: logical-backup", with: "- \(task)").split(
            separator: "\n", omittingEmptySubsequences: false
        ).filter { !$0.contains("params: {paths") && !$0.contains("targetVolumes") }.joined(separator: "\n")
        #expect(try rules(["a.yaml": yaml]) == ["unknown-task"])
        #expect(try rules(["a.yaml": yaml, "b.yaml": newer]) == [])
    }
}
