import TestSupport
import Testing

/// Warns of a name that is too long for a label, which KubeStash makes of it.
@Suite struct LongNameTests {
    @Test(arguments: [("name", 63, false), ("name", 64, true), ("generateName", 58, false), ("generateName", 59, true)])
    func warns(_ field: String, length: Int, expected: Bool) throws {
        var object = valid
        object["metadata/name"] = nil
        object["metadata/\(field)"] = .string(String(repeating: "n", count: length))
        let lines = try warnings(object).filter { !$0.contains("spec.sessions") }
        #expect(lines.count == (expected ? 1 : 0))
        #expect(lines.allSatisfy { $0.hasPrefix("long-name metadata.\(field): has over \(field == "name" ? 63 : 58)") })
    }

    private static let place = "long-name spec.sessions[1].name: is too long with the BackupConfiguration's name: "
    private static let reason = ", so KubeStash cuts out the middle, and two can become one"

    /// `trigger-`, the name, a hyphen and the session make the name of the CronJob, which has 52 characters at most.
    @Test(arguments: [
        ("name", 43 - 7, nil), ("name", 44 - 7, "that of the CronJob has 53 characters (52 are allowed)"),
        ("generateName", 38 - 7, nil),
        ("generateName", 39 - 7, "that of the CronJob has 53 characters (52 are allowed)"),
        ("name", 51 - 7, "that of the CronJob has 60 characters (52 are allowed)"),
        ("name", 52 - 7, "that of the CronJob has 61 characters (52 are allowed), those of backups 64 (63)"),
    ])
    func warnsOfASession(_ field: String, length: Int, problem: String?) throws {
        var object = valid
        object["metadata/name"] = nil
        object["metadata/\(field)"] = .string(String(repeating: "n", count: length))
        object["spec/sessions/0/name"] = "h"
        #expect(
            try warnings(object).filter { $0.contains("sessions[1]") }
                == (problem.map { [Self.place + $0 + Self.reason] } ?? []))
    }

    /// A name that is too long by itself is an error, and not reported again.
    @Test func leavesWrongNamesAlone() throws {
        let name = JSONValue.string(String(repeating: "s", count: 64))
        #expect(try places(setting: "spec/sessions/1/name", to: name) == ["invalid-name spec.sessions[1].name"])
    }
}
