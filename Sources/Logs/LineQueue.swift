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

/// How much of one level may be logged.
///
/// Whoever reaches the port can have a line written for each request. A budget in bytes says how large a log can get, and
/// each level has its own, so that a flood of denials does not keep an error out.
struct LineBudget {
    /// What is written in the long run: 50 usual lines a second, more than a cluster's denials come to, and less than
    /// 1.5 GB a day.
    static let bytesPerSecond = 16 << 10

    /// What is written at once after a silence: a thousand usual lines, which is a whole namespace applied anew.
    static let burst = 256 << 10

    private static let nanosecondsPerByte: Int64 = 1_000_000_000 / Int64(bytesPerSecond)
    private static let window = Duration.nanoseconds(Int64(burst) * nanosecondsPerByte)

    /// When all lines so far have taken their time.
    private var paidAt = MonotonicInstant(nanoseconds: .min)

    /// Whether one more line may be written; the last one of a burst may pass it.
    func admits(at now: MonotonicInstant) -> Bool {
        paidAt < now.advanced(by: Self.window)
    }

    /// Counts a line.
    mutating func spend(bytes: Int, at now: MonotonicInstant) {
        let (price, overflow) = Int64(bytes).multipliedReportingOverflow(by: Self.nanosecondsPerByte)
        paidAt = max(paidAt, now).advanced(by: .nanoseconds(overflow ? .max : price))
    }
}
