import Linting
import Schema
import TestSupport
import Testing

/// Every mistake has the line and column of the file, in the order of the input, and nothing is skipped silently.
struct LinterTests {
    private static let head = "apiVersion: storage.kubestash.com/v1alpha1\nkind: RetentionPolicy\n"

    private static func marks(_ text: String, _ change: (inout LintOptions) -> Void = { _ in }) throws -> [String] {
        try LintedFiles(["a.yaml": text], change).marks
    }

    @Test(
        "the place of a value, of a key, and of what lacks a field",
        arguments: [
            ("metadata: {name: a}\nspec:\n  maxRetentionPeriod: 1 mo\n", ["a.yaml:5:23 invalid-retention-period"]),
            (
                "metadata: {name: a}\nspec:\n  maxRetentionPeriods: 1mo\n",
                ["a.yaml:5:3 missing-retention", "a.yaml:5:3 unknown-field"]
            ),
            ("metadata: {name: a}\nspec: {maxRetentionPeriod: 1mo,\n  x: 1}\n", ["a.yaml:5:3 unknown-field"]),
            ("spec:\n  maxRetentionPeriod: 1mo\n", ["a.yaml:1:1 required-field"]),
            // Positions count characters, whatever their width, and a tab is one.
            (
                "metadata: {name: a, annotations: {ä: \"日本\"}} #\tx\nspec: {maxRetentionPeriod: \"日本\"}\n",
                ["a.yaml:3:35 invalid-label", "a.yaml:4:28 invalid-retention-period"]
            ),
            ("metadata:\t{name: a}\nspec:\t{maxRetentionPeriod:\t1x}\n", ["a.yaml:4:28 invalid-retention-period"]),
            // Lines may end as on Windows.
            ("metadata: {name: a}\r\nspec:\r\n  maxRetentionPeriod: 1x\r\n", ["a.yaml:5:23 invalid-retention-period"]),
            // A value behind an alias has the place of its anchor; a merged one, too.
            (
                "metadata: {name: a, labels: {x: &p 1x}}\nspec: {maxRetentionPeriod: *p}\n",
                ["a.yaml:4:28 invalid-retention-period"]
            ),
            (
                "x: &p {maxRetentionPeriod: 1x}\nmetadata: {name: a}\nspec: {<<: *p}\n",
                ["a.yaml:3:1 unknown-field", "a.yaml:3:28 invalid-retention-period"]
            ),
            // A text in several lines begins at its indicator.
            ("metadata: {name: a}\nspec:\n  maxRetentionPeriod: |\n    1x\n", ["a.yaml:5:23 invalid-retention-period"]),
        ])
    func places(_ body: String, marks: [String]) throws {
        #expect(try Self.marks(Self.head + body) == marks)
    }

