import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Backups that start too soon after each other get in each other's way.
@Suite struct FrequentScheduleTests {
    @Test(arguments: [
        ("* * * * *", "1 minute"), ("*/4 * * * *", "4 minutes"), ("0,58 * * * *", "2 minutes"),
        ("@every 10s", "10 seconds"), ("@every 1s", "1 second"), ("@every 4m59s", "299 seconds"),
        ("58,0 23,0 * * *", "2 minutes"),
    ])
    func warns(_ schedule: String, interval: String) throws {
        #expect(
            try warnings(schedule: schedule) == [
                "frequent-schedule \(place): starts two backups within \(interval); "
                    + "the later one may find the earlier still running"
            ])
    }

    /// A star beside a certain hour or day is rarely meant; in every hour of every day it is.
    @Test(arguments: [
        ("* 2 * * *", "0 2 * * *"), ("0-59 2 * * *", "0 2 * * *"), ("0/1 2 * * *", "0 2 * * *"),
        ("*/1 2 * * *", "0 2 * * *"), ("? 9-17 * * mon-fri", "0 9-17 * * mon-fri"),
        // Every hour of some days may be meant, or one.
        ("* * 1 * *", nil), (" *  * *  * 0 ", nil), ("* * * * *", nil), ("*/2 2 * * *", nil),
        ("0-3 2 * * *", nil),
    ])
    func asksForOneMinute(_ schedule: String, meant: String?) throws {
        let lines = try warnings(schedule: schedule)
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("frequent-schedule "))
        #expect(lines[0].hasSuffix(meant.map { "still running; did you mean \"\($0)\"?" } ?? "still running"))
    }

    @Test(arguments: ["*/5 * * * *", "0,55 * * * *", "@every 5m", "@hourly", "0,58 0 * * *"])
    func isQuiet(_ schedule: String) throws {
        #expect(try warnings(schedule: schedule) == [])
    }
}
