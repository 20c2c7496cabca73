import TestSupport
import Testing

/// Warns of hooks with the same name, which cannot be told apart.
@Suite struct DuplicateHookNameTests {
    @Test(arguments: ["preBackup", "postBackup"])
    func warnsWithinOneList(_ list: String) throws {
        var object = valid
        object["spec/sessions/0/hooks/\(list)/1"] = valid["spec/sessions/0/hooks/\(list)/0"]
        #expect(
            try warnings(object) == [
                "duplicate-hook-name spec.sessions[0].hooks.\(list)[1].name: "
                    + "an earlier hook has this name, and nobody can tell the two apart"
            ])
    }

    /// A hook before a backup and one after it may have the same name.
    @Test func distinguishesLists() throws {
        var object = valid
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