    @Test("YAML 1.1 is read as Kubernetes reads it")
    func yaml() throws {
        let text =
            Self.head
            + "metadata: {name: on}\nspec: {maxRetentionPeriod: 1mo, successfulSnapshots: {last: 0x1F, daily: yes}}\n"
        let files = try LintedFiles(["a.yaml": text])
        #expect(files.marks == ["a.yaml:3:18 wrong-type", "a.yaml:4:74 wrong-type"])
        #expect(
            files.lines.first?.hasSuffix("must be a string, in quotes; YAML reads on as true; did you mean \"on\"?")
                == true)
    }

    @Test("documents of a file keep their places in it, text behind --- included")
    func documents() throws {
        let text = """
            # a comment
            --- # another
            {apiVersion: v1, kind: ConfigMap, metadata: {name: x}}
            --- {apiVersion: storage.kubestash.com/v1alpha1, kind: RetentionPolicy, metadata: {name: a}, spec: {maxRetentionPeriod: 1x}}
            ...
            ---
            \(Self.head)metadata: {name: b}
            spec: {maxRetentionPeriod: 1x}

            """
        let files = try LintedFiles(["a.yaml": text])
        #expect(files.marks == ["a.yaml:4:121 invalid-retention-period", "a.yaml:10:28 invalid-retention-period"])
        #expect(files.counts.judged == 2)
        #expect(files.counts.others == 1)
    }

    @Test("JSON, also concatenated, and lists of kubectl and of a kind")
    func json() throws {
        let object =
            #"{"apiVersion":"storage.kubestash.com/v1alpha1","kind":"RetentionPolicy","metadata":{"name":"NAME"},"spec":{"maxRetentionPeriod":"1x"}}"#
        let one = object.replacing("NAME", with: "a")
        let two = object.replacing("NAME", with: "b")
        #expect(
            try LintedFiles(["a.json": "\(one)\(two)\n \(one)"], { $0.crossChecks = false }).marks == [
                "a.json:1:126 invalid-retention-period", "a.json:1:257 invalid-retention-period",
                "a.json:2:127 invalid-retention-period",
            ])
        #expect(
            try LintedFiles(["a.json": "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\n\(one),\n\(two)]}"]).marks
                == [
                    "a.json:2:126 invalid-retention-period", "a.json:3:126 invalid-retention-period",
                ])
        let item = one.replacing(#""apiVersion":"storage.kubestash.com/v1alpha1","kind":"RetentionPolicy","#, with: "")
        let list =
            "{\"apiVersion\":\"storage.kubestash.com/v1alpha1\",\"kind\":\"RetentionPolicyList\",\"items\":[\n\(item)]}"
        #expect(try LintedFiles(["a.json": list]).marks == ["a.json:2:55 invalid-retention-period"])
        // A mistake in the second text has its place in the file.
        let broken = try LintedFiles(["a.json": "\(one)\n{\"a\": }"])
        #expect(broken.marks == ["a.json:1:126 invalid-retention-period", "a.json:2:7 unreadable"])
    }

    @Test(
        "everything that is not judged is counted",
        arguments: [
            ("", "no mistakes in 1 file: no KubeStash object, 1 file without an object (FILE)"),
            ("# only a comment\n", "no mistakes in 1 file: no KubeStash object, 1 file without an object (FILE)"),
            (
                "kind: ConfigMap\napiVersion: v1\n",
                "no mistakes in 1 file: no KubeStash object, 1 object of other kinds skipped"
            ),
            ("a: b\n", "1 error in 1 file: no KubeStash object, 1 file not read to the end"),
            ("a: [\n", "1 error in 1 file: no KubeStash object, 1 file not read to the end"),
            (
                "{{ .Values.x }}: 1\n",
                "no mistakes in 1 file: no KubeStash object, 1 template not rendered, so not judged (FILE:1:1)"
            ),
            (
                "\(head)metadata: {name: '{{ .Release.Name }}'}\n",
                "no mistakes in 1 file: no KubeStash object, 1 template not rendered, so not judged (FILE:3:18)"
            ),
            (
                "{apiVersion: stash.appscode.com/v1beta1, kind: BackupConfiguration, metadata: {name: a}}",
                "no mistakes in 1 file: no KubeStash object, 1 object of Stash (stash.appscode.com) not judged"
            ),
            ("\(head)metadata: {name: a}\nspec: {maxRetentionPeriod: 1mo}\n", "no mistakes in 1 file: 1 object judged"),
            (
                "{apiVersion: storage.kubestash.com/v1, kind: RetentionPolicy, metadata: {name: a}}",
                "1 error in 1 file: 1 object judged"
            ),
        ])
    func counts(_ text: String, summary: String) throws {
        let files = try LintedFiles(["a.yaml": text])
        let path = files.counts.empty.first ?? files.counts.templates.first ?? ""
        let expected = summary.replacing("FILE", with: path.split(separator: ":").first.map(String.init) ?? "")
        #expect(files.counts.summary == expected)
    }

    @Test("a file of another format is an error if it is named, and counted if it is found in a folder")
    func foreign() throws {
        let folder = try TemporaryFolder()
        try folder.write("a: 1\n---\nb: 2\n", to: "values.yaml")
        try folder.write("a: 1\nkind: X\n", to: "kind.yaml")
        func summary(_ path: String) throws -> String {
            try Linter(LintOptions()).lint(InputPaths([path])) { _ in }.summary.replacing("\(folder.path)/", with: "")
        }
        #expect(
            try summary("\(folder.path)/values.yaml")
                == "2 errors in 1 file: no KubeStash object, 1 file not read to the end")
        #expect(
            try summary(folder.path)
                == "1 error in 2 files: no KubeStash object, 1 file of another format (values.yaml), 1 file not read to the end"
        )
    }

    @Test("documents before a mistake of YAML are judged")
    func broken() throws {
        let text = Self.head + "metadata: {name: a}\nspec: {maxRetentionPeriod: 1x}\n---\na: [\n"
        #expect(try Self.marks(text) == ["a.yaml:4:28 invalid-retention-period", "a.yaml:7:1 unreadable"])
    }

    @Test("what may be a template, but need not be one, is a mistake, with a hint")
    func perhapsATemplate() throws {
        let files = try LintedFiles(["a.yaml": "a: {{ b }}\nc: [\n"])
        #expect(files.marks == ["a.yaml:3:1 unreadable"])
        let certain = try LintedFiles(["a.yaml": "a: {{ .Values.b }}\nc: [\n"])
        #expect(certain.marks == [])
    }

    @Test("a bomb of aliases ends in an error")
    func bomb() throws {
        let levels = (1...9).map { level in
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
            return "a\(level): &a\(level) [\(items)]"
        }
        let text = "a0: &a0 x\n" + levels.joined(separator: "\n")
        #expect(try Self.marks(text).map { $0.split(separator: " ").last } == ["unreadable"])
    }

    @Test("many documents of one file are judged on several threads, in order")
    func threads() throws {
        let documents = (0..<200).map { "\(Self.head)metadata: {name: a\($0)}\nspec: {maxRetentionPeriod: 1x}\n" }
        let text = documents.joined(separator: "---\n")
        let expected = (0..<200).map { "a.yaml:\($0 * 5 + 4):28 invalid-retention-period" }
        for threads in [1, 2, 7] {
            let files = try LintedFiles(["a.yaml": text, "b.yaml": documents[0]], threads: threads)
            #expect(files.marks.dropLast(2) == expected[...])
            #expect(files.counts.files == 2)
            #expect(files.counts.judged == 201)
        }
    }

    @Test(
        "a long file has the same mistakes for one thread and for several",
        arguments: [
            "", "--- {a: [\n", "---\na: 1\na: 2\n", "...\n# stashgate: ignore x -- y\n", "---\na: {{ .Values.a }}\n",
            "---\n# stashgate: ignore invalid-retention-period -- in use\n", "...\n%YAML 1.1\n",
        ])
    func parts(_ odd: String) throws {
        // More than two parts of 32 KiB.
        let documents = (0..<400).map { number in
            let pad = String(repeating: "x", count: 200)
            return "\(Self.head)metadata: {name: a\(number)} # \(pad)\nspec: {maxRetentionPeriod: 1x}\n"
        }
        for places in [[], [150], [1, 399], Array(0..<400)] {
            let texts = documents.indices.map { documents[$0] + (places.contains($0) ? odd : "") }
            let text = texts.joined(separator: "---\n")
            let alone = try LintedFiles(["a.yaml": text], threads: 1)
            let together = try LintedFiles(["a.yaml": text], threads: 4)
            #expect(alone.lines == together.lines)
            #expect(alone.counts.judged == together.counts.judged)
            #expect(alone.counts.judged > 0)
        }
    }

    @Test("thousands of objects on one line have their places")
    func longLine() throws {
        let items = (0..<4000).map {
            "{\"metadata\":{\"name\":\"a\($0 / 2)\"},\"spec\":{\"maxRetentionPeriod\":\"1x\"}}"
        }
        let list = "{\"apiVersion\":\"storage.kubestash.com/v1alpha1\",\"kind\":\"RetentionPolicyList\",\"items\":["
        let files = try LintedFiles(["a.json": list + items.joined(separator: ",") + "]}"])
        #expect(files.diagnostics.count == 6000)
        #expect(files.marks.last?.hasSuffix(" invalid-retention-period") == true)
    }

    @Test("an action in a repository of Git is a warning")
    func actions() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            apiVersion: core.kubestash.com/v1alpha1
            kind: RestoreSession
            metadata: {name: r, namespace: demo}
            spec:
              target: {apiGroup: apps, kind: StatefulSet, name: web, namespace: demo}
              dataSource: {repository: web, snapshot: latest}
              addon: {name: workload-addon, tasks: [{name: logical-backup-restore}]}

            """, to: "a.yaml")
        func places() throws -> [String] {
            var places: [String] = []
            var options = LintOptions()
            options.crossChecks = false
            _ = try Linter(options).lint(InputPaths(["\(folder.path)/a.yaml"])) { report in
                places += report.diagnostics.map { "\($0.place.start) \($0.rule)" }
            }
            return places
        }
        #expect(try places() == [])
        try folder.write("gitdir: elsewhere", to: ".git")
        #expect(try places() == ["2:7 repeated-action"])
    }

    @Test("selected and ignored rules")
    func selection() throws {
        let text = Self.head + "metadata: {name: a}\nspec: {maxRetentionPeriod: 1x, x: 1}\n"
        #expect(
            try Self.marks(text) { $0.selected = [RuleID(rawValue: "unknown-field")] } == ["a.yaml:4:32 unknown-field"])
        #expect(
            try Self.marks(text) { $0.ignored = [RuleID(rawValue: "unknown-field")] } == [
                "a.yaml:4:28 invalid-retention-period"
            ])
        #expect(try Self.marks(text) { $0.ignoresUnknownFields = true } == ["a.yaml:4:28 invalid-retention-period"])
        // A file that cannot be read is always reported.
        #expect(
            try Self.marks("a: [\n") { $0.selected = [RuleID(rawValue: "unknown-field")] } == ["a.yaml:2:1 unreadable"])
    }
}
