import TestSupport
import Testing

/// Hooks that cannot be told apart, run nothing, or ask for what is not known yet.
@Suite struct DuplicateHookNameTests {
    @Test func warnsWithinOneList() throws {
        var object = valid
        object["spec/sessions/0/hooks/preBackup/1"] = valid["spec/sessions/0/hooks/preBackup/0"]
        #expect(
            try warnings(object) == [
                "duplicate-hook-name spec.sessions[0].hooks.preBackup[1].name: "
                    + "an earlier hook has this name, and nobody can tell the two apart"
            ])
        // The same before and after a backup is one thing that is done twice.
        object["spec/sessions/0/hooks/preBackup/1"] = nil
        object["spec/sessions/0/hooks/postBackup/0/name"] = "flush"
        #expect(try warnings(object) == [])
    }

    @Test func leavesHooksWithoutANameAlone() throws {
        var object = valid
        let hook: JSONValue = ["hookTemplate": ["name": "run"]]
        object["spec/sessions/0/hooks/preBackup"] = [hook, hook]
        #expect(try warnings(object) == [])
    }
}

@Suite struct MissingHookTemplateTests {
    @Test(arguments: ["preBackup", "postBackup"])
    func warns(_ list: String) throws {
        let place = "spec.sessions[0].hooks.\(list)[0].hookTemplate"
        let pointer = "spec/sessions/0/hooks/\(list)/0/hookTemplate"
        #expect(try places(setting: pointer, to: nil) == ["missing-hook-template " + place])
        #expect(try places(setting: pointer, to: .null) == ["missing-hook-template " + place])
        #expect(try places(setting: pointer, to: [:]) == ["required-field " + place + ".name"])
        #expect(try places(setting: pointer, to: ["name": "run", "namespace": "elsewhere"]) == [])
    }
}

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
