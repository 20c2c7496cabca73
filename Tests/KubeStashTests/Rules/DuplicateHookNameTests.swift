import TestSupport
import Testing

/// Hooks that cannot be told apart are pointed out.
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

    /// The same before and after a backup is one thing that is done twice.
    @Test func tellsListsApart() throws {
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
