import Testing

@testable import Time

/// Conversions between instants, dates and their text.
@Suite struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1),
            ("2000-02-29T12:00:00Z", 951_825_600),
            ("2026-02-27T23:58:30Z", 1_772_236_710),
            ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Int64)])
    func readsAndWritesUTC(text: String, seconds: Int64) {
        #expect(Instant(rfc3339: text)?.secondsSinceEpoch == seconds)
        #expect(Instant(secondsSinceEpoch: seconds).description == text)
    }

    /// Other forms that RFC 3339 allows, each equal to the plain form.
    @Test(arguments: [
        ("2026-02-28t01:05:00z", "2026-02-28T01:05:00Z"),
        ("2026-02-28T01:05:00.999999999999Z", "2026-02-28T01:05:00Z"),
        ("2026-02-28T01:05:00+01:30", "2026-02-27T23:35:00Z"),
        ("2026-02-28T23:05:00-23:59", "2026-03-01T23:04:00Z"),
        ("2026-02-28T01:05:00-00:00", "2026-02-28T01:05:00Z"),
        ("0000-01-01T00:00:00+00:01", "-0001-12-31T23:59:00Z"),
        ("9999-12-31T23:59:59-00:01", "10000-01-01T00:00:59Z"),
        // The leap second at the end of 2016, in UTC and in Dhaka.
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2017-01-01T05:59:60+06:00", "2017-01-01T00:00:00Z"),
    ])
    func readsEveryForm(text: String, utc: String) {
        #expect(Instant(rfc3339: text)?.description == utc)
    }

    @Test(arguments: [
        "", "2026", "2026-02-28", "2026-02-28T00:05Z", "2026-02-28 00:05:00Z", "2026-02-28T00:05:00", "now",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+00:60", "2026-01-01T00:00:00ZZ", " 2026-01-01T00:00:00Z", "+2026-01-01T00:00:00Z",
        "12026-01-01T00:00:00Z", "2026-01-01T00:00:00Z\0", "２026-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
        // Impossible leap seconds: not at the end of a day, not at the end of a month.
        "2016-12-31T22:59:60Z", "2016-12-30T23:59:60Z",
    ])
    func refusesOtherTexts(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    /// Counting days through eight centuries gives the same dates as converting.
    @Test func datesFollowOneAnother() throws {
        var date = CivilDate(daysSinceEpoch: -200_000)
        for days in -200_000..<100_000 {
            #expect(date == CivilDate(daysSinceEpoch: days))
            #expect(date.daysSinceEpoch == days)
            date.advanceDay()
        }
    }

    /// The next month starts on the first, on the right day of the week.
    @Test func monthsFollowOneAnother() {
        for days in stride(from: -80_000, to: 80_000, by: 37) {
            var date = CivilDate(daysSinceEpoch: days)
            var expected = date
            repeat { expected.advanceDay() } while expected.day != 1
            date.advanceMonth()
            #expect(date == expected)
        }
    }

    private static let extremeSeconds: [Int64] = [
        Int64.min, Int64.min + 1, Int64.min + 86_399, -86_401, -86_400, -1, 0, 86_399, Int64.max - 1, Int64.max,
    ]

    /// Every second in the range of `Int64` has a date, and the date converts back to it.
    @Test(arguments: extremeSeconds)
    func convertsTheWholeRange(seconds: Int64) {
        let instant = Instant(secondsSinceEpoch: seconds)
        #expect(DateTime(instant).instant == instant)
        #expect((0...6).contains(instant.dayOfWeek))
    }

    @Test func addsWithoutOverflow() {
        #expect(Instant(secondsSinceEpoch: .max).adding(seconds: 1) == nil)
        #expect(Instant(secondsSinceEpoch: .min).adding(seconds: -1) == nil)
        #expect(Instant(secondsSinceEpoch: 5).adding(seconds: -7) == Instant(secondsSinceEpoch: -2))
    }
}
