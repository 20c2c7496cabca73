import HTTP
import System
import Testing

@testable import Serving

struct ServerLimitsTests {
    /// Connections that started together, as after a restart, do not all end together.
    @Test func connectionAge() {
        var limits = ServerLimits()
        limits.connectionAge = .seconds(100)
        let began = MonotonicInstant(nanoseconds: 5)
        let ages = (0..<1000).map { _ in began.duration(to: limits.connectionEnd(from: began)) }
        #expect(ages.allSatisfy { .seconds(90) <= $0 && $0 <= .seconds(110) })
        #expect(ages.contains { $0 < .seconds(95) } && ages.contains { $0 > .seconds(105) })
        #expect(Set(ages).count > 900)
        limits.connectionAge = nil
        #expect(limits.connectionEnd(from: began) == .never)
    }

    /// Some descriptors are for other things than connections, but one connection is always allowed.
    @Test(arguments: [(1_000_000, 1024), (1152, 1024), (1151, 1023), (129, 1), (128, 1), (0, 1)])
    func descriptors(count: Int, connections: Int) {
        var limits = ServerLimits()
        limits.fit(descriptors: count)
        #expect(limits.connections == connections)
    }

    /// The memory of the container limits connections and bytes, but never to nothing.
    @Test(arguments: [
        (memory: 640 << 20, connections: 1024, heldBytes: 64 << 20, bodyBytes: 8 << 20),
        (memory: 128 << 20, connections: 327, heldBytes: 32 << 20, bodyBytes: 4 << 20),
        (memory: 1, connections: 1, heldBytes: 0, bodyBytes: 9),
    ])
    func memory(_ row: (memory: Int, connections: Int, heldBytes: Int, bodyBytes: Int)) {
        var limits = ServerLimits()
        limits.fit(memory: row.memory) { max(9, $0 / 16) }
        #expect(limits.connections == row.connections)
        #expect(limits.heldBytes == row.heldBytes)
        #expect(limits.request.bodyBytes == row.bodyBytes)
    }

    /// Each further second requires its bytes, and a rate of zero is not used as a divisor.
    @Test func bodies() {
        var limits = ServerLimits()
        #expect(limits.time(forBody: 1023) == .seconds(5))
        #expect(limits.time(forBody: 10 << 10) == .seconds(15))
        limits.bodyBytesPerSecond = 0
        #expect(limits.time(forBody: 2) == .seconds(7))
    }

    /// The default limits: slow but honest clients are served, and the server stops before Kubernetes kills it after
    /// thirty seconds.
    @Test func usual() {
        let limits = ServerLimits()
        #expect(limits.handshakeTimeout == .seconds(10) && limits.headTimeout == .seconds(10))
        #expect(limits.requestTimeout == .seconds(30) && limits.writeTimeout == .seconds(30))
        #expect(limits.bodyGrace == .seconds(5) && limits.bodyBytesPerSecond == 1024)
        #expect(limits.idleTimeout == .seconds(120) && limits.lingerTimeout == .seconds(5))
        #expect(limits.connectionAge == .seconds(600))
        #expect(limits.connections == 1024 && limits.connectionsPerAddress == nil && limits.requestsInFlight == 1024)
        #expect(limits.heldBytes == 64 << 20)
        #expect(limits.shutdownDelay == .seconds(5) && limits.shutdownTimeout == .seconds(20))
        #expect(limits.shutdownDelay + limits.shutdownTimeout < .seconds(30))
        #expect(limits.firstRequestGrace == .seconds(1) && limits.hangTime == .seconds(30))
        #expect(limits.idleGrace == .milliseconds(100) && limits.stallGrace == .milliseconds(500))
    }
}
