import Glibc
import TestSupport
import Testing

@testable import Serving

/// No client keeps a connection for ever, or more of the server than its share.
///
/// The limits are short here; that they are kept shows in the end of the connection, not in a measured time.
@Suite(.timeLimit(.minutes(30)))
struct LimitTests {
    /// A connection that sends nothing, or stops in its handshake, is closed.
    @Test(arguments: [0, 5, 100])
    func handshake(bytes: Int) throws {
        try withServer(limits: { $0.handshakeTimeout = .milliseconds(200) }) { server in
            let socket = try TestSocket(port: server.port)
            socket.byteLimit = bytes
            let client = try TLSClient(socket, trusting: server.authority)
            if bytes == 0 {
                #expect(try socket.receive() == nil)
            } else {
                #expect(throws: TestClientError.limit) { try client.handshake() }
                #expect(try socket.receive() == nil)
            }
        }
    }

    /// A request that does not come to its end is answered 408, be it stuck in its head or in its body.
    @Test(arguments: [
        "P", "POST /echo HTTP/1.1\r\nHost: a\r\n", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12",
    ])
    func unfinishedRequest(bytes: String) throws {
        try withServer(limits: { $0.requestTimeout = .milliseconds(200) }) { server in
            let client = try server.connect()
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().status == 200)
            try client.send(bytes)
            let response = try client.receiveResponse()
            #expect(response.status == 408)
            #expect(response.fields["connection"] == "close")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// Slowness counts from a request's first byte, so one byte now and then does not extend it.
    @Test func dripping() throws {
        try withServer(limits: { $0.requestTimeout = .milliseconds(300) }) { server in
            let client = try server.connect()
            var isRefused = false
            for _ in 0..<100 where !isRefused {
                do {
                    try client.send("P")
                    isRefused = try client.socket.waitForInput(milliseconds: 50)
                } catch {
                    isRefused = true
                }
            }
            #expect(isRefused)
            #expect(try client.receiveResponse().status == 408)
        }
    }

    /// A head has less time than a whole request.
    @Test func slowHead() throws {
        try withServer(limits: { $0.headTimeout = .milliseconds(200) }) { server in
            let client = try server.connect()
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\n")
            #expect(try client.receiveResponse().status == 408)
            let patient = try server.connect()
            try patient.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
            #expect(try !patient.socket.waitForInput(milliseconds: 500))
            try patient.send("b")
            #expect(try patient.receiveResponse().text == "ab")
        }
    }

    /// A body that is slower than the least rate ends, and one that is faster goes on for longer than the grace.
    @Test func slowBody() throws {
        try withServer(limits: { limits in
            limits.bodyGrace = .seconds(1)
            limits.bodyBytesPerSecond = 1000
        }) { server in
            let head = "POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 6000\r\n\r\n"
            let slow = try server.connect()
            try slow.send(head)
            var isRefused = false
            for _ in 0..<200 where !isRefused {
                try? slow.send("a")
                isRefused = try slow.socket.waitForInput(milliseconds: 20)
            }
            #expect(isRefused)
            #expect(try slow.receiveResponse().status == 408)

            let fast = try server.connect()
            try fast.send(head)
            for _ in 0..<6 {
                try fast.send([UInt8](repeating: 0x61, count: 1000))
                // Longer than the grace in all.
                usleep(300_000)
            }
            #expect(try fast.receiveResponse().text == "6000")
        }
    }

    /// A connection that is old enough ends with its next answer, and not before.
    @Test func connectionAge() throws {
        try withServer(limits: { $0.connectionAge = .seconds(2) }) { server in
            let client = try server.connect()
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().text == "a")
            #expect(try !client.socket.waitForInput(milliseconds: 2500))
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().fields["connection"] == "close")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// An answer that the client no longer waits for is not computed: here it waits behind another client's.
    @Test func answersNobodyWaitsFor() throws {
        let application = TestApplication()
        try withServer(application, workers: 1) { server in
            let gate = "POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
            let echo = "POST /echo?patience=200 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
            let clients = try (0..<3).map { _ in try server.connect() }
            try clients[2].send(echo)
            #expect(try clients[2].receiveResponse().text == "ab")
            try clients[0].send(gate)
            #expect(application.gate.waitForArrival())
            // Both wait until the first is answered, and are then found at once.
            try clients[1].send(gate)
            usleep(50_000)
            try clients[2].send(echo)
            usleep(50_000)
            application.gate.open()
            #expect(application.gate.waitForArrival())
            usleep(300_000)
            application.gate.open()
            #expect(try clients[2].receiveResponse().status == 504)
        }
    }

    /// Each request has its own time: a later one that comes in pieces does not inherit what an earlier one has used up.
    @Test func timeOfEachRequest() throws {
        try withServer(limits: { limits in
            limits.headTimeout = .milliseconds(300)
            limits.requestTimeout = .milliseconds(300)
        }) { server in
            let client = try server.connect()
            let request = "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n"
            for _ in 0..<2 {
                try client.send(String(request.prefix(10)))
                #expect(try !client.socket.waitForInput(milliseconds: 20))
                try client.send(String(request.dropFirst(10)))
                #expect(try client.receiveResponse().text == "a")
                #expect(try !client.socket.waitForInput(milliseconds: 320))
            }
        }
    }

    /// Bytes that belong to no request do not start the time of one: a message of TLS in two pieces, and an empty line.
    @Test(arguments: [true, false])
    func timeBeginsWithRequest(isMessage: Bool) throws {
        try withServer(limits: { limits in
            limits.headTimeout = .milliseconds(200)
            limits.requestTimeout = .milliseconds(200)
        }) { server in
            var options = TLSClient.Options()
            options.versions = 0x0304...0x0304
            let client = try server.connect(options)
            let record = try isMessage ? client.keyUpdates(1) : client.records(of: Array("\r\n".utf8))
            try client.socket.send(Array(record.prefix(isMessage ? 7 : record.count)))
            #expect(try !client.socket.waitForInput(milliseconds: 300))
            try client.socket.send(Array(record.dropFirst(isMessage ? 7 : record.count)))
            #expect(try !client.socket.waitForInput(milliseconds: 300))
            try client.send("POST /echo?patience=550 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
            #expect(try client.receiveResponse().text == "ab")
        }
    }

    /// A connection without requests is closed, with TLS's goodbye.
    @Test func idle() throws {
        try withServer(limits: { $0.idleTimeout = .milliseconds(200) }) { server in
            let client = try server.connect()
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().status == 200)
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// A client that takes no answers is cut off.
    @Test func takesNoAnswers() throws {
        try withServer(limits: { $0.writeTimeout = .milliseconds(300) }) { server in
            let socket = try TestSocket(port: server.port, receiveBuffer: 4096)
            let client = try TLSClient(socket, trusting: server.authority)
            try client.handshake()
            let end = #expect(throws: TestClientError.self) {
                for _ in 0..<100_000 { try client.send("GET /fill/100000 HTTP/1.1\r\nHost: a\r\n\r\n") }
            }
            #expect(end != .patience)
        }
    }

    /// A client that stops reading the last answer and never closes does not stay either.
    @Test func neverCloses() throws {
        try withServer(limits: { $0.lingerTimeout = .milliseconds(200) }) { server in
            let socket = try TestSocket(port: server.port)
            let client = try TLSClient(socket, trusting: server.authority)
            try client.handshake()
            try client.send("nonsense\r\n\r\n")
            #expect(try client.receiveResponse().status == 400)
            let end = #expect(throws: TestClientError.self) {
                for _ in 0..<1000 {
                    try client.send("more")
                    usleep(10_000)
                }
            }
            #expect(end != .patience)
        }
    }
}
