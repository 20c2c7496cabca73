import Glibc
import TLS
import TestSupport
import Testing
import Webhook

/// `stashgate serve` logs one line when it starts: its settings, or the reason why it cannot.
@Suite(.timeLimit(.minutes(30)))
struct ServeStartTests {
    private let folder: TemporaryFolder
    private let files: CertificateFiles

    init() throws {
        folder = try TemporaryFolder()
        files = CertificateFiles(in: folder.path)
        _ = try files.make(for: [HostName("a.svc"), HostName("127.0.0.1")], days: 1, overwriting: false)
    }

    private func start(_ arguments: [String], descriptors: Int? = nil) throws -> ChildProcess {
        let all =
            ["serve", "--tls-cert", files.certificate, "--tls-key", files.key, "--shutdown-delay", "0s"] + arguments
        guard let descriptors else { return try ChildProcess(ChildProcess.product("stashgate"), all) }
        let command = ([try ChildProcess.product("stashgate")] + all).map(Repository.quoted).joined(separator: " ")
        return try ChildProcess("/bin/sh", ["-c", "ulimit -n \(descriptors) && exec \(command)"])
    }

    /// The first line, once the server listens.
    private func startLine(_ server: ChildProcess) throws -> JSONValue {
        _ = try server.waitForErrors(containing: "listening on https://")
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(0))
        let line = try #require(server.errors.split(separator: "\n").first)
        return try JSONValue(parsing: Array(line.utf8))
    }

    /// Both listeners belong to one program, which says once what happens to it.
    @Test func logsAWholeRun() throws {
        let server = try start(["--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0"])
        _ = try server.waitForErrors(containing: "listening on https://")
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(0))
        let messages = try server.errors.split(separator: "\n").compactMap { line -> String? in
            guard case .string(let text)? = try JSONValue(parsing: Array(line.utf8))["msg"] else { return nil }
            return text.replacing(#/:[0-9]+$/#, with: "")
        }
        #expect(
            messages == [
                "starting", "listening on http://127.0.0.1", "listening on https://127.0.0.1", "received SIGTERM",
                "stopping", "stopped",
            ])
    }

    @Test func reportsSettings() throws {
        try folder.write(
            """
            apiVersion: stashgate.dev/v1alpha1
            kind: Policy
            rules: {wipe-out: error, missing-encryption: warning}
            namespaces: [{match: [a], parameters: {minimumInterval: 1h}, rules: {shared-storage: off}}]
            """, to: "policy.yaml")
        let policy = "\(folder.path)/policy.yaml"
        let line = try startLine(start(["--listen", "127.0.0.1:0", "--workers", "3", "--config", policy]))
        #expect(line["/level"] == "info")
        #expect(line["/msg"] == "starting")
        #expect(line["/version"] == .string(Build.version))
        #expect(line["/workers"] == 3)
        #expect(line["/policy"] == .string(policy))
        #expect(line["/rules-changed"] == 3, "one of the two severities is the usual one")
        #expect(line["/names"] == ["a.svc", "127.0.0.1"])
        #expect(line["/lowered"] == nil)
        let expiry = try #require(line.text("not-after").wholeMatch(of: /(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\dZ/))
        #expect(expiry.output.1 > line.text("time").prefix(10), "it is valid for a day")
    }

    /// Limits beyond the machine's are reported with the values in use, and others are not reported.
    @Test func lowerLimits() throws {
        let line = try startLine(start(["--listen", "127.0.0.1:0", "--max-body-bytes", "64Ki"], descriptors: 200))
        #expect(line["/level"] == "notice")
        #expect(line["/lowered"] == ["max-connections": 72])
        #expect(line["/policy"] == "none")
        #expect(line["/rules-changed"] == 0)
    }

    /// The obstacles to a start, and their messages.
    private func obstacles(port: String) -> [(arguments: [String], reasons: [String])] {
        [
            (["--tls-cert", "/nowhere/tls.crt"], ["cannot read /nowhere/tls.crt: No such file or directory"]),
            (
                ["--tls-key", files.authorityKey],
                ["the key of \(files.authorityKey) does not belong to the certificate of \(files.certificate)"]
            ),
            (["--listen", "127.0.0.1:\(port)"], ["cannot listen on 127.0.0.1:\(port): Address already in use"]),
            (
                ["--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:\(port)"],
                ["cannot listen on 127.0.0.1:\(port): Address already in use"]
            ),
            (["--listen", "8443"], [#""8443" is not HOST:PORT, such as 0.0.0.0:8443"#]),
            (
                ["--listen", "127.0.0.1:0", "--metrics-listen", "9090"],
                [#""9090" is not HOST:PORT, such as 0.0.0.0:8443"#]
            ),
            (["--config", "/nowhere"], ["/nowhere: cannot open: No such file or directory"]),
            (
                ["--config", "\(folder.path)/bad.yaml"],
                ["bad.yaml:1:1: apiVersion: ", "bad.yaml:1:7: kind: ", "bad.yaml:2:9: rules[nosuch]: "]
            ),
        ]
    }

    /// An obstacle to the start is one log line in the chosen format, and the exit code is 2.
    @Test(arguments: ["text", "json"])
    func cannotServe(format: String) throws {
        let occupied = try start(["--listen", "127.0.0.1:0"])
        let port = try #require(try occupied.waitForErrors(containing: "listening on https://127.0.0.1:").first)
        try folder.write("kind: Polic\nrules: {nosuch: off}\n", to: "bad.yaml")
        for (arguments, reasons) in obstacles(port: port) {
            let server = try start(arguments + ["--log-format", format])
            #expect(server.waitForEnd() == .exit(2))
            let lines = server.errors.split(separator: "\n").filter { $0.contains("cannot serve") }
            #expect(lines.count == reasons.count, "\(server.errors)")
            for (line, reason) in zip(lines, reasons) {
                if format == "json" {
                    let values = try JSONValue(parsing: Array(line.utf8))
                    #expect(values["/level"] == "critical")
                    #expect(values.text("reason").contains(reason))
                } else {
                    let quoted = reason.replacing("\"", with: "\\\"")
                    #expect(line.contains(" critical cannot serve ") && line.contains(quoted))
                }
            }
        }
        #expect(!(try start(["--tls-cert", "/nowhere"])).errors.contains("error: "))
        occupied.send(SIGTERM)
        #expect(occupied.waitForEnd() == .exit(0))
    }

    /// Docs/operations.md shows the line as the program writes it.
    @Test func documented() throws {
        try folder.write(
            "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {wipe-out: error}\n", to: "policy.yaml")
        let other = CertificateFiles(in: "\(folder.path)/other")
        try #require(unsafe mkdir("\(folder.path)/other", 0o700) == 0)
        _ = try other.make(for: [HostName("stashgate.stashgate-system.svc")], days: 365, overwriting: false)
        let stashgate = Repository.quoted(try ChildProcess.product("stashgate"))
        let server = try ChildProcess(
            "/bin/sh",
            [
                "-c",
                """
                cd \(Repository.quoted(folder.path)) && exec \(stashgate) serve --tls-cert other/tls.crt --tls-key other/tls.key \
                --shutdown-delay 0s --listen 127.0.0.1:0 --config policy.yaml --workers 2 --log-format text \
                --max-connections 64 --max-held-bytes 1Mi --max-body-bytes 64Ki
                """,
            ])
        _ = try server.waitForErrors(containing: "listening on https://")
        server.send(SIGTERM)
        #expect(server.waitForEnd() == .exit(0))
        func steady(_ line: Substring) -> String {
            String(line).replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/, with: "TIME")
        }
        let line = steady(try #require(server.errors.split(separator: "\n").first))
        let page = try Repository.text(of: "Docs/operations.md").split(separator: "\n").map(steady)
        #expect(page.contains(line), "\(line)")
    }
}
