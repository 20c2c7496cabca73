import Admission
import KubeStash
import TestSupport
import Testing

/// The oddities of KubeStash's webhook for BackupStorages, RetentionPolicies and Repositories.
struct StorageOddityTests {
    private static func storage(
        _ spec: String, name: String = "demo/st", metadata: String = "", status: String = "{phase: Ready}"
    ) -> String {
        let parts = name.split(separator: "/")
        return """
            apiVersion: storage.kubestash.com/v1alpha1
            kind: BackupStorage
            metadata: {namespace: \(parts[0]), name: \(parts[1])\(metadata.isEmpty ? "" : ", \(metadata)")}
            spec: {\(spec)}
            status: \(status)
            ---

            """
    }

    private static let endpoint = "endpoint: 'https://s3.example.com', secretName: key"
    private static func s3(_ place: String, name: String = "demo/st", more: String = "", metadata: String = "")
        -> String
    {
        storage(
            "storage: {provider: s3, s3: {\(endpoint), \(place)}}\(more.isEmpty ? "" : ", \(more)")", name: name,
            metadata: metadata)
    }
    private static func claim(_ subPath: String = "") -> String {
        "storage: {provider: local, local: {mountPath: /b\(subPath), persistentVolumeClaim: {claimName: c}}}"
    }
    private static let inUse = "{phase: Ready, repositories: [{name: r1, namespace: demo, path: /d}]}"
    private static func used(_ spec: String) -> String { storage(spec, status: inUse) }
    private static let minio = "storage: {provider: s3, s3: {bucket: b, endpoint: 'http://a:9000', secretName: key}}"

    static let places = [
        Oddity(
            "a provider without its block", upstream: "stores it, and then crashes at every other storage of s3",
            storage("storage: {provider: s3}"), ["provider-mismatch spec.storage.s3"]),
        Oddity(
            "a storage beside one without its block", upstream: "crashes", s3("bucket: b"),
            beside: storage("storage: {provider: s3}", name: "x/poison")),
        Oddity(
            "the removal of the finalizer of one without its block",
            upstream: "crashes, so that the object never goes",
            storage("storage: {provider: s3}", metadata: "deletionTimestamp: '2026-11-30T00:00:00Z'"),
            beside: s3("bucket: b", name: "x/good"), since: storage("storage: {provider: s3}", metadata: Sample.deleted)
        ),
        Oddity(
            "one bucket at two endpoints", upstream: "refuses it, as it does not compare endpoints",
            storage(minio), beside: storage(minio.replacing("http://a:9000", with: "http://b:9000"), name: "x/other")),
        Oddity(
            "one bucket with and without a region", upstream: "accepts it", s3("bucket: b, region: us-east-1"),
            beside: s3("bucket: b", name: "x/other"), ["shared-place spec.storage.s3"]),
        Oddity(
            "one prefix with and without a slash", upstream: "accepts it", s3("bucket: b, prefix: /demo"),
            beside: s3("bucket: b, prefix: demo", name: "x/other"), ["shared-place spec.storage.s3"]),
        Oddity(
            "a prefix inside of another one that is wiped out", upstream: "accepts it",
            s3("bucket: b, prefix: a/b"),
            beside: s3("bucket: b, prefix: a", name: "x/other", more: "deletionPolicy: WipeOut"),
            ["~nested-place spec.storage.s3"]),
        Oddity(
            "one claim twice", upstream: "compares local storages with none", storage(claim()),
            beside: storage(claim(), name: "demo/other"), ["shared-place spec.storage.local"]),
        Oddity(
            "a claim of the same name in another namespace", upstream: "accepts it, rightly", storage(claim()),
            beside: storage(claim(), name: "x/other")),
        Oddity(
            "one path of NFS twice", upstream: "compares local storages with none",
            storage("storage: {provider: local, local: {mountPath: /b, nfs: {server: nas, path: /e}}}"),
            beside: storage(
                "storage: {provider: local, local: {mountPath: /c, nfs: {server: nas, path: /e/}}}", name: "x/other"),
            ["shared-place spec.storage.local"]),
        Oddity(
            "a default beside one that is being deleted", upstream: "refuses it",
            s3("bucket: b", more: "default: true"),
            beside: s3("bucket: c", name: "demo/old", more: "default: true", metadata: Sample.deleted)),
        Oddity(
            "a second default", upstream: "refuses it, rightly", s3("bucket: b", more: "default: true"),
            beside: s3("bucket: c", name: "demo/old", more: "default: true"), ["second-default spec.default"]),
    ]

