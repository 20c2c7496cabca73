import TestSupport
import Testing

@testable import Net
@testable import System

/// Every deadline is found, and none before its time.
struct DeadlinesTests {
    private func at(_ milliseconds: Int64) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: milliseconds * 1_000_000)
    }

    private func due(_ deadlines: inout Deadlines, at milliseconds: Int64) -> [Int] {
        var due: [Int] = []
        deadlines.takeDue(at: at(milliseconds), into: &due)
        return due
    }

    @Test func order() {
        var deadlines = Deadlines(granularity: .milliseconds(10))
        #expect(deadlines.timeout(at: at(0)) == nil)
        deadlines.set(at(100), for: 3)
        deadlines.set(at(50), for: 7)
        #expect(deadlines.timeout(at: at(0)) == .milliseconds(50))
        #expect(due(&deadlines, at: 49) == [])
        #expect(due(&deadlines, at: 50) == [7])
        #expect(deadlines.timeout(at: at(50)) == .milliseconds(50))
        #expect(due(&deadlines, at: 200) == [3])
        #expect(deadlines.timeout(at: at(200)) == nil)
        #expect(due(&deadlines, at: 1000) == [])
    }

    /// A deadline that was moved or removed is not due at its old time.
    @Test func moved() {
        var deadlines = Deadlines(granularity: .milliseconds(10))
        deadlines.set(at(50), for: 0)
        deadlines.set(at(100), for: 0)
        deadlines.set(at(60), for: 1)
        deadlines.set(.never, for: 1)
        #expect(due(&deadlines, at: 70) == [])
        #expect(due(&deadlines, at: 100) == [0])
    }

    /// The table is searched only once per granularity, however often it is asked.
    @Test func granularity() {
        var deadlines = Deadlines(granularity: .milliseconds(10))
        deadlines.set(at(50), for: 0)
        deadlines.set(at(51), for: 1)
        #expect(due(&deadlines, at: 50) == [0])
        #expect(due(&deadlines, at: 55) == [])
        #expect(deadlines.timeout(at: at(55)) == .milliseconds(5))
        #expect(due(&deadlines, at: 60) == [1])
    }

    /// After any changes in any order, every deadline is found at most one granularity late.
    @Test(arguments: 0..<20)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var deadlines = Deadlines(granularity: .milliseconds(10))
        var expected: [Int: Int64] = [:]
        for now in stride(from: Int64(0), to: 3000, by: 5) {
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                let index = Int.random(in: 0..<50, using: &random)
                if Bool.random(using: &random) {
                    let instant = now + Int64.random(in: 0...400, using: &random)
                    expected[index] = instant
                    deadlines.set(at(instant), for: index)
                } else {
                    expected[index] = nil
                    deadlines.set(.never, for: index)
                }
            }
            for index in due(&deadlines, at: now) {
                let instant = expected.removeValue(forKey: index)
                #expect(instant.map { $0 <= now } == true)
            }
            #expect(!expected.values.contains { $0 <= now - 15 })
        }
    }
}
