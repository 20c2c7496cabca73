import Glibc
import Net
import TLS
import TestSupport
import Testing

/// The log of `stashgate serve`, for its readers and against those who try to write in it.
@Suite(.timeLimit(.minutes(30)))
struct ServeLogTests {
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

    /// A line without the parts that change in every run.
    private static func steady(_ line: String) -> String {
        line.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, with: "TIME")
            .replacing(/(duration"?[=:])\d+\.\d{6}\b/) { "\($0.output.1)DURATION" }
            .replacing(/(client"?[=:]"?)\d+\.\d+\.\d+\.\d+:\d+/) { "\($0.output.1)ADDRESS" }
    }

    /// A denial is one line with all values that can be found in the API server's own log.
    @Test func denial() throws {
        let server = try LoggedServer()
        let client = try server.connect(server.port())
        try client.send(LoggedServer.request(Fixtures.review("bad-three-ways-create-validate")))
        #expect(try client.receiveResponse().status == 200)
        client.socket.close()
        let lines = try LoggedServer.json(server.end()).filter { $0["/level"] == "notice" }
        let line = try #require(lines.first)
        guard lines.count == 1, case .object(let members) = line else { throw TestClientError.incomplete }
        #expect(
            members.map(\.key) == [
                "time", "level", "msg", "client", "duration", "errors", "kind", "name", "namespace", "operation",
                "rules", "uid", "user", "webhook",
            ])
        let review = try JSONValue(parsing: Fixtures.review("bad-three-ways-create-validate"))
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

    /// The log lines in Docs/operations.md are the program's own, word for word.
    @Test(arguments: ["text", "json"])
    func documented(format: String) throws {
        let server = try LoggedServer("--log-format \(format)")
        let client = try server.connect(server.port())
        try client.send(LoggedServer.request(Fixtures.review("bad-three-ways-create-validate")))
        #expect(try client.receiveResponse().status == 200)
        try client.send(LoggedServer.request(Array("{}".utf8)))
        #expect(try client.receiveResponse().status == 400)
        client.socket.close()
        let lines = server.end().map(Self.steady).filter { $0.contains(" review ") || $0.contains("\"review ") }
        #expect(lines.count == 2)
        let page = try Repository.text(of: "Docs/operations.md").split(separator: "\n").map { Self.steady(String($0)) }
        for line in lines { #expect(page.contains(line)) }
    }

    /// Allowed reviews are not logged, nor are clients that send nothing: load balancers and the kubelet's TCP probes
    /// connect and hang up.
    @Test func silence() throws {
        let server = try LoggedServer()
        let port = try server.port()
        for _ in 0..<20 {
            try TestSocket(port: port).close()
            try TestSocket(port: port).abort()
        }
        let client = try server.connect(port)
        for fixture in Fixtures.reviews where fixture.hasPrefix("full-create") {
            try client.send(LoggedServer.request(Fixtures.review(fixture)))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = try LoggedServer.json(server.end())
        #expect(lines.allSatisfy { $0["/level"] == "info" })
        #expect(lines.count == 5)
    }

    /// A probe that hangs up is not logged at any level.
    @Test func probesAtTrace() throws {
        let server = try LoggedServer("--log-level trace")
        let port = try server.port()
        for _ in 0..<20 {
            try TestSocket(port: port).close()
            try TestSocket(port: port).abort()
        }
        let client = try server.connect(port)
        client.socket.close()
        #expect(server.end().count == 5)
    }

    /// The log contains nothing of a body but names, even for a malformed one, because objects contain secrets.
    @Test func noBodies() throws {
        let secret: JSONValue = "hunter2"
        let spec: JSONValue = [
            "paused": secret, "backends": [["name": secret, "hunter2": secret]],
            "sessions": [["name": secret, "scheduler": ["schedule": secret]], secret],
        ]
        let server = try LoggedServer("--log-level trace")
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
                try client.send(LoggedServer.request(body, to: path))
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

    /// Names in requests cannot end a log line, start another one, or fill the disk.
    @Test(arguments: ["text", "json"])
    func hostileNames(format: String) throws {
        let server = try LoggedServer("--log-format \(format)")
        let client = try server.connect(server.port())
        let names = [
            "\n2026-11-23T00:00:00.000Z info forged", "\"}\n{\"level\":\"info\",\"msg\":\"forged\"}", "\u{1B}[2J",
            "\u{0}", "\u{85}\u{2028}", String(repeating: "n", count: 1 << 20),
        ]
        for name in names {
            try client.send(
                LoggedServer.request(Self.review(uid: .string(name), name: .string(name), user: .string(name))))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = server.end()
        #expect(lines.count == 5 + names.count)
        #expect(lines.allSatisfy { $0.utf8.count < 8192 })
        #expect(lines.allSatisfy { $0.hasPrefix(format == "json" ? "{\"time\":\"20" : "20") })
        #expect(lines.allSatisfy { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
        if format == "json" {
            #expect(try LoggedServer.json(lines).count { $0["/msg"] == "review denied" } == names.count)
        }
    }

    /// A flood of denials is answered, but only logged up to a limit, and the log states the number of omitted lines.
    @Test func flood() throws {
        let server = try LoggedServer()
        let client = try server.connect(server.port())
        let review = Self.review(uid: .string(String(repeating: "\u{1}", count: 2000)))
        let count = 1000
        for _ in 0..<count {
            try client.send(LoggedServer.request(review))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = try LoggedServer.json(server.end())
        let denials = lines.count { $0["/msg"] == "review denied" }
        // A line has 6 kB, and the burst holds about forty.
        #expect((10..<count / 2).contains(denials))
        let left = lines.compactMap { line -> Int? in
            guard case .number(let text) = line["/too-many"] else { return nil }
            return Int(text)
        }
        #expect(left.reduce(denials, +) == count)
    }

    /// Lines below the lowest level are omitted.
    @Test func leastLevel() throws {
        let port = try TestPort.free()
        let server = try LoggedServer("--log-level warning", port: port)
        let client = try server.connectOnceReady(port)
        try LoggedServer.deny(1, with: client)
        client.socket.close()
        #expect(server.end() == [])
    }
}
