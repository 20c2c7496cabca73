import System
import Testing

@testable import Serving

/// The deadlines of a client, on a clock that the test sets.
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

    private func at(_ seconds: Double) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: 1_000_000_000_000).advanced(by: .seconds(seconds))
    }

    private func seconds(_ instant: MonotonicInstant) -> Double {
        let components = at(0).duration(to: instant).components
        return Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// The limits of a head and a body count from the request's first byte, and the next request starts anew.
    @Test func requests() {
        var clock = ClientClock(at: at(0), for: .handshake, limits)
        #expect(seconds(clock.deadline) == 10)
        clock.beginActivity(at: at(1), limits)
        clock.setDeadline(for: .stayIdle, receivedBytes: 0, at: at(1), limits)
        #expect(seconds(clock.deadline) == 121)
        clock.setDeadline(for: .stayIdle, receivedBytes: 0, at: at(60), limits)
        #expect(seconds(clock.deadline) == 121, "messages without a request do not extend it")

        for begin in [100.0, 110.0] {
            clock.beginActivity(at: at(begin), limits)
            clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(begin), limits)
            #expect(seconds(clock.deadline) == begin + 8)
            clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(begin + 7), limits)
            #expect(seconds(clock.deadline) == begin + 8, "bytes of the head do not extend it")
            clock.beginActivity(at: at(begin + 7), limits)
            clock.setDeadline(for: .sendBody, receivedBytes: 2000, at: at(begin + 7), limits)
            #expect(seconds(clock.deadline) == begin + 7 + 5 + 2)
            clock.setDeadline(for: .sendBody, receivedBytes: 1_000_000, at: at(begin + 9), limits)
            #expect(seconds(clock.deadline) == begin + 30)
            clock.endRequest()
            clock.beginActivity(at: at(begin + 9), limits)
            clock.setDeadline(for: .takeAnswer, receivedBytes: 0, at: at(begin + 9), limits)
            #expect(seconds(clock.deadline) == begin + 9 + 25)
        }
    }

    /// The time limit of the client also ends its request, and counts from the request's first byte.
    @Test func answers() {
        var clock = ClientClock(at: at(0), for: .stayIdle, limits)
        clock.beginActivity(at: at(1), limits)
        clock.setDeadline(for: .sendHead, receivedBytes: 0, at: at(1), limits)
        clock.expectAnswer(within: .seconds(5), at: at(4))
        clock.setDeadline(for: .sendBody, receivedBytes: 1_000_000, at: at(4), limits)
        #expect(seconds(clock.deadline) == 6)
        #expect(!clock.isTooLate(by: MonotonicClock { at(5.999) }) && clock.isTooLate(by: MonotonicClock { at(6) }))
        clock.endRequest()
        #expect(!clock.isTooLate(by: MonotonicClock { at(1000) }))
        clock.expectAnswer(within: nil, at: at(4))
        #expect(!clock.isTooLate(by: MonotonicClock { at(1000) }))
    }

    /// An idle client keeps its place for a moment, independent of what it has sent before.
    @Test func idleClaim() {
        var clock = ClientClock(at: at(0), for: .handshake, limits)
        #expect(clock.claim(isIdle: true, limits) == Claim(isIdle: true, end: at(0).advanced(by: .milliseconds(100))))
        clock.beginActivity(at: at(10), limits)
        clock.noteProgress(of: 1_000_000, at: at(12), limits)
        #expect(clock.claim(isIdle: true, limits) == Claim(isIdle: true, end: at(10).advanced(by: .milliseconds(100))))
    }

    /// An active client keeps its place while bytes arrive at the lowest rate or faster, and half a second longer; a
    /// burst does not buy time in advance.
    @Test(
        arguments: [
            // No bytes arrive.
            ([], 10.5),
            // A thousand bytes are worth a second, of which at most half a second is kept.
            ([(10, 1000)], 10.5), ([(10.25, 1000)], 10.75), ([(10.25, 30_000)], 10.75),
            // Fifty bytes are worth 50 ms.
            ([(10.25, 50)], 10.55), ([(10.25, 50), (10.5, 50)], 10.6),
            // A client that had stalled continues.
            ([(20, 50)], 20.05), ([(20, 50), (20.05, 1000)], 20.55),
            // At the lowest rate, a client never stalls.
            ((1...100).map { (10 + Double($0) / 10, 100) }, 20.5),
            // Below the lowest rate, a client stalls once the first half second is used up.
            ((1...4).map { (10 + Double($0) / 10, 10) }, 10.54), ([(10.4, 10), (11, 10)], 11.01),
        ] as [([(time: Double, bytes: Int)], Double)])
    func claim(moves: [(time: Double, bytes: Int)], end: Double) {
        var clock = ClientClock(at: at(0), for: .handshake, limits)
        clock.beginActivity(at: at(10), limits)
        for move in moves { clock.noteProgress(of: move.bytes, at: at(move.time), limits) }
        let claim = clock.claim(isIdle: false, limits)
        #expect(!claim.isIdle)
        #expect(abs(seconds(claim.end) - end) < 1e-6)
    }

    /// The place of an idle client is free as soon as its claim ends, that of another only if stalled clients count as
    /// well.
    @Test(arguments: [
        (true, 5.0, false, true), (true, 5.0, true, true), (true, 4.9, true, false), (false, 5.0, false, false),
        (false, 5.0, true, true), (false, 4.9, true, false),
    ])
    func ends(isIdle: Bool, now: Double, includesStalled: Bool, hasEnded: Bool) {
        let claim = Claim(isIdle: isIdle, end: at(5))
        #expect(claim.hasEnded(at: at(now), includesStalled: includesStalled) == hasEnded)
    }

    /// Idle clients give way first, however long others have stalled; of equals, the one whose claim ended first.
    @Test(arguments: [
        (true, 9.0, false, 1.0, true), (false, 1.0, true, 9.0, false), (true, 1.0, true, 9.0, true),
        (true, 9.0, true, 1.0, false), (false, 1.0, false, 9.0, true), (false, 9.0, false, 1.0, false),
    ])
    func order(isIdle: Bool, end: Double, otherIsIdle: Bool, otherEnd: Double, yields: Bool) {
        let other = Claim(isIdle: otherIsIdle, end: at(otherEnd))
        #expect(Claim(isIdle: isIdle, end: at(end)).yields(before: other) == yields)
    }
}
