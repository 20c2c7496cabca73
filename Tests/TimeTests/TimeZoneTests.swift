import Testing

@testable import Time

/// Files of the tz database, made here and of this machine, read as RFC 8536 has them.
@Suite struct TimeZoneTests {
    /// A TZif file.
    struct File {
        var version: UInt8 = 0x32
        var changes: [(time: Int64, type: UInt8)] = []
        var offsets: [Int32] = [0]
        var leapSeconds = 0
        var footer = "UTC0"

        private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
            (0..<number.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        }

        private func block(isWide: Bool) -> [UInt8] {
            var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
            for count in [0, 0, leapSeconds, changes.count, offsets.count, 4] { bytes += Self.bytes(UInt32(count)) }
            for change in changes { bytes += isWide ? Self.bytes(change.time) : Self.bytes(Int32(change.time)) }
            bytes += changes.map(\.type)
            for offset in offsets { bytes += Self.bytes(offset) + [0, 0] }
            bytes += Array("XYZ\0".utf8)
            for _ in 0..<leapSeconds { bytes += [UInt8](repeating: 0, count: isWide ? 12 : 8) }
            return bytes
        }

        var bytes: [UInt8] {
            version < 0x32
                ? block(isWide: false)
                : block(isWide: false) + block(isWide: true) + Array("\n\(footer)\n".utf8)
        }
    }

    private func time(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test func readsTheListedChanges() throws {
        let file = File(changes: [(1000, 1), (2000, 0), (3000, 1)], offsets: [3600, 7200], footer: "")
        for version in [0, 0x32, 0x33, 0x34] as [UInt8] {
            var file = file
            file.version = version
            let zone = try #require(TimeZone(tzif: file.bytes))
            let offsets = [Int64.min, 0, 999, 1000, 1999, 2000, 3000, .max].map {
                zone.offset(at: Instant(secondsSinceEpoch: $0))
            }
            #expect(offsets == [3600, 3600, 3600, 7200, 7200, 3600, 7200, 7200])
            let changes = [-1, 999, 1000, 2999, 3000].map {
                zone.nextChange(after: Instant(secondsSinceEpoch: $0))?.secondsSinceEpoch
            }
            #expect(changes == [1000, 1000, 2000, 3000, nil])
        }
    }

    /// A change of the name alone is no change of the clock.
    @Test func skipsChangesOfTheName() throws {
        let file = File(changes: [(1000, 1), (2000, 2), (3000, 0)], offsets: [0, 3600, 3600], footer: "")
        let zone = try #require(TimeZone(tzif: file.bytes))
        #expect(zone.nextChange(after: Instant(secondsSinceEpoch: 1000))?.secondsSinceEpoch == 3000)
    }

    /// The text at the end holds after the last change.
    @Test(
        arguments: [
            // Berlin, New York, and south of the equator, where summer spans the new year.
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200, "2026-10-25T01:00:00Z", 3600),
            ("EST5EDT,M3.2.0,M11.1.0", "2040-03-11T07:00:00Z", -14_400, "2040-11-04T06:00:00Z", -18_000),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T16:00:00Z", 39_600, "2027-04-03T16:00:00Z", 36_000),
            // Half an hour of difference, in names with digits.
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:30:00Z", 39_600, "2027-04-03T15:00:00Z", 37_800),
            // Hours before the day, in Greenland; a winter time as the exception, in Ireland.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600, "2026-10-25T01:00:00Z", -7200),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T01:00:00Z", 0, "2027-03-28T01:00:00Z", 3600),
            // Days of the year, with and without 29 February.
            ("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z", 3600, "2028-10-26T23:00:00Z", 0),
            ("AAA0BBB,59/0,300/0", "2028-02-29T00:00:00Z", 3600, "2028-10-26T23:00:00Z", 0),
            ("AAA0BBB,59/0,300/0", "2027-03-01T00:00:00Z", 3600, "2027-10-27T23:00:00Z", 0),
        ] as [(String, String, Int64, String, Int64)])
    func readsTheRule(_ footer: String, start: String, summer: Int64, end: String, winter: Int64) throws {
        let zone = try #require(TimeZone(tzif: File(footer: footer).bytes))
        let (start, end) = (try time(start), try time(end))
        let before = try #require(start.adding(seconds: -1))
        #expect([before, start, end].map(zone.offset) == [winter, summer, winter])
        #expect(zone.nextChange(after: before) == start)
        #expect(zone.nextChange(after: start) == end)
    }

