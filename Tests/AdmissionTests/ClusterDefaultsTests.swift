import Admission
import KubeStash
import TestSupport
import Testing

/// The default storage and RetentionPolicy of the cluster are filled in as KubeStash's documentation promises.
struct ClusterDefaultsTests {
    private static func backends(_ storage: String, _ policy: String? = "demo/keep", name: String? = nil) -> String {
        func reference(_ name: String) -> String {
            let parts = name.split(separator: "/")
            return #"{"name":"\#(parts[1])","namespace":"\#(parts[0])"}"#
        }
        let members =
            [name.map { #""name":"\#($0)""# }, #""storageRef":\#(reference(storage))"#]
            + [policy.map { #""retentionPolicy":\#(reference($0))"# }]
        return "/spec/backends [{\(members.compactMap { $0 }.joined(separator: ","))}]"
    }

    private static func patch(_ objects: String, _ yaml: String = Sample.configuration(backends: nil)) throws
        -> [String]
    {
        try Cluster(objects, Sample.retention(), Sample.namespace("demo", "{team: a}")).patch(yaml)
    }

    private static let orders: [(objects: [String], expected: String)] = [
        // Whatever its usagePolicy says, as long as it allows the namespace: upstream takes it from Same only.
        ([Sample.storage("demo/a", Sample.own), Sample.storage("x/b")], "demo/a"),
        ([Sample.storage("demo/a"), Sample.storage("x/b", Sample.selected("team: a"))], "demo/a"),
        ([Sample.storage("demo/a", Sample.selected("team: a")), Sample.storage("x/b")], "demo/a"),
        // One without a usagePolicy, at which upstream's webhook crashes, is for its own namespace.
        ([Sample.storage("x/a", "{}"), Sample.storage("yy/b")], "yy/b"),
        ([Sample.storage("demo/a", "{}")], "demo/a"),
        // An own default whose selector does not match it gives way, and is refused by upstream.
        ([Sample.storage("demo/a", Sample.selected("team: b")), Sample.storage("x/b")], "x/b"),
        ([Sample.storage("x/a"), Sample.storage("yy/b", Sample.selected("team: a"))], "yy/b"),
        ([Sample.storage("x/a", Sample.selected("team: b")), Sample.storage("yy/b")], "yy/b"),
        ([Sample.storage("x/a", Sample.selected("kubernetes.io/metadata.name: demo"))], "x/a"),
        // A selector that cannot be read must not keep everyone from a default.
        (
            [
                Sample.storage(
                    "x/a",
                    "{allowedNamespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: Is}]}}}"),
                Sample.storage("yy/b"),
            ], "yy/b"
        ),
        (
            [
                Sample.storage(
                    "demo/a",
                    "{allowedNamespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: Is}]}}}"),
                Sample.storage("yy/b"),
            ], "yy/b"
        ),
        // Never one that is being deleted, the ready one before others, then the oldest, then by name.
        ([Sample.storage("demo/a", metadata: Sample.deleted), Sample.storage("x/b")], "x/b"),
        ([Sample.storage("x/a", status: "{phase: NotReady}"), Sample.storage("yy/b")], "yy/b"),
        ([Sample.storage("x/a", status: "{phase: NotReady}")], "x/a"),
        (
            [
                Sample.storage("x/a", metadata: Sample.created(2026)),
                Sample.storage("yy/b", metadata: Sample.created(2025)),
            ], "yy/b"
        ),
        (
            [
                Sample.storage("x/a", metadata: Sample.created(2024), status: "{}"),
                Sample.storage("yy/b", metadata: Sample.created(2025)),
            ], "yy/b"
        ),
        ([Sample.storage("zzz/a"), Sample.storage("aaa/b"), Sample.storage("mmm/c")], "aaa/b"),
        ([Sample.storage("x/b"), Sample.storage("x/a")], "x/a"),
    ]

    @Test("the default is the namespace's own, then one that selects it, then one for all", arguments: orders.indices)
    func order(_ index: Int) throws {
        let (objects, expected) = Self.orders[index]
        #expect(try Self.patch(objects.joined()) == [Self.backends(expected)])
    }

    @Test(
        "nothing is guessed where there is no default, or where it cannot be told",
        arguments: [
            "", Sample.storage("demo/a", default: false), Sample.storage("x/a", Sample.own),
            Sample.storage("x/a", metadata: Sample.deleted),
        ])
    func none(_ objects: String) throws {
        #expect(try Self.patch(objects) == [])
    }

    @Test("a kind or a label that is not known is not guessed about")
    func unknown() throws {
        let yaml = Sample.configuration(backends: nil)
        let selecting = Sample.storage("x/a", Sample.selected("team: a"))
        let all = Sample.storage("yy/b")
        #expect(try Cluster(all, Sample.retention(), unknown: ["BackupStorage"]).patch(yaml) == [])
        // The labels of the namespace may match, so that the other default may not be the right one.
        #expect(try Cluster(selecting, all, Sample.retention(), unknown: ["Namespace"]).patch(yaml) == [])
        #expect(try Cluster(all, Sample.retention(), unknown: ["Namespace"]).patch(yaml) == [Self.backends("yy/b")])
        #expect(
            try Cluster(all, Sample.retention(), unknown: ["RetentionPolicy"]).patch(yaml)
                == [Self.backends("yy/b", nil)])
        #expect(try Reply(Reviewer().review([], by: .mutate)).isAllowed == nil)
    }

    @Test("no backends, null and an empty list are the same", arguments: [nil, "null", "[]"] as [String?])
    func empty(_ backends: String?) throws {
        #expect(
            try Self.patch(Sample.storage("x/a"), Sample.configuration(backends: backends)) == [Self.backends("x/a")])
    }

    @Test(
        "the backend has the name by which the repositories find it",
        arguments: [
            ("{name: web, directory: /web}", .some(nil)),
            ("{name: web, backend: b1, directory: /web}", .some("b1")),
            ("{name: web, backend: b1, directory: /web}, {name: two, backend: b1, directory: /two}", .some("b1")),
            ("{name: web, backend: '', directory: /web}", .some(nil)),
            // No one name would do.
            ("{name: web, backend: b1, directory: /web}, {name: two, backend: b2, directory: /two}", .none),
            ("{name: web, backend: b1, directory: /web}, {name: two, directory: /two}", .some(nil)),
        ] as [(String, String??)])
    func name(_ repositories: String, name: String??) throws {
        let patch = try Self.patch(
            Sample.storage("x/a"), Sample.configuration(backends: nil, repository: repositories))
        #expect(patch == (name.map { [Self.backends("x/a", name: $0)] } ?? []))
    }

    @Test(
        "a backend gets what it lacks",
        arguments: [
            ("[{storageRef: {name: s3}}]", [#"/spec/backends/0/retentionPolicy {"name":"keep","namespace":"demo"}"#]),
            (
                "[{name: b1, retentionPolicy: {name: mine}}]",
                [#"/spec/backends/0/storageRef {"name":"a","namespace":"x"}"#]
            ),
            ("[{storageRef: {name: s3}, retentionPolicy: {name: mine}}]", []),
            ("[1]", []), ("text", []), ("{}", []),
        ])
    func completes(_ backends: String, expected: [String]) throws {
        #expect(
            try Self.patch(Sample.storage("x/a"), Sample.configuration(backends: backends)) == expected)
    }

    @Test("what was filled in needs nothing more, and is valid")
    func idempotent() throws {
        let cluster = try Cluster(Sample.storage("x/a"), Sample.retention(), Sample.namespace("demo"))
        let filled = Sample.configuration(
            backends: "[{storageRef: {name: a, namespace: x}, retentionPolicy: {name: keep, namespace: demo}}]")
        #expect(try cluster.patch(filled) == [])
        #expect(try cluster.marks(filled) == ["~missing-object spec.sessions[0].addon.name"])
    }

    @Test("an update keeps what is stored, whatever the default is by now")
    func update() throws {
        let objects = Sample.storage("x/new") + Sample.storage("yy/old", default: false)
        let cluster = try Cluster(objects, Sample.retention(), Sample.namespace("demo"))
        let stored = Sample.configuration(
            backends: "[{name: b1, storageRef: {name: old, namespace: yy}, retentionPolicy: {name: mine}}]")
        #expect(
            try cluster.patch(Sample.configuration(backends: nil), since: stored) == [
                #"/spec/backends [{"name":"b1","storageRef":{"name":"old","namespace":"yy"},"#
                    + #""retentionPolicy":{"name":"mine"}}]"#
            ])
        #expect(
            try cluster.patch(Sample.configuration(backends: "[{name: b1}, {name: b2}]"), since: stored) == [
                #"/spec/backends/0/storageRef {"name":"old","namespace":"yy"}"#,
                #"/spec/backends/0/retentionPolicy {"name":"mine"}"#,
                #"/spec/backends/1/storageRef {"name":"new","namespace":"x"}"#,
                #"/spec/backends/1/retentionPolicy {"name":"keep","namespace":"demo"}"#,
            ])
        // A stored object that lacks something itself gets the default for that.
        let bare = Sample.configuration(backends: "[{storageRef: {name: old, namespace: yy}}]")
        #expect(
            try cluster.patch(Sample.configuration(backends: nil), since: bare) == [
                #"/spec/backends [{"storageRef":{"name":"old","namespace":"yy"},"#
                    + #""retentionPolicy":{"name":"keep","namespace":"demo"}}]"#
            ])
        #expect(
            try cluster.patch(Sample.configuration(backends: nil), since: Sample.configuration(backends: nil))
                == [Self.backends("x/new")])
    }

