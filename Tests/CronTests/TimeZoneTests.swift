import Cron
import TestSupport
import Testing
import Time

/// The times of schedules by the clock of a place, on the days that its clock changes.
///
/// The files of the zones are those of this machine; other tests read files that are made for them.
@Suite struct TimeZoneTests {
    private static let folder = "/usr/share/zoneinfo"
    private static let isThere = (try? TemporaryFolder.read("\(folder)/Europe/Berlin")) != nil

    private func times(_ expression: String, _ zone: String, after start: String, _ count: Int) throws -> [String] {
        let zone = try #require(TimeZone(tzif: TemporaryFolder.read("\(Self.folder)/\(zone)")))
        let schedule = try Schedule(parsing: expression)
        var (times, last): ([String], Instant) = ([], try #require(Instant(rfc3339: start)))
        while times.count < count, let next = schedule.next(after: last, in: zone) {
            times.append(zone.text(of: next))
            last = next
        }
        return times
    }

    @Test(
        .enabled(if: isThere, "this machine has no tz database"),
        arguments: [
            // The hour from 02:00 to 03:00 does not exist on 29 March, so that day is left out.
            (
                "30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z",
                ["2026-03-28T02:30:00+01:00", "2026-03-30T02:30:00+02:00"]
            ),
            // It comes twice on 25 October.
            (
                "30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z",
                ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00"]
            ),
            (
                "0 * * * *", "Europe/Berlin", "2026-03-29T00:30:00Z",
                ["2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"]
            ),
            // The first moment behind a change is a time of its own.
            ("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["2026-03-29T03:00:00+02:00"]),
            ("0 2 * * *", "America/New_York", "2026-10-31T12:00:00Z", ["2026-11-01T02:00:00-05:00"]),
            // A clock that goes forward at midnight has no midnight.
            ("0 0 * * *", "Africa/Cairo", "2026-04-23T12:00:00Z", ["2026-04-25T00:00:00+03:00"]),
            // A deleted day, and half an hour.
            ("0 12 30 12 *", "Pacific/Apia", "2011-12-29T00:00:00Z", ["2012-12-30T12:00:00+14:00"]),
            ("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", ["2026-10-05T02:15:00+11:00"]),
            // Far beyond the listed changes of a file.
            ("30 2 * * *", "Europe/Berlin", "2090-03-25T12:00:00Z", ["2090-03-27T02:30:00+02:00"]),
            // An interval knows no clock.
            ("@every 24h", "Europe/Berlin", "2026-03-28T12:00:00Z", ["2026-03-29T14:00:00+02:00"]),
            ("0 0 30 2 *", "Europe/Berlin", "2026-03-28T12:00:00Z", []),
        ] as [(String, String, String, [String])])
    func knowsTheClock(_ expression: String, zone: String, start: String, expected: [String]) throws {
        #expect(try times(expression, zone, after: start, max(expected.count, 1)) == expected)
    }

    /// Every time by a clock with changes is one that the schedule has by the clock's face.
    @Test(
        .enabled(if: isThere, "this machine has no tz database"),
        arguments: ["Europe/Berlin", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Tokyo"])
    func showsTheSchedulesTime(_ name: String) throws {
        let zone = try #require(TimeZone(tzif: TemporaryFolder.read("\(Self.folder)/\(name)")))
        let schedule = try Schedule(parsing: "30 2 * * *")
        var last = try #require(Instant(rfc3339: "2010-01-01T00:00:00Z"))
        for _ in 0..<9000 {
            let next = try #require(schedule.next(after: last, in: zone))
            #expect(zone.local(next).secondOfDay == 9000)
            #expect(next > last)
            last = next
        }
        #expect(DateTime(last).date.year > 2033)
    }
}
