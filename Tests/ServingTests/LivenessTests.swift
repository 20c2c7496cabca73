import System
import TestSupport
import Testing

@testable import Serving

/// A hung worker is reported, so that the server can be restarted; a waiting or working one is not.
@Suite(.timeLimit(.minutes(30)))
struct LivenessTests {
    /// A worker hangs while it computes an answer, and recovers after it.
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

    /// A server with hung workers misses its time limit to stop, but stops.
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

    /// The limit is far above usual work: the largest review takes a second, and no client waits longer than 30 s.
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
