import TestSupport
import Testing

private func warnings(schedule: String) throws -> [String] {
    var object = valid
    object["spec/sessions/1/scheduler/schedule"] = .string(schedule)
    return try warnings(object)
}

private let place = "spec.sessions[1].scheduler.schedule"

/// Backups that follow each other at once get in each other's way.
@Suite struct FrequentScheduleTests {
    @Test(arguments: [
        ("* * * * *", "1 minute"), ("*/4 * * * *", "4 minutes"), ("0,58 * * * *", "2 minutes"),
        ("@every 10s", "10 seconds"), ("@every 4m59s", "299 seconds"), ("58,0 23,0 * * *", "2 minutes"),
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

/// A step that is never taken is no step.
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

    @Test(arguments: ["*/59 * * * *", "*/30 * * * *", "0 */23 * * *"])
    func isQuiet(_ schedule: String) throws {
        #expect(try !warnings(schedule: schedule).contains { $0.hasPrefix("oversized-step") })
    }
}

/// Two day fields mean either day.
@Suite struct EitherDayTests {
    @Test(arguments: ["0 0 13 * 5", "0 0 */2 * mon", "0 0 1-7 * sun"])
    func warns(_ schedule: String) throws {
        #expect(
            try warnings(schedule: schedule) == [
                "either-day \(place): "
                    + "fires on days that match the day of month or the day of week, not only on those that match both"
            ])
    }

    @Test(arguments: ["0 0 13 * *", "0 0 * * 5", "@weekly", "0 0 */2 * *", "0 0 30 2 *"])
    func isQuiet(_ schedule: String) throws {
        #expect(try !warnings(schedule: schedule).contains { $0.hasPrefix("either-day") })
    }
}

/// A deadline must leave time for Kubernetes to look.
@Suite struct ShortStartingDeadlineTests {
    @Test(arguments: [(0, true), (9, true), (10, false), (100, false)])
    func warns(_ seconds: Int, expected: Bool) throws {
        let pointer = "spec/sessions/0/scheduler/startingDeadlineSeconds"
        #expect(
            try places(setting: pointer, to: .number("\(seconds)"))
                == (expected ? ["short-starting-deadline spec.sessions[0].scheduler.startingDeadlineSeconds"] : []))
        #expect(
            try places(setting: pointer, to: -1) == [
                "out-of-range spec.sessions[0].scheduler.startingDeadlineSeconds"
            ])
    }
}

/// Two sessions that begin together into one repository wait for each other.
@Suite struct SimultaneousSessionsTests {
    private func object(_ first: String, _ second: String) -> JSONValue {
        var object = valid
        object["spec/sessions/1/repositories/0"] = valid["spec/sessions/0/repositories/0"]
        object["spec/sessions/0/scheduler/schedule"] = .string(first)
        object["spec/sessions/1/scheduler/schedule"] = .string(second)
        return object
    }

    @Test(arguments: [
        ("0 * * * *", "@daily"), ("@daily", "@daily"), ("0 0 1 * *", "0 0 * * mon"), ("@every 1h", "@every 1h"),
        ("0 0 29 2 *", "0 0 * * 1"),
    ])
    func warns(_ first: String, _ second: String) throws {
        #expect(
            try warnings(object(first, second)) == [
                "simultaneous-sessions \(place): session \"hourly\" starts at the same minute into repository "
                    + "\"web-primary\"; one has to wait"
            ])
    }

    @Test(arguments: [
        ("0 * * * *", "30 0 * * *"), ("0 0 1 * *", "0 0 2 * *"), ("0 0 * * 1", "0 0 * * 2"), ("0 0 1 1 *", "0 0 1 2 *"),
        ("@every 1h", "@every 2h"),
    ])
    func isQuiet(_ first: String, _ second: String) throws {
        #expect(try warnings(object(first, second)) == [])
    }

    @Test func isQuietAboutOtherRepositories() throws {
        var object = object("@daily", "@daily")
        object["spec/sessions/1/repositories/0/name"] = "another"
        object["spec/sessions/1/repositories/0/directory"] = "/another"
        #expect(try warnings(object) == [])
    }

    /// Each session is reported once, and compared with no more than a few.
    @Test func reportsEachSessionOnce() throws {
        var object = object("@daily", "@daily")
        for index in 2..<500 {
            object["spec/sessions/\(index)"] = object["spec/sessions/1"]
            object["spec/sessions/\(index)/name"] = .string("s\(index)")
        }
        let lines = try warnings(object)
        #expect(lines.count == 499)
        #expect(lines.allSatisfy { $0.hasPrefix("simultaneous-sessions ") && $0.contains("\"hourly\"") })
    }
}
