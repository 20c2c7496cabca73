import Document
import KubeStash
import TestSupport
import Testing

@testable import stashgate

/// The built program beside an API server: it fills in what the cluster has, and says what contradicts it.
@Suite(.timeLimit(.minutes(30)))
struct ServeClusterTests {
    private static let namespaces = "/api/v1/namespaces"
    private static let storages = "/apis/storage.kubestash.com/v1alpha1/backupstorages"
    private static let policies = "/apis/storage.kubestash.com/v1alpha1/retentionpolicies"
    private static func cluster() throws -> FakeAPIServer {
        let server = try FakeAPIServer(FakeAPIServer.watched)
        for name in ["demo", "shop"] {
            try server.apply(namespaces, #"{"metadata":{"name":"\#(name)","labels":{"team":"\#(name)"}}}"#)
        }
        try server.apply(
            storages,
            #"""
            {"metadata":{"name":"s3","namespace":"demo"},
             "spec":{"default":true,"usagePolicy":{"allowedNamespaces":{"from":"Same"}},
                     "storage":{"provider":"s3","s3":{"bucket":"backups"}}},"status":{"phase":"Ready"}}
            """#)
        try server.apply(
            policies,
            #"{"metadata":{"name":"keep","namespace":"demo"},"spec":{"default":true}}"#)
        return server
    }

    private static func server(_ cluster: FakeAPIServer, _ arguments: String = "") throws -> LoggedServer {
        try LoggedServer(
            "--cluster kubeconfig --kubeconfig kubeconfig \(arguments)",
            prelude: "cat > kubeconfig <<'E'\n\(cluster.kubeconfig)\nE\n:")
    }

    private static func review(in namespace: String) -> [UInt8] {
        Array(
            #"""
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"1","operation":"CREATE",
             "kind":{"group":"core.kubestash.com","version":"v1alpha1","kind":"BackupConfiguration"},
             "resource":{"group":"core.kubestash.com","version":"v1alpha1","resource":"backupconfigurations"},
             "namespace":"\#(namespace)","name":"web","object":{"apiVersion":"core.kubestash.com/v1alpha1",
             "kind":"BackupConfiguration","metadata":{"name":"web","namespace":"\#(namespace)"},
             "spec":{"target":{"apiGroup":"apps","kind":"Deployment","name":"web","namespace":"\#(namespace)"},
             "sessions":[{"name":"daily","scheduler":{"schedule":"0 3 * * *"},
             "repositories":[{"name":"web","directory":"/web"}],
             "addon":{"name":"workload-addon","tasks":[{"name":"logical-backup"}]}}]}}}}
            """#.utf8)
    }

    private func answer(_ path: String, _ body: [UInt8], _ client: TLSClient) throws -> String {
        try client.send(LoggedServer.request(body, to: path))
        let response = try client.receiveResponse()
        #expect(response.status == 200)
        return String(decoding: response.body, as: UTF8.self)
    }

    @Test("the default storage of the namespace is filled in, and a namespace that may not use it is told why")
    func defaults() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        let server = try Self.server(cluster)
        _ = try server.process.waitForErrors(containing: "the objects of the cluster are known")
        let client = try server.connect(server.port())
        let patch = try answer("/mutate", Self.review(in: "demo"), client)
        guard case .string(let encoded)? = try JSONValue(parsing: Array(patch.utf8))["response/patch"] else {
            throw TestClientError.incomplete
        }
        let operations = try String(decoding: #require(Base64.decode(encoded)), as: UTF8.self)
        #expect(operations.contains(#""storageRef":{"name":"s3","namespace":"demo"}"#))
        let denial = try answer("/validate", Self.review(in: "shop"), client)
        #expect(denial.contains(#""allowed":false"#))
        #expect(denial.contains("no default BackupStorage is available to namespace \\\"shop\\\""))
        _ = server.end()
    }

    @Test("an API server that ends and returns loses nothing, and refuses nothing that was fine")
    func outage() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        let server = try Self.server(cluster)
        _ = try server.process.waitForErrors(containing: "the objects of the cluster are known")
        let client = try server.connect(server.port())
        cluster.fail(with: 503)
        _ = try server.process.waitForErrors(containing: "cannot follow the objects of the cluster")
        #expect(try answer("/mutate", Self.review(in: "demo"), client).contains(#""patch":"#))
        #expect(try answer("/validate", Self.review(in: "shop"), client).contains("no default BackupStorage"))
        cluster.fail(with: nil)
        try cluster.apply(
            Self.storages,
            #"{"metadata":{"name":"all","namespace":"shop"},"spec":{"default":true}}"#)
        #expect(
            try eventually {
                try !answer("/validate", Self.review(in: "shop"), client).contains("no default BackupStorage")
            })
        _ = server.end()
    }

    @Test("a server whose cluster cannot be read is not ready, and becomes so when the time is over")
    func waiting() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        cluster.fail(with: 403)
        let server = try Self.server(cluster)
        let client = try server.connect(server.port())
        try client.send(Array("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        #expect(try client.receiveResponse().status == 503)
        let warned = try answer("/validate", Self.review(in: "demo"), client)
        #expect(warned.contains("[unknown-cluster]"))
        #expect(warned.contains(#""allowed":true"#))
        _ = server.end()
        let patient = try Self.server(cluster, "--cluster-sync-timeout 0s")
        let other = try patient.connect(patient.port())
        try other.send(Array("GET /readyz?verbose HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        let ready = try other.receiveResponse()
        #expect(ready.status == 200)
        #expect(String(decoding: ready.body, as: UTF8.self).contains("[!]cluster: the objects of Namespace,"))
        _ = patient.end()
    }

    /// The threads that follow the cluster still run when the program gives up.
    @Test("a port that is taken ends the program with 2, and no more than a line")
    func portTaken() throws {
        let cluster = try Self.cluster()
        defer { cluster.stop() }
        let first = try Self.server(cluster)
        let port = try first.port()
        for _ in 0..<5 {
            let second = try Self.server(cluster, "--listen 127.0.0.1:\(port)")
            #expect(second.process.waitForEnd() == .exit(2))
            #expect(second.process.errors.split(separator: "\n").last?.contains("Address already in use") == true)
        }
        _ = first.end()
    }

    @Test("a server in no pod judges each object alone")
    func off() throws {
        let server = try LoggedServer()
        let client = try server.connect(server.port())
        let answer = try answer("/validate", Self.review(in: "demo"), client)
        #expect(!answer.contains("unknown-cluster"))
        #expect(server.end().first?.contains(#""cluster":"none""#) == true)
    }

    @Test(
        "flags that contradict each other are refused",
        arguments: [
            ("--kubeconfig a", "--kubeconfig and --context need --cluster kubeconfig"),
            ("--cluster off --context a", "--kubeconfig and --context need --cluster kubeconfig"),
            ("--cluster-max-age 119s", "--cluster-max-age must be at least 2m"),
            (
                "--cluster in-cluster",
                "this is not a Pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set"
            ),
            ("--cluster kubeconfig --kubeconfig missing", "missing: No such file or directory"),
        ])
    func wrong(arguments: String, message: String) throws {
        let server = try LoggedServer(arguments)
        #expect(server.process.waitForEnd() == .exit(2))
        #expect(server.process.errors.contains(message), "\(server.process.errors)")
    }
}
