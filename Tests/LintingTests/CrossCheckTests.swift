import KubeStash
import Linting
import Schema
import TestSupport
import Testing

/// Objects are judged beside those of other files, and each mistake of two names both places.
struct CrossCheckTests {
    private static func others(_ storage: String = LintedFiles.storage()) -> String {
        "\(storage)---\n\(LintedFiles.retention)"
    }

    @Test("a whole folder without a mistake has none")
    func clean() throws {
        let files = try LintedFiles(["a.yaml": LintedFiles.configuration(), "b.yaml": Self.others()])
        #expect(files.lines == [])
        #expect(files.counts.judged == 3)
    }

    @Test("what is not among the files may be in the cluster, unless the files are complete")
    func missing() throws {
        let files = try LintedFiles(["a.yaml": LintedFiles.configuration()])
        #expect(files.marks == ["a.yaml:8:24 ~missing-object", "a.yaml:9:29 ~missing-object"])
        #expect(files.lines.first?.hasSuffix("is not among the files; it may be in the cluster") == true)
        let complete = try LintedFiles(["a.yaml": LintedFiles.configuration()]) { $0.isComplete = true }
        #expect(complete.marks == ["a.yaml:8:24 missing-object", "a.yaml:9:29 missing-object"])
        #expect(complete.lines.first?.hasSuffix("BackupStorage demo/s3 is not among the files") == true)
        let alone = try LintedFiles(["a.yaml": LintedFiles.configuration()]) { $0.crossChecks = false }
        #expect(alone.lines == [])
    }

    @Test("files that are not judged count as there")
    func beside() throws {
        let files = try LintedFiles(
            ["a.yaml": LintedFiles.configuration()],
            beside: ["b.yaml": Self.others(LintedFiles.storage(s3: "bucket: X"))])
        #expect(files.lines == [])
        #expect(files.counts.files == 1)
    }

