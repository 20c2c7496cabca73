internal import Logging
internal import System

/// Lines on their way to whoever writes them, as many as may be.
struct LineQueue {
    /// Most bytes that wait: as much as a burst, so that one that is allowed is not lost to a disk that takes its time.
    static let capacity = LineBudget.burst

    /// How often to say that lines were left out.
    static let reportInterval = Duration.seconds(10)

    /// What the writer is to do next.
    struct Work {
        var lines: [[UInt8]] = []
        /// What to tell of lines that were left out; nil where none were, or it was told a moment ago.
        var omissions: Omissions?
        /// When to look again, whether or not a line comes.
        var nextLook = MonotonicInstant.never
        var isClosed = false
    }

    /// Lines that were not written.
    struct Omissions: Equatable {
        /// How many were beyond their level's budget.
        var beyondBudget = 0
        /// How many found no room in the queue, or could not be written.
        var unwritten = 0
    }

    private var budgets: [Logger.Level: LineBudget] = [:]
    private var lines: [[UInt8]] = []
    private var bytes = 0
    private var omissions = Omissions()
    private var nextReport: MonotonicInstant?
    private var isClosed = false
    private var wakesWriter = false

    /// Whether a line is to be made; where not, it is counted.
    mutating func admits(_ level: Logger.Level, at now: MonotonicInstant) -> Bool {
        if budgets[level, default: LineBudget()].admits(at: now) { return true }
        omissions.beyondBudget += 1
        noteOmission(at: now)
        return false
    }

    /// Takes a line, or counts it where there is no room.
    mutating func append(_ line: [UInt8], _ level: Logger.Level, at now: MonotonicInstant) {
        guard !isClosed, bytes + line.count <= Self.capacity else {
            omissions.unwritten += 1
            return noteOmission(at: now)
        }
        budgets[level, default: LineBudget()].spend(bytes: line.count, at: now)
        if lines.isEmpty { wakesWriter = true }
        lines.append(line)
        bytes += line.count
    }

    /// Counts a line that was taken, and could not be written.
    mutating func noteUnwritten(_ omissions: Omissions = Omissions(unwritten: 1), at now: MonotonicInstant) {
        self.omissions.beyondBudget += omissions.beyondBudget
        self.omissions.unwritten += omissions.unwritten
        noteOmission(at: now)
    }

    /// Whether the writer has something to do that it does not know of.
    mutating func takeWakeUp() -> Bool {
        defer { wakesWriter = false }
        return wakesWriter
    }

    /// Keeps what waits, and takes nothing more.
    mutating func close() {
        isClosed = true
        wakesWriter = true
    }

    /// Hands over everything that waits.
    mutating func takeWork(at now: MonotonicInstant) -> Work {
        var work = Work(lines: lines, isClosed: isClosed)
        lines = []
        bytes = 0
        guard let report = nextReport else { return work }
        if now >= report || isClosed {
            work.omissions = omissions
            omissions = Omissions()
            nextReport = nil
        } else {
            work.nextLook = report
        }
        return work
    }

    private mutating func noteOmission(at now: MonotonicInstant) {
        guard nextReport == nil else { return }
        nextReport = now.advanced(by: Self.reportInterval)
        wakesWriter = true
    }
}
