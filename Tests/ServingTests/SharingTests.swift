import HTTP
import System
import Serving
import TestSupport
import Testing

/// No client takes more than its share of places, memory and turns.
@Suite(.timeLimit(.minutes(30)))
struct SharingTests {
    /// Records the order in which requests are read.
    private final class Order: ServerObserver {
        private let paths = Locked<[String]>([])

        func endpoint(of head: RequestHead) -> Endpoint {
            paths.withLock { $0.append(head.path) }
            return .other
        }

        /// The longest row of requests with one path before a request with another path.
        func longestRow(of path: String, until other: String) -> Int {
            paths.withLock { $0 }.split(separator: other, omittingEmptySubsequences: false).dropLast()
                .map { $0.count(where: { $0 == path }) }.max() ?? 0
        }
    }

    /// An address gets no more connections than its share, and can use a place again after leaving it.
    @Test func connectionsPerAddress() throws {
        try withServer(limits: { limits in
            limits.connectionsPerAddress = 2
            // Only the refusal closes a connection in this test.
            limits.handshakeTimeout = .seconds(3600)
        }) { server in
            for _ in 0..<5 {
                let clients = try (0..<2).map { _ in try server.connect() }
                #expect(try TestSocket(port: server.port).receive() == nil)
                for client in clients {
                    try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(try client.receiveResponse().text == "a")
                    try client.finishSending()
                    _ = try? client.receiveToEnd()
                    while try client.socket.receive() != nil {}
                    client.socket.close()
                }
            }
        }
    }

    /// Unfinished requests take no room from requests that arrive in one piece.
    @Test func requestsInFlight() throws {
        try withServer(limits: { $0.requestsInFlight = 2 }) { server in
            let begun = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
            let unfinished = try (0..<2).map { _ in try server.connect() }
            for client in unfinished {
                try client.send(begun)
                #expect(try !client.socket.waitForInput(milliseconds: 50))
            }
            let third = try server.connect()
            try third.send(begun + "b")
            #expect(try third.receiveResponse().text == "ab")
            try third.send(begun)
            let refusal = try third.receiveResponse()
            #expect(refusal.status == 503)
            #expect(refusal.fields["retry-after"] == "1")
            for client in unfinished {
                try client.send("b")
                #expect(try client.receiveResponse().text == "ab")
            }
            let fourth = try server.connect()
            try fourth.send(begun)
            #expect(try !fourth.socket.waitForInput(milliseconds: 50))
            try fourth.send("b")
            #expect(try fourth.receiveResponse().text == "ab")
        }
    }

    /// A client that disconnects in the middle of a request frees its place.
    @Test func requestsInFlightOfClosedConnections() throws {
        try withServer(workers: 1, limits: { $0.requestsInFlight = 1 }) { server in
            let begun = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"
            for _ in 0..<3 {
                let leaving = try server.connect()
                try leaving.send(begun)
                #expect(try !leaving.socket.waitForInput(milliseconds: 50))
                leaving.socket.close()
                let staying = try server.connect()
                try staying.send(begun)
                #expect(try !staying.socket.waitForInput(milliseconds: 50))
                try staying.send("b")
                #expect(try staying.receiveResponse().text == "ab")
            }
        }
    }

    /// Unfinished large requests cannot fill the memory: one is refused, earlier clients and those with small requests
    /// are not, and the room is free again once a client has left.
    @Test func unfinishedRequestsTogether() throws {
        try withServer(workers: 1, limits: { $0.heldBytes = 100_000 }) { server in
            let head = "POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n"
            let most = String(repeating: "a", count: 80_000)
            let rest = String(repeating: "a", count: 10_000)
            for _ in 0..<3 {
                let first = try server.connect()
                try first.send(head + most)
                let small = try server.connect()
                try small.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 15000\r\n\r\n" + rest)
                let second = try server.connect()
                try second.send(head + most)
                let refused = try second.receiveResponse()
                #expect(refused.status == 503)
                #expect(refused.fields["connection"] == "close")
                #expect(try second.receiveToEnd() == [])
                try small.send(String(repeating: "a", count: 5000))
                #expect(try small.receiveResponse().text == "15000")
                try first.send(rest)
                #expect(try first.receiveResponse().text == "90000")
            }
            let last = try server.connect()
            try last.send(head + most)
            last.socket.close()
            let next = try server.connect()
            try next.send(head + most + rest)
            #expect(try next.receiveResponse().text == "90000")
        }
    }

