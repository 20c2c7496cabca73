internal import CLinux
internal import Glibc

/// The clock of a place: its offset from UTC at any time, by this machine's tz database.
///
/// It sets the time zone of the whole process, so it is for programs with one thread and one clock.
package struct LocalClock: Sendable {
    /// The name of its zone, such as `Europe/Berlin`.
    package let zone: String

    /// The folder of the tz database.
    private static let database = "/usr/share/zoneinfo"

    /// Sets the time zone of the process; nil if this machine's database has no such zone.
    ///
    /// - Parameter zone: A name of the tz database.
    package init?(_ zone: String) {
        let isName = zone.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "/"): true
            case UInt8(ascii: "-"), UInt8(ascii: "+"): true
            default: false
            }
        }
        guard isName, !zone.isEmpty, zone.utf8.first != UInt8(ascii: "/") else { return nil }
        guard Self.isZone("\(Self.database)/\(zone)") else { return nil }
        guard unsafe setenv("TZ", ":\(zone)", 1) == 0 else { return nil }
        tzset()
        self.zone = zone
    }

    /// Whether a file is one of the tz database, which all begin with the same letters (RFC 9636, section 3.1).
    private static func isZone(_ path: String) -> Bool {
        guard let bytes = try? WholeFile.bytes(of: path, upTo: largest) else { return false }
        return bytes.starts(with: "TZif".utf8)
    }

    /// The largest file of a zone in bytes; those of the database have 4 KiB at most.
    private static let largest = 1 << 20

    /// The offset from UTC.
    ///
    /// - Parameter seconds: A time, in seconds since 1970.
    /// - Returns: The offset in seconds, positive east of Greenwich.
    package func offset(at seconds: Int64) -> Int64 {
        var time = time_t(seconds)
        var parts = unsafe tm()
        guard unsafe localtime_r(&time, &parts) != nil else { return 0 }
        return unsafe Int64(parts.tm_gmtoff)
    }

    /// The time between two looks at the offset: no zone changes it twice within a day.
    private static let stride: Int64 = 86_400

    /// The first second with another offset than at a time.
    ///
    /// - Parameters:
    ///   - start: A time, in seconds since 1970.
    ///   - end: The last second to look at.
    /// - Returns: The second; nil if the offset stays the same.
    package func firstChange(after start: Int64, upTo end: Int64) -> Int64? {
        let offset = offset(at: start)
        var low = start
        while low < end {
            var high = min(low + Self.stride, end)
            guard self.offset(at: high) != offset else {
                low = high
                continue
            }
            while high - low > 1 {
                let middle = low + (high - low) / 2
                if self.offset(at: middle) == offset { low = middle } else { high = middle }
            }
            return high
        }
        return nil
    }
}
