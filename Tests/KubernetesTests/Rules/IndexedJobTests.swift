import TestSupport
import Testing

@testable import Kubernetes

/// The counts and limits of a Job.
@Suite struct IndexedJobTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{completionMode: NonIndexed, parallelism: 100001}", []),
            ("{completionMode: Indexed, completions: 0, parallelism: 100000}", []),
            (
                "{parallelism: 0, completions: 0, backoffLimit: 0, ttlSecondsAfterFinished: 0, activeDeadlineSeconds: 1}",
                []
            ),
            ("{suspend: true, template: {spec: {}}}", []),
            ("{completionMode: Indexed}", ["indexed-job Required completions"]),
            ("{completionMode: Indexed, completions: null}", ["indexed-job Required completions"]),
            ("{completionMode: Indexed, completions: 1, parallelism: 100001}", ["indexed-job Invalid parallelism"]),
            ("{completionMode: indexed}", ["unsupported-value NotSupported completionMode"]),
            ("{completionMode: ''}", ["unsupported-value NotSupported completionMode"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .jobTemplate).filter { !$0.hasPrefix("~idle-job ") } == row.found)
    }

    /// Counts and limits must not be negative.
    @Test(arguments: ["parallelism", "completions", "backoffLimit", "ttlSecondsAfterFinished", "activeDeadlineSeconds"])
    func refusesNegatives(_ field: String) throws {
        #expect(try findings("{\(field): -1}", as: .jobTemplate) == ["out-of-range Invalid \(field)"])
    }

    /// The documentation requires a positive deadline, but Kubernetes accepts 0.
    @Test func warnsOfAZeroDeadline() throws {
        #expect(
            try findings("{activeDeadlineSeconds: 0}", as: .jobTemplate)
                == ["~zero-deadline Invalid activeDeadlineSeconds"])
    }

    @Test func refusesNegativeGracePeriod() throws {
        #expect(try findings("{terminationGracePeriodSeconds: 0}", as: .podSpec) == [])
        #expect(
            try findings("{terminationGracePeriodSeconds: -1}", as: .podSpec)
                == ["out-of-range Invalid terminationGracePeriodSeconds"])
    }
}
