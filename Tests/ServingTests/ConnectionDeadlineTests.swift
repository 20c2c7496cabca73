import Net
import System
import Testing

@testable import Serving

/// Every client has a time limit for everything it does, on a clock that the test sets.
struct ConnectionDeadlineTests {
    typealias Step = PlayedConnection.Step

    /// A client, and its end.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The purpose of the row.
        let testDescription: String
        /// The steps, each with its second.
        let steps: [(second: Double, step: Step)]
        /// The client's activity after the steps, and the second of its deadline.
        let activity: Activity
        let deadline: Double
        /// The events that observers are told at that deadline, without the states of the connection.
        let end: [String]
        /// Whether the client gets the close_notify of TLS.
        let hasGoodbye: Bool

        init(
            _ description: String, _ steps: [(Double, Step)], _ activity: Activity, until deadline: Double,
            _ end: [String] = [], goodbye: Bool = true
        ) {
            testDescription = description
            self.steps = steps.map { (second: $0.0, step: $0.1) }
            self.activity = activity
            self.deadline = deadline
            self.end = end
            hasGoodbye = goodbye
        }
    }

    private static let ping = "GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let large = "GET /fill/100000 HTTP/1.1\r\nHost: a\r\n\r\n"
    private static func head(_ length: Int, _ query: String = "") -> String {
        "POST /size\(query) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
    }
    private static func bytes(_ count: Int) -> String { String(repeating: "a", count: count) }

    /// The limits are those of a webhook: a handshake 10 s, a head 10 s, a request 30 s, a body 5 s and its rate, idle
    /// 120 s, an answer 30 s, the last bytes 5 s, and a first request 1 s once the server stops.
    static let handshakes = [
        Row("nothing is sent", [], .handshake, until: 10, ["handshake timeout"], goodbye: false),
        Row(
            "turns without news do not extend it", [(9, .turn)], .handshake, until: 10, ["handshake timeout"],
            goodbye: false),
        Row(
            "a server that ends waits less", [(3, .drain)], .sendFirstRequest, until: 4, ["handshake timeout"],
            goodbye: false),
        Row("a new client of a server that ends", [(1, .drain), (1.5, .shake)], .sendFirstRequest, until: 2),
    ]

    static let requests = [
        Row("idle after the handshake", [(1, .shake)], .stayIdle, until: 121),
        Row("messages of TLS do not extend it", [(1, .shake), (60, .turn)], .stayIdle, until: 121),
        Row("idle after an answer", [(1, .shake), (60, .send(ping))], .stayIdle, until: 180),
        Row("an empty line begins no request", [(1, .shake), (60, .send("\r\n"))], .stayIdle, until: 121),
        Row("a head", [(1, .shake), (2, .send("P"))], .sendHead, until: 12, ["answer 408"]),
        Row(
            "a head that drips in", [(1, .shake), (2, .send("P")), (11, .send("O"))], .sendHead, until: 12,
            ["answer 408"]),
        Row(
            "the next request has its own time",
            [(1, .shake), (2, .send("GET /fill/3 HTT")), (9, .send("P/1.1\r\nHost: a\r\n\r\n")), (20, .send("P"))],
            .sendHead, until: 30, ["answer 408"]),
        Row("a body", [(1, .shake), (2, .send(head(9)))], .sendBody, until: 7, ["answer 408"]),
        Row(
            "the time of a body begins with it", [(1, .shake), (2, .send("P")), (9, .send(head(9).dropped(1)))],
            .sendBody, until: 14, ["answer 408"]),
        Row(
            "each kibibyte of a body is worth a second",
            [(1, .shake), (2, .send(head(9000))), (6, .send(bytes(3072)))], .sendBody, until: 10, ["answer 408"]),
        Row(
            "a fast body has the time of a request",
            [(1, .shake), (2, .send(head(90_000))), (6, .send(bytes(16_000))), (7, .send(bytes(16_000)))],
            .sendBody, until: 32, ["answer 408"]),
        Row(
            "the time that a client gives itself", [(1, .shake), (2, .send(head(9, "?patience=3000")))], .sendBody,
            until: 5,
            ["answer 408"]),
        Row(
            "it counts from the first byte",
            [(1, .shake), (2, .send("P")), (4, .send(head(9, "?patience=3000").dropped(1)))], .sendBody, until: 5,
            ["answer 408"]),
        Row(
            "requests have their time while the server ends",
            [(1, .shake), (2, .send("P")), (3, .drain)], .sendHead, until: 12, ["answer 408"]),
    ]

    static let answers = [
        Row("an answer that is not taken", [(1, .take(0)), (1, .shake), (2, .send(ping))], .takeAnswer, until: 32),
        Row(
            "taking some of it does not extend the time",
            [(1, .take(0)), (1, .shake), (2, .send(large)), (20, .take(9))],
            .takeAnswer, until: 32),
        Row(
            "the last bytes", [(1, .shake), (2, .send("nonsense\r\n\r\n"))], .readLastAnswer, until: 7, goodbye: false),
        Row(
            "a last answer that is not taken",
            [(1, .take(0)), (1, .shake), (2, .send("nonsense\r\n\r\n"))], .takeAnswer, until: 32),
        Row(
            "what is thrown away does not extend the last bytes",
            [(1, .shake), (2, .send("nonsense\r\n\r\n")), (6, .turn)], .readLastAnswer, until: 7, goodbye: false),
    ]

    @Test(arguments: handshakes + requests + answers)
    func deadline(_ row: Row) throws {
        let connection = try PlayedConnection()
        for (second, step) in row.steps { connection.play(step, at: second) }
        #expect(connection.activity == row.activity)
        #expect(connection.deadline == row.deadline)
        let told = connection.record.lines.count
        connection.actions = []
        connection.expire()
        // A client that gets a 408 has some seconds to read it.
        if connection.activity == .readLastAnswer, row.activity != .readLastAnswer {
            #expect(connection.deadline == row.deadline + 5)
            connection.expire()
        }
        #expect(connection.last == .close)
        let events = connection.record.lines.dropFirst(told).filter { !$0.contains(">") }
        #expect(events == row.end)
        #expect(connection.actions.contains(.shutdown) == row.hasGoodbye)
    }

    /// An answer past the client's time limit is not computed, even if the request arrived in time, because other
    /// clients had their turns first.
    @Test func tooLate() throws {
        let connection = try PlayedConnection()
        connection.shake()
        connection.send("POST /size?patience=3000 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
        connection.wait(until: 2.999)
        connection.send("b")
        #expect(connection.statuses == [200])
        connection.send("POST /size?patience=3000 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
        connection.wait(until: 6)
        connection.send("b")
        #expect(connection.statuses == [200, 504])
        #expect(connection.text.contains("the time that the client gave for an answer is over"))
    }

    /// An old connection ends with its next answer, and not before.
    @Test func age() throws {
        let connection = try PlayedConnection { $0.connectionAge = .seconds(100) }
        connection.shake()
        connection.wait(until: 89)
        #expect(connection.send(Self.ping) == .wait(.read))
        connection.wait(until: 111)
        #expect(connection.play() == .wait(.read))
        #expect(connection.activity == .stayIdle)
        connection.send(Self.ping, Self.ping)
        #expect(connection.activity == .readLastAnswer)
        #expect(connection.statuses == [200, 200, 200], "what has come in behind is answered too")
        #expect(connection.text.ranges(of: "Connection: close").count == 1)
    }

    /// An active client keeps its place while it makes progress, an idle one for a moment.
    @Test(
        arguments: [
            ([], true, 0.1), ([(0, .shake)], true, 0.1), ([(0, .shake), (5, .send(ping))], true, 5.1),
            // Half a second after the last bytes, if they arrived at the lowest rate.
            ([(0, .shake), (5, .send("P"))], false, 5.5),
            ([(0, .shake), (5, .send("P")), (5.25, .send(bytes(256)))], false, 5.75),
            ([(0, .shake), (5, .send(head(9000))), (9, .send(bytes(64)))], false, 9.0625),
            // A turn that moves no bytes is not progress.
            ([(0, .shake), (5, .send("P")), (5.25, .turn)], false, 5.5),
            ([(0, .take(0)), (0, .shake), (5, .send(large))], false, 5.5),
            ([(0, .take(0)), (0, .shake), (5, .send(large)), (6, .take(512))], false, 6.5),
            ([(0, .shake), (5, .send("nonsense\r\n\r\n"))], true, 5.1),
        ] as [([(Double, Step)], Bool, Double)])
    func claim(steps: [(Double, Step)], isIdle: Bool, end: Double) throws {
        let connection = try PlayedConnection()
        for (second, step) in steps { connection.play(step, at: second) }
        let claim = try #require(connection.claim)
        #expect(claim.isIdle == isIdle)
        #expect(abs(connection.seconds(claim.end) - end) < 1e-6)
    }
}

extension String {
    /// The text without its first characters.
    fileprivate func dropped(_ count: Int) -> String { String(dropFirst(count)) }
}
