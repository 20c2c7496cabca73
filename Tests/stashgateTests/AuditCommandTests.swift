import Document
import Net
import TestSupport
import Testing

@testable import stashgate

/// `stashgate audit` says what is wrong in a cluster, and its exit code says how it has gone.
struct AuditCommandTests {
    private typealias Objects = ClusterManifests

    private static let namespaces =
        Objects.namespace("backup") + Objects.namespace("shop") + Objects.namespace("crm") + Objects.addon
    private static let basis = namespaces + Objects.storage() + Objects.retention()
    private static let clean = basis + Objects.configuration()
    /// A warning in the namespace of the context.
    private static let warned = clean + Objects.storage("own", in: "shop", more: "  deletionPolicy: WipeOut")
    /// An error in another namespace.
    private static let wrong =
        namespaces + Objects.storage(from: "Same") + Objects.retention() + Objects.configuration(in: "crm")

    /// A cluster, flags, and the exit code.
    struct Row: Sendable, CustomStringConvertible {
        let description: String
        let manifest: String
        let flags: [String]
        let code: Int32
        let errors: String

        init(_ description: String, _ manifest: String, _ flags: [String], _ code: Int32, _ errors: String = "") {
            self.description = description
            self.manifest = manifest
            self.flags = flags
            self.code = code
            self.errors = errors
        }
    }

    static let rows = [
        Row("no mistake", clean, ["-A"], 0),
        Row("no object", Objects.namespace("shop"), ["-A"], 0),
        Row("a warning", warned, [], 0),
        Row("a warning that counts", warned, ["--strict"], 1),
        Row(
            "too many warnings", warned, ["--max-warnings", "0"], 1,
            "error: 1 warning is more than --max-warnings 0 allows\n"),
        Row("as many warnings as are allowed", warned, ["--max-warnings", "1"], 0),
        Row("a warning that is ignored", warned, ["--strict", "--ignore", "wipe-out"], 0),
        Row("another rule is selected", warned, ["--strict", "--select", "shared-place"], 0),
        Row("an error in another namespace", wrong, [], 0),
        Row("an error in the namespace", wrong, ["-n", "crm"], 1),
        Row("an error in any namespace", wrong, ["--all-namespaces"], 1),
        Row(
            "a namespace that is not there", wrong, ["--namespace", "cmr"], 2,
            "error: this cluster does not have the namespace cmr\n"),
        Row(
            "a namespace, and all of them", wrong, ["-n", "crm", "-A"], 2,
            """
            error: -n is one namespace, and -A is all of them; give one of them
            see 'stashgate audit --help'

            """),
        Row(
            "reports that the cluster does not have", wrong, ["--apply"], 2,
            "error: --apply writes reports.openreports.io, which this cluster does not have\n"),
        Row(
            "a context that is not there", wrong, ["--context", "fake2"], 2),
    ]

