internal import Logging
internal import System

/// The lines that wait for the writer, up to a limit.
struct LineQueue {
    /// The most bytes that wait: as much as a burst, so that an allowed burst is not lost to a slow disk.
    static let capacity = LineBudget.burst

    /// The interval at which omitted lines are reported.
    static let reportInterval = Duration.seconds(10)

    /// The writer's next work.
    struct Work {
        var lines: [[UInt8]] = []
        /// The omitted lines to report; nil if there are none, or if they were reported recently.
        var omissions: Omissions?
        /// The time of the next check, even if no line arrives.
        var nextLook = MonotonicInstant.never
        var isClosed = false
    }

    /// Lines that were omitted.
    struct Omissions: Equatable {
        /// The number of lines beyond their level's budget.
        var beyondBudget = 0
        /// The number of lines that did not fit into the queue, or could not be written.
        var unwritten = 0
    }

    private var budgets: [Logger.Level: LineBudget] = [:]
    private var lines: [[UInt8]] = []
    private var bytes = 0
    private var omissions = Omissions()
    private var nextReport: MonotonicInstant?
    private var isClosed = false
    private var wakesWriter = false

    /// Whether to format a line; otherwise it is counted as omitted.
    mutating func admits(_ level: Logger.Level, at now: MonotonicInstant) -> Bool {
        if budgets[level, default: LineBudget()].admits(at: now) { return true }
        omissions.beyondBudget += 1
        noteOmission(at: now)
        return false
    }

    /// Adds a line, or counts it as omitted if there is no space.
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

    /// Counts a line that was added, and could not be written.
    mutating func noteUnwritten(_ omissions: Omissions = Omissions(unwritten: 1), at now: MonotonicInstant) {
        self.omissions.beyondBudget += omissions.beyondBudget
        self.omissions.unwritten += omissions.unwritten
        noteOmission(at: now)
    }

    /// Whether the writer must be woken for new work.
    mutating func takeWakeUp() -> Bool {
        defer { wakesWriter = false }
        return wakesWriter
    }

    /// Keeps the lines that wait, and accepts no more.
    mutating func close() {
        isClosed = true
        wakesWriter = true
    }

    /// Returns everything that waits.
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

/// The budget of one level of the log.
///
/// Any client that reaches the port can cause a line for each request. A budget in bytes limits the size of the log,
/// and each level has its own, so that a flood of denials does not suppress errors.
struct LineBudget {
    /// The long-term rate: 50 usual lines a second, more than a cluster's denials come to, and less than 1.5 GB a day.
    static let bytesPerSecond = 16 << 10

    /// The burst after a silence: a thousand usual lines, as when a whole namespace is applied again.
    static let burst = 256 << 10

    private static let nanosecondsPerByte: Int64 = 1_000_000_000 / Int64(bytesPerSecond)
    private static let window = Duration.nanoseconds(Int64(burst) * nanosecondsPerByte)

    /// The time at which the budget has paid for all lines so far.
    private var paidAt = MonotonicInstant(nanoseconds: .min)

    /// Whether one more line may be written; the last one of a burst may exceed it.
    func admits(at now: MonotonicInstant) -> Bool {
        paidAt < now.advanced(by: Self.window)
    }

    /// Counts a line.
    mutating func spend(bytes: Int, at now: MonotonicInstant) {
        let (price, overflow) = Int64(bytes).multipliedReportingOverflow(by: Self.nanosecondsPerByte)
        paidAt = max(paidAt, now).advanced(by: .nanoseconds(overflow ? .max : price))
    }
}
