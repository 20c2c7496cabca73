internal import Time

/// A time as logs and health checks write it: RFC 3339, in UTC.
///
/// - Parameter secondsSinceEpoch: The time, in seconds since 1970-01-01T00:00:00Z.
/// - Returns: The text, such as `2026-11-29T01:58:53Z`.
func timestamp(_ secondsSinceEpoch: Int64) -> String {
    Instant(secondsSinceEpoch: secondsSinceEpoch).description
}
