import TestSupport
import Testing

/// The Addons of the cluster decide, where there are some.
extension ClusterRulesTests {
    @Test("an Addon of the cluster extends the catalogue, and has the tasks that it has")
    func addons() throws {
        let custom = """
            apiVersion: addons.kubestash.com/v1alpha1
            kind: Addon
            metadata: {name: workload-adon}
            spec:
              backupTasks:
                - {name: own, function: f, parameters: [{name: needed, required: true}, {name: free}]}
            ---
            apiVersion: addons.kubestash.com/v1alpha1
            kind: Function
            metadata: {name: f}
            spec: {image: i, args: ['--a=${read}', '--b=${needed}']}
            ---

            """
        func marks(_ addon: String, _ objects: String = custom) throws -> [String] {
            try Cluster(Self.basis, objects).marks(Sample.configuration(addon: addon))
        }
        let path = "spec.sessions[0].addon"
        #expect(
            try marks("{name: workload-adon, tasks: [{name: own, params: {needed: a}}]}", "")
                == ["~unknown-addon \(path).name", "~missing-object \(path).name"])
        #expect(try marks("{name: workload-adon, tasks: [{name: own, params: {needed: a, read: b, free: c}}]}") == [])
        let addon = try Cluster(Self.basis, custom).review(
            Sample.configuration(addon: "{name: workload-adon, tasks: [{name: own}]}"))
        #expect(addon.warnings.contains { $0.contains("requires \"needed\" [missing-parameter]") })
        #expect(
            try marks("{name: workload-adon, tasks: [{name: own, params: {needed: a, fre: c}}]}")
                == ["~unknown-parameter \(path).tasks[0].params.fre"])
        #expect(
            try marks("{name: workload-adon, tasks: [{name: other}]}") == ["~unknown-task \(path).tasks[0].name"])
        let free = Sample.configuration(addon: "{name: workload-addon, tasks: [{name: logical-backup}]}")
        #expect(try !Cluster(Self.basis).review(free).warnings.contains { $0.contains("missing-parameter") })
        // The Addon of the cluster has a task that the catalogue does not have, and lacks one that it has.
        let newer = Self.addon.replacing("name: logical-backup", with: "name: new-backup")
        let cluster = try Cluster(Self.s3, Sample.retention(), Sample.namespace("demo"), newer)
        let fresh = Sample.configuration(addon: "{name: workload-addon, tasks: [{name: new-backup}]}")
        #expect(try cluster.marks(fresh) == [])
        #expect(try cluster.marks(Sample.configuration()) == ["~unknown-task \(path).tasks[0].name"])
    }

    @Test(
        "the tasks that an Addon has instead of an unknown one",
        arguments: [
            ("[]", "and no other"), ("[{function: f}]", "and no other"), ("[{name: a, function: f}]", "but a"),
            ("[{name: a, function: f}, {function: f}, {name: b, function: f}]", "but a and b"),
        ])
    func otherTasks(_ tasks: String, _ others: String) throws {
        let addon = """
            apiVersion: addons.kubestash.com/v1alpha1
            kind: Addon
            metadata: {name: wiki-addon}
            spec: {backupTasks: \(tasks), restoreTasks: [{name: c, function: f}]}
            ---

            """
        let reply = try Cluster(Self.basis, addon).review(
            Sample.configuration(addon: "{name: wiki-addon, tasks: [{name: other}]}"))
        let said = "\"other\": Addon wiki-addon has no backup task of this name, \(others) [unknown-task]"
        #expect(reply.warnings.contains("spec.sessions[0].addon.tasks[0].name: \(said)"), "\(reply.warnings)")
    }
}
