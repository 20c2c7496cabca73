import Glibc
import Net
import TLS
import TestSupport
import Testing

/// The log of `stashgate serve` as those meet it who read it, and those who would like to write in it.
@Suite(.timeLimit(.minutes(30)))
struct ServeLogTests {
    /// A server with its log in a file, or wherever the shell is told to redirect it to.
    private struct Server {
        let folder: TemporaryFolder
        let process: ChildProcess
        private let authority: [UInt8]

        /// - Parameters:
        ///   - arguments: More arguments of `stashgate serve`.
        ///   - port: Where to listen; 0 for any port.
        ///   - prelude: What the shell does first.
        ///   - redirection: What the shell is to do with standard error.
        /// - Throws: What keeps it from starting.
        init(_ arguments: String = "", port: UInt16 = 0, prelude: String = ":", redirection: String = "") throws {
            folder = try TemporaryFolder()
            let files = CertificateFiles(in: folder.path)
            _ = try files.make(for: [HostName("127.0.0.1")], days: 1, overwriting: false)
            authority = try TemporaryFolder.read(files.authorityCertificate)
            let command = """
                cd '\(folder.path)' && \(prelude) && exec '\(try ChildProcess.product("stashgate"))' serve \
                --tls-cert tls.crt --tls-key tls.key --shutdown-delay 0s --listen 127.0.0.1:\(port) \(arguments) \
                \(redirection)
                """
            process = try ChildProcess("/bin/sh", ["-c", command])
        }

        func port() throws -> UInt16 {
            let ports = try process.waitForErrors(containing: "listening on https://127.0.0.1:")
            return try #require(ports.first.flatMap(UInt16.init))
        }

        func connect(_ port: UInt16) throws -> TLSClient { try TLSClient(port: port, trusting: authority) }

        /// Connects to a server that cannot say when it listens.
        func connectOnceReady(_ port: UInt16) throws -> TLSClient {
            for _ in 0..<2000 {
                if let socket = try? TestSocket(port: port) {
                    let client = try TLSClient(socket, trusting: authority)
                    try client.handshake()
                    return client
                }
                usleep(10_000)
            }
            throw TestClientError.patience
        }

        func end() -> [String] {
            process.send(SIGTERM)
            #expect(process.waitForEnd() == .exit(0))
            return process.errors.split(separator: "\n").map(String.init)
        }
    }

    private static func request(_ body: [UInt8], to path: String = "/validate") -> [UInt8] {
        let head = """
            POST \(path)?timeout=5s HTTP/1.1\r
            Host: a\r
            Content-Length: \(body.count)\r
            Content-Type: application/json\r
            \r\n
            """
        return Array(head.utf8) + body
    }

    private static let denied = Fixtures.review("bad-three-ways-create-validate")

    /// A review of an object that is denied.
    private static func review(
        uid: JSONValue = "u", name: JSONValue = "n", user: JSONValue = "jo", spec: JSONValue = [:]
    )
        -> [UInt8]
    {
        let value: JSONValue = [
            "apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview",
            "request": [
                "uid": uid, "operation": "CREATE", "name": name, "namespace": "shop", "userInfo": ["username": user],
                "kind": ["group": "core.kubestash.com", "version": "v1alpha1", "kind": "BackupConfiguration"],
                "object": ["metadata": ["name": name], "spec": spec],
            ],
        ]
        return value.json
    }

    private static func json(_ lines: [String]) throws -> [JSONValue] {
        try lines.map { try JSONValue(parsing: Array($0.utf8)) }
    }

    /// What is not the same in every run.
    private static func steady(_ line: String) -> String {
        line.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, with: "TIME")
            .replacing(/(duration"?[=:])\d+\.\d{6}\b/) { "\($0.output.1)DURATION" }
            .replacing(/(client"?[=:]"?)\d+\.\d+\.\d+\.\d+:\d+/) { "\($0.output.1)ADDRESS" }
    }

    /// A denial is one line with everything that the API server's own log can be searched for.
    @Test func denial() throws {
        let server = try Server()
        let client = try server.connect(server.port())
        try client.send(Self.request(Self.denied))
        #expect(try client.receiveResponse().status == 200)
        client.socket.close()
        let lines = try Self.json(server.end()).filter { $0["/level"] == "notice" }
        let line = try #require(lines.first)
        guard lines.count == 1, case .object(let members) = line else { throw TestClientError.incomplete }
        #expect(
            members.map(\.key) == [
                "time", "level", "msg", "client", "duration", "errors", "name", "namespace", "operation", "rules",
                "uid",
                "user", "webhook",
            ])
        let review = try JSONValue(parsing: Self.denied)
        #expect(line["/msg"] == "review denied")
        #expect(line["/uid"] == review["/request/uid"])
        #expect(line["/user"] == review["/request/userInfo/username"])
        #expect(line["/namespace"] == review["/request/namespace"])
        #expect(line["/name"] == review["/request/name"])
        #expect(line["/operation"] == "CREATE")
        #expect(line["/webhook"] == "validate")
        #expect(line["/errors"] == 3)
        #expect(line["/rules"] == ["invalid-schedule", "unknown-backend", "duplicate-name"])
        guard case .number(let seconds) = line["/duration"] else { throw TestClientError.incomplete }
        #expect(Double(seconds).map { $0 > 0 } == true)
    }

