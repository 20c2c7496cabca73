import Cron
import Document
import TestSupport
import Testing

@testable import KubeStash

/// Sessions of one task and repository: the schedules that are compared, the number of comparisons, and the limits.
@Suite struct SessionsTogetherTests {
    /// One session, by the parts that matter here.
    private struct Plan {
        var schedule: String
        var tasks: [String] = ["logical-backup"]
        var repositories: [String] = ["web"]
        var addon = "workload-addon"

        func json(_ name: String) -> JSONValue {
            [
                "name": .string(name), "scheduler": ["schedule": .string(schedule)],
                "addon": ["name": .string(addon), "tasks": .array(tasks.map { ["name": .string($0)] })],
                "repositories": .array(repositories.map { ["name": .string($0)] }),
            ]
        }
    }

    private static let hour: Int64 = 3600

    private struct Outcome {
        /// The problems by the place of the session.
        var problems: [Int: SessionsTogether.Problem] = [:]
        var pairs = 0
        var writers = 0
    }

    private static func check(_ plans: [Plan], below limit: Int64 = hour) throws -> Outcome {
        let sessions = plans.enumerated().map { $1.json("s\($0)") }
        let object: JSONValue = ["spec": ["sessions": .array(sessions)]]
        let document = try Document(json: object.json)
        let configuration = BackupConfiguration(document.root, in: document)
        var together = SessionsTogether(configuration, below: limit)
        var outcome = Outcome()
        for (index, session) in configuration.sessions.enumerated() {
            let schedule = try #require(try configuration.schedule(of: session)?.outcome.get())
            outcome.problems[index] = together.add(index, schedule)
        }
        outcome.pairs = together.pairs.compared
        outcome.writers = together.writers.count
        return outcome
    }

    private static func names(_ count: Int, _ prefix: String) -> [String] {
        (0..<count).map { "\(prefix)\($0)" }
    }

    /// A different schedule for each of 1,440 numbers, on the same day of the year.
    private static func yearly(_ minute: Int) -> String {
        "\(minute % 60) \(minute / 60 % 24) 1 1 *"
    }

    /// Equal schedules are not compared, in however many repositories they are and however they are written.
    @Test func equalSchedulesAreOne() throws {
        let plan = Plan(schedule: "0 0 1 1 *", repositories: Self.names(300, "r"))
        var plans = Array(repeating: plan, count: 40)
        plans[7].schedule = "@yearly"
        let outcome = try Self.check(plans)
        #expect(outcome.problems.isEmpty)
        #expect(outcome.pairs == 0)
    }

    /// Two schedules are compared once, in however many repositories they meet.
    @Test func eachPairIsComparedOnce() throws {
        let plans = (0..<24).map { Plan(schedule: Self.yearly($0 * 60), repositories: Self.names(50, "r")) }
        let outcome = try Self.check(plans)
        #expect(outcome.problems.isEmpty)
        #expect(outcome.pairs == 24 * 23 / 2)
        #expect(outcome.writers == 24 * 50)
    }

    /// Sessions that share no task or repository cost nothing, however many they are.
    @Test func unsharedTasksAreNotComparedOrCounted() throws {
        let tasks = (0..<3000).map { Plan(schedule: Self.yearly($0), tasks: ["t\($0)"]) }
        let addons = (0..<3000).map { Plan(schedule: Self.yearly($0), addon: "a\($0)") }
        let repositories = (0..<3000).map { Plan(schedule: Self.yearly($0), repositories: ["r\($0)"]) }
        let alone = [Plan(schedule: "@yearly", tasks: Self.names(2000, "t"), repositories: Self.names(2000, "r"))]
        for plans in [tasks, addons, repositories, alone] {
            let outcome = try Self.check(plans)
            #expect(outcome.problems.isEmpty)
            #expect(outcome.pairs == 0)
            #expect(outcome.writers == 0)
        }
    }

