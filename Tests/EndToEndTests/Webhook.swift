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
    private let fileBundle: String
    private let kubeconfig: String
    /// The flags about certificates; nil for those of the files.
    private var certificateFlags: [String]?

    /// The folder with the certificate and its authority.
    var folder: String { files.folder }

    /// How long a process serves on after SIGTERM; the balancer notices sooner.
    private static let shutdownDelay = "1s"

    /// An object that stashgate alone refuses, with the rule that does.
    private static let refused = (manifest: "manifests/samples/refused/bad-three-ways.yaml", rule: "[duplicate-name]")

    /// The namespace in which nothing may be deleted that others use.
    static let strictNamespace = "strict"

    /// The policy of `manifests/base`, which changes nothing, but for one namespace.
    private static let policy = """
        apiVersion: stashgate.dev/v1alpha1
        kind: Policy
        namespaces:
        - match: [\(strictNamespace)]
          rules: {object-in-use: error}

        """

    /// The namespace of the Service, whose account the processes have.
    static let namespace = "stashgate-system"

    /// Starts the processes, which read the cluster with the role of `manifests/base`, and registers them.
    init(in group: ProcessGroup, _ plane: ControlPlane, _ kubectl: Kubectl) throws {
        self.group = group
        self.kubectl = kubectl
        files = CertificateFiles(in: "\(group.folder.path)/webhook")
        fileBundle = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
        for file in ["namespace", "service-account", "cluster-role"] {
            try kubectl.mustApply(Repository.text(of: "manifests/base/\(file).yaml"), "-n", Self.namespace)
        }
        let token = try kubectl.must("create", "token", "stashgate", "-n", Self.namespace, "--duration=2h")
        kubeconfig = try plane.write(kubeconfigOf: token.filter { !$0.isWhitespace }, to: "webhook.kubeconfig")
        try group.folder.write(Self.policy, to: "policy.yaml")
        balancer = try TestBalancer([])
        try restart(with: nil)
    }

    /// Ends all processes, and starts two with other certificates, for webhooks that are registered anew.
    /// - Parameter flags: The flags about certificates that the processes make; nil for the files of the tests.
    /// - Throws: An error if the webhooks are not asked in the end.
    func restart(with flags: [String]?) throws {
        if !processes.isEmpty { try unregister() }
        while !processes.isEmpty { _ = try end(with: SIGTERM) }
        certificateFlags = flags
        // Processes that make certificates get ready once the registration has them.
        try configure()
        for _ in 0..<2 { try add() }
        #expect(try eventually { try refuses() }, "the webhooks are not asked")
    }

    /// Starts one more process.
    func add() throws {
        let certificate = certificateFlags ?? ["--tls-cert", files.certificate, "--tls-key", files.key]
        processes.append(
            try WebhookProcess(
                in: group,
                certificate + [
                    "--shutdown-delay", Self.shutdownDelay, "--config", "\(group.folder.path)/policy.yaml",
                    "--cluster", "kubeconfig", "--kubeconfig", kubeconfig,
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
        try configure()
        #expect(try eventually { try refuses() }, "the webhooks are not asked")
    }

    private func configure() throws {
        for name in ["mutating", "validating"] {
            let text = try Repository.text(of: "manifests/base/\(name)-webhook.yaml")
            let document = try #require(try Document.documents(yaml: Array(text.utf8)).first)
            try apply(JSONValue(document.root, of: document))
        }
    }

    /// Applies a configuration of `manifests`, for servers outside the cluster.
    func apply(_ configuration: JSONValue) throws {
        var object = configuration
        guard case .array(let webhooks)? = object["webhooks"] else { throw TestClientError.incomplete }
        for (index, webhook) in webhooks.enumerated() {
            guard case .string(let path)? = webhook["clientConfig/service/path"] else {
                throw TestClientError.incomplete
            }
            object["webhooks/\(index)/clientConfig"] = ["url": .string("https://127.0.0.1:\(balancer.port)\(path)")]
            if certificateFlags == nil { object["webhooks/\(index)/clientConfig/caBundle"] = .string(fileBundle) }
        }
        try kubectl.mustApply(String(decoding: object.json, as: UTF8.self))
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
}
