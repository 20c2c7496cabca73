import TestSupport
import Testing

@testable import Kubernetes

/// The security settings of a container must be consistent.
@Suite struct InvalidSecurityContextTests {
    @Test(
        arguments: [
            ("{}", []),
            ("{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsUser: 0, runAsNonRoot: true}", []),
            ("{runAsUser: 2147483647, runAsGroup: 0, readOnlyRootFilesystem: true, procMount: Default}", []),
            ("{capabilities: {add: [NO_SUCH_THING]}}", []),
            ("{seLinuxOptions: {level: s0, role: '', type: t, user: u}}", []),
            // Kubernetes checks only the long name of this capability.
            ("{allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}", []),
            (
                "{allowPrivilegeEscalation: true, capabilities: {add: [CAP_SYS_ADMIN]}}",
                ["~unlikely-capability Invalid capabilities.add[0]"]
            ),
            ("{runAsUser: -1}", ["out-of-range Invalid runAsUser"]),
            ("{runAsUser: 2147483648}", ["out-of-range Invalid runAsUser"]),
            ("{runAsGroup: -1}", ["out-of-range Invalid runAsGroup"]),
            ("{runAsUser: root}", ["wrong-type TypeInvalid runAsUser"]),
            ("{procMount: default}", ["unsupported-value NotSupported procMount"]),
            ("{procMount: ''}", ["unsupported-value NotSupported procMount"]),
            ("{procMount: Unmasked}", ["invalid-security-context Invalid procMount"]),
            (
                "{allowPrivilegeEscalation: false, privileged: true}",
                ["invalid-security-context Invalid object", "~host-access Invalid privileged"]
            ),
            (
                "{allowPrivilegeEscalation: false, capabilities: {add: [NET_ADMIN, CAP_SYS_ADMIN]}}",
                ["invalid-security-context Invalid object", "~unlikely-capability Invalid capabilities.add[1]"]
            ),
            ("{allowPrivilegeEscalation: 'no'}", ["wrong-type TypeInvalid allowPrivilegeEscalation"]),
            ("{privileged: true}", ["~host-access Invalid privileged"]),
            ("{privileged: false}", []),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .securityContext) == row.found)
    }
}
