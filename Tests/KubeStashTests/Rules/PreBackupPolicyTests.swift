import TestSupport
import Testing

/// Warns of a hook before the backup whose policy depends on the backup's result.
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
