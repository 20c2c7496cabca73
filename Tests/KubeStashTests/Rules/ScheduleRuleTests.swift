import TestSupport
import Testing

private func errors(schedule: String) throws -> [String] {
    var object = valid
    object["spec/sessions/1/scheduler/schedule"] = .string(schedule)
    return try errors(object)
}

private let place = "spec.sessions[1].scheduler.schedule"

/// A schedule that Kubernetes would refuse is refused, with a word on what is allowed.
@Suite struct InvalidScheduleTests {
    @Test(arguments: [
        "* * * * *", " 0 0 * * * ", "@daily", "@every 1h", "*/90 * * * *", "0 0 29 2 *", "1,,2 * * * *",
        "0 0 * * sun-sat", "0 0 30 2 mon", "0\u{A0}0 * * *",
    ])
    func takes(_ schedule: String) throws {
        #expect(try errors(schedule: schedule) == [])
    }

    @Test(arguments: [
        ("61 * * * *", "minute 61 is out of range 0-59"), ("0 0 * * 7", "0-6"), ("* * * *", "5 fields"),
        ("0 0 L * *", "L"), ("@Daily", "@daily"),
        ("0 0 1 january *", "jan"), ("TZ=UTC", "TZ"), (" ", "5 fields"), ("0 0 * * TZ", ""),
    ])
    func refuses(_ schedule: String, mention: String) throws {
        let lines = try errors(schedule: schedule)
        #expect(lines.count == 1)
        #expect(
            lines.first?.hasPrefix("invalid-schedule FieldValueInvalid \(place): Invalid value: \"\(schedule)\": ")
                == true)
        #expect(lines.first?.contains(mention) == true || mention.isEmpty, "\(lines)")
    }

    @Test func doesNotRepeatAnEndlessSchedule() throws {
        let lines = try errors(schedule: String(repeating: "1,", count: 500_000) + "99 * * * *")
        #expect(lines.count == 1)
        #expect(lines[0].utf8.count < 2000)
    }
}

/// Kubernetes takes no time zone in a CronJob's schedule, however it is written.
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

    @Test func alsoReadsWhatFollowsTheZone() throws {
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

/// A schedule that no day of any year matches is refused, whatever today is.
@Suite struct ScheduleNeverFiresTests {
    @Test(arguments: ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", ", * * * *", "* * * , *", "* , * * *"])
    func refuses(_ schedule: String) throws {
        #expect(
            try errors(schedule: schedule) == [
                "schedule-never-fires FieldValueInvalid \(place): Invalid value: \"\(schedule)\": never fires: no date in any year matches it"
            ])
    }
}
