import TestSupport
import Testing

@testable import Kubernetes

/// Either all containers run as host processes or none does.
@Suite struct WindowsHostProcessTests {
    private static func context(_ value: Bool) -> String { "{windowsOptions: {hostProcess: \(value)}}" }
    private static let place = "windowsOptions.hostProcess"

    @Test(
        arguments: [
            ("securityContext: \(context(false))", []),
            ("hostNetwork: true, securityContext: \(context(true))", []),
            ("hostNetwork: true, securityContext: \(context(true)), containerSecurityContext: \(context(true))", []),
            ("hostNetwork: true, containerSecurityContext: \(context(true))", []),
            ("securityContext: \(context(true))", ["invalid-windows-options Invalid hostNetwork"]),
            ("hostNetwork: false, securityContext: \(context(true))", ["invalid-windows-options Invalid hostNetwork"]),
            (
                "hostNetwork: true, securityContext: \(context(true)), containerSecurityContext: \(context(false))",
                ["invalid-windows-options Invalid containerSecurityContext.\(place)"]
            ),
            (
                "securityContext: \(context(false)), initContainers: [{name: a, image: b, securityContext: \(context(false))}]",
                []
            ),
            (
                "hostNetwork: true, containerSecurityContext: \(context(true)), initContainers: [{name: a, image: b}]",
                ["invalid-windows-options Invalid containerSecurityContext.\(place)"]
            ),
            (
                """
                hostNetwork: true, securityContext: \(context(true)), initContainers: [{name: a, image: b},
                {name: c, image: d, securityContext: \(context(false))}]
                """,
                ["invalid-windows-options Invalid initContainers[1].securityContext.\(place)"]
            ),
            (
                "hostNetwork: true, initContainers: [{name: a, image: b, securityContext: \(context(true))}]",
                ["invalid-windows-options Invalid initContainers[0].securityContext.\(place)"]
            ),
            (
                """
                hostNetwork: true, containerSecurityContext: \(context(true)),
                initContainers: [{name: a, image: b, securityContext: \(context(true))}]
                """, []
            ),
            (
                "securityContext: {windowsOptions: {hostProcess: 5}}",
                ["wrong-type TypeInvalid securityContext.\(place)"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        let lines = try findings("{\(row.yaml)}", as: .podSpec)
        #expect(lines.filter { !$0.hasPrefix("~host-access") } == row.found)
    }
}
