import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// A schedule that matches no day of any year is refused, independent of today's date.
@Suite struct ScheduleNeverFiresTests {
    @Test(arguments: ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", ", * * * *", "* * * , *", "* , * * *"])
    func refuses(_ schedule: String) throws {
        #expect(
            try errors(schedule: schedule) == [
                "schedule-never-fires FieldValueInvalid \(place): Invalid value: \"\(schedule)\": never fires: no date in any year matches it"
            ])
    }
}