    /// Daylight saving time all year ends and begins at the same moment.
    @Test func readsSummerAllYear() throws {
        let zone = try #require(TimeZone(tzif: File(footer: "EST5EDT,0/0,J365/25").bytes))
        for month in 1...12 {
            #expect(try zone.offset(at: time("2030-\(twoDigits(month))-01T04:30:00Z")) == -14_400)
        }
        #expect(try zone.nextChange(after: time("2030-06-01T00:00:00Z")) == nil)
    }

    @Test(arguments: [
        "A", "AB1", "ABC", "ABC25", "ABC-1DEF", "ABC-1DEF,M3.5.0", "ABC-1DEF,M13.5.0,M10.5.0",
        "ABC-1DEF,M3.6.0,M10.5.0",
        "ABC-1DEF,M3.5.7,M10.5.0", "ABC-1DEF,J0,J5", "ABC-1DEF,J366,J5", "ABC-1DEF,366,5",
        "ABC-1DEF,M3.5.0/168,M10.5.0",
        "ABC-1:60", "ABC-1DEF,M3.5.0,M10.5.0,", "<A>", "<A", "<>1", "ABC--1", "ABC99999999999999999999", "ABC1 ",
    ])
    func refusesRules(_ footer: String) {
        #expect(TimeZone(tzif: File(footer: footer).bytes) == nil)
    }

    /// Wrong files, and every beginning of a right one, are refused; none makes the reader trap.
    @Test func refusesBrokenFiles() throws {
        let file = File(changes: [(1000, 1), (2000, 0)], offsets: [3600, 7200], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        #expect(TimeZone(tzif: file.bytes) != nil)
        for count in 0..<file.bytes.count {
            #expect(TimeZone(tzif: Array(file.bytes.prefix(count))) == nil, "\(count)")
        }
        let old = File(version: 0, changes: [(1000, 1)], offsets: [0, 60])
        for count in 0..<old.bytes.count - 4 {
            #expect(TimeZone(tzif: Array(old.bytes.prefix(count))) == nil, "\(count)")
        }
        for broken in [
            File(changes: [(2000, 0), (1000, 0)]), File(changes: [(1000, 0), (1000, 0)]), File(changes: [(1000, 1)]),
            File(offsets: []), File(offsets: [86_400]), File(offsets: [.min]), File(leapSeconds: 1),
        ] {
            #expect(TimeZone(tzif: broken.bytes) == nil)
        }
        #expect(TimeZone(tzif: [UInt8](repeating: 0, count: TimeZone.largestFile + 1)) == nil)
        // Each byte changed to each extreme.
        for index in file.bytes.indices {
            for value in [0, 0x7F, 0xFF] as [UInt8] {
                var bytes = file.bytes
                bytes[index] = value
                guard let zone = TimeZone(tzif: bytes) else { continue }
                for seconds in [Int64.min, 0, .max] {
                    _ = zone.nextChange(after: Instant(secondsSinceEpoch: seconds))
                }
            }
        }
    }

    @Test func writesTimesWithTheirOffset() throws {
        let zone = try #require(TimeZone(tzif: File(footer: "<+0545>-5:45").bytes))
        let west = try #require(TimeZone(tzif: File(footer: "NST3:30").bytes))
        let instant = try time("2026-02-28T22:05:00Z")
        #expect(zone.text(of: instant) == "2026-03-01T03:50:00+05:45")
        #expect(west.text(of: instant) == "2026-02-28T18:35:00-03:30")
        #expect(TimeZone.utc.text(of: instant) == "2026-02-28T22:05:00Z")
        #expect(zone.local(instant).date == CivilDate(year: 2026, month: 3, day: 1))
    }
}