    @Test("a missing default is an error that lists those that may not be used")
    func missing() throws {
        let yaml = Sample.configuration(backends: nil)
        let objects =
            Sample.storage("x/a", Sample.own) + Sample.storage("yy/b", metadata: Sample.deleted)
            + Sample.storage("z/c", Sample.selected("team: z"))
        let reply = try Cluster(objects, Sample.namespace("demo")).review(yaml)
        #expect(
            reply.causes == [
                "spec.backends: Required value: no default BackupStorage is available to namespace \"demo\"; "
                    + "BackupStorage yy/b is being deleted, BackupStorage z/c is for the namespaces that its selector matches, "
                    + "BackupStorage x/a is for its own namespace only [missing-default]"
            ])
        let many = (1...7).map { Sample.storage("n\($0)/s", Sample.own) }.joined()
        let list = try Cluster(many, Sample.namespace("demo")).review(yaml).causes.first
        #expect(list?.hasSuffix(", and 2 more may not be used [missing-default]") == true)
        let none = try Cluster(Sample.namespace("demo")).review(
            Sample.configuration(backends: "[{name: a, storageRef: {name: s3}}]"))
        #expect(
            none.causes.contains(
                "spec.backends[0].retentionPolicy: Required value: no default RetentionPolicy is available to namespace "
                    + "\"demo\" [missing-default]"))
        #expect(
            try Cluster(Sample.retention()).marks(Sample.configuration(backends: "[{retentionPolicy: {name: keep}}]"))
                .contains("missing-default spec.backends[0].storageRef"))
    }

    @Test("an object that has not been completed yet is told which default it gets")
    func found() throws {
        let cluster = try Cluster(Sample.storage("x/a"), Sample.retention())
        let warnings = try cluster.review(Sample.configuration(backends: nil)).warnings
        #expect(
            warnings.contains(
                "spec.backends: without one the default is used, which is BackupStorage x/a at the moment "
                    + "[relies-on-default]"))
        let unknown = try Cluster(unknown: ["BackupStorage"]).review(Sample.configuration(backends: nil)).warnings
        #expect(unknown.contains { $0.contains("no backup is taken where there is none") })
    }
}
