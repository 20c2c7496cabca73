import Document
import TestSupport
import Testing

@testable import KubeStash

/// Tasks and repositories are told apart, however many there are.
@Suite struct TaskWritersTests {
    private static func configuration(_ sessions: [JSONValue]) throws -> BackupConfiguration {
        let object: JSONValue = ["spec": ["sessions": .array(sessions)]]
        let document = try Document(json: object.json)
        return BackupConfiguration(document.root, in: document)
    }

    /// The numbers around each power of two, where two numbers packed into one could collide.
    @Test func pairs() throws {
        var writers = TaskWriters(try Self.configuration([]))
        let numbers = [0, 1, 2] + (2..<31).flatMap { [1 << $0 - 1, 1 << $0] }
        for task in numbers {
            for repository in numbers {
                #expect(!writers.has(0, Int32(task), in: repository), "\(task) \(repository)")
                writers.add(0, of: 0, Int32(task), in: repository)
                #expect(writers.has(0, Int32(task), in: repository))
            }
        }
    }

    /// Equal tasks of two sessions are one and all others differ, even with more tasks and addons than fit into a byte.
    @Test(arguments: [1, 255, 256, 257, 300])
    func manyTasks(count: Int) throws {
        func session(_ addon: String, _ tasks: [String]) -> JSONValue {
            [
                "name": "s",
                "addon": ["name": .string(addon), "tasks": .array(tasks.map { ["name": .string($0)] })],
            ]
        }
        let names = (0..<count).map { "t\($0)" }
        let others = (0..<count).map { session("a\($0)", ["x"]) }
        let writers = TaskWriters(try Self.configuration([session("a", names), session("a", names)] + others))
        #expect(writers.tasks(of: 0).count == count)
        #expect(Set(writers.tasks(of: 0)).count == count)
        #expect(Array(writers.tasks(of: 0)) == Array(writers.tasks(of: 1)))
        for index in 0..<count { #expect(writers.tasks(of: 2 + index).isEmpty, "an addon of another name") }
    }

    /// Tasks of addons without a name are those of one addon, and of none that has a name.
    @Test func addonsWithoutNames() throws {
        func session(_ addon: JSONValue?) -> JSONValue {
            var session: JSONValue = ["name": "s", "addon": ["tasks": [["name": "x"]]]]
            session["addon/name"] = addon
            return session
        }
        let sessions = [session(nil), session("a"), session(""), session(nil), session("a")]
        let writers = TaskWriters(try Self.configuration(sessions))
        let tasks = sessions.indices.map { Array(writers.tasks(of: $0)) }
        #expect(tasks[0] == tasks[3] && !tasks[0].isEmpty)
        #expect(tasks[1] == tasks[4] && !tasks[1].isEmpty)
        #expect(tasks[0] != tasks[1])
    }
}
