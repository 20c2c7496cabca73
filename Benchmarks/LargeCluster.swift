import Document
import Glibc
import KubeStash
import TestSupport

/// The objects of a large cluster, and a review of an object that is new in it.
enum LargeCluster {
    /// The Repositories.
    static let repositories = 10_000
    /// The BackupStorages.
    static let storages = 1_000
    /// The BackupConfigurations.
    static let configurations = 1_000
    /// The namespaces.
    static let namespaces = 200

    /// The objects as a watch keeps them.
    static func objects() throws -> ClusterObjects {
        var objects = ClusterObjects()
        for kind in WatchedKind.all {
            let all = try self.objects(of: kind).map { object in
                let document = try Document(json: object.json)
                guard let known = KnownObject(live: document.root, of: document, kind: kind) else { throw Nameless() }
                return known
            }
            objects.replaceAll(of: kind, with: all)
        }
        return objects
    }

    private struct Nameless: Error {}

    /// A review of a BackupConfiguration that is fine beside all others.
    static func review() throws -> [UInt8] {
        var review = try JSONValue(parsing: Fixtures.review("minimal-create-validate"))
        for name in ["requestKind", "requestResource", "options"] { review["request/\(name)"] = nil }
        review["request/namespace"] = "namespace-5"
        review["request/name"] = "new"
        review["request/object"] = configuration(
            named: "new", in: "namespace-5", of: "new", into: "new", "/new/backups", of: 5)
        return review.json
    }

    /// The objects of a kind.
    static func objects(of kind: WatchedKind) -> [JSONValue] {
        switch kind.kind {
        case "Namespace": (0..<namespaces).map { ["metadata": ["name": .string("namespace-\($0)")]] }
        case "BackupStorage": (0..<storages).map(storage)
        case "RetentionPolicy": (0..<namespaces).map(retention)
        case "Repository": (0..<repositories).map(repository)
        case "BackupConfiguration":
            (0..<configurations).map { number in
                configuration(
                    named: "backup-\(number)", in: namespace(number), of: "app-\(number)",
                    into: "repository-\(number)", "/\(namespace(number))/app-\(number)", of: number)
            }
        case "Addon": [addon]
        default: []
        }
    }

    private static func namespace(_ number: Int) -> String { "namespace-\(number % namespaces)" }

    private static func metadata(_ name: String, _ namespace: String, _ number: Int) -> JSONValue {
        ["name": .string(name), "namespace": .string(namespace), "resourceVersion": .string("\(number + 1)")]
    }

    private static func reference(_ name: String, _ namespace: String) -> JSONValue {
        ["name": .string(name), "namespace": .string(namespace)]
    }

    private static func storageReference(_ number: Int) -> JSONValue {
        reference("storage-\(number % storages)", namespace(number % storages))
    }

    private static func target(_ name: String, _ namespace: String) -> JSONValue {
        [
            "apiGroup": "apps", "kind": "StatefulSet", "name": .string(name), "namespace": .string(namespace),
        ]
    }

    private static func storage(_ number: Int) -> JSONValue {
        [
            "metadata": metadata("storage-\(number)", namespace(number), number),
            "spec": [
                "storage": [
                    "provider": "s3",
                    "s3": [
                        "bucket": .string("bucket-\(number)"), "endpoint": "https://s3.example.com",
                        "prefix": .string("prefix-\(number)"), "secretName": "s3",
                    ],
                ],
                "usagePolicy": ["allowedNamespaces": ["from": "All"]],
            ],
            "status": ["phase": "Ready"],
        ]
    }

    private static func retention(_ number: Int) -> JSONValue {
        [
            "metadata": metadata("keep", namespace(number), number),
            "spec": [
                "maxRetentionPeriod": "30d", "successfulSnapshots": ["last": 5],
                "usagePolicy": ["allowedNamespaces": ["from": "Same"]],
            ],
        ]
    }

    private static func repository(_ number: Int) -> JSONValue {
        [
            "metadata": metadata("repository-\(number)", namespace(number), number),
            "spec": [
                "appRef": target("app-\(number)", namespace(number)),
                "path": .string("/\(namespace(number))/app-\(number)"),
                "encryptionSecret": reference("key", namespace(number)), "storageRef": storageReference(number),
            ],
        ]
    }

    private static func configuration(
        named name: String, in namespace: String, of target: String, into repository: String, _ directory: String,
        of number: Int
    ) -> JSONValue {
        let volumes: JSONValue = ["volumeMounts": [["name": "data", "mountPath": "/data"]]]
        return [
            "apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfiguration",
            "metadata": metadata(name, namespace, number),
            "spec": [
                "target": self.target(target, namespace),
                "backends": [
                    [
                        "name": "s3", "storageRef": storageReference(number),
                        "retentionPolicy": reference("keep", namespace),
                    ]
                ],
                "sessions": [
                    [
                        "name": "frequent", "sessionHistoryLimit": 3,
                        "scheduler": ["schedule": "*/10 * * * *", "jobTemplate": ["backoffLimit": 1]],
                        "repositories": [
                            [
                                "name": .string(repository), "backend": "s3", "directory": .string(directory),
                                "encryptionSecret": reference("key", namespace),
                            ]
                        ],
                        "addon": [
                            "name": "workload-addon",
                            "tasks": [
                                ["name": "logical-backup", "params": ["paths": "/data"], "targetVolumes": volumes]
                            ],
                        ],
                    ]
                ],
            ],
        ]
    }

    private static let addon: JSONValue = [
        "metadata": ["name": "workload-addon"],
        "spec": [
            "backupTasks": [
                [
                    "name": "logical-backup", "driver": "Restic", "executor": "Sidecar", "function": "workload-backup",
                    "parameters": [["name": "paths", "usage": "the paths", "required": true]],
                ]
            ]
        ],
    ]
}

extension LargeCluster {
    /// Serves the objects as an API server does, until the process is ended; prints a kubeconfig file that leads to it, once
    /// it is ready.
    static func serve() throws {
        let server = try FakeAPIServer(WatchedKind.all.map(path))
        for kind in WatchedKind.all {
            for object in objects(of: kind) {
                try server.apply(path(of: kind), String(decoding: object.json, as: UTF8.self))
            }
        }
        print(server.kubeconfig)
        fflush(nil)
        while true { pause() }
    }

    private static func path(of kind: WatchedKind) -> String {
        "\(kind.group.isEmpty ? "/api" : "/apis/\(kind.group)")/\(kind.version)/\(kind.plural)"
    }
}
