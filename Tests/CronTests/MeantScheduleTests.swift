import Cron
import TestSupport
import Testing

/// A text that is not a schedule gets a suggestion only if it is clear what was meant.
@Suite struct MeantScheduleTests {
    @Test(arguments: [
        // Descriptors without a sign, in another case, or misspelt.
        ("daily", "@daily"), ("Daily", "@daily"), ("HOURLY", "@hourly"), ("dayly", "@daily"), ("@weekley", "@weekly"),
        ("monthley", "@monthly"), ("annualy", "@annually"), (" @daily", "@daily"), ("@daily\n", "@daily"),
        ("nightly", "@daily"), ("every day", "@daily"), ("@every day", "@daily"), ("every week", "@weekly"),
        ("dialy", "@daily"), ("@ daily", "@daily"),
        ("hour", "@hourly"), ("every hour", "@hourly"), ("every month", "@monthly"), ("every year", "@yearly"),
        ("day", "@daily"), ("@month", "@monthly"),
        // Intervals.
        ("@every1h", "@every 1h"), ("@every: 1h", "@every 1h"), ("@every:1h", "@every 1h"), ("every=90s", "@every 90s"),
        ("@ every 1h", "@every 1h"), ("@every 1,5h", "@every 1.5h"), ("@every1,5 hours", "@every 1.5h"),
        ("@every: day", "@daily"), ("@every 1d 12h", "@every 36h"), ("every 1 day 6 hrs", "@every 30h"),
        ("every 1h", "@every 1h"), ("every 5 minutes", "@every 5m"), ("@every 1d", "@every 24h"),
        ("@every 2w", "@every 336h"),
        ("@every 1H", "@every 1h"), ("@Every 1h", "@every 1h"), ("@every 1h 30m", "@every 1h30m"),
        ("@every  1h", "@every 1h"),
        ("@every 1.5hours", "@every 1.5h"), ("every 1 hr 30 mins", "@every 1h30m"),
        ("every 2 hrs 90 secs", "@every 2h90s"),
        // Every word for a unit.
        ("@every 2 hr", "@every 2h"), ("@every 2hour", "@every 2h"), ("@every 2 hours", "@every 2h"),
        ("@every 5 min", "@every 5m"), ("@every 5mins", "@every 5m"), ("@every 5 minute", "@every 5m"),
        ("@every 90 sec", "@every 90s"), ("@every 90secs", "@every 90s"), ("@every 90 second", "@every 90s"),
        ("@every 90 seconds", "@every 90s"), ("@every 2 day", "@every 48h"), ("@every 2days", "@every 48h"),
        ("@every 1 week", "@every 168h"), ("@every 2 weeks", "@every 336h"),
        // Seconds, as in Quartz, Spring and others.
        ("0 0 2 * * ?", "0 2 * * *"), ("0 0 2 ? * MON-FRI", "0 2 * * mon-fri"), ("0 0 2 * * ? *", "0 2 * * *"),
        ("0 30 22 ? * FRI-MON", "30 22 * * fri-sat,sun-mon"), ("00 15 10 1 * ?", "15 10 1 * *"),
        ("0 0 2 * * *", "0 2 * * *"), ("0 0 2 * * 7", "0 2 * * 0"), ("0 */5 9 * * *", "*/5 9 * * *"),
        // Years, as in AWS.
        ("0 2 * * ? *", "0 2 * * *"), ("0 2 ? * MON *", "0 2 * * mon"),
        // Ranges past the end, and Sunday at the end of the week.
        ("0 0 * * fri-mon", "0 0 * * fri-sat,sun-mon"), ("0 0 1 nov-feb *", "0 0 1 nov-dec,jan-feb *"),
        ("0 0 * * Friday-Monday", "0 0 * * fri-sat,sun-mon"), ("0 0 * * 5-0", "0 0 * * 5-6,0"),
        ("0 0 * * mon-sun", "0 0 * * 0-6"), ("0 0 * * sat-sun", "0 0 * * sat,sun"), ("0 0 * * 7", "0 0 * * 0"),
        ("0 0 * * 1-7", "0 0 * * 0-6"), ("0 0 * * 0-7", "0 0 * * 0-6"), ("0 0 * * 5-7", "0 0 * * 5-6,0"),
        ("0 0 * * 7-2", "0 0 * * 0-2"), ("0 0 * * 1,7", "0 0 * * 1,0"),
        ("0 0 * * 1-7/2", "0 0 * * 1,3,5,0"), ("0 0 * * 5-7/2", "0 0 * * 5,0"),
        // Names in full, and broken words.
        ("0 0 * January *", "0 0 * jan *"), ("0 0 * * Monday-Friday", "0 0 * * mon-fri"),
        ("1, 2 * * * *", "1,2 * * * *"),
        ("0 9 - 17 * * *", "0 9-17 * * *"), ("* /5 * * * *", "*/5 * * * *"),
        // Quotes.
        ("\"0 2 * * *\"", "0 2 * * *"), ("'0 2 * * *'", "0 2 * * *"), ("`@daily`", "@daily"),
        ("“0 2 * * *”", "0 2 * * *"),
        ("\"0 2 * * *", "0 2 * * *"), ("0 2 * * \"1\"", "0 2 * * 1"), ("\"daily\"", "@daily"),
        ("'0 0 2 * * ?'", "0 2 * * *"),
    ])
    func isAskedFor(_ text: String, _ meant: String) {
        let error = #expect(throws: ScheduleError.self) { try Schedule(parsing: text) }
        #expect(error?.suggestion == meant)
        #expect(error?.message.hasSuffix("; did you mean \"\(meant)\"?") == true)
        #expect(error?.problem.contains("did you mean") == false)
    }

