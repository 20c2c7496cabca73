internal import Cron

/// Durations as a policy writes them.
enum PolicyInterval {
    private static let nanosecondsInSecond: Int64 = 1_000_000_000

    /// Reads a Go duration, to the whole second above; nil where it is none, or not above zero.
    static func seconds(_ text: ArraySlice<UInt8>) -> Int64? {
        guard let duration = try? GoDuration(utf8: text.span), duration.nanoseconds > 0 else { return nil }
        let (seconds, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: nanosecondsInSecond)
        return seconds + (rest > 0 ? 1 : 0)
    }
}
