import System
import Time

/// This machine's tz database.
enum TimeZoneDatabase {
    /// The folder of the database.
    private static let folder = "/usr/share/zoneinfo"

    /// The clock of a zone.
    ///
    /// - Parameter name: A name of the tz database; empty means UTC, as in Go.
    /// - Returns: The clock; nil if the database has no such zone.
    static func zone(_ name: String) -> TimeZone? {
        // Machines without the database know this one, too.
        guard !["", "UTC"].contains(name) else { return .utc }
        guard isName(name) else { return nil }
        return (try? WholeFile.bytes(of: "\(folder)/\(name)", upTo: TimeZone.largestFile)).flatMap(TimeZone.init(tzif:))
    }

    /// Whether a text is spelt like a name, so that it leads to no file outside of the folder.
    private static func isName(_ text: String) -> Bool {
        guard text.utf8.first != UInt8(ascii: "/") else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"): true
            case UInt8(ascii: "-"), UInt8(ascii: "+"): true
            default: false
            }
        }
    }
}

/// The names of the days of the week.
enum Weekday {
    private static let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    /// The short name of a day, 0 for Sunday to 6 for Saturday.
    static func short(_ day: Int) -> String { names[day] }
}
