internal import Time

/// A moment as HTTP writes it (RFC 9110, section 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Make one a second, not one an answer.
public struct HTTPDate: Hashable, Sendable {
    /// The moment as it goes into a Date field.
    public let text: String

    /// Makes the text of a moment.
    ///
    /// - Parameter secondsSinceEpoch: Seconds since 1970-01-01T00:00:00Z; what is outside the years 1970 to 9999
    ///   becomes the nearest moment inside.
    public init(secondsSinceEpoch: Int64) {
        let seconds = min(max(secondsSinceEpoch, 0), 253_402_300_799)
        let moment = DateTime(Instant(secondsSinceEpoch: seconds))
        let clock = [moment.hour, moment.minute, moment.second].map(twoDigits).joined(separator: ":")
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][moment.date.dayOfWeek]
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = moment.date
        text = "\(weekday), \(twoDigits(date.day)) \(names[date.month - 1]) \(date.year) \(clock) GMT"
    }
}
