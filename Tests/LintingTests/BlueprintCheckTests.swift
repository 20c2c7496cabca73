import Linting
import TestSupport
import Testing

/// A workload that is annotated for a blueprint is judged like the BackupConfiguration that KubeStash makes of both.
struct BlueprintCheckTests {
    private static let blueprint = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupBlueprint
        metadata: {name: nightly, namespace: demo}
        spec:
          backupConfigurationTemplate:
            backends: [{name: s3, storageRef: {name: s3, namespace: demo}, retentionPolicy: {name: month, namespace: demo}}]
            sessions:
            - name: nightly
              scheduler: {schedule: "${schedule}"}
              addon: {name: kubedump-addon, tasks: [{name: manifest-backup}]}
              repositories:
              - {name: "${repository}", backend: s3, directory: "${directory:=/x}", encryptionSecret: {name: k, namespace: demo}}
        ---
        \(LintedFiles.storage())
        ---
        \(LintedFiles.retention)
        """

    private static func workload(_ name: String, _ variables: [String], namespace: String = "demo") -> String {
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: \(name)
          namespace: \(namespace)
          annotations:
            blueprint.kubestash.com/name: nightly
            blueprint.kubestash.com/namespace: demo
        \(variables.map { "    variables.kubestash.com/\($0)\n" }.joined())
        """
    }

    private static func marks(_ workloads: String...) throws -> [String] {
        let text = workloads.joined(separator: "---\n")
        return try LintedFiles(["a.yaml": text, "b.yaml": blueprint]).marks
    }

    @Test("a workload with all variables makes a good BackupConfiguration")
    func good() throws {
        #expect(try Self.marks(Self.workload("a", ["schedule: 0 3 * * *", "repository: a"])) == [])
    }

    @Test("missing, misspelt and broken variables")
    func variables() throws {
        #expect(try Self.marks(Self.workload("a", ["schedule: 0 3 * * *"])) == ["a.yaml:7:35 blueprint-use"])
        #expect(
            try Self.marks(Self.workload("a", ["schedule: 0 3 * * *", "Repository: a"])) == [
                "a.yaml:7:35 blueprint-use", "a.yaml:10:5 ~unused-variable",
            ])
        #expect(
            try Self.marks(Self.workload("a", ["schedule: 0 3 * * 9", "repository: a"])) == [
                "a.yaml:9:39 invalid-schedule"
            ])
        #expect(
            try Self.marks(Self.workload("a", ["schedule: 0 3 * * *", "repository: 'a\"b'"])) == [
                "a.yaml:7:35 blueprint-use"
            ])
    }

    @Test("a namespace that may not use the blueprint, and a blueprint that is not there")
    func refused() throws {
        let variables = ["schedule: 0 3 * * *", "repository: a"]
        #expect(try Self.marks(Self.workload("a", variables, namespace: "other")) == ["a.yaml:7:35 blueprint-use"])
        let missing = Self.workload("a", variables).replacing("name: nightly", with: "name: nightli")
        #expect(try Self.marks(missing) == ["a.yaml:7:35 ~missing-object"])
        let nowhere = Self.workload("a", variables).replacing("    blueprint.kubestash.com/namespace: demo\n", with: "")
        #expect(try Self.marks(nowhere) == ["a.yaml:7:5 blueprint-use"])
    }

    @Test("two workloads in one repository")
    func shared() throws {
        let variables = ["schedule: 0 3 * * *", "repository: a"]
        let marks = try Self.marks(Self.workload("a", variables), Self.workload("b", variables))
        #expect(marks == ["a.yaml:21:41 repository-conflict"])
    }

    /// A wrong value is reported at the annotation that it comes from, with the place in the blueprint.
    @Test(arguments: [
        (["schedule: 0 3 * * 9", "repository: a"], "a.yaml:9:39 invalid-schedule", "b.yaml:9:29"),
        // The second one of the list.
        (["repository: a", "schedule: '61 3 * * *'"], "a.yaml:10:39 invalid-schedule", "b.yaml:9:29"),
        // The value has a default, which this annotation replaces.
        (
            ["schedule: 0 3 * * *", "repository: a", "directory: a/../b"], "a.yaml:11:40 invalid-directory",
            "b.yaml:12:57"
        ),
    ])
    func places(_ variables: [String], mark: String, note: String) throws {
        let files = try LintedFiles(["a.yaml": Self.workload("a", variables), "b.yaml": Self.blueprint])
        #expect(files.marks.map { $0.replacing("~", with: "") } == [mark])
        let rule = try #require(mark.split(separator: " ").last)
        #expect(files.notes == ["\(rule) \(note)"])
    }

    /// A value of two annotations is not the mistake of either.
    @Test func twoVariables() throws {
        let blueprint = Self.blueprint.replacing("\"${schedule}\"", with: "\"${minute} ${hour} * * *\"")
        let workload = Self.workload("a", ["minute: '61'", "hour: '3'", "repository: a"])
        let files = try LintedFiles(["a.yaml": workload, "b.yaml": blueprint])
        #expect(files.marks == ["a.yaml:7:35 invalid-schedule"])
        #expect(files.notes == ["invalid-schedule b.yaml:9:29"])
    }

    @Test("an object without the annotations is not a workload of a blueprint")
    func others() throws {
        let files = try LintedFiles(["a.yaml": "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}"])
        #expect(files.lines == [])
        #expect(files.counts.others == 1)
    }
}
