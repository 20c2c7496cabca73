import Admission
import Schema
import TestSupport
import Testing

/// Log lines about reviews give the reason of the verdict: the errors of a denial, and the warnings that the user of an
/// allowed object saw.
@Suite(.timeLimit(.minutes(30)))
struct ReviewLogTests {
    /// Reviews of objects with only warnings, with only errors, with both, and with neither.
    private static func bodies() throws -> [[UInt8]] {
        let fixtures = ["full-create-validate", "bad-three-ways-create-validate"]
        let values = try fixtures.map { try JSONValue(parsing: Fixtures.review($0)) }
        let schedules: [JSONValue?] = [nil, "0 0 1 * 1"]
        return try values.flatMap { value in
            try schedules.map { schedule in
                guard let schedule else { return value.json }
                let pointer = "/request/object/spec/sessions/0/scheduler/schedule"
                return try #require(value.applying([["op": "add", "path": .string(pointer), "value": schedule]])).json
            }
        } + [Fixtures.review("minimal-create-validate")]
    }

    private static func expect(_ line: JSONValue, tells answer: Reviewer.Answer) {
        let isDenied = answer.verdict == .denied
        let fired = answer.tally.entries.filter { $0.severity == (isDenied ? .error : .warning) }
        #expect(line["/level"] == (isDenied ? "notice" : "debug"))
        #expect(line["/rules"] == .array(fired.map { .string($0.rule.rawValue) }))
        let count: JSONValue = .number(String(fired.reduce(0) { $0 + $1.count }))
        #expect(line["/errors"] == (isDenied ? count : JSONValue?.none))
        #expect(line["/warnings"] == (isDenied ? JSONValue?.none : count))
        let subject = answer.subject
        #expect(line["/uid"] == subject.map { .string($0.uid) })
        #expect(line["/user"] == subject.map { .string($0.user) })
        #expect(line["/namespace"] == subject.map { .string($0.namespace) })
        #expect(line["/name"] == subject.map { .string($0.name) })
        #expect(line["/operation"] == "CREATE")
    }

    @Test func verdicts() throws {
        let server = try LoggedServer("--log-level debug")
        let client = try server.connect(server.port())
        let bodies = try Self.bodies()
        for body in bodies {
            try client.send(LoggedServer.request(body))
            #expect(try client.receiveResponse().status == 200)
        }
        client.socket.close()
        let lines = try LoggedServer.json(server.end()).filter {
            ["review allowed", "review denied"].contains($0["/msg"])
        }
        let answers = bodies.map { Reviewer().review($0, by: .validate) }
        try #require(lines.count == answers.count)
        for (line, answer) in zip(lines, answers) { Self.expect(line, tells: answer) }
        // The reviews produce every kind of line with content.
        #expect(Set(answers.map(\.verdict)) == [.allowed, .denied])
        for verdict in [Reviewer.Answer.Verdict.allowed, .denied] {
            let severities = answers.filter { $0.verdict == verdict }.flatMap(\.tally.entries).map(\.severity)
            #expect(severities.contains(.warning))
        }
    }
}
