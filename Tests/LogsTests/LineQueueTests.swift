import Logging
import System
import Testing

@testable import Logs

/// The queue protects the disk and the memory of a server from a flood of log lines.
struct LineQueueTests {
    private static let line = [UInt8](repeating: UInt8(ascii: "x"), count: 400)

    private static func instant(_ seconds: Double) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: Int64(seconds * 1_000_000_000))
    }

    /// The bytes of a flood that the queue accepts from a fast writer.
    private static func flood(_ queue: inout LineQueue, seconds: Int, perSecond: Int, from start: Int = 0) -> Int {
        var taken = 0
        for tick in start * perSecond..<(start + seconds) * perSecond {
            let now = instant(Double(tick) / Double(perSecond))
            if queue.admits(.notice, at: now) { queue.append(line, .notice, at: now) }
            taken += queue.takeWork(at: now).lines.reduce(0) { $0 + $1.count }
        }
        return taken
    }

    /// A flood is cut to the burst and the rate.
    @Test func aFloodIsBounded() {
        var queue = LineQueue()
        let seconds = 60
        let taken = Self.flood(&queue, seconds: seconds, perSecond: 5000)
        let allowed = LineBudget.burst + seconds * LineBudget.bytesPerSecond
        #expect((allowed - 2 * Self.line.count...allowed + Self.line.count).contains(taken))
    }

    /// Every line is either written or counted as left out.
    @Test func everyLineIsAccountedFor() {
        var queue = LineQueue()
        var written = 0
        var counted = 0
        for tick in 0..<100_000 {
            let now = Self.instant(Double(tick) / 1000)
            if queue.admits(.notice, at: now) { queue.append(Self.line, .notice, at: now) }
            // The writer empties the queue rarely.
            guard tick % 700 == 0 else { continue }
            let work = queue.takeWork(at: now)
            written += work.lines.count
            counted += (work.omissions?.beyondBudget ?? 0) + (work.omissions?.unwritten ?? 0)
        }
        queue.close()
        let last = queue.takeWork(at: Self.instant(100))
        written += last.lines.count
        counted += (last.omissions?.beyondBudget ?? 0) + (last.omissions?.unwritten ?? 0)
        #expect(written + counted == 100_000)
        #expect(written > 0 && counted > 0)
    }

    /// Each level has a budget of its own.
    @Test func levelsHaveTheirOwnBudgets() {
        var queue = LineQueue()
        _ = Self.flood(&queue, seconds: 30, perSecond: 2000)
        let now = Self.instant(30)
        let admitted = [.notice, .error, .info].map { queue.admits($0, at: now) }
        #expect(admitted == [false, true, true])
    }

    /// After a pause, the whole burst is available again.
    @Test func recovers() {
        var queue = LineQueue()
        let first = Self.flood(&queue, seconds: 1, perSecond: 5000)
        let second = Self.flood(&queue, seconds: 1, perSecond: 5000, from: 3600)
        #expect(first >= LineBudget.burst && second >= LineBudget.burst)
    }

    /// Lines that nobody takes do not fill the memory.
    @Test func memoryIsBounded() {
        var queue = LineQueue()
        for tick in 0..<10_000 {
            let level = [.info, .notice, .warning, .error][tick % 4] as Logger.Level
            let now = Self.instant(Double(tick))
            if queue.admits(level, at: now) { queue.append(Self.line, level, at: now) }
        }
        let work = queue.takeWork(at: Self.instant(10_000))
        #expect(work.lines.reduce(0) { $0 + $1.count } <= LineQueue.capacity)
        #expect(work.lines.count + (work.omissions?.unwritten ?? 0) == 10_000)
    }

    /// The capacity is exact to the byte, and lines that are taken free as many bytes as they had.
    @Test(arguments: [0, 1]) func theCapacityIsExact(_ beyond: Int) {
        var queue = LineQueue()
        let half = [UInt8](repeating: 0x78, count: 128 << 10)
        for round in 0..<3 {
            let now = Self.instant(Double(3600 * round))
            queue.append(half, .info, at: now)
            queue.append(half.dropLast() + [UInt8](repeating: 0x78, count: 1 + beyond), .info, at: now)
            let work = queue.takeWork(at: now)
            #expect(work.lines.count == 2 - beyond)
            #expect((work.nextLook != .never) == (beyond > 0))
            _ = queue.takeWork(at: Self.instant(Double(3600 * round + 10)))
        }
    }

    /// Omitted lines are reported as a number from time to time, and in any case at the end.
    @Test func reportsOmissions() {
        var queue = LineQueue()
        queue.noteUnwritten(at: Self.instant(0))
        let early = queue.takeWork(at: Self.instant(1))
        #expect(early.omissions == nil)
        #expect(early.nextLook == Self.instant(0).advanced(by: LineQueue.reportInterval))
        queue.noteUnwritten(at: Self.instant(2))
        let due = queue.takeWork(at: Self.instant(11))
        #expect(due.omissions == LineQueue.Omissions(unwritten: 2))
        let next = queue.takeWork(at: Self.instant(12))
        #expect(next.omissions == nil)
        #expect(next.nextLook == .never)
        queue.noteUnwritten(at: Self.instant(13))
        queue.close()
        let last = queue.takeWork(at: Self.instant(13))
        #expect(last.omissions == LineQueue.Omissions(unwritten: 1))
        #expect(last.isClosed)
    }

    /// Lines after the end are not taken, but counted.
    @Test func nothingAfterTheEnd() {
        var queue = LineQueue()
        queue.append(Self.line, .info, at: Self.instant(0))
        queue.close()
        queue.append(Self.line, .info, at: Self.instant(0))
        let work = queue.takeWork(at: Self.instant(0))
        #expect(work.lines.count == 1)
        #expect(work.omissions == LineQueue.Omissions(unwritten: 1))
    }

    /// The burst is exact to the byte, and a line that would start beyond it waits.
    @Test func theBurstIsExact() {
        var budget = LineBudget()
        let now = Self.instant(1)
        budget.spend(bytes: LineBudget.burst - 1, at: now)
        #expect(budget.admits(at: now))
        budget.spend(bytes: 1, at: now)
        #expect(!budget.admits(at: now))
    }

    /// The first line and the first omission wake the writer; further ones do not.
    @Test func wakesTheWriterOnce() {
        var queue = LineQueue()
        func isWoken(by change: (inout LineQueue) -> Void) -> Bool {
            change(&queue)
            return queue.takeWakeUp()
        }
        let now = Self.instant(0)
        #expect(!isWoken { _ in })
        #expect(isWoken { $0.append(Self.line, .info, at: now) })
        #expect(!isWoken { $0.append(Self.line, .info, at: now) })
        #expect(isWoken { $0.noteUnwritten(at: now) })
        #expect(!isWoken { $0.noteUnwritten(at: now) })
        _ = queue.takeWork(at: now)
        #expect(isWoken { $0.append(Self.line, .info, at: now) })
        #expect(isWoken { $0.close() })
    }
}
