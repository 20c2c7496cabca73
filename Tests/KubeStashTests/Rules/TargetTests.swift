import TestSupport
import Testing

/// The target is of a kind that exists.
@Suite struct TargetTests {
    private func lines(_ kind: JSONValue?, in group: JSONValue?) throws -> [String] {
        var object = valid
        object["spec/target"] = ["name": "web", "namespace": "demo"]
        object["spec/target/kind"] = kind
        object["spec/target/apiGroup"] = group
        // An Addon about which nothing is known.
        for index in 0...1 { object["spec/sessions/\(index)/addon/name"] = "my-addon" }
        return try warnings(object)
    }

    /// A kind in another spelling, and what it means; the group is right.
    @Test(
        arguments: [
            ("apps", "statefulset", "StatefulSet"), ("apps", "StatefulSets", "StatefulSet"),
            ("apps", "sts", "StatefulSet"),
            ("apps", "StatefullSet", "StatefulSet"), ("apps", "Stateful-Set", "StatefulSet"),
            ("apps", "Deploment", "Deployment"),
            ("apps", "deploy", "Deployment"), ("apps", "daemonset", "DaemonSet"), ("apps", "Replicaset", "ReplicaSet"),
            (nil, "pvc", "PersistentVolumeClaim"), (nil, "persistentvolumeclaims", "PersistentVolumeClaim"),
            ("", "persistent-volume-claim", "PersistentVolumeClaim"),
            (nil, "PersistentVolumClaim", "PersistentVolumeClaim"),
            ("kubedb.com", "mongodb", "MongoDB"), ("kubedb.com", "PostgreSQL", "Postgres"),
            ("kubedb.com", "MySql", "MySQL"),
            ("kubedb.com", "Zookeper", "ZooKeeper"), ("kubedb.com", "zk", "ZooKeeper"),
            ("appcatalog.appscode.com", "appbinding", "AppBinding"),
            ("kubevirt.io", "virtualmachine", "VirtualMachine"),
            ("kubevirt.io", "VirtualMachines", "VirtualMachine"), ("kubevirt.io", "VirtualMachin", "VirtualMachine"),
            ("kubevirt.io", "vm", "VirtualMachine"),
        ] as [(JSONValue?, String, String)])
    func knowsSpellings(_ group: JSONValue?, _ kind: String, meant: String) throws {
        let lines = try lines(.string(kind), in: group)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("unlikely-target spec.target.kind: is not a kind of ") == true)
        #expect(lines.first?.hasSuffix("did you mean \"\(meant)\"?") == true, "\(lines)")
    }

    /// A kind in another group than its own.
    @Test(
        arguments: [
            (nil, "StatefulSet", "StatefulSet is in the API group \"apps\""),
            ("", "MySQL", "MySQL is in the API group \"kubedb.com\""),
            ("batch", "Deployment", "Deployment is not in this API group; did you mean \"apps\"?"),
            ("extensions", "DaemonSet", "DaemonSet is not in this API group; did you mean \"apps\"?"),
            ("example.com", "StatefulSet", "StatefulSet is not in this API group; did you mean \"apps\"?"),
            ("apps", "MongoDB", "MongoDB is not in this API group; did you mean \"kubedb.com\"?"),
            ("kubedb", "Redis", "Redis is not in this API group; did you mean \"kubedb.com\"?"),
            ("kubdb.com", "Redis", "Redis is not in this API group; did you mean \"kubedb.com\"?"),
            ("redis.kubedb.com", "Redis", "Redis is not in this API group; did you mean \"kubedb.com\"?"),
            // A group with its version, or with an ending too many.
            ("apps.v1", "StatefulSet", "StatefulSet is not in this API group; did you mean \"apps\"?"),
            ("apps.v1beta2", "Deployment", "Deployment is not in this API group; did you mean \"apps\"?"),
            ("apps.io", "StatefulSet", "StatefulSet is not in this API group; did you mean \"apps\"?"),
            ("apps.k8s.io", "DaemonSet", "DaemonSet is not in this API group; did you mean \"apps\"?"),
            ("kubedb.com.v1", "MySQL", "MySQL is not in this API group; did you mean \"kubedb.com\"?"),
            ("kubedb.io", "MySQL", "MySQL is not in this API group; did you mean \"kubedb.com\"?"),
            (
                "kubevirt.io.v1", "VirtualMachine",
                "VirtualMachine is not in this API group; did you mean \"kubevirt.io\"?"
            ),
            (nil, "VirtualMachine", "VirtualMachine is in the API group \"kubevirt.io\""),
            ("core.v1", "PersistentVolumeClaim", "PersistentVolumeClaim is in the core group: leave apiGroup out"),
            ("core", "PersistentVolumeClaim", "PersistentVolumeClaim is in the core group: leave apiGroup out"),
            ("v1", "PersistentVolumeClaim", "PersistentVolumeClaim is in the core group: leave apiGroup out"),
            (
                "kubedb.com", "AppBinding",
                "AppBinding is not in this API group; did you mean \"appcatalog.appscode.com\"?"
            ),
        ] as [(JSONValue?, JSONValue, String)])
    func knowsGroups(_ group: JSONValue?, _ kind: JSONValue, problem: String) throws {
        #expect(try lines(kind, in: group) == ["unlikely-target spec.target.apiGroup: \(problem)"])
    }

    /// Every kind that is known is taken as it is in its own group, and in no other.
    @Test(arguments: [
        ("apps", "Deployment StatefulSet DaemonSet ReplicaSet"),
        (
            "kubedb.com",
            "Cassandra ClickHouse DB2 DocumentDB Druid Elasticsearch Etcd FerretDB HanaDB Hazelcast Ignite Kafka MariaDB "
                + "Memcached Milvus MongoDB MSSQLServer MySQL Neo4j Oracle PerconaXtraDB PgBouncer Pgpool Postgres ProxySQL "
                + "Qdrant RabbitMQ Redis RedisSentinel Singlestore Solr Weaviate ZooKeeper"
        ),
    ])
    func knowsKinds(_ group: String, _ kinds: String) throws {
        for kind in kinds.split(separator: " ") {
            let kind = JSONValue.string(String(kind))
            #expect(try lines(kind, in: .string(group)) == [])
            #expect(try lines(kind, in: "batch").count == 1, "\(kind)")
        }
    }

    /// The core group has no other group's kinds, but those of its own that nobody backs up.
    @Test func leavesCoreKindsAlone() throws {
        let kinds =
            "ConfigMap Endpoints Event LimitRange Node PersistentVolume Pod PodTemplate ReplicationController "
            + "ResourceQuota Secret Service ServiceAccount Namespace PersistentVolumeClaim"
        for kind in kinds.split(separator: " ") { #expect(try lines(.string(String(kind)), in: nil) == []) }
    }

    /// The Addons of workloads and claims, and kinds that they do not back up.
    @Test(
        arguments: [
            ("workload-addon", nil, "Pod", true), ("workload-addon", "batch", "Job", true),
            ("workload-addon", "batch", "CronJob", true),
            ("workload-addon", nil, "pod", true), ("workload-addon", nil, "Secret", true),
            // The catalogue knows of these (unfit-addon).
            ("workload-addon", nil, "PersistentVolumeClaim", false), ("workload-addon", "kubedb.com", "MySQL", false),
            ("workload-addon", "apps", "StatefulSet", false), ("workload-addon", "apps", "ReplicaSet", false),
            ("workload-addon", "apps.kruise.io", "CloneSet", false), ("workload-addon", "example.com", "Pod", false),
            ("workload-addon", "example.com", "MySQL", false),
            ("pvc-addon", "apps", "StatefulSet", false), ("pvc-addon", nil, "Pod", true),
            ("pvc-addon", nil, "PersistentVolumeClaim", false),
            ("kubedump-addon", nil, "Pod", false), ("my-addon", nil, "Pod", false),
        ] as [(JSONValue, JSONValue?, JSONValue, Bool)])
    func knowsWhatAddonsTake(_ addon: JSONValue, group: JSONValue?, kind: JSONValue, expected: Bool) throws {
        var object = valid
        object["spec/target"] = ["name": "web", "namespace": "demo", "kind": kind]
        object["spec/target/apiGroup"] = group
        for index in 0...1 { object["spec/sessions/\(index)/addon/name"] = addon }
        let what =
            addon == "pvc-addon"
            ? "is no target of pvc-addon, which takes a PersistentVolumeClaim"
            : "is no target of workload-addon, which takes a Deployment, StatefulSet or DaemonSet"
        let lines = try warnings(object).filter { $0.hasPrefix("unlikely-target") }
        #expect(lines == (expected ? ["unlikely-target spec.target.kind: \(what)"] : []))
    }

    @Test func saysBothAtOnce() throws {
        let lines = try lines("statefulset", in: nil)
        #expect(lines.count == 2)
        #expect(lines[0].contains("spec.target.apiGroup") && lines[1].contains("spec.target.kind"))
    }

    /// Other kinds may be right, and so may well-known names in the groups of others.
    @Test(
        arguments: [
            ("apps", "StatefulSet"), (nil, "PersistentVolumeClaim"), ("", "Namespace"), ("kubedb.com", "Postgres"),
            ("example.com", "Widget"), ("example.com", "statefulset"), ("kubevirt.io", "VirtualMachine"),
            ("kubevirt.io", "VirtualMachineInstance"), ("vmoperator.vmware.com", "VirtualMachine"), ("batch", "Job"),
            ("apps.kruise.io", "StatefulSet"),
            ("apps.pingcap.com", "StatefulSet"), ("mongodb.com", "MongoDB"),
            ("elasticsearch.k8s.elastic.co", "Elasticsearch"),
            ("kubedb.com", "NewDatabase"), (nil, "Secret"), (nil, "Pod"), (nil, "Widget"),
            ("apps", "ControllerRevision"),
        ] as [(JSONValue?, JSONValue)])
    func isQuiet(_ group: JSONValue?, _ kind: JSONValue) throws {
        #expect(try lines(kind, in: group) == [])
    }

    /// A kind is a label of a domain name, in any case, that begins with a letter.
    @Test(arguments: [
        ("1Kind", nil), ("-", nil), (" ", nil), ("Kind-", nil), ("Stateful Set", "StatefulSet"),
        ("StatefulSet\n", "StatefulSet"),
        ("apps/StatefulSet", "StatefulSet"), ("apps/v1/StatefulSet", "StatefulSet"),
        ("statefulset.apps", "StatefulSet"),
        ("Kindä", nil), (String(repeating: "k", count: 64), nil),
    ])
    func refusesOtherTexts(_ kind: String, meant: String?) throws {
        var object = valid
        object["spec/target/kind"] = .string(kind)
        let lines = try findings(object)
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("invalid-name FieldValueInvalid spec.target.kind: Invalid value: "))
        #expect(lines[0].hasSuffix(meant.map { "did you mean \"\($0)\"?" } ?? "at most 63 characters"))
    }

    @Test(arguments: [nil, .null, ""] as [JSONValue?])
    func refusesATargetWithoutAKind(_ kind: JSONValue?) throws {
        #expect(try places(setting: "spec/target/kind", to: kind) == ["required-field spec.target.kind"])
    }

    /// A group that is not spelt like one is an error, and nothing else is said about it.
    @Test func leavesWrongGroupsAlone() throws {
        #expect(try places(setting: "spec/target/apiGroup", to: "Apps") == ["invalid-name spec.target.apiGroup"])
        #expect(try places(setting: "spec/target/apiGroup", to: 5) == ["wrong-type spec.target.apiGroup"])
    }

    /// Every Addon of the catalogue needs a target, except for the one that backs up clusters.
    @Test(arguments: [
        ("workload-addon", true), ("pvc-addon", true), ("cassandra-addon", true), ("clickhouse-addon", true),
        ("druid-addon", true), ("elasticsearch-addon", true), ("etcd-addon", true), ("mariadb-addon", true),
        ("mongodb-addon", true), ("mssqlserver-addon", true), ("mysql-addon", true), ("neo4j-addon", true),
        ("opensearch-addon", true), ("postgres-addon", true), ("qdrant-addon", true), ("redis-addon", true),
        ("singlestore-addon", true), ("vault-addon", true), ("zookeeper-addon", true), ("kubedump-addon", false),
        ("my-addon", false),
    ])
    func warnsOfAMissingTarget(_ addon: String, expected: Bool) throws {
        var object = valid
        object["spec/target"] = nil
        for index in 0...1 { object["spec/sessions/\(index)/addon/name"] = .string(addon) }
        let line = "missing-target spec.target: \(addon) backs up what it names, and nothing without it"
        #expect(try warnings(object) == (expected ? [line] : []))
        object["spec/target"] =
            addon == "pvc-addon" ? ["kind": "PersistentVolumeClaim", "name": "data"] : valid["spec/target"]
        #expect(try warnings(object) == [])
    }
}
