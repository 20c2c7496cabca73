import Cron
import Testing
import Time

/// Properties of schedules that the reference tables do not cover.
@Suite struct ScheduleTests {
    /// Different spellings of one schedule give equal values.
    @Test(arguments: [
        ("@daily", "0 0 * * *"),
        ("@midnight", "0 0 ? * 0-6,*"),
        ("@hourly", "0 * * * *"),
        ("@weekly", "0 0 * * sun"),
        ("@monthly", "00 +0 1 * *"),
        ("@yearly", "0 0 1 JAN ?"),
        ("@annually", "\t0 0 1 1 *\n"),
        ("@every 90s", "@every 1m30.9s"),
        ("*/15 * * * *", "0,15,30,45 0-23 */1 * *-whatever"),
    ])
    func equalsOtherSpellings(one: String, other: String) throws {
        #expect(try Schedule(parsing: one) == Schedule(parsing: other))
    }

    /// `*/2`, `1-31` and `0-6` do not count as stars, whatever days they allow; a star makes both day fields count.
    @Test(arguments: ["0 0 1-31 * 5", "0 0 */2 * 5", "0 0 15 * 0-6"])
    func distinguishesTheStar(expression: String) throws {
        let starred = expression.split(separator: " ").map { ["1-31", "*/2", "0-6"].contains($0) ? "*" : String($0) }
        #expect(try Schedule(parsing: expression) != Schedule(parsing: starred.joined(separator: " ")))
    }

    /// A rule refuses schedules with a time zone, so the parser must report one.
    @Test(
        arguments: [
            ("TZ=UTC 0 0 * * *", "UTC"), ("CRON_TZ=UTC \u{A0}@daily\n", "UTC"), ("TZ= @daily", ""), ("@daily", nil),
            ("0 0 * * *", nil),
        ] as [(String, String?)])
    func hasTheTimeZone(expression: String, zone: String?) throws {
        #expect(try Schedule(parsing: expression).timeZone == zone)
    }

    @Test(
        arguments: [
            ("@every 90s", 90), ("@every 1h30m", 5400), ("@every 1.999s", 1), ("@every 0", 1), ("@every -1h", 1),
            ("@every 2562047h47m16.854775807s", 9_223_372_036), ("0 * * * *", nil),
        ] as [(String, Int64?)])
    func hasTheInterval(expression: String, seconds: Int64?) throws {
        #expect(try Schedule(parsing: expression).interval == seconds)
    }

    /// A schedule that matches no date never fires; the days of leap years are dates.
    @Test(arguments: [
        ("* * * * *", true), ("0 0 29 2 *", true), ("0 0 31 1-12 *", true), ("0 0 30 2 mon", true), ("@every 1h", true),
        ("0 0 , * mon", true), ("0 0 1 * ,", true), ("0 0 31 2,4,5 ?", true),
        ("0 0 30 2 *", false), ("0 0 30,31 2 ?", false), ("0 0 31 2,4,6,9,11 *", false), ("0 0 */31 2 ,", true),
        (", * * * *", false), ("* , * * *", false), ("* * , * *", false), ("* * * , *", false), ("* * * * ,", false),
        ("0 0 , * ,", false), ("0 0 31 2 ,", false), ("0 0 30 , mon", false),
    ])
    func detectsSchedulesThatNeverFire(expression: String, canFire: Bool) throws {
        let schedule = try Schedule(parsing: expression)
        #expect(schedule.canFire == canFire)
        // From here, a leap day comes within the years that are searched.
        let start = try #require(Instant(rfc3339: "2026-02-27T23:58:30Z"))
        #expect((schedule.next(after: start) != nil) == canFire)
        #expect(schedule.explanation.hasPrefix("Never: ") == !canFire)
    }
}
