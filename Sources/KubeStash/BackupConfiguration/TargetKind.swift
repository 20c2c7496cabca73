internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A kind that KubeStash backs up, with its API group.
///
/// Other kinds may be targets, too: with a custom Addon, a custom resource of any group.
struct TargetKind: Sendable {
    /// The name of the kind.
    let name: Key
    /// Its API group, empty for the core group.
    let group: Key

    private init(_ name: Key, in group: Key) {
        self.name = name
        self.group = group
    }

    /// The group of the workloads, which has no other kinds of objects that can be backed up.
    static let workloads: Key = "apps"
    /// The group of Kubernetes' oldest kinds, which is left out.
    static let core: Key = ""
    /// The group of KubeDB's databases.
    static let databases: Key = "kubedb.com"
    /// The group of KubeVirt's machines.
    static let machines: Key = "kubevirt.io"

    /// The well-known kinds.
    static let all: [TargetKind] = [
        ("apps", ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]),
        ("", ["PersistentVolumeClaim", "Namespace"]),
        (
            "kubedb.com",
            [
                "Cassandra", "ClickHouse", "DB2", "DocumentDB", "Druid", "Elasticsearch", "Etcd", "FerretDB", "HanaDB",
                "Hazelcast", "Ignite", "Kafka", "MariaDB", "Memcached", "Milvus", "MongoDB", "MSSQLServer", "MySQL",
                "Neo4j", "Oracle", "PerconaXtraDB", "PgBouncer", "Pgpool", "Postgres", "ProxySQL", "Qdrant", "RabbitMQ",
                "Redis", "RedisSentinel", "Singlestore", "Solr", "Weaviate", "ZooKeeper",
            ]
        ),
        ("appcatalog.appscode.com", ["AppBinding"]),
        ("kubevirt.io", ["VirtualMachine"]),
    ].flatMap { (group: Key, names: [Key]) in names.map { TargetKind($0, in: group) } }

    /// Other kinds of the core group, which nobody means to be one of the well-known ones.
    static let otherCoreKinds: [Key] = [
        "ConfigMap", "Endpoints", "Event", "LimitRange", "Node", "PersistentVolume", "Pod", "PodTemplate",
        "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount",
    ]

    /// Other names that people write for a kind: kubectl's short names, and other names of databases.
    private static let otherNames: [(word: String, kind: String)] = [
        ("deploy", "Deployment"), ("sts", "StatefulSet"), ("ds", "DaemonSet"), ("rs", "ReplicaSet"),
        ("pvc", "PersistentVolumeClaim"), ("ns", "Namespace"), ("postgresql", "Postgres"), ("mongo", "MongoDB"),
        ("mssql", "MSSQLServer"), ("pg", "Postgres"), ("es", "Elasticsearch"), ("zk", "ZooKeeper"),
        ("vm", "VirtualMachine"),
    ]

    /// The other names that people write for a kind.
    static func otherWords(for kind: String) -> [String] {
        otherNames.filter { $0.kind == kind }.map(\.word)
    }

    /// The well-known kind with exactly this name.
    static func named(_ node: Document.Node, in document: Document) -> TargetKind? {
        names.index(of: node, in: document).map { all[$0] }
    }

    private static let names = KeyIndex(all.map(\.name))

    /// The well-known kind that a text means in another spelling: another case, a plural, a short name, with blanks or
    /// with its group.
    static func spelt(_ text: String) -> TargetKind? {
        let last = text.split(separator: "/").last ?? ""
        let word = last.prefix { $0 != "." }.lowercased().filter { $0.isLetter || $0.isNumber }
        let name = otherNames.first { $0.word == word }?.kind.lowercased() ?? word
        return all.first { kind in
            let lowercased = kind.name.text.lowercased()
            return name == lowercased || name == lowercased + "s" || name == lowercased + "es"
        }
    }

    /// The well-known kind of a group that is a few typing mistakes away.
    static func near(_ text: String, in group: Key?) -> TargetKind? {
        guard !otherCoreKinds.contains(where: { $0.text == text }) else { return nil }
        let candidates = all.filter { kind in group.map { kind.group.text == $0.text } ?? true }
        let nearest = NearestName.of(text, among: candidates.lazy.map(\.name.text))
        return nearest.flatMap { name in candidates.first { $0.name.text == name } }
    }
}

extension Format {
    /// The name of a kind: in lower case it is a label of a domain name that begins with a letter
    /// (`ValidateCustomResourceDefinitionNames` in Kubernetes; RFC 1035, section 2.3.1).
    static let kindName = Format(
        "kind", rule: .invalidName, summary: kindSummary, patterns: TextPatterns.kindName,
        suggestion: { text in TargetKind.spelt(String(text)).map { .replace(with: $0.name.text) } },
        problem: { text in
            guard let first = text.first, let last = text.last, text.count <= NameShape.longestLabel else {
                return "must be \(kindSummary)"
            }
            return ByteSet.letterOrDigit.contains(first) && first.decimalDigit == nil
                && ByteSet.letterOrDigit.contains(last) && text.allSatisfy(kindCharacters.contains)
                ? nil : "must be \(kindSummary)"
        })

    private static let kindCharacters = ByteSet.letterOrDigit.union(ByteSet("-"))
    private static let kindSummary =
        "a kind, such as StatefulSet: letters, digits and '-', a letter at the beginning, a letter or digit at the end, "
        + "at most 63 characters"
}