    @Test(arguments: [
        // The ends may be swapped, and the values of a step past the end may be others.
        "30-10 * * * *", "0 9-5 * * *", "0 22-6 * * *", "0 22-4/2 * * *", "0 0 25-5 * *", "0 0 * * 5-1", "0 0 1 11-2 *",
        "0 0 * * FRI-MON/2", "0 0 * * fri-1", "@every:", "@every: 5", "@everyday", "@ 1h", "@every 1,500s", "@every-1h",
        "", " ", "never", "junk", "mail", "a", "@reboot", "@every", "every", "@every 5", "@every 1M",
        "@every five minutes",
        // A field is missing, and nobody knows which.
        "0 2 * *", "2 * * *",
        // Quartz counts the days of the week from 1, and its seconds and years may be others.
        "0 0 2 ? * 2", "0 0 2 ? * 2-6", "*/10 * * * * *", "30 0 2 * * ?", "0 0 2 * * ? 2026", "0 0 2 * * 2026",
        "0 2 ? * 2 *",
        // Seconds or years: one field too many may be the first or the last.
        "0 2 * * * *", "0 0 * * * *", "0 */5 * * * *",
        "0 3 1 * * *", "0 23 1 1 1 *",
        "0 0 L * ?", "0 0 2 L * ?", "60 * * * *", "0 24 * * *", "0 22-6/3 * * *", "1-2-3 * * * *", "*/0 * * * *",
        "0 0 0 * *",
        // Kubernetes refuses a time zone.
        " TZ=UTC 0 2 * * *", "\"CRON_TZ=UTC 0 2 * * *\"", "'TZ=UTC @daily'",
        "0 0 30 2 * ?", "0 0 0 30 2 ?", "\"junk\"", "٣ 0 * * *", "0 0 2 * * ?" + String(repeating: " ", count: 64),
    ])
    func isNotAskedFor(_ text: String) {
        let error = #expect(throws: ScheduleError.self) { try Schedule(parsing: text) }
        #expect(error?.suggestion == nil)
        #expect(error?.message == error?.problem)
    }

    /// A longer text is not a misspelt schedule.
    @Test(arguments: [(63, true), (64, true), (65, false)])
    func isAskedForUpToALength(count: Int, isAskedFor: Bool) {
        let text = "'0 2 * * *'" + String(repeating: " ", count: count - 11)
        let error = #expect(throws: ScheduleError.self) { try Schedule(parsing: text) }
        #expect(error?.suggestion == (isAskedFor ? "0 2 * * *" : nil))
    }
}
