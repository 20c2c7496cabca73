internal import Text

/// One of the five fields of a schedule, in the order in which they are written.
enum Field: Int, CaseIterable, Sendable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    /// The name of the field in messages.
    var name: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day of month"
        case .month: "month"
        case .dayOfWeek: "day of week"
        }
    }

    /// The numbers that the field allows.
    var bounds: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...6
        }
    }

    /// The names that stand for the numbers from the lower bound on; empty if the field takes numbers only.
    var valueNames: [String] {
        switch self {
        case .minute, .hour, .dayOfMonth: []
        case .month: Self.monthNames
        case .dayOfWeek: Self.dayNames
        }
    }

    /// The names in full, in the order of `valueNames`.
    var fullNames: [String] {
        switch self {
        case .minute, .hour, .dayOfMonth: []
        case .month: Self.fullMonthNames
        case .dayOfWeek: Self.fullDayNames
        }
    }

    /// The number that a name of three lower-case ASCII letters stands for.
    func value(ofName letters: (UInt8, UInt8, UInt8)) -> Int? {
        let key = Self.key(letters)
        let keys: [UInt32]
        switch self {
        case .minute, .hour, .dayOfMonth: return nil
        case .month: keys = Self.monthKeys
        case .dayOfWeek: keys = Self.dayKeys
        }
        return keys.firstIndex(of: key).map { $0 + bounds.lowerBound }
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let fullMonthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let fullDayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    // Names are compared as one number each, so that a lookup reads no string.
    private static let monthKeys = monthNames.map(key(of:))
    private static let dayKeys = dayNames.map(key(of:))

    private static func key(of name: String) -> UInt32 {
        name.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func key(_ letters: (UInt8, UInt8, UInt8)) -> UInt32 {
        UInt32(letters.0) << 16 | UInt32(letters.1) << 8 | UInt32(letters.2)
    }
}
