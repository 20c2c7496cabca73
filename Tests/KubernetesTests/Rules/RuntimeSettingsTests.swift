import TestSupport
import Testing

@testable import Kubernetes

/// The settings of a hook's Pod and container are judged by the rules for templates of Pods.
@Suite struct RuntimeSettingsTests {
    private static let hostProcess = "securityContext: {windowsOptions: {hostProcess: true}}"
    private static let noHostProcess = "securityContext: {windowsOptions: {hostProcess: false}}"
    private static let place = "securityContext.windowsOptions.hostProcess"

    @Test(
        arguments: [
            ("{}", []), ("{pod: {}, container: {}}", []), ("{pod: null}", []),
            // Such a Pod cannot be in the node's network.
            ("{pod: {\(hostProcess)}}", ["invalid-windows-options Invalid pod.\(place)"]),
            ("{container: {\(hostProcess)}}", ["invalid-windows-options Invalid container.\(place)"]),
            ("{pod: {\(noHostProcess)}, container: {\(noHostProcess)}}", []),
            (
                "{pod: {\(noHostProcess)}, container: {\(hostProcess)}}",
                [
                    "invalid-windows-options Invalid container.\(place)"
                ]
            ),
            // The Pod has the usual 30 seconds to end.
            ("{container: {lifecycle: {preStop: {sleep: {seconds: 30}}}}}", []),
            (
                "{container: {lifecycle: {preStop: {sleep: {seconds: 31}}}}}",
                ["sleep-beyond-grace-period Invalid container.lifecycle.preStop.sleep.seconds"]
            ),
            // A container inherits the settings of the Pod.
            (
                "{pod: {securityContext: {runAsNonRoot: true, runAsUser: 0}}}",
                ["~root-user Invalid pod.securityContext.runAsUser"]
            ),
            (
                "{pod: {securityContext: {runAsNonRoot: true}}, container: {securityContext: {runAsUser: 0}}}",
                ["~root-user Invalid container.securityContext.runAsUser"]
            ),
            (
                "{pod: {securityContext: {runAsUser: 0}}, container: {securityContext: {runAsNonRoot: true}}}",
                ["~root-user Invalid pod.securityContext.runAsUser"]
            ),
            (
                "{pod: {securityContext: {runAsNonRoot: true, runAsUser: 0}}, container: {securityContext: {runAsUser: 5}}}",
                []
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .runtimeSettings) == row.found)
    }

    @Test(
        arguments: [
            ("securityContext: {runAsNonRoot: true, runAsUser: 1}", []),
            ("securityContext: {runAsNonRoot: false, runAsUser: 0}", []),
            ("securityContext: {runAsUser: 0}", []), ("securityContext: {runAsNonRoot: true}", []),
            (
                "securityContext: {runAsNonRoot: true, runAsUser: 0}",
                ["~root-user Invalid securityContext.runAsUser"]
            ),
            (
                "containerSecurityContext: {runAsNonRoot: true, runAsUser: 0}",
                ["~root-user Invalid containerSecurityContext.runAsUser"]
            ),
            // The main container has a user of its own, and the init container has that of the Pod.
            (
                """
                securityContext: {runAsNonRoot: true, runAsUser: 0}, containerSecurityContext: {runAsUser: 5},
                initContainers: [{name: a, image: b}]
                """, ["~root-user Invalid securityContext.runAsUser"]
            ),
            (
                """
                securityContext: {runAsNonRoot: true, runAsUser: 5},
                initContainers: [{name: a, image: b, securityContext: {runAsUser: 0}}]
                """, ["~root-user Invalid initContainers[0].securityContext.runAsUser"]
            ),
            (
                "securityContext: {runAsNonRoot: 'true', runAsUser: 0}",
                ["wrong-type TypeInvalid securityContext.runAsNonRoot"]
            ),
        ] as [Row])
    func judgesTemplates(_ row: Row) throws {
        #expect(try findings("{\(row.yaml)}", as: .podSpec) == row.found)
    }
}
