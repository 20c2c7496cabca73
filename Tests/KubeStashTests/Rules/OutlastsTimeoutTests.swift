import TestSupport
import Testing

/// Nothing within a session may take longer than the session.
@Suite struct OutlastsTimeoutTests {
    @Test(arguments: ["backupTimeout", "timeout"])
    func comparesWithTheSession(_ name: String) throws {
        var object = valid
        object["spec/sessions/0/\(name)"] = "30m"
        object["spec/sessions/0/retryConfig/delay"] = "30m"
        object["spec/sessions/0/hooks/preBackup/0/timeout"] = "1800s"
        let quiet = try warnings(object)
        #expect(quiet.filter { $0.hasPrefix("outlasts-timeout") } == [])
        object["spec/sessions/0/retryConfig/delay"] = "30m1ns"
        object["spec/sessions/0/hooks/preBackup/0/timeout"] = "1h"
        object["spec/sessions/0/hooks/postBackup/0/timeout"] = "31m"
        #expect(
            try warnings(object).filter { $0.hasPrefix("outlasts-timeout") } == [
                "outlasts-timeout spec.sessions[0].hooks.preBackup[0].timeout: "
                    + "is longer than the session's time-out of 30m: it would never end the hook",
                "outlasts-timeout spec.sessions[0].hooks.postBackup[0].timeout: "
                    + "is longer than the session's time-out of 30m: it would never end the hook",
                "outlasts-timeout spec.sessions[0].retryConfig.delay: "
                    + "is longer than the session's time-out of 30m: there would be no retry",
            ])
    }

    @Test func isQuietWithoutATimeout() throws {
        var object = valid
        object["spec/sessions/0/retryConfig/delay"] = "1000h"
        #expect(try warnings(object) == [])
    }
}