    @Test("a place beside others", arguments: places)
    func judgesPlaces(_ oddity: Oddity) throws { try oddity.check() }

    static let alone = [
        Oddity(
            "a provider in upper case", upstream: "accepts it, and reads the block that is there",
            storage("storage: {provider: S3, s3: {bucket: b, \(endpoint)}}"), ["unknown-provider spec.storage.provider"]
        ),
        Oddity(
            "a provider of another name", upstream: "accepts it",
            storage("storage: {provider: aws, s3: {bucket: b, \(endpoint)}}"),
            ["unknown-provider spec.storage.provider"]),
        Oddity(
            "an empty provider", upstream: "accepts it",
            storage("storage: {provider: '', s3: {bucket: b, \(endpoint)}}"), ["required-field spec.storage.provider"]),
        Oddity(
            "a provider with the block of another one", upstream: "uses the block, and compares by the provider",
            storage("storage: {provider: gcs, s3: {bucket: b, \(endpoint)}}"),
            ["provider-mismatch spec.storage.s3", "provider-mismatch spec.storage.gcs"]),
        Oddity(
            "two blocks", upstream: "uses the first of them",
            storage("storage: {provider: s3, s3: {bucket: b, \(endpoint)}, gcs: {bucket: b}}"),
            ["~provider-mismatch spec.storage.gcs"]),
        Oddity(
            "no bucket", upstream: "accepts it", storage("storage: {provider: s3, s3: {\(endpoint)}}"),
            ["required-field spec.storage.s3.bucket"]),
        Oddity(
            "no container", upstream: "accepts it",
            storage("storage: {provider: azure, azure: {storageAccount: a, secretName: key}}"),
            ["required-field spec.storage.azure.container"]),
        Oddity(
            "no mountPath", upstream: "accepts it",
            storage("storage: {provider: local, local: {emptyDir: {}}}"),
            ["required-field spec.storage.local.mountPath"]),
        Oddity(
            "no endpoint", upstream: "accepts it, and its documentation requires it",
            storage("storage: {provider: s3, s3: {bucket: b, secretName: key}}"),
            ["~storage-endpoint spec.storage.s3.endpoint"]),
        Oddity(
            "an endpoint without a scheme", upstream: "accepts it, and cannot reach it since v2025.2.10",
            storage("storage: {provider: s3, s3: {bucket: b, endpoint: s3.example.com, secretName: key}}"),
            ["~storage-endpoint spec.storage.s3.endpoint"]),
        Oddity(
            "no Secret", upstream: "accepts it, rightly: the credentials are those of the pods",
            storage("storage: {provider: s3, s3: {bucket: b, endpoint: 'https://s3.example.com'}}")),
        Oddity(
            "two slashes at the end", upstream: "cuts off one of them", s3("bucket: b, prefix: a//"),
            ["~trailing-slash spec.storage.s3.prefix"]),
    ]

    @Test("a storage by itself", arguments: alone)
    func judgesAlone(_ oddity: Oddity) throws { try oddity.check() }

