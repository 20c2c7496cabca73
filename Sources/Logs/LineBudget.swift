internal import System

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
