import Admission
import KubeStash
import TestSupport
import Testing

/// A deletion is allowed with a warning that names what still uses the object, or refused by policy.
struct ClusterDeletionTests {
    private static let function =
        "apiVersion: addons.kubestash.com/v1alpha1\nkind: Function\nmetadata: {name: f}\nspec: {image: i}\n---\n"
    private static let addon =
        "apiVersion: addons.kubestash.com/v1alpha1\nkind: Addon\nmetadata: {name: workload-addon}\n"
        + "spec: {backupTasks: [{name: logical-backup, function: f}]}\n---\n"

    private static let many = (1...9).map { Sample.repository("demo/r\($0)") }.joined()
    private static let hook = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        metadata: {namespace: x, name: h}
        spec: {executor: {type: Function, function: {name: f}}}
        """

    private static let uses: [(object: String, users: String, expected: String)] = [
        (
            Sample.storage("demo/s3"), Sample.configuration() + Sample.repository(),
            "BackupConfiguration demo/web and Repository demo/web still use it"
        ),
        (Sample.retention("demo/keep"), Sample.configuration(), "BackupConfiguration demo/web still uses it"),
        (
            Sample.template(), Sample.configuration(hooks: "{postBackup: [{hookTemplate: {name: flush}}]}"),
            "BackupConfiguration demo/web still uses it"
        ),
        (addon, Sample.configuration(), "BackupConfiguration demo/web still uses it"),
        (function, addon, "Addon workload-addon still uses it"),
        (
            function,
            hook,
            "HookTemplate x/h still uses it"
        ),
        (
            Sample.storage("demo/s3").replacing("default: true", with: "deletionPolicy: WipeOut"),
            Sample.repository(),
            "Repository demo/web still uses it, and with its deletionPolicy WipeOut the backups in it are deleted, too"
        ),
        (
            Sample.storage("demo/s3"), many,
            "Repository demo/r1, Repository demo/r2, Repository demo/r3, Repository demo/r4, Repository demo/r5 and 4 "
                + "more still use it"
        ),
    ]

    @Test("it names the users", arguments: uses.indices)
    func names(_ index: Int) throws {
        let (object, users, expected) = Self.uses[index]
        let cluster = try Cluster(object, users)
        let reply = try cluster.review(object, to: .delete)
        #expect(reply.isAllowed == true)
        #expect(reply.warnings == ["metadata.name: \(expected) [object-in-use]"])
        let strict = try cluster.review(object, to: .delete, policy: "rules: {object-in-use: error}")
        #expect(strict.isAllowed == false)
        #expect(strict.value["response/status/code"] == .number("409"))
        #expect(strict.message?.contains("may not be deleted: metadata.name: Forbidden: \(expected)") == true)
    }

    @Test(
        "nothing is said of an object that no other one uses, or that is being deleted, or of other kinds",
        arguments: [
            (Sample.storage("demo/s3"), ""),
            (Sample.storage("demo/s3"), Sample.configuration(metadata: Sample.deleted)),
            (Sample.storage("demo/s3", metadata: Sample.deleted), Sample.configuration()),
            (Sample.storage("x/s3"), Sample.configuration()),
            (Sample.configuration(), Sample.repository()), (Sample.repository(), Sample.configuration()),
        ])
    func says(_ object: String, users: String) throws {
        let reply = try Cluster(object, users).review(object, to: .delete, policy: "rules: {object-in-use: error}")
        #expect(reply.isAllowed == true)
        #expect(reply.warnings == [])
    }

    @Test("an object too deep to be read is deleted, with a warning where its users would be looked for")
    func tooDeep() throws {
        let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        let review = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "1", "operation": "DELETE",
            "kind": {"group": "storage.kubestash.com", "version": "v1alpha1", "kind": "BackupStorage"},
            "oldObject": {"metadata": {"name": "s3"}, "spec": \(deep)}}}
            """
        for (inventory, count) in [(Inventory.unknown, 0), (try Cluster(Sample.configuration()).objects.snapshot, 1)] {
            let reply = try Reply(Reviewer().review(Array(review.utf8), by: .validate, in: inventory))
            #expect(reply.isAllowed == true)
            #expect(reply.warnings.count { $0.contains("the object is not checked") } == count, "\(reply.warnings)")
        }
    }

    @Test("nothing is said where no other object is known")
    func unknown() throws {
        let unknown = try Cluster(Sample.configuration(), unknown: ["BackupConfiguration"])
        #expect(try unknown.review(Sample.storage("demo/s3"), to: .delete).warnings == [])
        let review: JSONValue = [
            "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
            "request": [
                "uid": "1", "operation": "DELETE", "namespace": "demo",
                "kind": ["group": "storage.kubestash.com", "version": "v1alpha1", "kind": "BackupStorage"],
                "oldObject": .null,
            ],
        ]
        // A review by hand may have no object.
        for inventory in [Inventory.unknown, try Cluster(Sample.configuration()).objects.snapshot] {
            let reply = try Reply(Reviewer().review(review.json, by: .validate, in: inventory))
            #expect(reply.isAllowed == true)
            #expect(reply.warnings == [])
        }
    }
}
