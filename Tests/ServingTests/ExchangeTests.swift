import HTTP
import Logging
import Net
import TestSupport
import Testing

@testable import Serving

/// A turn answers a limited number of a client's requests, and the rest after the turns of other clients.
struct ExchangeTests {
    private static let requests = 5

    /// A turn answers as many requests as its limit allows, and the next turn the rest.
    @Test(arguments: 0...requests + 1)
    func limit(count: Int) throws {
        let limits = ServerLimits()
        let budgets = ServerBudgets(limits: ServerLimits())
        var turn = Turn(
            application: TestApplication(), limits: limits, logger: Logger(label: "test") { _ in LogLines() },
            budgets: budgets, health: Health(), observer: SilentObserver())
        var clock = ClientClock(at: turn.now, for: .stayIdle, limits)
        var exchange = Exchange(with: try SocketAddress(parsing: "127.0.0.1:1"), from: turn.now, limits)
        let request = Array("GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        for _ in 0..<Self.requests { exchange.append(request.span) }

        let isDone = exchange.answerRequests(until: count, isLastInput: false, &clock, &turn)
        #expect(exchange.answered == min(count, Self.requests))
        #expect(isDone == (count > Self.requests))
        let isAllDone = exchange.answerRequests(until: 100, isLastInput: false, &clock, &turn)
        #expect(isAllDone)
        #expect(exchange.answered == Self.requests)
        let text = String(decoding: exchange.output.bytes, as: UTF8.self)
        #expect(text.ranges(of: "\r\n\r\naaa").count == Self.requests)
    }

    /// No request begins after the last answer, so that no time limit starts.
    @Test(arguments: [
        ("GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n", false),
        ("GET /fill/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", true),
        ("nonsense\r\n\r\n", true), ("GET / HTTP/1.1\r\n\r\n", true),
    ])
    func last(request: String, isLast: Bool) throws {
        let limits = ServerLimits()
        var turn = Turn(
            application: TestApplication(), limits: limits, logger: Logger(label: "test") { _ in LogLines() },
            budgets: ServerBudgets(limits: limits), health: Health(), observer: SilentObserver())
        var clock = ClientClock(at: turn.now, for: .stayIdle, limits)
        var exchange = Exchange(with: try SocketAddress(parsing: "127.0.0.1:1"), from: turn.now, limits)
        #expect(!exchange.hasBegunRequest && exchange.isIdle)
        exchange.append(Array(request.utf8.dropLast()).span)
        _ = exchange.answerRequests(until: 10, isLastInput: false, &clock, &turn)
        exchange.append(Array(request.utf8.suffix(1)).span)
        _ = exchange.answerRequests(until: 10, isLastInput: false, &clock, &turn)
        // A malformed request is answered, but not counted as a request.
        let count = request.hasPrefix("GET /fill") ? 1 : 0
        #expect(exchange.answered == count && exchange.isOver == isLast)
        #expect(!exchange.hasBegunRequest)
        exchange.append(Array("GET /".utf8).span)
        _ = exchange.answerRequests(until: 10, isLastInput: false, &clock, &turn)
        #expect(exchange.hasBegunRequest == !isLast)
        #expect(exchange.answered == count)
    }

    /// The server's limits on requests hold from the first request on, and still after buffers were given back.
    @Test(arguments: [0, 1, 2])
    func requestLimits(rounds: Int) throws {
        var limits = ServerLimits()
        limits.request.bodyBytes = 10
        limits.request.headBytes = 200
        for (request, status) in [
            ("POST /fill/3 HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", "413"),
            ("GET /fill/3 HTTP/1.1\r\nHost: a\r\nA: \(String(repeating: "a", count: 200))\r\n\r\n", "431"),
        ] {
            var turn = Turn(
                application: TestApplication(), limits: limits, logger: Logger(label: "test") { _ in LogLines() },
                budgets: ServerBudgets(limits: limits), health: Health(), observer: SilentObserver())
            var clock = ClientClock(at: turn.now, for: .stayIdle, limits)
            var exchange = Exchange(with: try SocketAddress(parsing: "127.0.0.1:1"), from: turn.now, limits)
            for _ in 0..<rounds {
                exchange.append(Array("GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n".utf8).span)
                _ = exchange.answerRequests(until: 10, isLastInput: false, &clock, &turn)
                exchange.tidy(limits)
            }
            exchange.append(Array(request.utf8).span)
            _ = exchange.answerRequests(until: 10, isLastInput: false, &clock, &turn)
            let text = String(decoding: exchange.output.bytes, as: UTF8.self)
            #expect(text.contains("HTTP/1.1 \(status) "), "\(text)")
        }
    }
}
