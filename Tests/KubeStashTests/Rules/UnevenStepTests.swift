import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// A step that is made once is taken for an interval, which it is not.
@Suite struct UnevenStepTests {
    @Test(arguments: [
        ("*/35 * * * *", "minute \"*/35\" matches 0 and 35", "@every 35m"),
        ("*/45 * * * *", "minute \"*/45\" matches 0 and 45", "@every 45m"),
        ("*/59 * * * *", "minute \"*/59\" matches 0 and 59", "@every 59m"),
        ("0 */13 * * *", "hour \"*/13\" matches 0 and 13", "@every 13h"),
        // A beginning of its own is no interval.
        ("5/40 * * * *", "minute \"5/40\" matches 5 and 45", nil),
        ("0 0 */20 * *", "day of month \"*/20\" matches 1 and 21", nil),
        ("0 0 1 */7 *", "month \"*/7\" matches 1 and 8", nil),
        ("0 0 * * */4", "day of week \"*/4\" matches 0 and 4", nil),
        // The field has other values, too.
        ("*/35,10 * * * *", "the part \"*/35\" of the minute matches 0 and 35", nil),
    ])
    func warns(_ schedule: String, finding: String, meant: String?) throws {
        let lines = try warnings(schedule: schedule).filter { !$0.hasPrefix("frequent-schedule") }
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("uneven-step \(place): \(finding) only: after "))
        #expect(
            lines[0].hasSuffix(meant.map { "sooner than its step says; did you mean \"\($0)\"?" } ?? "its step says"))
    }

    /// Where a coarser field is fixed, nothing follows sooner; and the other fields would be lost in an interval.
    @Test(arguments: [
        ("*/45 2 * * *", "minute \"*/45\" matches 0 and 45 only"),
        ("0 */20 * * 1", "hour \"*/20\" matches 0 and 20 only"),
        ("*/45,5 2 * * *", "the part \"*/45\" of the minute matches 0 and 45 only"),
    ])
    func warnsOfFixedOnes(_ schedule: String, finding: String) throws {
        let lines = try warnings(schedule: schedule).filter { !$0.hasPrefix("frequent-schedule") }
        #expect(lines == ["uneven-step \(place): \(finding), as its next step leads beyond the last value"])
    }

    @Test(arguments: [
        // They divide the range.
        "*/30 * * * *", "5/30 * * * *", "0 */12 * * *", "0 0 1 */6 *",
        // They are made more than once.
        "*/25 * * * *", "0 */10 * * *", "0 0 */15 * *",
        // The second of two runs is followed by a longer pause, which is meant.
        "50/5 * * * *", "40/15 * * * *", "0 18/3 * * *", "0 0 20/10 * *",
        // The range has an end of its own.
        "10-50/25 * * * *", "0 8-20/12 * * *", "0,35 * * * *",
    ])
    func isQuiet(_ schedule: String) throws {
        #expect(try warnings(schedule: schedule) == [])
    }
}