    static let updates = [
        Oddity(
            "another Secret for a storage in use", upstream: "refuses it, as it compares the whole block",
            used("storage: {provider: s3, s3: {bucket: b, endpoint: 'https://s3.example.com', secretName: other}}"),
            since: used("storage: {provider: s3, s3: {bucket: b, \(endpoint)}}")),
        Oddity(
            "another number of connections, and no check of certificates", upstream: "refuses it",
            used("storage: {provider: s3, s3: {bucket: b, \(endpoint), maxConnections: 9, insecureTLS: true}}"),
            since: used("storage: {provider: s3, s3: {bucket: b, \(endpoint)}}")),
        Oddity(
            "another bucket for a storage in use", upstream: "refuses it, rightly",
            used("storage: {provider: s3, s3: {bucket: c, \(endpoint)}}"),
            since: used("storage: {provider: s3, s3: {bucket: b, \(endpoint)}}"),
            ["immutable-field spec.storage.s3.bucket"]),
        Oddity(
            "a slash less in a storage in use", upstream: "refuses every update of a storage with a slash",
            used("storage: {provider: s3, s3: {bucket: b, prefix: a, \(endpoint)}}"),
            since: used("storage: {provider: s3, s3: {bucket: b, prefix: a/, \(endpoint)}}")),
        Oddity(
            "a switch to WipeOut", upstream: "accepts it without a remark",
            s3("bucket: b", more: "deletionPolicy: WipeOut"), since: s3("bucket: b", more: "deletionPolicy: Delete"),
            ["~wipe-out spec.deletionPolicy"]),
        Oddity(
            "a label of a storage that became wrong", upstream: "refuses it, as all rules hold for every update",
            storage("storage: {provider: s3}", metadata: "labels: {a: b}"), since: storage("storage: {provider: s3}"),
            ["~provider-mismatch spec.storage.s3"]),
    ]

    @Test("an update of a storage", arguments: updates)
    func judgesUpdates(_ oddity: Oddity) throws { try oddity.check() }

    // MARK: RetentionPolicy

    private static func policy(_ spec: String, metadata: String = "") -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata: {namespace: demo, name: rp\(metadata.isEmpty ? "" : ", \(metadata)")}
        spec: {\(spec)}
        ---

