import TestSupport
import Testing

@testable import Kubernetes

/// A Job that runs no Pod starts no backup.
@Suite struct IdleJobTests {
    @Test(
        arguments: [
            ("{}", []), ("{completions: 1, parallelism: 1, suspend: false}", []), ("{completions: null}", []),
            ("{completions: 0}", ["~idle-job Invalid completions"]),
            ("{parallelism: 0}", ["~idle-job Invalid parallelism"]), ("{suspend: true}", ["~idle-job Invalid suspend"]),
            (
                "{completions: 0, parallelism: 0, suspend: true}",
                ["~idle-job Invalid parallelism", "~idle-job Invalid completions", "~idle-job Invalid suspend"]
            ),
            ("{completions: -1}", ["out-of-range Invalid completions"]),
            ("{suspend: 'true'}", ["wrong-type TypeInvalid suspend"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .jobTemplate) == row.found)
    }
}
