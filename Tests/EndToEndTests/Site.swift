import Document
import Glibc
import TestSupport
import Testing

/// A cluster without the webhook, into which a story installs it as people do, and a process in the place of its pods.
///
/// The process has the flags, files and account of the Deployment that is installed, and listens where the Service is, so
/// that the API server calls it by the registration as it is.
final class Site {
    let plane: ControlPlane
    let kubectl: Kubectl
    private let group: ProcessGroup
    private var pod: (process: WebhookProcess, files: PodFiles)?

    /// The namespace of the installation.
    static let namespace = Webhook.namespace

    /// Starts a cluster with the definitions of KubeStash.
    init(on stage: Stage) throws {
        group = stage.group
        plane = try ControlPlane(in: group)
        kubectl = try Kubectl(in: group, kubeconfig: plane.kubeconfig)
        try kubectl.establish(stage.definitions().text)
        for name in ["demo", "shop"] { try kubectl.must("create", "namespace", name) }
    }

    deinit {
        pod?.process.process.send(SIGKILL)
    }

    /// Starts a pod of the Deployment; the one that runs ends before, as both have the address of the Service.
    /// - Parameter name: The name of the Deployment and of its Service.
    /// - Throws: An error if the pod does not get ready.
    func roll(_ name: String = "stashgate") throws {
        if pod != nil { try stop() }
        let deployment = try kubectl.object("deployment", name, in: Self.namespace)
        let files = try PodFiles(of: deployment, in: group, plane, kubectl)
        let address = try kubectl.object("service", name, in: Self.namespace).text("spec/clusterIP")
        let process = try WebhookProcess(
            in: group, files.arguments + ["--shutdown-delay=1s"], at: (address, 443), by: files.wrapper)
        pod = (process, files)
    }

    /// Ends the pod, and starts no other one.
    func stop() throws {
        let process = try #require(pod).process.process
        process.send(SIGTERM)
        #expect(process.waitForEnd() == .exit(0))
        pod = nil
    }

