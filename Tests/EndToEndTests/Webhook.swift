import Document
import Glibc
import TLS
import TestSupport
import Testing

/// Two processes of stashgate behind a balancer, and their registration in the cluster.
final class Webhook {
    /// The processes, the oldest first.
    private(set) var processes: [WebhookProcess] = []
    /// What the API server connects to.
    let balancer: TestBalancer
    private let group: ProcessGroup
    private let kubectl: Kubectl
    private let files: CertificateFiles
    private let bundle: String
    private let kubeconfig: String

    /// The folder with the certificate and its authority.
    var folder: String { files.folder }

    /// How long a process serves on after SIGTERM; the balancer notices sooner.
    private static let shutdownDelay = "1s"

    /// An object that stashgate alone refuses, with the rule that does.
    private static let refused = (manifest: "manifests/samples/refused/bad-three-ways.yaml", rule: "[duplicate-name]")

    /// Starts the processes, which read the cluster with the role of `manifests/base`, and registers them.
    init(in group: ProcessGroup, _ plane: ControlPlane, _ kubectl: Kubectl) throws {
        self.group = group
        self.kubectl = kubectl
        files = CertificateFiles(in: "\(group.folder.path)/webhook")
        bundle = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        kubeconfig = "\(group.folder.path)/webhook.kubeconfig"
        let name = "stashgate-system"
        for file in ["namespace", "service-account", "cluster-role"] {
            try kubectl.mustApply(Repository.text(of: "manifests/base/\(file).yaml"), "-n", name)
        }
        let token = try kubectl.must("create", "token", "stashgate", "-n", name, "--duration=2h")
        try plane.write(kubeconfigOf: token.filter { !$0.isWhitespace }, to: "webhook.kubeconfig")
        balancer = try TestBalancer([])
        for _ in 0..<2 { try add() }
        try register()
    }

    /// Starts one more process.
    func add() throws {
        processes.append(
            try WebhookProcess(
                in: group,
                [
                    "--tls-cert", files.certificate, "--tls-key", files.key, "--shutdown-delay", Self.shutdownDelay,
                    "--config", "\(Fixtures.package)/manifests/base/policy.yaml", "--cluster", "kubeconfig",
                    "--kubeconfig", kubeconfig,
                ]))
        balancer.replace(with: processes.map(\.server))
    }

    /// Takes the oldest process away after it has ended.
    /// - Parameter signal: The signal that ends it.
    /// - Returns: How it ended, and when the balancer noticed.
    /// - Throws: An error if there is no process.
    func end(with signal: Int32) throws -> (end: ChildProcess.End, noticed: ContinuousClock.Instant?) {
        let oldest = try #require(processes.first)
        oldest.process.send(signal)
        let end = oldest.process.waitForEnd()
        #expect(eventually { balancer.end(of: oldest.port) != nil })
        let noticed = balancer.end(of: oldest.port)
        processes.removeFirst()
        balancer.replace(with: processes.map(\.server))
        return (end, noticed)
    }

    /// Registers the webhooks of `manifests/base`, and waits until they are asked.
    func register() throws {
        for name in ["mutating", "validating"] {
            try kubectl.mustApply(configuration("manifests/base/\(name)-webhook.yaml"))
        }
        #expect(try eventually { try refuses() }, "the webhooks are not asked")
    }

    /// Takes the registration away, and waits until the webhooks are not asked any more.
    func unregister() throws {
        for kind in ["mutatingwebhookconfiguration", "validatingwebhookconfiguration"] {
            try kubectl.must("delete", kind, "admission-stashgate")
        }
        #expect(try eventually { try !refuses() }, "the webhooks are still asked")
    }

    /// Runs something in a cluster without the webhooks, as before their installation.
    func without(_ body: () throws -> Void) throws {
        try unregister()
        do {
            try body()
        } catch {
            try register()
            throw error
        }
        try register()
    }

    private func refuses() throws -> Bool {
        let outcome = try kubectl.create(Repository.text(of: Self.refused.manifest), "--dry-run=server")
        return outcome.errors.contains(Self.refused.rule)
    }

    /// A configuration of `manifests/base`, for servers outside the cluster.
    private func configuration(_ path: String) throws -> String {
        let text = try Repository.text(of: path)
        let document = try #require(try Document.documents(yaml: Array(text.utf8)).first)
        var object = JSONValue(document.root, of: document)
        guard case .array(let webhooks)? = object["webhooks"] else { throw TestClientError.incomplete }
        for (index, webhook) in webhooks.enumerated() {
            guard case .string(let path)? = webhook["clientConfig/service/path"] else {
                throw TestClientError.incomplete
            }
            object["webhooks/\(index)/clientConfig"] = [
                "url": .string("https://127.0.0.1:\(balancer.port)\(path)"), "caBundle": .string(bundle),
            ]
        }
        return String(decoding: object.json, as: UTF8.self)
    }
}
