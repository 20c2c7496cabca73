import Net
import Testing

@testable import Serving

/// The times of a client, on a clock of the test's own.
struct ClientClockTests {
    private let limits: ServerLimits = {
        var limits = ServerLimits()
        limits.handshakeTimeout = .seconds(10)
        limits.headTimeout = .seconds(8)
        limits.requestTimeout = .seconds(30)
        limits.idleTimeout = .seconds(120)
        limits.writeTimeout = .seconds(25)
        limits.bodyGrace = .seconds(5)
        limits.bodyBytesPerSecond = 1000
        limits.idleGrace = .milliseconds(100)
        limits.stallGrace = .milliseconds(500)
        return limits
    }()

    private func at(_ seconds: Double) -> Instant {
        Instant(nanoseconds: 1_000_000_000_000).advanced(by: .seconds(seconds))
    }

    private func seconds(_ instant: Instant) -> Double {
        let components = at(0).duration(to: instant).components
        return Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// A head and a body have their times from the request's first byte, and the next request has its own.
    @Test func requests() {
        var clock = ClientClock(at: at(0), for: .handshake, limits)
        #expect(seconds(clock.deadline) == 10)
        clock.beginActivity(at: at(1))
        clock.setDeadline(for: .stayIdle, receivedBytes: 0, at: at(1), limits)
        #expect(seconds(clock.deadline) == 121)
        clock.setDeadline(for: .stayIdle, receivedBytes: 0, at: at(60), limits)
        #expect(seconds(clock.deadline) == 121, "messages without a request do not extend it")

        for begin in [100.0, 110.0] {
            clock.beginActivity(at: at(begin))
            clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(begin), limits)
            #expect(seconds(clock.deadline) == begin + 8)
            clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(begin + 7), limits)
            #expect(seconds(clock.deadline) == begin + 8, "bytes of the head do not extend it")
            clock.beginActivity(at: at(begin + 7))
            clock.setDeadline(for: .sendBody, receivedBytes: 2000, at: at(begin + 7), limits)
            #expect(seconds(clock.deadline) == begin + 7 + 5 + 2)
            clock.setDeadline(for: .sendBody, receivedBytes: 1_000_000, at: at(begin + 9), limits)
            #expect(seconds(clock.deadline) == begin + 30)
            clock.endRequest()
            clock.beginActivity(at: at(begin + 9))
            clock.setDeadline(for: .takeAnswer, receivedBytes: 0, at: at(begin + 9), limits)
            #expect(seconds(clock.deadline) == begin + 9 + 25)
        }
    }

    /// The client's own time ends its request, too, and counts from the request's first byte.
    @Test func answers() {
        var clock = ClientClock(at: at(0), for: .stayIdle, limits)
        clock.beginActivity(at: at(1))
        clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(1), limits)
        clock.expectAnswer(within: .seconds(5), at: at(4))
        clock.setDeadline(for: .sendBody, receivedBytes: 1_000_000, at: at(4), limits)
        #expect(seconds(clock.deadline) == 6)
        #expect(clock.isTooLate == (Instant.now() >= at(6)))
        clock.endRequest()
        #expect(!clock.isTooLate)
        clock.expectAnswer(within: nil, at: at(4))
        #expect(!clock.isTooLate)
    }

    private typealias Activity = ClientConnection.Activity

    /// What keeps a place, and for how long: idleness for a moment, and anything else for as long as there is progress.
    @Test func claims() {
        let rows: [(activity: Activity, received: Int?, isIdle: Bool, end: Double)] = [
            (.handshake, nil, true, 10.1), (.handshake, 1, false, 10.501), (.handshake, 2000, false, 12.5),
            (.stayIdle, nil, true, 10.1), (.stayIdle, 0, false, 10.5), (.sendFirstRequest, nil, true, 10.1),
            (.readLastAnswer, nil, true, 10.1), (.takeAnswer, nil, false, 13.5),
            // A request began at 9 s.
            (.sendHead, 100, false, 9.6), (.sendBody, 0, false, 9.5), (.sendBody, 30_000, false, 39.5),
        ]
        for row in rows {
            var clock = ClientClock(at: at(0), for: .handshake, limits)
            clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(9), limits)
            clock.beginActivity(at: at(10))
            clock.noteProgress(at: at(13))
            let claim = clock.claim(to: row.activity, received: row.received, limits)
            #expect(claim.isIdle == row.isIdle, "\(row)")
            #expect(abs(seconds(claim.end) - row.end) < 1e-9, "\(row)")
        }
    }

    /// A claim that has ended counts at once where the client is idle, and otherwise only once no idle one is left.
    @Test(arguments: [
        (true, 5.0, false, true), (true, 5.0, true, true), (true, 4.9, true, false), (false, 5.0, false, false),
        (false, 5.0, true, true), (false, 4.9, true, false),
    ])
    func ends(isIdle: Bool, now: Double, includesStalled: Bool, hasEnded: Bool) {
        let claim = Claim(isIdle: isIdle, end: at(5))
        #expect(claim.hasEnded(at: at(now), includesStalled: includesStalled) == hasEnded)
    }

    /// Idle places go first, however long others have stalled; among equals the one whose claim ended first.
    @Test(arguments: [
        (true, 9.0, false, 1.0, true), (false, 1.0, true, 9.0, false), (true, 1.0, true, 9.0, true),
        (true, 9.0, true, 1.0, false), (false, 1.0, false, 9.0, true), (false, 9.0, false, 1.0, false),
    ])
    func order(isIdle: Bool, end: Double, otherIsIdle: Bool, otherEnd: Double, yields: Bool) {
        let other = Claim(isIdle: otherIsIdle, end: at(otherEnd))
        #expect(Claim(isIdle: isIdle, end: at(end)).yields(before: other) == yields)
    }
}
