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

    @Test(arguments: ["*/5 * * * *", "0,55 * * * *", "@every 5m", "@hourly", "0,58 0 * * *"])
    func isQuiet(_ schedule: String) throws {
        #expect(try warnings(schedule: schedule) == [])
    }
}
