import TestSupport
import Testing

@testable import Kubernetes

/// A container must not sleep longer than the grace period of its Pod.
@Suite struct SleepBeyondGracePeriodTests {
    @Test(
        arguments: [
            ("lifecycle: {preStop: {sleep: {seconds: 30}}}", []),
            ("terminationGracePeriodSeconds: 60, lifecycle: {preStop: {sleep: {seconds: 60}}}", []),
            (
                "terminationGracePeriodSeconds: -1, lifecycle: {preStop: {sleep: {seconds: 5}}}",
                ["out-of-range Invalid terminationGracePeriodSeconds"]
            ),
            (
                "lifecycle: {preStop: {sleep: {seconds: 31}}}",
                ["sleep-beyond-grace-period Invalid lifecycle.preStop.sleep.seconds"]
            ),
            (
                "terminationGracePeriodSeconds: 0, lifecycle: {postStart: {sleep: {seconds: 1}}}",
                ["sleep-beyond-grace-period Invalid lifecycle.postStart.sleep.seconds"]
            ),
            (
                "initContainers: [{name: a, image: b, restartPolicy: Always, lifecycle: {preStop: {sleep: {seconds: 31}}}}]",
                ["sleep-beyond-grace-period Invalid initContainers[0].lifecycle.preStop.sleep.seconds"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings("{\(row.yaml)}", as: .podSpec) == row.found)
    }
}
