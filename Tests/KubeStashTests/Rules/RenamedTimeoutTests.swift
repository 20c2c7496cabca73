import TestSupport
import Testing

/// The older name of the timeout works only in older releases.
@Suite struct RenamedTimeoutTests {
    @Test func warnsOfTheOlderName() throws {
        var object = valid
        object["spec/sessions/1/timeout"] = "2h"
        #expect(
            try warnings(object) == [
                "renamed-timeout spec.sessions[1].timeout: "
                    + "current releases of KubeStash call it backupTimeout and drop timeout"
            ])
        object["spec/sessions/1/timeout"] = nil
        object["spec/sessions/1/backupTimeout"] = "2h"
        #expect(try warnings(object) == [])
    }

    /// A value that is not a text is a mistake under either name, and only that.
    @Test(arguments: [5, true, [], [:]] as [JSONValue])
    func leavesOtherTypesAlone(_ value: JSONValue) throws {
        var object = valid
        object["spec/sessions/1/timeout"] = value
        #expect(try warnings(object).map { $0.prefix { $0 != ":" } } == ["DENIED wrong-type spec.sessions[1].timeout"])
    }
}
