internal import CLinux

/// The time of day of this machine, which people set and which may jump; not for measuring.
public enum WallClock {
    /// The time of day, for a Date field or a log.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z.
    public static func secondsSinceEpoch() -> Int64 {
        linux_seconds_since_epoch()
    }

    /// The time of day, as `secondsSinceEpoch()` tells it, for a log that has several lines a second.
    /// - Returns: Milliseconds since 1970-01-01T00:00:00Z.
    public static func millisecondsSinceEpoch() -> Int64 {
        linux_milliseconds_since_epoch()
    }
}
