import TestSupport
import Testing

@testable import Kubernetes

/// A lifecycle hook must have exactly one valid action.
@Suite struct InvalidLifecycleTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{preStop: {exec: {command: [sync]}}, postStart: {httpGet: {port: 80}}}", []),
            ("{preStop: {sleep: {seconds: 0}}}", []),
            ("{postStart: {tcpSocket: {port: 80}}}", []),
            ("{stopSignal: SIGTERM, preStop: null}", []),
            ("{preStop: {}}", ["invalid-lifecycle Required preStop"]),
            ("{postStart: {}}", ["invalid-lifecycle Required postStart"]),
            (
                "{preStop: {exec: {command: [a]}, sleep: {seconds: 5}}}",
                ["invalid-lifecycle Forbidden preStop.sleep"]
            ),
            ("{preStop: {sleep: {seconds: -1}}}", ["out-of-range Invalid preStop.sleep.seconds"]),
            ("{preStop: {sleep: {}}}", ["required-field Required preStop.sleep.seconds"]),
            ("{preStop: {exec: {}}}", ["required-field Required preStop.exec.command"]),
            ("{preStop: {httpGet: {port: 99999}}}", ["out-of-range Invalid preStop.httpGet.port"]),
            ("{preStop: {tcpSocket: {port: '1'}}}", ["invalid-name Invalid preStop.tcpSocket.port"]),
            // A gRPC probe is not a lifecycle hook.
            ("{preStop: {grpc: {port: 1}}}", ["invalid-lifecycle Required preStop"]),
            ("{preStop: sync}", ["wrong-type TypeInvalid preStop"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .lifecycle) == row.found)
    }
}
