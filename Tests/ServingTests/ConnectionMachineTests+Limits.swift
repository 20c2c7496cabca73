import HTTP
import Net
import System
import TestSupport
import Testing

@testable import Serving

// The limits on what a connection may keep.
extension ConnectionMachineTests {
    /// An unfinished request over the limit is refused, and its place is free once its connection has ended.
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

    /// A client over its share of the held bytes is refused, and one that does not read the refusal is cut off.
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

    /// A connection has memory reserved from its handshake to its end: much for a handshake, little while it is idle,
    /// more for a part of a request, and nothing more for a request that arrives in one piece.
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

    /// A large answer reserves its memory only while it is computed, and is not computed if the memory is not
    /// available.
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

    /// An application whose answers claim to need a given amount of memory.
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

    /// A new connection is counted, and one that has ended in any state is not counted any more.
    @Test func counts() throws {
        let record: PlayedConnection.Record
        do {
            let connection = try PlayedConnection()
            record = connection.record
        }
        #expect(record.lines == ["- > handshake", "handshake > -"])
    }
}
