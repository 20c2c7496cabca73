import TestSupport
import Testing

/// What is not known yet decides nothing.
@Suite struct PreBackupPolicyTests {
    @Test(arguments: [
        ("preBackup", "Always", false), ("preBackup", "OnSuccess", true), ("preBackup", "OnFailure", true),
        ("postBackup", "OnSuccess", false), ("postBackup", "OnFailure", false),
    ])
    func warns(_ list: String, policy: String, expected: Bool) throws {
        #expect(
            try places(setting: "spec/sessions/0/hooks/\(list)/0/executionPolicy", to: .string(policy))
                == (expected ? ["pre-backup-policy spec.sessions[0].hooks.\(list)[0].executionPolicy"] : []))
    }
}
