import TestSupport
import Testing

private let place = "spec.sessions[1].scheduler.schedule"

/// Two sessions that start together wait for each other if they share a repository.
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

    /// A session that names a repository twice does not wait for itself.
    @Test func isQuietAboutASingleSession() throws {
        var object = valid
        object["spec/sessions/0/scheduler/schedule"] = "@daily"
        object["spec/sessions/1/repositories/1"] = object["spec/sessions/1/repositories/0"]
        #expect(try findings(object).allSatisfy { $0.hasPrefix("duplicate-name ") })
        #expect(try !findings(object).isEmpty)
    }

    /// The message names the earlier session that this one waits for, even if others before it do not meet it.
    @Test func namesTheOther() throws {
        var object = object("30 1 * * *", "@daily")
        object["spec/sessions/2"] = object["spec/sessions/1"]
        object["spec/sessions/2/name"] = "late"
        #expect(
            try warnings(object) == [
                "simultaneous-sessions spec.sessions[2].scheduler.schedule: session \"nightly\" starts at the same "
                    + "minute into repository \"web-primary\"; one has to wait"
            ])
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
}