    /// A request is refused if its answer could exhaust the memory, and no other one is.
    @Test func noMemory() throws {
        try withServer { server in
            func post(_ count: Int, on client: TLSClient) throws -> TestResponse {
                let body = String(repeating: "a", count: count)
                try client.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n\(body)")
                return try client.receiveResponse()
            }
            for _ in 0..<3 {
                let client = try server.connect()
                #expect(try post(TestApplication.hugeBody - 1, on: client).text == "4320")
                let refusal = try post(TestApplication.hugeBody, on: client)
                #expect(refusal.status == 503)
                #expect(refusal.text == "there is no memory for a request of this size; try again")
                #expect(refusal.fields["retry-after"] == "1")
                #expect(refusal.fields["connection"] == "close")
                #expect(try client.receiveToEnd() == [])
            }
        }
    }

    /// Large answers that their client does not read cannot fill the memory.
    @Test func unreadAnswers() throws {
        try withServer(limits: { $0.heldBytes = 1 << 20 }) { server in
            let client = try server.connect()
            // More than the kernel's buffers hold.
            try client.send("GET /fill/50000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            let isCutOff = (try? client.receiveResponse()) == nil
            #expect(isCutOff)
        }
    }

    /// A client over the limit of connections waits, and is served as soon as another one leaves.
    @Test func connections() throws {
        try withServer(limits: { $0.connections = 2 }) { server in
            for _ in 0..<20 {
                let first = try server.connect()
                let second = try server.connect()
                let third = try TestSocket(port: server.port)
                let waiting = try TLSClient(third, trusting: server.authority)
                try waiting.sendHello()
                #expect(try !third.waitForInput(milliseconds: 20))
                first.socket.close()
                try waiting.handshake()
                try waiting.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try waiting.receiveResponse().text == "a")
                try second.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try second.receiveResponse().text == "a")
            }
        }
    }

    /// Connections are spread over the workers: a long computation delays only those of its own worker.
    @Test func spreading() throws {
        let application = TestApplication()
        try withServer(application, workers: 2) { server in
            let busy = try server.connect()
            try busy.send("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            #expect(application.gate.waitForArrival())
            let other = try server.connect()
            try other.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try other.receiveResponse().text == "a")
            application.gate.open()
            #expect(try busy.receiveResponse().text == "passed")
        }
    }

    /// A client with many pipelined requests does not keep a worker from other clients.
    @Test func fairness() throws {
        try withServer(workers: 1) { server in
            let greedy = try server.connect()
            let modest = try server.connect()
            for _ in 0..<20 {
                try greedy.send(String(repeating: "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n", count: 400))
                try modest.send("GET /fill/2 HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try modest.receiveResponse().text == "aa")
                for _ in 0..<400 { #expect(try greedy.receiveResponse().text == "a") }
            }
        }
    }

    /// A client has one turn while others wait, however much it has sent ahead.
    @Test func turns() throws {
        let application = TestApplication()
        let order = Order()
        try withServer(application, workers: 1, isPlain: true, observer: order) { server in
            let modest = try (0..<12).map { _ in try TestSocket(port: server.port) }
            let greedy = try TestSocket(port: server.port)
            let gate = Array("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n".utf8)
            let request = "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n"
            try modest[0].send(gate)
            #expect(application.gate.waitForArrival())
            // More than one read returns, so that the socket is still ready when the client's turn ends.
            try greedy.send(Array(String(repeating: request, count: 4000).utf8))
            for next in modest.dropFirst() {
                // This request has arrived before the worker continues.
                try next.send(gate)
                application.gate.open()
                #expect(application.gate.waitForArrival())
            }
            application.gate.open()
            for socket in modest { #expect(try socket.receiveResponse().text == "passed") }
            // The rest of one turn, and two full ones.
            #expect(order.longestRow(of: "/fill/1", until: "/gate") <= 96)
        }
    }
}
