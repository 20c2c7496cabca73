import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// A schedule with both day fields fires on either day.
@Suite struct EitherDayTests {
    @Test(arguments: ["0 0 13 * 5", "0 0 */2 * mon", "0 0 1-7 * sun"])
    func warns(_ schedule: String) throws {
        #expect(
            try warnings(schedule: schedule) == [
                "either-day \(place): "
                    + "fires on days that match the day of month or the day of week, not only on those that match both"
            ])
    }

    @Test(arguments: [
        "0 0 13 * *", "0 0 * * 5", "@weekly", "0 0 */2 * *", "0 0 30 2 *",
        // These never fire, which another rule reports.
        "0 0 31 4 ,", ", 0 13 * 5", "0 , 13 * 5", "0 0 13 , 5",
    ])
    func isQuiet(_ schedule: String) throws {
        #expect(try !warnings(schedule: schedule).contains { $0.hasPrefix("either-day") })
    }
}