    @Test("a rule that is off is on where it is selected")
    func selected() throws {
        let files: KeyValuePairs = [
            "a.yaml": LintedFiles.configuration(), "b.yaml": Self.others(),
            "c.yaml": LintedFiles.configuration("shop", repository: "shop", directory: "/shop"),
        ]
        func marks(_ change: (inout LintOptions) -> Void) throws -> [String] { try LintedFiles(files, change).marks }
        let crowded = RuleID(rawValue: "crowded-storage")
        #expect(try marks { _ in } == [])
        let found = try marks { $0.selected = [crowded] }
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix("c.yaml:") && $0.hasSuffix(" ~crowded-storage") })
        #expect(try marks { $0.selected = [RuleID(rawValue: "wipe-out")] } == [])
        let file = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {crowded-storage: off}\n"
        let policy = try Policy(yaml: Array(file.utf8))
        #expect(
            try marks {
                $0.selected = [crowded]
                $0.policy = policy
            } == [])
    }

    @Test("a usagePolicy refuses the namespace")
    func usage() throws {
        let storage = LintedFiles.storage(more: "usagePolicy: {allowedNamespaces: {from: Same}}")
        let files = try LintedFiles([
            "a.yaml": LintedFiles.configuration(namespace: "other"), "b.yaml": Self.others(storage),
        ])
        #expect(files.marks == ["a.yaml:8:24 usage-policy"])
        #expect(files.notes == ["usage-policy b.yaml:3:18"])
        #expect(files.lines.first?.contains("for its own namespace only, and this is namespace \"other\"") == true)
    }

    @Test("a namespace's labels decide over a selector")
    func selector() throws {
        let storage = LintedFiles.storage(
            more: "usagePolicy: {allowedNamespaces: {from: Selector, selector: {matchLabels: {team: a}}}}")
        func marks(_ namespace: String) throws -> [String] {
            try LintedFiles([
                "a.yaml": LintedFiles.configuration(namespace: "other"), "b.yaml": Self.others(storage),
                "c.yaml": namespace,
            ]).marks
        }
        #expect(try marks("{apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {team: a}}}") == [])
        #expect(
            try marks("{apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {team: b}}}")
                == ["a.yaml:8:24 usage-policy"])
        #expect(try marks("{apiVersion: v1, kind: Namespace, metadata: {name: third}}") == [])
    }

    @Test("two defaults, and two storages in one place or inside of each other")
    func storages() throws {
        let files = try LintedFiles([
            "a.yaml": LintedFiles.storage("a", s3: "bucket: backups, prefix: x", more: "default: true"),
            "b.yaml": LintedFiles.storage("b", s3: "bucket: backups, prefix: x/y", more: "default: true"),
            "c.yaml": LintedFiles.storage(
                "c", namespace: "infra", s3: "bucket: backups, prefix: /x", more: "default: true"),
        ])
        #expect(
            files.marks == [
                "b.yaml:5:31 ~nested-place", "b.yaml:6:12 second-default", "c.yaml:5:31 shared-place",
                "c.yaml:5:31 ~nested-place",
            ])
        #expect(
            files.notes == [
                "nested-place a.yaml:5:27", "second-default a.yaml:3:18", "shared-place a.yaml:5:27",
                "nested-place b.yaml:5:27",
            ])
    }

    @Test("a directory promised twice is found through the prefixes of two storages")
    func directories() throws {
        let files = try LintedFiles([
            "a.yaml": LintedFiles.configuration(directory: "b/c"),
            "b.yaml": LintedFiles.configuration(
                "other", storage: "{name: inner, namespace: demo}", repository: "other", directory: "/c/"),
            "c.yaml": LintedFiles.configuration("third", repository: "third", directory: "b/c/d"),
            "d.yaml": Self.others(LintedFiles.storage(s3: "bucket: backups, prefix: a")),
            "e.yaml": LintedFiles.storage("inner", s3: "bucket: backups, prefix: /a/b"),
        ])
        #expect(
            files.marks == [
                "b.yaml:23:18 directory-conflict", "c.yaml:23:18 ~nested-directory", "e.yaml:5:31 ~nested-place",
            ])
        #expect(files.notes.prefix(2) == ["directory-conflict a.yaml:23:18", "nested-directory a.yaml:23:18"])
    }

    @Test("a storage that is not among the files is one place by its name")
    func unknownStorage() throws {
        let files = try LintedFiles([
            "a.yaml": LintedFiles.configuration(directory: "b/c"),
            "b.yaml": LintedFiles.configuration("other", repository: "other", directory: "/b/c/"),
            "c.yaml": LintedFiles.configuration(
                "third", storage: "{name: gcs, namespace: demo}", repository: "third", directory: "b/c"),
        ])
        #expect(
            files.marks.filter { !$0.contains("missing-object") } == ["b.yaml:23:18 directory-conflict"])
    }

    @Test(
        "a repository has one target, storage and directory",
        arguments: [
            (LintedFiles.configuration("other", directory: "/web"), "the target StatefulSet demo/web"),
            (LintedFiles.configuration("other", target: "web", directory: "/else"), "the directory \"/web\""),
            (
                LintedFiles.configuration("other", storage: "{name: gcs, namespace: demo}", target: "web"),
                "the storage BackupStorage demo/s3"
            ),
        ])
    func repositories(_ second: String, difference: String) throws {
        let files = try LintedFiles([
            "a.yaml": LintedFiles.configuration(), "b.yaml": second, "c.yaml": Self.others(),
        ])
        let line = try #require(files.lines.first { $0.contains("[repository-conflict]") })
        #expect(line.hasPrefix("b.yaml:21:13: error"))
        #expect(line.hasSuffix("BackupConfiguration demo/web has a repository of this name with \(difference)"))
        #expect(files.notes.contains("repository-conflict a.yaml:21:13"))
    }

    @Test("many objects may share a repository, and one that means another is found among them")
    func shared() throws {
        let many = (0..<300).map { LintedFiles.configuration("c\($0)", target: "web") }
        let last = [
            LintedFiles.configuration("other", target: "web", directory: "/else"),
            LintedFiles.configuration("last", target: "web"),
        ]
        let files = try LintedFiles([
            "a.yaml": (many + last).joined(separator: "---\n"), "b.yaml": Self.others(),
        ])
        let lines = files.lines.filter { $0.contains("[repository-conflict]") }
        #expect(lines.count == 2)
        #expect(
            lines.first?.hasSuffix(
                "BackupConfiguration demo/c0 has a repository of this name with the directory \"/web\"") == true)
        #expect(
            lines.last?.hasSuffix(
                "BackupConfiguration demo/other has a repository of this name with the directory \"/else\"") == true)
    }

    @Test("the repositories of two namespaces have nothing to do with each other")
    func namespaces() throws {
        let files = try LintedFiles([
            "a.yaml": LintedFiles.configuration(),
            "b.yaml": LintedFiles.configuration(namespace: "other", directory: "/else"), "c.yaml": Self.others(),
        ])
        #expect(files.lines == [])
    }

    @Test("a hook gives what its HookTemplate declares")
    func hooks() throws {
        let template = """
            apiVersion: core.kubestash.com/v1alpha1
            kind: HookTemplate
            metadata: {name: quiesce, namespace: demo}
            spec:
              params: [{name: database, required: true}, {name: wait, default: "1"}]
              action: {exec: {command: ["/quiesce"]}}
              executor: {type: Pod, pod: {selector: "app=web"}}

            """
        func files(_ params: String) throws -> LintedFiles {
            let hook = "{name: q, hookTemplate: {name: quiesce, namespace: demo}, params: \(params)}"
            return try LintedFiles([
                "a.yaml": LintedFiles.configuration(hooks: "{preBackup: [\(hook)]}"), "b.yaml": template,
                "c.yaml": Self.others(),
            ])
        }
        #expect(try files("{database: orders}").lines == [])
        #expect(
            try files("{databse: orders}").marks == [
                "a.yaml:19:25 ~hook-parameters", "a.yaml:19:92 ~hook-parameters",
            ])
        #expect(try files("{databse: orders}").lines.last?.hasSuffix("did you mean \"database\"?") == true)
        #expect(try files("{database: orders, x: y}").notes == ["hook-parameters b.yaml:3:18"])
    }

    @Test("a restore fits the backups of its repository")
    func restores() throws {
        func files(_ repository: String, _ secret: String, _ addon: String) throws -> [String] {
            let restore = """
                apiVersion: core.kubestash.com/v1alpha1
                kind: RestoreSession
                metadata: {name: r, namespace: demo}
                spec:
                  target: {apiGroup: apps, kind: StatefulSet, name: web, namespace: demo}
                  dataSource: {repository: \(repository), snapshot: latest\(secret)}
                  addon: {name: \(addon), tasks: [{name: logical-backup-restore}]}

                """
            return try LintedFiles([
                "a.yaml": LintedFiles.configuration(), "b.yaml": restore, "c.yaml": Self.others(),
            ]).marks
        }
        let secret = ", encryptionSecret: {name: key, namespace: demo}"
        #expect(try files("web", secret, "workload-addon") == [])
        #expect(try files("wev", secret, "workload-addon") == ["b.yaml:6:28 ~missing-object"])
        #expect(try files("web", "", "workload-addon") == ["b.yaml:6:15 ~restore-mismatch"])
        #expect(
            try files("web", ", encryptionSecret: {name: other, namespace: demo}", "workload-addon")
                == ["b.yaml:6:76 ~restore-mismatch"])
        #expect(try files("web", secret, "my-addon") == ["b.yaml:7:17 ~restore-mismatch"])
    }

    @Test("one object twice is a warning, with the place of the first")
    func twins() throws {
        let files = try LintedFiles(["a.yaml": LintedFiles.retention, "b.yaml": LintedFiles.retention])
        #expect(files.marks == ["b.yaml:3:18 ~duplicate-object"])
        #expect(files.notes == ["duplicate-object a.yaml:3:18"])
    }

    @Test("of storages of several clusters, one that allows the namespace may be meant")
    func clusters() throws {
        let refusing = LintedFiles.storage(more: "usagePolicy: {allowedNamespaces: {from: Same}}")
        let files = try LintedFiles([
            "a.yaml": LintedFiles.configuration(namespace: "other"), "b.yaml": Self.others(),
            "c.yaml": refusing,
        ])
        #expect(files.marks == ["c.yaml:3:18 ~duplicate-object"])
    }
}
