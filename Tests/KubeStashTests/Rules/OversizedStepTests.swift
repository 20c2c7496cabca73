import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Warns of a step that leads beyond the last value at once, so that it is never taken.
@Suite struct OversizedStepTests {
    @Test(arguments: [
        ("*/90 * * * *", "minute \"*/90\" matches 0", "every hour, on the hour", "@every 90m"),
        ("*/1440 * * * *", "minute \"*/1440\" matches 0", "every hour, on the hour", "@every 24h"),
        ("*/1001 * * * *", "minute \"*/1001\" matches 0", "every hour, on the hour", nil),
        ("*/60060 * * * *", "minute \"*/60060\" matches 0", "every hour, on the hour", nil),
        ("? */36 * * *", "hour \"*/36\" matches 0", "every minute from 00:00 through 00:59 every day", nil),
        ("5 */36 * * *", "hour \"*/36\" matches 0", "at 00:05 every day", "@every 36h"),
        // A step of the whole range does what it says.
        ("*/60 * * * *", "minute \"*/60\" matches 0", "every hour, on the hour", nil),
        ("0 */24 * * *", "hour \"*/24\" matches 0", "at 00:00 every day", nil),
        // Days are not hours, and another restriction would be lost.
        ("0 0 */31 * *", "day of month \"*/31\" matches 1", "at 00:00 on the 1st of every month", nil),
        ("*/90 2 * * *", "minute \"*/90\" matches 0", "at 02:00 every day", nil),
        ("*/90,5 * * * *", "the part \"*/90\" of the minute matches 0", "at minutes 0 and 5 of every hour", nil),
        ("50/20 * * * *", "minute \"50/20\" matches 50", "every hour at minute 50", nil),
    ])
    func warns(_ schedule: String, finding: String, meaning: String, meant: String?) throws {
        let lines = try warnings(schedule: schedule).filter { !$0.hasPrefix("frequent-schedule") }
        let question = meant.map { "; did you mean \"\($0)\"?" } ?? ""
        #expect(
            lines == [
                "oversized-step \(place): \(finding) only, as its step leads beyond the last value: \(meaning)\(question)"
            ])
    }

    @Test(arguments: [
        "*/30 * * * *", "0 */12 * * *",
        // After a time zone, which is an error of its own, the fields are not where they seem to be.
        "TZ=UTC */30 * * * *", "CRON_TZ=Asia/Kolkata 0 */24 * * *", "TZ=a/90 0 0 * * *",
    ])
    func isQuiet(_ schedule: String) throws {
        #expect(try !warnings(schedule: schedule).contains { $0.hasPrefix("oversized-step") })
    }
}
