import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Of two sessions that start together, one is skipped.
@Suite struct SimultaneousSessionsTests {
    private static let reason =
        "starts at the same minute; since v2026.6.19 KubeStash skips a session while another one of the "
        + "BackupConfiguration runs"

    private func object(_ first: String, _ second: String) -> JSONValue {
        var object = valid
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
            try warnings(object(first, second)) == ["simultaneous-sessions \(place): session \"hourly\" \(Self.reason)"]
        )
    }

    @Test(arguments: [
        ("0 * * * *", "30 0 * * *"), ("0 0 1 * *", "0 0 2 * *"), ("0 0 * * 1", "0 0 * * 2"), ("0 0 1 1 *", "0 0 1 2 *"),
        ("@every 1h", "@every 2h"),
    ])
    func isQuiet(_ first: String, _ second: String) throws {
        #expect(try warnings(object(first, second)) == [])
    }

    /// One repository or several, one session is skipped.
    @Test func warnsWhateverTheRepositories() throws {
        var object = object("@daily", "@daily")
        object["spec/sessions/1/repositories/0"] = valid["spec/sessions/0/repositories/0"]
        #expect(try warnings(object).count == 1)
    }

    /// A suspended session starts nothing.
    @Test(arguments: [0, 1])
    func isQuietAboutASuspendedSession(_ index: Int) throws {
        var object = object("@daily", "@daily")
        object["spec/sessions/\(index)/scheduler/suspend"] = true
        #expect(try warnings(object) == [])
    }

    /// The message names the earlier session that it meets, even if others before it do not meet it.
    @Test func namesTheOther() throws {
        var object = object("30 1 * * *", "@daily")
        object["spec/sessions/2"] = object["spec/sessions/1"]
        object["spec/sessions/2/name"] = "late"
        object["spec/sessions/1/name"] = nil
        let lines = try findings(object).filter { $0.hasPrefix("simultaneous-sessions ") }
        #expect(lines.count == 1)
        #expect(lines[0].contains("spec.sessions[2].scheduler.schedule: ") && lines[0].contains("an earlier session"))
    }

    /// Each session is reported once, and compared with only a few others.
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

    /// Schedules that never fire never meet, however many sessions there are.
    @Test func isQuietAboutSchedulesThatNeverFire() throws {
        var object = object("59 23 1 * *", "58 23 1 * *")
        for index in 2..<102 {
            object["spec/sessions/\(index)"] = object["spec/sessions/1"]
            object["spec/sessions/\(index)/name"] = .string("s\(index)")
            object["spec/sessions/\(index)/scheduler/schedule"] = "0 0 30 2 *"
        }
        #expect(try findings(object).filter { $0.hasPrefix("simultaneous-sessions ") } == [])
    }

    /// Equal schedules are found among any number of sessions.
    @Test func findsEqualSchedulesAmongMany() throws {
        var object = object("59 23 1 * *", "58 23 1 * *")
        for index in 2..<102 {
            object["spec/sessions/\(index)"] = object["spec/sessions/1"]
            object["spec/sessions/\(index)/name"] = .string("s\(index)")
            object["spec/sessions/\(index)/scheduler/schedule"] = .string("\(index % 60) \(index / 60) 1 * *")
        }
        object["spec/sessions/101/scheduler/schedule"] = object["spec/sessions/99/scheduler/schedule"]
        let lines = try warnings(object)
        #expect(lines.count == 1)
        #expect(lines.first?.contains("spec.sessions[101]") == true && lines.first?.contains("\"s99\"") == true)
    }
}