    /// Docs/operations.md shows lines that the program has written, word for word.
    @Test(arguments: ["text", "json"])
    func documented(format: String) throws {
        let server = try Server("--log-format \(format)")
        let client = try server.connect(server.port())
        try client.send(Self.request(Self.denied))
        #expect(try client.receiveResponse().status == 200)
        try client.send(Self.request(Array("{}".utf8)))
        #expect(try client.receiveResponse().status == 400)
        client.socket.close()
        let lines = server.end().map(Self.steady).filter { $0.contains(" review ") || $0.contains("\"review ") }
        #expect(lines.count == 2)
        let page = try Repository.text(of: "Docs/operations.md").split(separator: "\n").map { Self.steady(String($0)) }
        for line in lines { #expect(page.contains(line)) }
    }

    /// Reviews that are allowed leave no line, nor do clients that never ask: load balancers and the kubelet's TCP
    /// probes connect and hang up.
    @Test func silence() throws {
        let server = try Server()
        let port = try server.port()
        for _ in 0..<20 {
            try TestSocket(port: port).close()
            try TestSocket(port: port).abort()
        }
        let client = try server.connect(port)
        for fixture in Fixtures.reviews where fixture.hasPrefix("full-create") {
            try client.send(Self.request(Fixtures.review(fixture)))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = try Self.json(server.end())
        #expect(lines.allSatisfy { $0["/level"] == "info" })
        #expect(lines.count == 5)
    }

    /// A probe that hangs up is not worth a line at any level.
    @Test func probesAtTrace() throws {
        let server = try Server("--log-level trace")
        let port = try server.port()
        for _ in 0..<20 {
            try TestSocket(port: port).close()
            try TestSocket(port: port).abort()
        }
        let client = try server.connect(port)
        client.socket.close()
        #expect(server.end().count == 5)
    }

    /// Nothing of a body but names gets into the log, whatever is wrong with it: objects have secrets in them.
    @Test func noBodies() throws {
        let secret: JSONValue = "hunter2"
        let spec: JSONValue = [
            "paused": secret, "backends": [["name": secret, "hunter2": secret]],
            "sessions": [["name": secret, "scheduler": ["schedule": secret]], secret],
        ]
        let server = try Server("--log-level trace")
        let client = try server.connect(server.port())
        var bodies = [Self.review(spec: spec)]
        let wrong: [(String, JSONValue)] = [
            ("/request/object", secret), ("/request/operation", secret), ("/request/kind", secret),
            ("/request/oldObject", secret), ("/request/userInfo", secret), ("/request/object/metadata", secret),
            ("/request", secret), ("/kind", secret), ("/apiVersion", secret),
        ]
        for (pointer, value) in wrong {
            let whole = try JSONValue(parsing: Self.review(spec: spec))
            let patch: JSONValue = [["op": "add", "path": .string(pointer), "value": value]]
            bodies.append(try #require(whole.applying(patch)).json)
        }
        bodies += ["\"hunter2\"", "{\"hunter2\":1,\"hunter2\":2}", "hunter2", "{\"a\":hunter2"].map { Array($0.utf8) }
        for body in bodies {
            for path in ["/validate", "/mutate"] {
                try client.send(Self.request(body, to: path))
                #expect([200, 400].contains(try client.receiveResponse().status))
            }
        }
        try client.send("GET /hunter2 HTTP/1.1\r\nHost: hunter2\r\nX: hunter2\r\n\r\n")
        #expect(try client.receiveResponse().status == 404)
        client.socket.close()
        let lines = server.end()
        #expect(lines.count > bodies.count)
        #expect(!lines.contains { $0.contains("hunter2") })
    }

    /// Names from outside do not end a line, begin another one, or fill the disk.
    @Test(arguments: ["text", "json"])
    func hostileNames(format: String) throws {
        let server = try Server("--log-format \(format)")
        let client = try server.connect(server.port())
        let names = [
            "\n2026-11-23T00:00:00.000Z info forged", "\"}\n{\"level\":\"info\",\"msg\":\"forged\"}", "\u{1B}[2J",
            "\u{0}", "\u{85}\u{2028}", String(repeating: "n", count: 1 << 20),
        ]
        for name in names {
            try client.send(Self.request(Self.review(uid: .string(name), name: .string(name), user: .string(name))))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = server.end()
        #expect(lines.count == 5 + names.count)
        #expect(lines.allSatisfy { $0.utf8.count < 8192 })
        #expect(lines.allSatisfy { $0.hasPrefix(format == "json" ? "{\"time\":\"20" : "20") })
        #expect(lines.allSatisfy { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
        if format == "json" { #expect(try Self.json(lines).count { $0["/msg"] == "review denied" } == names.count) }
    }

    /// A flood of denials is answered and not logged without end, and it is said how much is missing.
    @Test func flood() throws {
        let server = try Server()
        let client = try server.connect(server.port())
        let review = Self.review(uid: .string(String(repeating: "\u{1}", count: 2000)))
        let count = 1000
        for _ in 0..<count {
            try client.send(Self.request(review))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = try Self.json(server.end())
        let denials = lines.count { $0["/msg"] == "review denied" }
        // 6 kB each: the burst has room for some forty.
        #expect((10..<count / 2).contains(denials))
        let left = lines.compactMap { line -> Int? in
            guard case .number(let text) = line["/too-many"] else { return nil }
            return Int(text)
        }
        #expect(left.reduce(denials, +) == count)
    }

    /// A port that nobody has, for a server that cannot say which it got.
    private static func freePort() throws -> UInt16 {
        try Listener(on: SocketAddress(parsing: "127.0.0.1:0"), onlyIPv6: false).address.port
    }

    private func deny(_ count: Int, with client: TLSClient) throws {
        for _ in 0..<count {
            try client.send(Self.request(Self.denied))
            #expect(try client.receiveResponse().status == 200)
        }
    }

    /// Lines below the least level are left out.
    @Test func leastLevel() throws {
        let port = try Self.freePort()
        let server = try Server("--log-level warning", port: port)
        let client = try server.connectOnceReady(port)
        try deny(1, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A disk that is full, and a log that is closed, cost the log and nothing else.
    @Test(arguments: ["2>/dev/full", "2>&-"])
    func nowhereToWrite(_ redirection: String) throws {
        let port = try Self.freePort()
        let server = try Server("--log-level debug", port: port, redirection: redirection)
        let client = try server.connectOnceReady(port)
        try deny(300, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A log that nobody reads stops neither the answers nor the end.
    @Test func nobodyReads() throws {
        let port = try Self.freePort()
        // The shell keeps the pipe open to both sides.
        let server = try Server(port: port, prelude: "mkfifo log && exec 3<>log", redirection: "2>&3")
        let client = try server.connectOnceReady(port)
        // More than any pipe of Linux has room for by default.
        try deny(600, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }

    /// A reader that goes away, as `stashgate serve | head` does, ends neither the server nor its answers.
    @Test func readerGoesAway() throws {
        let port = try Self.freePort()
        let server = try Server(
            port: port, prelude: "mkfifo log && { head -n 1 log >first & } && exec 3>log", redirection: "2>&3")
        let client = try server.connectOnceReady(port)
        try deny(300, with: client)
        client.socket.close()
        #expect(server.end() == [])
        let first = try TemporaryFolder.read("\(server.folder.path)/first")
        #expect(String(decoding: first, as: UTF8.self).contains("starting"))
    }

    /// A disk that has room again gets whole lines again, beginning with a new one.
    @Test func diskHasRoomAgain() throws {
        let port = try Self.freePort()
        let server = try Server(port: port, prelude: "trap '' XFSZ", redirection: "2>>log")
        let client = try server.connectOnceReady(port)
        // A limit of the file's size ends a line in its middle, as a full disk does. It comes late, as a sanitizer writes
        // files of its own when the program starts.
        try server.process.limitFileSize(to: 4096)
        try deny(100, with: client)
        let log = "\(server.folder.path)/log"
        for _ in 0..<2000 where try TemporaryFolder.read(log).last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n") {
            usleep(10_000)
        }
        // What is left is the beginning of a line, and there is room after it.
        try #require(unsafe truncate(log, 50) == 0)
        try deny(3, with: client)
        client.socket.close()
        #expect(server.end() == [])
        let text = String(decoding: try TemporaryFolder.read(log), as: UTF8.self)
        let written = text.split(separator: "\n").map(String.init)
        #expect(written.first?.utf8.count == 50)
        let lines = try Self.json(Array(written.dropFirst()))
        #expect(lines.count { $0["/msg"] == "review denied" } >= 3)
        #expect(lines.last?["/msg"] == "lines were left out of this log")
        #expect(lines.contains { $0["/unwritten"] != nil })
    }
}
