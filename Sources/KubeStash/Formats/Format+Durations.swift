internal import Time
internal import Schema
internal import Text

/// Durations as Go writes them (`time.ParseDuration`), which is how KubeStash reads them.
extension Format {
    /// How long something may take.
    static let timeout = duration("timeout", "a duration above 0, such as 90s, 30m or 1h30m") { $0 > 0 }

    /// How long to wait before something.
    static let delay = duration("delay", "a duration of 0 or more, such as 30s, 2m or 1h") { $0 >= 0 }

    private static func duration(
        _ name: String, _ summary: String, where isAllowed: @escaping @Sendable (Int64) -> Bool
    ) -> Format {
        Format(name, rule: .invalidDuration, summary: summary) { text in
            do throws(GoDurationError) {
                return isAllowed(try GoDuration(utf8: text).nanoseconds) ? nil : "must be \(summary)"
            } catch {
                let hasDigits = text.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                return hasDigits ? "must be \(summary): \(error.message)" : "must be \(summary)"
            }
        }
    }
}