        """
    }
    private static func period(_ text: String, upstream: String, _ answer: [String] = []) -> Oddity {
        Oddity("the period \(text)", upstream: upstream, policy("maxRetentionPeriod: '\(text)'"), answer)
    }
    private static let refused = ["invalid-retention-period spec.maxRetentionPeriod"]
    private static let nothing = ["~keeps-nothing spec.maxRetentionPeriod"]

    static let policies =
        ["2mo", "30d12h30m", "1y2mo3w4d5h6m", "1m2mo", " 30d "].map { period($0, upstream: "accepts it") }
        + ["30", "d", "30s", "1.5d", "1D", "1M", "+5d", "1d 2h", "2 mo", "٣d", "99999999999999999999d"].map {
            period($0, upstream: "refuses it without naming the field", refused)
        }
        + [
            period("1d2d", upstream: "takes the last one only", ["~repeated-period-unit spec.maxRetentionPeriod"]),
            period("0d", upstream: "accepts it", nothing), period("-5d", upstream: "accepts it", nothing),
            period("1d-2h", upstream: "accepts it"),
            Oddity(
                "a blank period", upstream: "accepts it as 0 minutes, and as given", policy("maxRetentionPeriod: ' '"),
                ["~keeps-nothing spec.maxRetentionPeriod"]),
            Oddity(
                "no period and no counts", upstream: "refuses it", policy("default: false"),
                ["missing-retention spec.maxRetentionPeriod"]),
            Oddity(
                "an empty set of counts", upstream: "accepts it", policy("successfulSnapshots: {}"),
                ["~keeps-nothing spec.successfulSnapshots"]),
            Oddity(
                "a count below 0", upstream: "accepts it", policy("successfulSnapshots: {last: -1, daily: 3}"),
                ["~keeps-nothing spec.successfulSnapshots.last"]),
            Oddity(
                "an empty usagePolicy", upstream: "crashes without its mutating webhook",
                policy("maxRetentionPeriod: 1d, usagePolicy: {}")),
            Oddity(
                "a Selector without a selector", upstream: "refuses it",
                policy("maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Selector}}"),
                ["missing-namespace-selector spec.usagePolicy.allowedNamespaces.selector"]),
            Oddity(
                "an operator of a selector in lower case", upstream: "stores it, and it selects nothing",
                policy(
                    "maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Selector, selector: "
                        + "{matchExpressions: [{key: a, operator: in, values: [b]}]}}}"),
                ["unsupported-value spec.usagePolicy.allowedNamespaces.selector.matchExpressions[0].operator"]),
            Oddity(
                "an In without values", upstream: "stores it, and it selects nothing",
                policy(
                    "maxRetentionPeriod: 1d, usagePolicy: {allowedNamespaces: {from: Selector, selector: "
                        + "{matchExpressions: [{key: a, operator: In}]}}}"),
                ["invalid-selector spec.usagePolicy.allowedNamespaces.selector.matchExpressions[0].values"]),
            Oddity(
                "a label of a policy that became wrong", upstream: "refuses it",
                policy("maxRetentionPeriod: 30", metadata: "labels: {a: b}"), since: policy("maxRetentionPeriod: 30"),
                ["~wrong-type spec.maxRetentionPeriod"]),
        ]

    @Test("a RetentionPolicy", arguments: policies)
    func judgesPolicies(_ oddity: Oddity) throws { try oddity.check() }

    // MARK: Repository

    private static func repository(_ spec: String) -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: Repository
        metadata: {namespace: demo, name: r1}
        spec: {\(spec)}
        ---

        """
    }
    private static let app = "appRef: \(Plan.target)"
    private static let ref = "storageRef: {name: st, namespace: demo}"
    private static let made = repository("\(app), \(ref), path: /d")

    static let repositories = [
        Oddity(
            "another path", upstream: "refuses it, rightly", repository("\(app), \(ref), path: /e"), since: made,
            ["immutable-field spec.path"]),
        Oddity(
            "another storage", upstream: "accepts it; the data stays where it was",
            repository("\(app), storageRef: {name: other, namespace: demo}, path: /d"), since: made,
            ["~immutable-field spec.storageRef"]),
        Oddity(
            "another application", upstream: "accepts it",
            repository("appRef: {apiGroup: apps, kind: Deployment, name: z, namespace: demo}, \(ref), path: /d"),
            since: made, ["~immutable-field spec.appRef"]),
        Oddity(
            "another key", upstream: "accepts it; what is there can no longer be read",
            repository("\(app), \(ref), path: /d, encryptionSecret: {name: k2, namespace: demo}"),
            since: repository("\(app), \(ref), path: /d, encryptionSecret: {name: k1, namespace: demo}"),
            ["~immutable-field spec.encryptionSecret"]),
        Oddity(
            "a storage that does not allow the namespace", upstream: "accepts it",
            repository("\(app), storageRef: {name: st, namespace: x}, path: /d"),
            beside: Sample.storage("x/st", Sample.own, default: false) + Sample.namespace("demo"),
            ["~usage-policy spec.storageRef.name"]),
        Oddity(
            "the path of another Repository", upstream: "looks at updates only", repository("\(app), \(ref), path: d/"),
            beside: Plan.storage + Sample.repository("demo/old", storage: "{name: st, namespace: demo}", path: "/d"),
            ["~directory-conflict spec.path"]),
        Oddity(
            "an empty path", upstream: "accepts it", repository("\(app), \(ref), path: ''"),
            ["~nested-directory spec.path"]),
        Oddity(
            "a deletionPolicy that only a BackupConfiguration has", upstream: "has another set of values here",
            repository("\(app), \(ref), path: /d, deletionPolicy: Retain"), ["unsupported-value spec.deletionPolicy"]),
    ]

    @Test("a Repository", arguments: repositories)
    func judgesRepositories(_ oddity: Oddity) throws { try oddity.check() }
}
