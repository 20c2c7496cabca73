import HTTP
import Net
import System
@testable import TLS
import TestSupport
import Testing

@testable import Serving

/// A connection does one thing after the other, in the same order each time, and no more in one turn than its share.
struct ConnectionMachineTests {
    private typealias Action = ConnectionMachine.Action
    private static let ping = "GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let begun = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
    private static let budget = Action.beginTurn(records: 32)

    private func established(
        budgets: ServerBudgets? = nil, limits adjust: (inout ServerLimits) -> Void = { _ in }
    ) throws -> PlayedConnection {
        let connection = try PlayedConnection(budgets: budgets, limits: adjust)
        connection.shake()
        connection.actions = []
        return connection
    }

    /// A usual request costs one read and one write, and the end of the turn tells of the next one.
    @Test func usualRequest() throws {
        let connection = try established()
        connection.send(Self.ping)
        #expect(connection.actions == [Self.budget, .read, .noteRequest, .write, .end(.wait(.read))])
        #expect(connection.statuses == [200])
        connection.actions = []
        connection.play()
        #expect(connection.actions == [Self.budget, .read, .end(.wait(.read))])
        #expect(
            connection.record.lines == ["- > handshake", "handshake ok", "handshake > idle", "answer 200"],
            "a request that is answered in one go is not told of twice")
    }

    /// A request behind the handshake's last bytes is answered in the same turn.
    @Test func requestBehindTheHandshake() throws {
        let connection = try PlayedConnection()
        connection.handshakes = [.done(1)]
        connection.send(Self.ping)
        #expect(connection.actions == [Self.budget, .handshake, .read, .noteRequest, .write, .end(.wait(.read))])
    }

    /// A last answer is followed by a goodbye, the end of the stream, and the client's own end.
    @Test func lastAnswer() throws {
        let connection = try established()
        connection.send("GET /fill/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(
            connection.actions == [
                Self.budget, .read, .noteRequest, .write, .shutdown, .finishSending, .discardInput(limit: 262_144),
                .end(.wait(.read)),
            ])
        connection.actions = []
        connection.discarded = .some
        connection.play()
        #expect(connection.actions == [Self.budget, .discardInput(limit: 262_144), .end(.wait(.read))])
        connection.discarded = .ended
        #expect(connection.play() == .close)
        #expect(connection.record.lines.suffix(3) == ["answer 200", "idle > closing", "closing > -"])
    }

    /// A goodbye for which there is no room is said later.
    @Test func goodbyeWaits() throws {
        let connection = try established()
        connection.goodbye = .wantWrite
        #expect(connection.send("nonsense\r\n\r\n") == .wait(.write))
        #expect(connection.activity == .takeAnswer)
        connection.goodbye = .done(0)
        connection.actions = []
        #expect(connection.play() == .wait(.read))
        #expect(connection.actions.prefix(3) == [Self.budget, .shutdown, .finishSending])
    }

    /// Every end of a handshake, what it is counted as, and what the client still gets.
    @Test(
        arguments: [
            ([.wantRead], [.end(.wait(.read))], nil), ([.wantWrite], [.end(.wait(.write))], nil),
            ([.heldBack], [.end(.yield)], nil), ([.closed], [.end(.close)], "closed"),
            ([.failed(TLSError(.disconnected, "a"))], [.end(.close)], "closed"),
            // An alert is on its way, which the client is to read.
            (
                [.failed(TLSError(.clientCertificate, "a"))],
                [.shutdown, .finishSending, .discardInput(limit: 262_144), .end(.wait(.read))], "clientCertificate"
            ),
            (
                [.failed(TLSError(.plainHTTP, "a"))],
                [.sendPlainly, .shutdown, .finishSending, .discardInput(limit: 262_144), .end(.wait(.read))],
                "plainHTTP"
            ),
        ] as [([Outcome], [ConnectionMachine.Action], String?)])
    func handshake(outcomes: [Outcome], actions: [ConnectionMachine.Action], result: String?) throws {
        let connection = try PlayedConnection()
        connection.handshakes = outcomes
        connection.play()
        #expect(connection.actions == [Self.budget, .handshake] + actions)
        #expect(
            connection.record.lines.filter { $0.hasPrefix("handshake ") && !$0.contains(">") }
                == (result.map { ["handshake \($0)"] } ?? []))
        #expect(connection.statuses == (result == "plainHTTP" ? [400] : []))
    }

    /// Every outcome of a read that brings no bytes.
    @Test(
        arguments: [
            (.wantRead, [.end(.wait(.read))], 0), (.wantWrite, [.end(.wait(.write))], 0),
            (.heldBack, [.end(.yield)], 0),
            (.closed, [.shutdown, .end(.close)], 0),
            (.failed(TLSError(.disconnected, "a")), [.shutdown, .end(.close)], 0),
            // A client that misuses TLS is counted, and complained of once a minute.
            (.failed(TLSError(.fruitless, "a")), [.shutdown, .end(.close)], 1),
            (.failed(TLSError(.peer, "a")), [.shutdown, .end(.close)], 1),
        ] as [(Outcome, [ConnectionMachine.Action], Int)])
    func read(outcome: Outcome, actions: [ConnectionMachine.Action], misuses: Int) throws {
        let connection = try established()
        connection.silence = outcome
        connection.play()
        #expect(connection.actions == [Self.budget, .read] + actions)
        #expect(connection.record.lines.count { $0 == "cut off tlsMessages" } == misuses)
        #expect(connection.log.lines.count { $0.hasPrefix("warning: connection cut off") } == misuses)
    }

    /// A row of requests is answered 32 a turn, and so are a row of reads that complete none.
    @Test func turns() throws {
        let connection = try established()
        #expect(connection.send(String(repeating: Self.ping, count: 100)) == .yield)
        #expect(connection.statuses.count == 32)
        #expect(connection.actions.count { $0 == .read } == 1)
        #expect(connection.play() == .yield)
        #expect(connection.play() == .yield)
        #expect(connection.statuses.count == 96)
        #expect(connection.play() == .wait(.read))
        #expect(connection.statuses.count == 100)

        connection.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
        connection.actions = []
        connection.sent = Array(repeating: [0x61], count: 100)
        #expect(connection.play() == .yield)
        #expect(connection.actions.count { $0 == .read } == 32)
        for _ in 0..<3 { connection.play() }
        #expect(connection.statuses.count == 101)
    }

    /// A client that takes no answers has few of them made ahead, and no further request is looked at meanwhile.
    @Test func answersAhead() throws {
        let connection = try established()
        connection.taking = 0
        let requests = String(repeating: "GET /fill/40000 HTTP/1.1\r\nHost: a\r\n\r\n", count: 9)
        #expect(connection.send(requests) == .wait(.write))
        #expect(connection.record.lines.count { $0 == "answer 200" } == 2)
        connection.taking = 50_000
        for count in [2, 3, 3] {
            #expect(connection.play() == .wait(.write))
            #expect(connection.record.lines.count { $0 == "answer 200" } == count, "the next one once there is room")
        }
        connection.taking = nil
        connection.play()
        #expect(connection.statuses.count == 9)
    }

    /// A server that is to end serves what has begun, closes what is idle, and lets a new client send its first request.
    @Test func drain() throws {
        let (idle, busy, new) = try (established(), established(), established())
        idle.send(Self.ping)
        busy.send(Self.ping)
        busy.send(Self.begun)
        for connection in [idle, busy, new] { connection.drain() }
        #expect(idle.play() == .close)
        #expect(idle.actions.suffix(2) == [.shutdown, .end(.close)])
        #expect(busy.play() == .wait(.read))
        #expect(busy.deadline == 5, "a request keeps its time")
        busy.send("b")
        #expect(
            busy.text.contains("Connection: close") && busy.text.hasSuffix("ab") && busy.activity == .readLastAnswer)
        #expect(new.play() == .wait(.read))
        #expect(new.activity == .sendFirstRequest)
        new.send(Self.ping)
        #expect(new.text.contains("Connection: close") && new.activity == .readLastAnswer)
    }

    /// A client whose place is needed is told to try again where it has begun a request, and is counted in any case.
    @Test func placeNeeded() throws {
        let idle = try established()
        #expect(idle.play(.placeNeeded) == .close)
        #expect(idle.actions == [.shutdown, .end(.close)])

        let shaking = try PlayedConnection()
        #expect(shaking.play(.placeNeeded) == .close)
        #expect(shaking.actions == [.end(.close)], "there is nothing that it would understand")

        for taking in [nil, 0] as [Int?] {
            let busy = try established()
            busy.send(Self.begun)
            busy.actions = []
            busy.taking = taking
            #expect(busy.play(.placeNeeded) == .close, "whether or not it takes the answer")
            #expect(busy.actions == [.write, .shutdown, .end(.close)])
            #expect(busy.statuses == (taking == nil ? [503] : []))
            #expect(busy.record.lines.suffix(3) == ["cut off placeNeeded", "answer 503", "reading > -"])
        }

        let lingering = try established()
        lingering.send("nonsense\r\n\r\n")
        lingering.actions = []
        #expect(lingering.play(.placeNeeded) == .close)
        #expect(lingering.actions == [.end(.close)])
    }

    /// One request more than may be unfinished is refused, and its place is free once its connection has ended.
    @Test func requestsInFlight() throws {
        var limits = ServerLimits()
        limits.requestsInFlight = 1
        let budgets = ServerBudgets(limits: limits)
        func open() throws -> PlayedConnection { try established(budgets: budgets) }
        var first: PlayedConnection? = try open()
        first?.send(Self.begun)
        let second = try open()
        second.send(Self.begun + "b")
        #expect(second.text.hasSuffix("ab"), "one that comes in one piece is never counted")
        second.send(Self.begun)
        #expect(second.statuses == [200, 503])
        #expect(second.text.contains("Retry-After: 1") && second.activity == .readLastAnswer)
        _ = first?.play(.expired)
        first = nil
        let third = try open()
        #expect(third.send(Self.begun) == .wait(.read))
        #expect(third.activity == .sendBody)
    }

    /// A client that keeps more than its share of what all may keep is refused, and one that does not take what it is to be
    /// told is cut off.
    @Test func heldBytes() throws {
        let connection = try established { $0.heldBytes = 70_000 }
        let head = "POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"
        let piece = String(repeating: "a", count: 16_000)
        #expect(connection.send(head, piece, piece, piece, piece) == .wait(.read))
        #expect(connection.send(piece) == .wait(.read))
        #expect(connection.statuses == [503])
        #expect(connection.text.contains("too many or too large requests are unfinished; try again"))

        let greedy = try established { $0.heldBytes = 70_000 }
        greedy.taking = 0
        #expect(greedy.send("GET /fill/80000 HTTP/1.1\r\nHost: a\r\n\r\n") == .close)
        #expect(greedy.actions.suffix(2) == [.write, .end(.close)])
    }

    /// The memory of a connection is reserved from its handshake to its end: much for a handshake, little while it is idle,
    /// more for a part of a request, and nothing more for a request that comes in one piece.
    @Test func memory() throws {
        let budgets = ServerBudgets(memory: Budget(230_000), limits: ServerLimits())
        do {
            let connection = try PlayedConnection(budgets: budgets)
            #expect(budgets.memory.reserved == 102_400)
            connection.play()
            #expect(budgets.memory.reserved == 102_400)
            connection.shake()
            #expect(budgets.memory.reserved == 20_480)
            connection.send(Self.ping)
            #expect(budgets.memory.reserved == 20_480)
            connection.send(Self.begun)
            #expect(budgets.memory.reserved == 102_402)
            connection.send("b")
            #expect(connection.statuses == [200, 200] && budgets.memory.reserved == 20_480)

            let second = try established(budgets: budgets)
            second.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + Self.bytes(15_000))
            #expect(budgets.memory.reserved == 20_480 + 102_400 + 30_000)
            connection.send(Self.begun)
            #expect(connection.statuses == [200, 200, 503], "another request has no room")
            #expect(connection.text.contains("too many or too large requests are unfinished; try again"))
            connection.discarded = .ended
            #expect(connection.play() == .close)
            #expect(budgets.memory.reserved == 102_400 + 30_000)
        }
        #expect(budgets.memory.reserved == 0)
    }

    /// A large answer has its memory only while it is computed, and where there is none it is not computed.
    @Test func largeAnswer() throws {
        let need = ServerBudgets.unreservedAnswer + 1
        let budgets = ServerBudgets(memory: Budget(need + 102_400), limits: ServerLimits())
        let connection = try PlayedConnection(budgets: budgets, application: NeedyApplication(need: need))
        connection.shake()
        connection.send(Self.ping)
        #expect(connection.statuses == [200])
        #expect(budgets.memory.reserved == 20_480)
        var other = Reservation(of: budgets.memory)
        other.overdraw(to: 81_921)
        connection.send(Self.ping)
        #expect(connection.statuses == [200, 503])
        #expect(connection.text.contains("there is no memory for a request of this size; try again"))
        #expect(connection.log.lines.count { $0.hasPrefix("warning: no memory to answer a request") } == 1)
        other.overdraw(to: 0)
        #expect(budgets.memory.reserved == 20_480)
    }

    /// An application whose answers are said to need so much memory.
    private struct NeedyApplication: Application {
        let need: Int
        func refusal(of head: RequestHead) -> Response? { nil }
        func memory(forBodyOf count: Int) -> Int { need }
        func response(to request: Request, from client: SocketAddress) -> Response { Response(.ok) }
        func response(to error: HTTPError) -> Response {
            Response(error.status, body: Array(error.message.utf8))
        }
    }

    private static func bytes(_ count: Int) -> String { String(repeating: "a", count: count) }

    /// A connection that begins is counted, and one that ends in whatever state is counted no more.
    @Test func counts() throws {
        let record: PlayedConnection.Record
        do {
            let connection = try PlayedConnection()
            record = connection.record
        }
        #expect(record.lines == ["- > handshake", "handshake > -"])
    }
}
