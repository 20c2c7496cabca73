import System
import TestSupport
import Testing

@testable import Serving

/// A worker that hangs is noticed by those who can start the server again; one that waits or works is not.
@Suite(.timeLimit(.minutes(30)))
struct LivenessTests {
    /// One of two workers hangs in an answer, and that is over with the answer.
    @Test func hang() throws {
        let (application, time) = (TestApplication(), TestClock())
        try withServer(application, time: time) { server in
            let health = server.server.health
            let client = try server.connect()
            try client.send("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            #expect(application.gate.waitForArrival())
            #expect(health.workerProblem == nil)
            time.pass(.seconds(31))
            #expect(health.workerProblem == "1 of 2 workers hangs: busy with one client for 31 s")
            application.gate.open()
            #expect(try client.receiveResponse().text == "passed")
            // The connection is open, and its worker waits for the next request.
            #expect(eventually { health.workerProblem == nil })
        }
    }

    /// A server whose workers hang does not end in time, and ends all the same.
    @Test func end() throws {
        let application = TestApplication()
        let server = try TestServer(
            application, workers: 1,
            limits: { limits in
                limits.hangTime = .milliseconds(1)
                limits.shutdownTimeout = .zero
            })
        let client = try server.connect()
        try client.send("POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        #expect(application.gate.waitForArrival())
        #expect(eventually { server.server.health.workerProblem != nil })
        #expect(server.stop() == .cutShort(connections: 1))
        application.gate.open()
    }

    /// Usual work is far from it: the largest review takes a second, and no client waits for longer than 30 s.
    @Test func usualWork() {
        let (busy, idle) = (Pulse(), Pulse())
        let health = Health()
        health.watch([busy, idle], hangTime: ServerLimits().hangTime)
        let began = MonotonicInstant(nanoseconds: 1)
        busy.beat(at: began)
        #expect(health.workerProblem(at: began.advanced(by: .seconds(29))) == nil)
        #expect(
            health.workerProblem(at: began.advanced(by: .milliseconds(95_900)))
                == "1 of 2 workers hangs: busy with one client for 95 s")
        idle.beat(at: began.advanced(by: .seconds(50)))
        #expect(
            health.workerProblem(at: began.advanced(by: .seconds(95)))
                == "2 of 2 workers hang: busy with one client for 95 s")
        busy.rest()
        #expect(health.workerProblem(at: began.advanced(by: .seconds(60))) == nil)
    }
}
