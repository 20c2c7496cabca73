import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Kubernetes does not take a time zone in a CronJob's schedule, in any spelling.
@Suite struct ScheduleTimeZoneTests {
    @Test(arguments: [
        "TZ=UTC 0 0 * * *", "CRON_TZ=Asia/Dhaka @daily", "TZ= 0 0 * * *", "TZ=Nope/Zone 0 0 * * *", "*-TZ * * * *",
    ])
    func refuses(_ schedule: String) throws {
        let lines = try errors(schedule: schedule)
        #expect(lines.count == 1)
        #expect(
            lines.first?.hasPrefix(
                "schedule-time-zone FieldValueInvalid \(place): Invalid value: \"\(schedule)\": must not ") == true)
    }

    @Test func alsoChecksTheRestOfTheSchedule() throws {
        #expect(
            try errors(schedule: "TZ=UTC 61 * * * *").map { $0.prefix(18) } == [
                "invalid-schedule F", "schedule-time-zone",
            ])
        #expect(
            try errors(schedule: "TZ=UTC 0 0 30 2 *").map { $0.prefix(18) } == [
                "schedule-time-zone", "schedule-never-fir",
            ])
    }
}
