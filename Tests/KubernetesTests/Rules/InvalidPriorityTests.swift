import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// A priority must be that of its class, as far as it is known without the cluster.
@Suite struct InvalidPriorityTests {
    @Test(
        arguments: [
            ("{priorityClassName: high}", []),
            ("{priorityClassName: high, priority: 1000000000}", []),
            ("{priorityClassName: high, priority: -5}", []),
            ("{priorityClassName: system-cluster-critical, priority: 2000000000}", []),
            ("{priorityClassName: system-node-critical, priority: 2000001000}", []),
            ("{priorityClassName: 5, priority: 2000000000}", ["wrong-type TypeInvalid priorityClassName"]),
            ("{priorityClassName: Not_A_Name}", ["invalid-name Invalid priorityClassName"]),
            ("{priorityClassName: high, priority: 1000000001}", ["invalid-priority Invalid priority"]),
            ("{priorityClassName: system-node-critical, priority: 2000000000}", ["invalid-priority Invalid priority"]),
            (
                "{priority: 2000000001}",
                ["invalid-priority Invalid priority", "~priority-without-class Invalid priority"]
            ),
            ("{priority: 5}", ["~priority-without-class Invalid priority"]),
            ("{priority: 5, priorityClassName: ''}", ["~priority-without-class Invalid priority"]),
            (
                "{priority: 3000000000}",
                [
                    "out-of-range Invalid priority", "invalid-priority Invalid priority",
                    "~priority-without-class Invalid priority",
                ]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        for type in [ObjectType.podSpec, ObjectType.podRuntimeSettings] {
            #expect(try findings(row.yaml, as: type) == row.found)
        }
    }
}
