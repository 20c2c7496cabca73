import TestSupport
import Testing

/// A task occurs once in a session.
@Suite struct DuplicateTaskTests {
    @Test func warns() throws {
        var object = valid
        object["spec/sessions/1/addon/tasks/1/name"] = "logical-backup"
        #expect(
            try warnings(object) == [
                "duplicate-task spec.sessions[1].addon.tasks[1].name: "
                    + "the session has this task already and would do it twice"
            ])
    }
}
