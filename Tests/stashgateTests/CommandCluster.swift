import KubeStash
import TestSupport

/// A cluster with some objects, and commands that read it, as the program that people run.
struct CommandCluster {
    let server: FakeAPIServer
    private let folder: TemporaryFolder

    /// The outcome of a run.
    struct Outcome: Equatable {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The path of the objects of a kind.
    static func path(_ kind: String) -> String {
        switch kind {
        case "Namespace": "/api/v1/namespaces"
        case "Report": "/apis/openreports.io/v1alpha1/reports"
        default:
            Kinds.all.first { $0.names.kind == kind }.map {
                "/apis/\($0.names.group)/\($0.names.version)/\($0.names.plural)"
            } ?? ""
        }
    }

    /// All kinds of KubeStash, and namespaces.
    static let kinds = Kinds.all.map(\.names.kind) + ["Namespace"]

    /// The flags that name the cluster.
    var flags: [String] { ["--kubeconfig", "\(folder.path)/config"] }

    /// Starts a cluster.
    ///
    /// - Parameters:
    ///   - manifest: The objects in YAML.
    ///   - kinds: The kinds that are installed.
    /// - Throws: An error if the server cannot be started.
    init(_ manifest: String, kinds: [String] = Self.kinds) throws {
        server = try FakeAPIServer(kinds.map(Self.path))
        try server.apply(manifest: manifest, path: Self.path)
        folder = try TemporaryFolder()
        try folder.write(
            server.kubeconfig.replacing(
                "cluster: fake, user: fake", with: "cluster: fake, user: fake, namespace: shop"),
            to: "config")
    }

    /// Adds a file to the folder that commands run in.
    func write(_ text: String, to name: String) throws {
        try folder.write(text, to: name)
    }

    /// Runs a command of stashgate, with the flags that name the cluster.
    func run(_ arguments: [String]) throws -> Outcome {
        let words = try ([ChildProcess.product("stashgate")] + arguments + flags).map(Repository.quoted)
        let process = try ChildProcess(
            "/bin/sh", ["-c", "cd \(Repository.quoted(folder.path)) && exec \(words.joined(separator: " "))"])
        guard case .exit(let code) = process.waitForEnd() else {
            return Outcome(code: -1, output: process.output, errors: process.errors)
        }
        return Outcome(code: code, output: process.output, errors: process.errors)
    }
}
