import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// A schedule that Kubernetes would refuse is refused, with the allowed values in the message.
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

    @Test func doesNotRepeatALongSchedule() throws {
        let lines = try errors(schedule: String(repeating: "1,", count: 500_000) + "99 * * * *")
        #expect(lines.count == 1)
        #expect(lines[0].utf8.count < 2000)
    }
}
