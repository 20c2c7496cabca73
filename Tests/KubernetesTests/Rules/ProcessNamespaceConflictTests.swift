import TestSupport
import Testing

@testable import Kubernetes

/// A Pod shares processes with the node or among its containers, but not both.
@Suite struct ProcessNamespaceConflictTests {
    @Test(
        arguments: [
            ("{shareProcessNamespace: true}", []),
            ("{shareProcessNamespace: true, hostPID: false}", []),
            ("{shareProcessNamespace: false, hostPID: true}", ["~host-access Invalid hostPID"]),
            (
                "{shareProcessNamespace: true, hostPID: true}",
                ["~host-access Invalid hostPID", "process-namespace-conflict Invalid shareProcessNamespace"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSpec) == row.found)
    }
}