    /// Gives the pod another token, and takes the old one back.
    func rotateToken() throws { try #require(pod).files.rotateToken(of: kubectl) }

    /// Runs the commands of a page that begin with some words, each as it stands there, and expects no warning.
    /// - Parameters:
    ///   - words: The words.
    ///   - page: The page, by default that of the installation.
    /// - Throws: An error if there are none.
    func follow(_ words: String, on page: String = "Docs/install.md") throws {
        let lines = try Repository.text(of: page).replacing(#/ *\\\n */#, with: " ").split(separator: "\n")
        let commands = lines.filter { $0.hasPrefix("    \(words)") }.compactMap { $0.split(separator: "#").first }
        try #require(!commands.isEmpty, "\(words) is not in \(page)")
        let environment = try """
        export PATH=\(Repository.quoted(#require(ControlPlanePrograms.folder))):$PATH
        export KUBECONFIG=\(Repository.quoted(plane.kubeconfig))
        """
        for command in commands {
            // No controller clears namespaces here, so that waiting for one never ends.
            let waiting = command.contains(" delete ") ? "--wait=false" : ""
            let own = command.replacing(/https:\S+\/install\.yaml/, with: "manifests/install.yaml")
            let result = try Repository.shell("\(environment)\n{ \(own) \(waiting); } 2>&1 >/dev/null")
            #expect(result.status == 0 && result.output.isEmpty, "\(command): \(result.output)")
        }
    }

    /// What the server says to an object with three mistakes that stashgate alone finds.
    func refusal() throws -> String {
        try kubectl.apply(Repository.text(of: "manifests/samples/refused/bad-three-ways.yaml")).refusal
    }

    /// Whether the installed webhooks refuse the object.
    func refuses() throws -> Bool { try refusal().contains("[duplicate-name]") }

    /// Whether an object without a mistake is stored.
    func accepts() throws -> Bool { try kubectl.apply(ClusterManifests.configuration()).code == 0 }

    /// The caBundle of each webhook of a configuration, one a line.
    func bundles(_ name: String = "admission-stashgate") throws -> [String] {
        try ["mutating", "validating"].flatMap { kind in
            try kubectl.object("\(kind)webhookconfiguration", name).items("webhooks").map {
                $0.text("clientConfig/caBundle")
            }
        }
    }

    /// The objects that have the name of the project in theirs, each with its kind.
    func objects() throws -> Set<String> {
        let kinds = try kubectl.must("api-resources", "--verbs=list", "-o", "name").split(separator: "\n")
            .filter { !$0.hasPrefix("events") }.joined(separator: ",")
        let names = try kubectl.must("get", kinds, "--all-namespaces", "-o", "name").split(separator: "\n")
        return Set(names.filter { $0.contains("stashgate") }.map(String.init))
    }
}

/// The files that a kubelet mounts into a pod.
private final class PodFiles {
    /// The flags of the container, with these files.
    let arguments: [String]
    /// The program that runs the container's own, with its arguments.
    let wrapper: [String]
    private let folder: TemporaryFolder
    private let account: String
    /// What vouches for the token: without it, the token is worth nothing.
    private var guarantor: String?
    private static let mount = "/var/run/secrets/kubernetes.io/serviceaccount"

    init(of deployment: JSONValue, in group: ProcessGroup, _ plane: ControlPlane, _ kubectl: Kubectl) throws {
        let folder = try TemporaryFolder(in: group.folder.path)
        let spec = try #require(deployment["spec/template/spec"])
        for volume in spec.items("volumes") {
            let isSecret = volume["secret"] != nil
            let name = volume.text(isSecret ? "secret/secretName" : "configMap/name")
            let object = try kubectl.object(isSecret ? "secret" : "configmap", name, in: Site.namespace)
            let path = "\(folder.path)/\(volume.text("name"))"
            guard unsafe mkdir(path, 0o700) == 0, case .object(let entries)? = object["data"] else {
                throw TestClientError.incomplete
            }
            for entry in entries {
                guard case .string(let text) = entry.value else { throw TestClientError.incomplete }
                let bytes = try isSecret ? #require(Base64.decode(text)) : Array(text.utf8)
                try folder.write(bytes, to: "\(volume.text("name"))/\(entry.key)")
            }
        }
        let kept = spec.texts("containers/0/args").dropFirst().filter { !$0.contains("listen=") }
        arguments = kept.map { $0.replacing("/etc/stashgate/", with: "\(folder.path)/") }
        self.folder = folder
        account = spec.text("serviceAccountName")
        guard spec["automountServiceAccountToken"] == true else {
            wrapper = []
            return
        }
        wrapper = [
            "/usr/bin/env", "KUBERNETES_SERVICE_HOST=127.0.0.1", "KUBERNETES_SERVICE_PORT=\(plane.port)", "unshare",
            "--mount", "/bin/sh", "-c",
            #"mount -t tmpfs none /run && mkdir -p \#(Self.mount) && mount --bind "$0" \#(Self.mount) && exec "$@""#,
            folder.path + "/account",
        ]
        guard unsafe mkdir("\(folder.path)/account", 0o700) == 0 else { throw TestClientError.incomplete }
        try folder.write(TemporaryFolder.read(plane.authority), to: "account/ca.crt")
        try folder.write(Site.namespace, to: "account/namespace")
        try writeToken(of: kubectl)
    }

    /// Replaces the token, and waits until the old one is worth nothing.
    func rotateToken(of kubectl: Kubectl) throws {
        let old = String(decoding: try TemporaryFolder.read("\(folder.path)/account/token"), as: UTF8.self)
        let former = try #require(guarantor)
        try writeToken(of: kubectl)
        try kubectl.must("delete", "secret", former, "-n", Site.namespace)
        let isRevoked = try eventually {
            try kubectl.run(["auth", "whoami", "--token", old]).refusal.contains("Unauthorized")
        }
        #expect(isRevoked)
    }

    private func writeToken(of kubectl: Kubectl) throws {
        let secret = "token-\(UInt64.random(in: .min ... .max))"
        try kubectl.must("create", "secret", "generic", secret, "-n", Site.namespace)
        let token = try kubectl.must(
            "create", "token", account, "-n", Site.namespace, "--bound-object-kind=Secret",
            "--bound-object-name=\(secret)")
        guarantor = secret
        try folder.write(token.filter { !$0.isWhitespace }, to: "account/new-token")
        let path = "\(folder.path)/account"
        guard unsafe rename("\(path)/new-token", "\(path)/token") == 0 else { throw TestClientError.incomplete }
    }
}

extension Trait where Self == ConditionTrait {
    /// Tests whose processes have the folders and the port of a pod.
    static var asPods: Self {
        .enabled(
            if: geteuid() == 0 && (try? Repository.shell("unshare --mount true 2>/dev/null").status) == 0,
            "only root may mount a folder for one process, and listen on port 443")
    }
}
