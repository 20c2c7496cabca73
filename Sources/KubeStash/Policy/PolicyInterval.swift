internal import Time

/// Durations as a policy writes them.
enum PolicyInterval {
    private static let nanosecondsInSecond: Int64 = 1_000_000_000

    /// Reads a Go duration, to the whole second above; nil where it is none, or not above zero.
    static func seconds(_ text: Span<UInt8>) -> Int64? {
        guard let duration = try? GoDuration(utf8: text), duration.nanoseconds > 0 else { return nil }
        let (seconds, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: nanosecondsInSecond)
        return seconds + (rest > 0 ? 1 : 0)
    }

    /// A duration as people write it: `90m` is `1h30m`, and a week is `168h`.
    static func text(_ seconds: Int64) -> String {
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")].filter { $0.0 != 0 }
        return parts.isEmpty ? "0s" : parts.map { "\($0.0)\($0.1)" }.joined()
    }
}