    @Test(arguments: rows)
    func exitCode(_ row: Row) throws {
        let cluster = try CommandCluster(row.manifest)
        defer { cluster.server.stop() }
        let outcome = try cluster.run(["audit"] + row.flags)
        #expect(outcome.code == row.code, "\(outcome)")
        #expect(
            outcome.errors == row.errors || row.errors.isEmpty && row.code == 2 && outcome.errors.hasPrefix("error: "))
        #expect(outcome.output.isEmpty == (row.code == 2))
    }

    @Test("a cluster without KubeStash is not one without mistakes")
    func withoutKubeStash() throws {
        let cluster = try CommandCluster(Objects.namespace("shop"), kinds: ["Namespace"])
        defer { cluster.server.stop() }
        let outcome = try cluster.run(["audit"])
        #expect(
            outcome == .init(code: 2, output: "", errors: "error: this cluster does not have any kind of KubeStash\n"))
    }

    @Test("a kind that may not be read makes the exit code 2, behind what is known")
    func forbidden() throws {
        let cluster = try CommandCluster(Self.warned, kinds: CommandCluster.kinds + ["Report"])
        defer { cluster.server.stop() }
        cluster.server.forbid("/apis/storage.kubestash.com/v1alpha1/namespaces/shop/snapshots")
        let outcome = try cluster.run(["audit", "--apply"])
        #expect(outcome.code == 2)
        #expect(outcome.output.hasPrefix("BackupStorage shop/own: warning[wipe-out]: "))
        #expect(outcome.output.hasSuffix("1 warning in 1 namespace: 2 objects judged, 1 kind not read\n"))
        let lines = outcome.errors.split(separator: "\n")
        #expect(
            lines.first?.hasPrefix("error: the list of snapshots.storage.kubestash.com in shop cannot be read: GET ")
                == true)
        #expect(lines.last == "error: no report is written, as not everything is known")
        #expect(cluster.server.applied.isEmpty)
    }

    @Test("a server that is not there, or does not know the caller, is one error")
    func unreachable() throws {
        let cluster = try CommandCluster(Self.clean)
        cluster.server.fail(with: 401)
        let refused = try cluster.run(["audit"])
        #expect(refused.code == 2 && refused.output == "")
        #expect(refused.errors.hasPrefix("error: the cluster cannot be read: GET https://127.0.0.1:"))
        cluster.server.stop()
        let gone = try cluster.run(["audit"])
        #expect(gone.code == 2 && gone.output == "" && gone.errors.split(separator: "\n").count == 1)
    }

    @Test("SIGINT ends an audit while the server says nothing")
    func interrupted() throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let folder = try TemporaryFolder()
        try folder.write(
            """
            {apiVersion: v1, kind: Config, current-context: a, contexts: [{name: a, context: {cluster: a}}],
            clusters: [{name: a, cluster: {server: "http://127.0.0.1:\(listener.address.port)"}}]}
            """, to: "config")
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["audit", "--kubeconfig", "\(folder.path)/config"])
        var sockets: [Socket] = []
        #expect(
            eventually {
                if case .connection(let socket) = listener.accept() { sockets.append(socket) }
                return !sockets.isEmpty
            })
        process.send(2)
        #expect(process.waitForEnd() == .signal(2))
    }

    @Test("-q leaves out warnings and the counts")
    func quiet() throws {
        let cluster = try CommandCluster(Self.warned)
        defer { cluster.server.stop() }
        #expect(try cluster.run(["audit", "-A", "-q"]) == .init(code: 0, output: "", errors: ""))
        #expect(try cluster.run(["audit", "-q", "--strict"]).output.hasPrefix("BackupStorage shop/own: warning["))
    }

    @Test("a policy holds for the objects of its namespaces")
    func policy() throws {
        let cluster = try CommandCluster(Self.warned)
        defer { cluster.server.stop() }
        try cluster.write(
            "{apiVersion: stashgate.dev/v1alpha1, kind: Policy, namespaces: [{match: [shop], rules: {wipe-out: error}}]}",
            to: "policy.yaml")
        #expect(try cluster.run(["audit", "--config", "policy.yaml"]).code == 1)
        #expect(
            try cluster.run(["audit", "--config", "policy.yaml", "--color", "always"]).output.contains("\u{1B}[1;31m"))
    }

    @Test("each format has standard output for itself", arguments: LintFormat.allCases)
    func format(_ format: LintFormat) throws {
        let cluster = try CommandCluster(Self.wrong)
        defer { cluster.server.stop() }
        let outcome = try cluster.run(["audit", "-A", "-o", format.rawValue])
        let summary = "1 error in 2 namespaces: 5 objects judged\n"
        #expect(outcome.code == 1 && outcome.output.contains("usage-policy"))
        #expect(outcome.errors == (format == .text ? "" : summary))
        #expect(outcome.output.hasSuffix(summary) == (format == .text))
        let bytes = Array(outcome.output.utf8)
        switch format {
        case .json, .gitlab, .sarif: _ = try Document(json: bytes)
        case .report:
            #expect(try Document.documents(yaml: bytes).count == 3)
            #expect(outcome.output.contains("name: stashgate-audit\n"))
        case .junit: #expect(outcome.output.contains(#"<testsuites name="stashgate audit""#))
        case .github: #expect(bytes.starts(with: "::error title=stashgate (usage-policy)::BackupConf".utf8))
        case .text, .concise: #expect(bytes.starts(with: "BackupConfiguration crm/web: error[usage-policy]: ".utf8))
        }
    }

    @Test("--apply writes the reports, whatever is printed")
    func apply() throws {
        let cluster = try CommandCluster(Self.wrong, kinds: CommandCluster.kinds + ["Report"])
        defer { cluster.server.stop() }
        let outcome = try cluster.run(["audit", "--apply", "-n", "crm", "-o", "concise"])
        #expect(outcome.code == 1)
        #expect(outcome.errors == "1 error in 1 namespace: 1 object judged\n1 report written\n")
        let path = "/apis/openreports.io/v1alpha1/namespaces/crm/reports/stashgate-audit"
        #expect(cluster.server.applied[path]?.contains("rule: usage-policy\n") == true)
        #expect(cluster.server.applied.count == 1)
        cluster.server.forbid(path)
        let refused = try cluster.run(["audit", "--apply", "-n", "crm"])
        #expect(refused.code == 2 && refused.errors.hasPrefix("0 reports written\nerror: the Report in crm cannot be"))
    }

    @Test("Docs/cluster.md shows what the program prints")
    func documented() throws {
        let page = try Repository.text(of: "Docs/cluster.md")
        let command = "```console\n$ stashgate audit -A\n"
        let start = try #require(page.firstRange(of: command)).upperBound
        let example = page[start...].prefix { $0 != "`" }
        let cluster = try CommandCluster(
            Self.basis + Objects.storage("copy", created: 1, bucket: "bucket-s3")
                + Objects.configuration("orders", created: 1, directory: "/orders")
                + Objects.configuration("carts", created: 2, directory: "/orders")
                + Objects.configuration("customers", in: "crm", storage: "archive"))
        defer { cluster.server.stop() }
        let outcome = try cluster.run(["audit", "-A"])
        #expect(outcome.code == 1 && outcome.errors == "")
        #expect(outcome.output == example)
    }
}
