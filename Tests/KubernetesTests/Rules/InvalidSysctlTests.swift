import TestSupport
import Testing

@testable import Kubernetes

/// Kernel settings must be well-formed, unique, and belong to the Pod.
@Suite struct InvalidSysctlTests {
    @Test(arguments: [
        (
            "",
            "{name: net.core.somaxconn, value: '1'}, {name: kernel.sem, value: a}, {name: net/ipv4/ip_forward, value: b}",
            []
        ),
        ("hostNetwork: false", "{name: net.core.somaxconn, value: '1'}", []),
        ("hostNetwork: true", "{name: kernel.sem, value: '1'}", []),
        ("hostIPC: true", "{name: net.core.somaxconn, value: '1'}", []),
        ("hostIPC: true", "{name: kernel.pid_max, value: '1'}", []),
        ("", "{value: '1'}", ["required-field Required .name"]),
        // The CRD requires the value, and takes an empty one.
        ("", "{name: kernel.sem}", ["required-field Required .value"]),
        ("", "{name: kernel.sem, value: null}", ["required-field Required .value"]),
        ("", "{name: kernel.sem, value: ''}", []),
        ("", "{name: kernel.sem, value: 5}", ["wrong-type TypeInvalid .value"]),
        ("", "{name: Net.core, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("", "{name: net..core, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("", "{name: net._core, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("", "{name: net.core*, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("hostNetwork: true", "{name: net.core.somaxconn, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("hostNetwork: true", "{name: net/core/somaxconn, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("hostIPC: true", "{name: kernel.shmmax, value: '1'}", ["invalid-sysctl Invalid .name"]),
        ("hostIPC: true", "{name: fs.mqueue.msg_max, value: '1'}", ["invalid-sysctl Invalid .name"]),
    ])
    func judges(_ host: String, _ sysctls: String, _ found: [String]) throws {
        let yaml = "{\(host.isEmpty ? "" : host + ", ")securityContext: {sysctls: [\(sysctls)]}}"
        let lines = try findings(yaml, as: .podSpec).filter { !$0.hasPrefix("~host-access") }
        #expect(lines == found.map { $0.replacing(" .", with: " securityContext.sysctls[0].") })
    }

    @Test func refusesDuplicates() throws {
        let yaml = "{sysctls: [{name: kernel.sem, value: a}, {name: kernel.sem, value: b}]}"
        #expect(try findings(yaml, as: .podSecurityContext) == ["duplicate-name Duplicate sysctls[1].name"])
    }
}
