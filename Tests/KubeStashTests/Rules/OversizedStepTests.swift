import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Warns of a step that leads beyond the last value at once, so that it is never taken.
@Suite struct OversizedStepTests {
    @Test(arguments: [
        ("*/90 * * * *", "minute \"*/90\" matches 0"), ("0 */24 * * *", "hour \"*/24\" matches 0"),
        ("0 0 */31 * *", "day of month \"*/31\" matches 1"), ("50/20 * * * *", "minute \"50/20\" matches 50"),
    ])
    func warns(_ schedule: String, finding: String) throws {
        #expect(
            try warnings(schedule: schedule) == [
                "oversized-step \(place): \(finding) only: its step leads beyond the last value at once"
            ])
    }

    @Test(arguments: [
        "*/59 * * * *", "*/30 * * * *", "0 */23 * * *",
        // After a time zone, which is an error of its own, the fields are not where they seem to be.
        "TZ=UTC */30 * * * *", "CRON_TZ=Asia/Kolkata 0 */24 * * *", "TZ=a/90 0 0 * * *",
    ])
    func isQuiet(_ schedule: String) throws {
        #expect(try !warnings(schedule: schedule).contains { $0.hasPrefix("oversized-step") })
    }
}
