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
        let days = seconds / 86_400
        let (year, month, day) = Self.civil(days)
        let time = seconds % 86_400
        let clock = [time / 3600, time / 60 % 60, time % 60].map(Self.twoDigits).joined(separator: ":")
        // 1970-01-01 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(days % 7)]
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        text = "\(weekday), \(Self.twoDigits(day)) \(names[Int(month - 1)]) \(year) \(clock) GMT"
    }

    /// The Gregorian date of a day counted from 1970-01-01: years are counted from March, so that the leap day is
    /// the last of a year, in cycles of 400 years, which are all alike.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let cycle = shifted / 146_097
        let dayOfCycle = shifted % 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