    /// A session is compared with all before it, and the first one that it comes too close to is named.
    @Test func comparesWithAllBefore() throws {
        var plans = (0..<24).map { Plan(schedule: Self.yearly($0 * 60), tasks: ["t\($0 % 2)", "u"]) }
        plans.append(Plan(schedule: Self.yearly(23 * 60 + 1), tasks: ["t0", "t1"]))
        plans.append(Plan(schedule: Self.yearly(30), tasks: ["t1", "t0"]))
        plans.append(Plan(schedule: Self.yearly(90), tasks: ["u", "t1", "u"], repositories: ["web", "web"]))
        let outcome = try Self.check(plans)
        #expect(
            outcome.problems == [
                24: .close(session: 23, seconds: 60), 25: .close(session: 0, seconds: 1800),
                26: .close(session: 1, seconds: 1800),
            ])
    }

    /// A new schedule beyond the limit is reported, so that none can hide among many; a known one is not.
    @Test func manySchedulesOfOneTask() throws {
        let most = TaskWriters.mostSchedules
        var plans = (0..<most + 2).map { Plan(schedule: Self.yearly($0 * 2)) }
        plans.append(Plan(schedule: Self.yearly(2)))
        plans.append(Plan(schedule: Self.yearly(1)))
        let outcome = try Self.check(plans, below: 120)
        #expect(
            outcome.problems == [most: .tooManySchedules, most + 1: .tooManySchedules, most + 3: .tooManySchedules])
        #expect(outcome.pairs == most * (most - 1) / 2)
    }

    /// Beyond the limit of pairs, only schedules that were compared before pass.
    @Test func manyPairs() throws {
        let groups = 12
        var plans = (0..<groups).flatMap { group in
            (0..<30).map { Plan(schedule: Self.yearly(group * 120 + $0 * 2), repositories: ["r\(group)"]) }
        }
        plans.append(Plan(schedule: Self.yearly(2), repositories: ["r0"]))
        let outcome = try Self.check(plans, below: 120)
        #expect(outcome.pairs == SchedulePairs.mostPairs)
        #expect(outcome.problems.values.allSatisfy { $0 == .tooManyPairs })
        // Nine groups of 30 have 3,915 pairs; of the tenth group, only the first 19 are compared with each other.
        #expect(outcome.problems.keys.min() == 9 * 30 + 19)
        #expect(outcome.problems[plans.count - 1] == nil)
    }

    /// A product of tasks and repositories beyond the limit is not searched, and its session is reported.
    @Test func manyTasksTimesRepositories() throws {
        let few = Plan(schedule: "@yearly", tasks: Self.names(300, "t"), repositories: Self.names(300, "r"))
        let outcome = try Self.check([few, few, Plan(schedule: Self.yearly(1), tasks: ["t0"], repositories: ["r0"])])
        #expect(outcome.problems == [1: .tooManyWriters, 2: .close(session: 0, seconds: 60)])
        #expect(outcome.writers == 300 * 300 + 1)
    }

    /// The messages about each limit.
    @Test func messages() throws {
        func found(_ plans: [Plan]) throws -> [String] {
            let sessions = plans.enumerated().map { $1.json("s\($0)") }
            return try findings(
                ["spec": ["sessions": .array(sessions)]], under: policy("parameters: {minimumInterval: 1m}")
            ).filter { $0.contains("policy-min-interval") }
        }
        let demand = "which is more than this check compares, and the policy requires at least 1m between two runs"
        let schedules = try found((0..<34).map { Plan(schedule: Self.yearly($0)) })
        #expect(schedules.count == 2)
        #expect(
            schedules.allSatisfy {
                $0.hasSuffix(": more than 32 different schedules run one task into one repository, \(demand)")
            })
        let few = Plan(schedule: "@yearly", tasks: Self.names(300, "t"), repositories: Self.names(300, "r"))
        let writers = try found([few, few])
        #expect(writers.count == 1)
        #expect(
            writers.allSatisfy {
                $0.hasSuffix(": more than 131072 times a session runs a task into a repository, \(demand)")
            })
    }
}
