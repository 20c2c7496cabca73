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
}
