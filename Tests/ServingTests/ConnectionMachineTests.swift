import HTTP
import Net
import System
@testable import TLS
import TestSupport
import Testing

@testable import Serving

/// A connection acts in a fixed order, and does no more in one turn than its share.
struct ConnectionMachineTests {
    typealias Action = ConnectionMachine.Action
    static let ping = "GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n"
    static let begun = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
    static let budget = Action.beginTurn(records: 32)

    func established(
        budgets: ServerBudgets? = nil, limits adjust: (inout ServerLimits) -> Void = { _ in }
    ) throws -> PlayedConnection {
        let connection = try PlayedConnection(budgets: budgets, limits: adjust)
        connection.shake()
        connection.actions = []
        return connection
    }

    /// A usual request costs one read and one write, and the turn ends with a wait for the next request.
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

    /// A request that follows the handshake's last bytes is answered in the same turn.
    @Test func requestBehindTheHandshake() throws {
        let connection = try PlayedConnection()
        connection.handshakes = [.done(1)]
        connection.send(Self.ping)
        #expect(connection.actions == [Self.budget, .handshake, .read, .noteRequest, .write, .end(.wait(.read))])
    }

    /// After the last answer come a goodbye, the end of the stream, and the client's own end.
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

    /// A goodbye that does not fit into the socket is sent later.
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

    /// Each outcome of a handshake has its count and its goodbye to the client.
    @Test(
        arguments: [
            ([.wantRead], [.end(.wait(.read))], nil), ([.wantWrite], [.end(.wait(.write))], nil),
            ([.heldBack], [.end(.yield)], nil), ([.closed], [.end(.close)], "closed"),
            ([.failed(TLSError(.disconnected, "a"))], [.end(.close)], "closed"),
            // An alert was sent, which the client must be able to read.
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

    /// Each outcome of a read without bytes.
    @Test(
        arguments: [
            (.wantRead, [.end(.wait(.read))], 0), (.wantWrite, [.end(.wait(.write))], 0),
            (.heldBack, [.end(.yield)], 0),
            (.closed, [.shutdown, .end(.close)], 0),
            (.failed(TLSError(.disconnected, "a")), [.shutdown, .end(.close)], 0),
            // A client that misuses TLS is counted, and logged once a minute.
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

    /// Each outcome of a write that sends nothing: a client that cannot be answered is not kept.
    @Test(
        arguments: [
            (.wantRead, .wait(.read)), (.wantWrite, .wait(.write)), (.heldBack, .yield), (.closed, .close),
            (.failed(TLSError(.disconnected, "a")), .close), (.failed(TLSError(.library, "a")), .close),
        ] as [(Outcome, ConnectionMachine.Next)])
    func write(outcome: Outcome, next: ConnectionMachine.Next) throws {
        let connection = try established()
        connection.taking = 0
        connection.jam = outcome
        #expect(connection.send(Self.ping) == next)
        #expect(connection.actions == [Self.budget, .read, .noteRequest, .write, .end(next)])
    }

    /// A turn answers at most 32 pipelined requests, and makes at most as many reads that complete none.
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

    /// A client that does not read its answers has few of them made ahead, and no further request is read meanwhile.
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

    /// A server that stops finishes what has begun, closes idle connections, and lets a new client send its first
    /// request.
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

    /// A client whose place is needed is asked to try again if it has begun a request, and is counted in any case.
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
}
