import TestSupport
import Testing

@testable import Kubernetes

/// A Pod that uses a namespace of its node is accepted, with a warning for each.
@Suite struct HostAccessTests {
    @Test(
        arguments: [
            ("{hostNetwork: false, hostPID: false, hostIPC: false}", []),
            ("{hostNetwork: true}", ["~host-access Invalid hostNetwork"]),
            (
                "{hostNetwork: true, hostPID: true, hostIPC: true}",
                ["~host-access Invalid hostNetwork", "~host-access Invalid hostPID", "~host-access Invalid hostIPC"]
            ),
            ("{hostNetwork: 'true'}", ["wrong-type TypeInvalid hostNetwork"]),
        ] as [Row])
    func warns(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSpec) == row.found)
    }
}
