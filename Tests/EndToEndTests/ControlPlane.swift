import Glibc
import TLS
import TestSupport
import Testing

/// The programs of a control plane, in the folder that `setup-envtest use -p path` prints.
enum ControlPlanePrograms {
    /// The folder; nil where no tests against a real API server are wanted.
    static let folder: String? = {
        guard let value = unsafe getenv("KUBEBUILDER_ASSETS") else { return nil }
        let path = unsafe String(cString: value)
        return path.isEmpty ? nil : path
    }()

    /// The path of a program.
    static func path(_ name: String) throws -> String {
        "\(try #require(folder))/\(name)"
    }
}

extension Trait where Self == ConditionTrait {
    /// Tests that need a real API server.
    static var withControlPlane: Self {
        .enabled(
            if: ControlPlanePrograms.folder != nil,
            "KUBEBUILDER_ASSETS is not set: it names a folder with etcd, kube-apiserver and kubectl")
    }
}

/// An etcd and a kube-apiserver on this machine alone, with everything that they write in a folder of a group.
///
/// The flags are those that Kubernetes 1.28 to 1.36 have in common. Services have addresses of this machine, so that the
/// API server reaches what listens there.
final class ControlPlane {
    /// A kubeconfig file of an administrator.
    let kubeconfig: String
    /// The port of the API server.
    let port: UInt16
    private let group: ProcessGroup
    private let folder: TemporaryFolder
    private let files: CertificateFiles
    private let etcdPort: UInt16
    private let token = ControlPlane.secret()
    private var storage: ChildProcess?
    private var apiServer: ChildProcess?

    /// The file of the authority of the API server.
    var authority: String { files.authorityCertificate }

    /// Starts both programs, and waits for the API server.
    init(in group: ProcessGroup) throws {
        self.group = group
        folder = try TemporaryFolder(in: group.folder.path)
        files = CertificateFiles(in: "\(folder.path)/api")
        _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        (port, etcdPort) = (try TestPort.free(), try TestPort.free())
        kubeconfig = "\(folder.path)/kubeconfig"
        try folder.write("\(token),admin,admin,\"system:masters\"\n", to: "tokens")
        _ = try write(kubeconfigOf: token, to: "kubeconfig")
        try startStorage()
        try start()
    }

    deinit {
        kill()
        storage?.send(SIGKILL)
        _ = storage?.waitForEnd()
    }

    private static func secret() -> String {
        (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
    }

    /// Writes a kubeconfig file.
    /// - Returns: Its path.
    func write(kubeconfigOf token: String, to name: String) throws -> String {
        try folder.write(
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: test
              cluster: {server: "https://127.0.0.1:\(port)", certificate-authority: \(files.authorityCertificate)}
            users: [{name: test, user: {token: "\(token)"}}]
            contexts: [{name: test, context: {cluster: test, user: test}}]
            current-context: test

            """, to: name)
        return "\(folder.path)/\(name)"
    }

    private func startStorage() throws {
        let peer = "http://127.0.0.1:\(try TestPort.free())"
        let client = "http://127.0.0.1:\(etcdPort)"
        storage = try group.start(
            ControlPlanePrograms.path("etcd"),
            [
                "--data-dir=\(folder.path)/etcd", "--listen-client-urls=\(client)",
                "--advertise-client-urls=\(client)", "--listen-peer-urls=\(peer)",
                "--initial-advertise-peer-urls=\(peer)", "--initial-cluster=default=\(peer)",
            ], named: "etcd")
    }

    /// Starts the API server, and waits until it is ready.
    func start() throws {
        let process = try group.start(
            ControlPlanePrograms.path("kube-apiserver"),
            [
                "--etcd-servers=http://127.0.0.1:\(etcdPort)", "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1", "--secure-port=\(port)", "--cert-dir=\(files.folder)",
                "--tls-cert-file=\(files.certificate)", "--tls-private-key-file=\(files.key)",
                "--token-auth-file=\(folder.path)/tokens", "--authorization-mode=RBAC",
                "--service-account-issuer=https://127.0.0.1:\(port)",
                "--service-account-key-file=\(files.certificate)",
                "--service-account-signing-key-file=\(files.key)", "--service-cluster-ip-range=127.77.0.0/24",
                // No controller makes the account that this plugin adds to Pods; there are no Pods either.
                "--disable-admission-plugins=ServiceAccount",
            ], named: "kube-apiserver")
        apiServer = process
        guard eventually(within: 120, { isReady }) else { throw TestClientError.patience }
    }

    /// Ends the API server as the kernel does when it needs memory.
    func kill() {
        apiServer?.send(SIGKILL)
        _ = apiServer?.waitForEnd()
        apiServer = nil
    }

    private var isReady: Bool {
        guard let authority = try? TemporaryFolder.read(files.authorityCertificate),
            let client = try? TLSClient(port: port, trusting: authority),
            (try? client.send(
                Array("GET /readyz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n\r\n".utf8))) != nil
        else { return false }
        return (try? client.receiveResponse())?.status == 200
    }
}
