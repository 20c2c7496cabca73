import Admission
import KubeStash
import TestSupport
import Testing

/// Whatever the cluster changed meanwhile, an update that does not make it worse is allowed.
struct ClusterRatchetTests {
    private static let basis =
        Sample.storage("demo/s3", default: false) + Sample.retention() + Sample.namespace("demo")

    /// Each rule that refuses something beside another object, with that object and the one that it refuses.
    private static let refused: [(rule: String, others: String, object: String)] = [
        (
            "usage-policy", Sample.storage("x/s3", Sample.own, default: false),
            Sample.configuration(backends: "[{storageRef: {name: s3, namespace: x}, retentionPolicy: {name: keep}}]")
        ),
        ("repository-conflict", Sample.repository(path: "/other"), Sample.configuration()),
        ("directory-conflict", Sample.repository("demo/older"), Sample.configuration()),
        ("missing-default", "", Sample.configuration(backends: nil)),
        ("second-default", Sample.storage("demo/old"), Sample.storage("demo/new")),
        (
            "shared-place", Sample.storage("x/old", default: false, place: "bucket: b"),
            Sample.storage("demo/new", default: false, place: "bucket: b")
        ),
        ("second-default", "", Sample.retention("demo/other")),
    ]

    @Test("labels, a pause and finalizers can be changed", arguments: refused.indices)
    func forgives(_ index: Int) throws {
        let (rule, others, object) = Self.refused[index]
        let cluster = try Cluster(Self.basis, others)
        let created = try cluster.review(object)
        #expect(created.isAllowed == false)
        #expect(created.causes.allSatisfy { $0.hasSuffix("[\(rule)]") })
        for change in ["labels: {a: b}", "annotations: {a: b}", "finalizers: [kubestash.com/cleanup]"] {
            let changed = object.replacing("metadata: {", with: "metadata: {\(change), ")
            let reply = try cluster.review(changed, since: object)
            #expect(reply.isAllowed == true)
            #expect(reply.warnings.contains { $0.hasSuffix("[\(rule)]") })
            // So it is if the object itself is in the snapshot already, as the API server has it.
            let stored = try Cluster(Self.basis, others, object)
            #expect(try stored.review(changed, since: object).isAllowed == true)
        }
        let paused = object.replacing("spec:\n  target", with: "spec:\n  paused: true\n  target")
        #expect(try cluster.review(paused, since: object).isAllowed == true)
        // One that is being deleted is never held up: upstream's webhook keeps it until the storage allows it again.
        let going = object.replacing("metadata: {", with: "metadata: {\(Sample.deleted), ")
        let free = going.replacing(", finalizers: [kubestash.com/cleanup]", with: "")
        #expect(try cluster.review(free, since: going).isAllowed == true)
        #expect(try cluster.review(object, to: .delete).isAllowed == true)
    }

    @Test("a setting of a storage in a conflict can change, and another conflict is new")
    func places() throws {
        let others =
            Sample.storage("x/one", default: false, place: "bucket: b")
            + Sample.storage("x/two", default: false, place: "bucket: c")
        let cluster = try Cluster(others)
        let object = Sample.storage("demo/new", default: false, place: "bucket: b")
        let moreConnections = Sample.storage("demo/new", default: false, place: "bucket: b, maxConnections: 3")
        #expect(try cluster.review(moreConnections, since: object).isAllowed == true)
        let moved = Sample.storage("demo/new", default: false, place: "bucket: c")
        #expect(try cluster.review(moved, since: object).causes.count == 1)
    }

    @Test("a change that makes a new contradiction is refused")
    func refuses() throws {
        let cluster = try Cluster(Self.basis, Sample.repository(), Sample.repository("demo/older", path: "/older"))
        let object = Sample.configuration()
        #expect(
            try cluster.marks(
                Sample.configuration(repository: "{name: web, directory: /older}"), since: object
            ).filter { !$0.hasPrefix("~") } == [
                "repository-conflict spec.sessions[0].repositories[0].name",
                "directory-conflict spec.sessions[0].repositories[0].directory",
            ])
        let target = "{apiGroup: apps, kind: Deployment, name: web, namespace: demo}"
        #expect(
            try cluster.review(Sample.configuration(target: target), since: object).causes.count == 1)
    }
}
