import TestSupport
import Testing

@testable import Cron
import Time

/// Schedules are explained in English.
@Suite struct ExplanationTests {
    @Test(arguments: [
        ("* * * * *", "Every minute"),
        ("*/15 * * * *", "Every 15 minutes"),
        ("0 * * * *", "Every hour, on the hour"),
        ("30 * * * *", "Every hour at minute 30"),
        ("*/7 * * * *", "Every 7 minutes from minute 0 through minute 56 of every hour"),
        ("5,35 * * * *", "At minutes 5 and 35 of every hour"),
        ("0-4,10,20-22 8 * * *", "At minutes 0 through 4, 10 and 20 through 22 of hour 8 every day"),
        ("7 * * 6-9 *", "Every hour at minute 7 in June through September"),
        ("*/15 9-17 * * *", "Every 15 minutes from 09:00 through 17:59 every day"),
        ("*/15 9-17 * * mon-fri", "Every 15 minutes from 09:00 through 17:59 on Monday through Friday"),
        ("* 0-5,22,23 * * *", "Every minute from 00:00 through 05:59 and from 22:00 through 23:59 every day"),
        ("*/30 9-17/2 * * *", "Every 30 minutes during every 2nd hour from hour 9 through hour 17 every day"),
        ("30 2 * * 1-5", "At 02:30 on Monday through Friday"),
        ("0,30 9,17 * * *", "At 09:00, 09:30, 17:00 and 17:30 every day"),
        ("0 1,5,9,13,22 * * *", "At minute 0 of hours 1, 5, 9, 13 and 22 every day"),
        ("15 9-17 * * *", "Every hour from 09:15 through 17:15 every day"),
        ("5 */2 * * *", "Every 2 hours from 00:05 through 22:05 every day"),
        ("0 0 * * 0,6", "At 00:00 on Saturday and Sunday"),
        ("0 0 * * 0,5,6", "At 00:00 on Friday through Sunday"),
        ("0 0 * * 1,3,0", "At 00:00 on Monday, Wednesday and Sunday"),
    ])
    func explainsTimes(expression: String, meaning: String) throws {
        #expect(try Schedule(parsing: expression).explanation == meaning)
    }

    @Test(arguments: [
        ("0 0 1 * *", "At 00:00 on the 1st of every month"),
        ("0 0 1-7 * *", "At 00:00 on the 1st through 7th of every month"),
        ("0 0 */2 * *", "At 00:00 on every 2nd day from the 1st through the 31st of every month"),
        ("0 0 11,12,22,23 * *", "At 00:00 on the 11th, 12th, 22nd and 23rd of every month"),
        ("0 0 30 * *", "At 00:00 on the 30th of every month but February"),
        ("0 0 31 * *", "At 00:00 on the 31st of January, March, May, July, August, October and December"),
        ("0 0 29 * *", "At 00:00 on the 29th of every month (in February in leap years only)"),
        ("0 0 29,30 2 *", "At 00:00 on the 29th of February (leap years only)"),
        ("0 0 31 4,5 *", "At 00:00 on the 31st of May"),
        ("0 0 1-30 4 *", "At 00:00 every day in April"),
        ("0 0 * 6-8,12 *", "At 00:00 every day in June through August and December"),
        // A day needs to match only one of the two fields if neither has a star...
        ("0 0 15 * 1", "At 00:00 on the 15th of the month or on Monday (either is enough)"),
        (
            "0 0 1,3 1 1,5",
            "At 00:00 on the 1st and 3rd of the month or on Monday and Friday (either is enough), in January"
        ),
        ("0 0 30 2 mon", "At 00:00 on Monday in February"),
        // ...so a field that allows every day takes its meaning from the other one.
        ("0 0 1-31 * 5", "At 00:00 every day, whatever the day of the week"),
        ("0 0 15 3 0-6", "At 00:00 every day in March, whatever the day of the month"),
        ("0 0 1-31 * 0-6", "At 00:00 every day"),
        ("0 0 , * 5", "At 00:00 on Friday"),
        ("0 0 5 * ,", "At 00:00 on the 5th of every month"),
    ])
    func explainsDays(expression: String, meaning: String) throws {
        #expect(try Schedule(parsing: expression).explanation == meaning)
    }

    @Test(arguments: [
        ("@every 1h", "Every hour, each time counted from the one before"),
        ("@every 90s", "Every 1 minute and 30 seconds, each time counted from the one before"),
        ("@every 26h0m1s", "Every 26 hours and 1 second, each time counted from the one before"),
        ("@every 0", "Every second, each time counted from the one before"),
        ("0 0 30 2 *", "Never: February has no 30th"),
        ("0 0 30,31 2 *", "Never: February has no 30th or 31st"),
        ("0 0 31 2,4,6,9 *", "Never: February, April, June and September have no 31st"),
        (", * * * *", "Never: the minute is an empty list"),
        ("0 0 , * *", "Never: the day of month is an empty list"),
        ("0 0 * * ,", "Never: the day of week is an empty list"),
        ("0 0 31 4 ,", "Never: April has no 31st, and the day of week is an empty list"),
    ])
    func explainsOddities(expression: String, meaning: String) throws {
        #expect(try Schedule(parsing: expression).explanation == meaning)
    }

    /// An explanation that is read back gives exactly the times and days of the schedule.
    @Test(arguments: 0..<1500 as Range<UInt64>)
    func explainsExactlyTheTimes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let expression = RandomSchedule.expression(using: &random)
        let schedule = try Schedule(parsing: expression)
        guard schedule.canFire, case .calendar(let timing) = schedule.timing else { return }
        let explanation = schedule.explanation
        let reader = try #require(ExplanationReader(explanation), "\(expression): \(explanation)")

        let minutes = timing.hours.flatMap { hour in timing.minutes.map { hour * 60 + $0 } }
        #expect(reader.minutesOfDay == Set(minutes), "\(expression): \(explanation)")
        // Eight years have every day of the month on every day of the week, and two leap days.
        var date = try #require(CivilDate(year: 2024, month: 1, day: 1))
        while date.year < 2032 {
            let fires = timing.months.contains(date.month) && timing.matches(date)
            #expect(reader.tells(date) == fires, "\(expression): \(explanation): \(date)")
            date.advanceDay()
        }
    }
}
