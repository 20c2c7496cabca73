import TestSupport
import Testing

@testable import Kubernetes

/// The settings of a mount must be consistent.
@Suite struct InvalidVolumeMountTests {
    @Test(
        arguments: [
            ("{name: v, mountPath: /data}", []),
            // Kubernetes accepts relative paths and colons.
            ("{name: v, mountPath: 'data:x'}", []),
            ("{name: v, mountPath: /a, subPath: b/c, readOnly: true}", []),
            ("{name: v, mountPath: /a, subPath: ..b}", []),
            ("{name: v, mountPath: /a, subPath: '', subPathExpr: $(POD)/x}", []),
            ("{name: v, mountPath: /a, mountPropagation: HostToContainer}", []),
            ("{name: v, mountPath: /a, recursiveReadOnly: Disabled}", []),
            ("{name: v, mountPath: /a, recursiveReadOnly: Enabled, readOnly: true}", []),
            ("{name: v, mountPath: /a, recursiveReadOnly: IfPossible, readOnly: true, mountPropagation: None}", []),
            ("{mountPath: /a}", ["required-field Required name"]),
            ("{name: v}", ["required-field Required mountPath"]),
            ("{name: v, mountPath: ''}", ["required-field Required mountPath"]),
            ("{name: v, mountPath: /a, subPath: /b}", ["invalid-volume-mount Invalid subPath"]),
            ("{name: v, mountPath: /a, subPath: b/../c}", ["invalid-volume-mount Invalid subPath"]),
            ("{name: v, mountPath: /a, subPath: ..}", ["invalid-volume-mount Invalid subPath"]),
            ("{name: v, mountPath: /a, subPathExpr: /$(A)}", ["invalid-volume-mount Invalid subPathExpr"]),
            ("{name: v, mountPath: /a, subPathExpr: ../$(A)}", ["invalid-volume-mount Invalid subPathExpr"]),
            ("{name: v, mountPath: /a, subPath: b, subPathExpr: c}", ["invalid-volume-mount Invalid subPathExpr"]),
            ("{name: v, mountPath: /a, mountPropagation: Both}", ["unsupported-value NotSupported mountPropagation"]),
            ("{name: v, mountPath: /a, mountPropagation: ''}", ["unsupported-value NotSupported mountPropagation"]),
            (
                "{name: v, mountPath: /a, recursiveReadOnly: 'Yes'}",
                ["unsupported-value NotSupported recursiveReadOnly"]
            ),
            ("{name: v, mountPath: /a, recursiveReadOnly: true}", ["wrong-type TypeInvalid recursiveReadOnly"]),
            (
                "{name: v, mountPath: /a, recursiveReadOnly: Enabled}",
                ["invalid-volume-mount Forbidden recursiveReadOnly"]
            ),
            (
                "{name: v, mountPath: /a, recursiveReadOnly: IfPossible, readOnly: false}",
                ["invalid-volume-mount Forbidden recursiveReadOnly"]
            ),
            (
                "{name: v, mountPath: /a, recursiveReadOnly: Enabled, readOnly: true, mountPropagation: HostToContainer}",
                ["invalid-volume-mount Forbidden recursiveReadOnly"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .volumeMount) == row.found)
    }

    @Test(
        arguments: [
            ("volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /a/}]", []),
            (
                "volumeMounts: [{name: v, mountPath: /a}, {name: w, mountPath: /a}]",
                ["duplicate-name Duplicate volumeMounts[1].mountPath"]
            ),
            (
                "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}]",
                ["invalid-volume-mount Forbidden volumeMounts[0].mountPropagation"]
            ),
            (
                "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}], securityContext: {privileged: false}",
                ["invalid-volume-mount Forbidden volumeMounts[0].mountPropagation"]
            ),
            (
                "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}], securityContext: {privileged: true}",
                ["~host-access Invalid securityContext.privileged"]
            ),
            ("volumeDevices: [{name: v, devicePath: /dev/a}], volumeMounts: [{name: w, mountPath: /b}]", []),
            ("volumeDevices: [{name: v}]", ["required-field Required volumeDevices[0].devicePath"]),
            ("volumeDevices: [{devicePath: /a}]", ["required-field Required volumeDevices[0].name"]),
            (
                "volumeDevices: [{name: v, devicePath: /a/../b}]",
                ["invalid-volume-mount Invalid volumeDevices[0].devicePath"]
            ),
            (
                "volumeDevices: [{name: v, devicePath: /a}, {name: w, devicePath: /a}]",
                ["duplicate-name Duplicate volumeDevices[1].devicePath"]
            ),
            (
                "volumeDevices: [{name: v, devicePath: /a}, {name: v, devicePath: /b}]",
                ["invalid-volume-mount Invalid volumeDevices[1].name"]
            ),
            (
                "volumeDevices: [{name: v, devicePath: /a}], volumeMounts: [{name: v, mountPath: /b}]",
                ["invalid-volume-mount Invalid volumeDevices[0].name"]
            ),
            (
                "volumeDevices: [{name: v, devicePath: /a}], volumeMounts: [{name: w, mountPath: /a}]",
                ["invalid-volume-mount Invalid volumeDevices[0].devicePath"]
            ),
        ] as [Row])
    func judgesContainers(_ row: Row) throws {
        #expect(try findings("{name: a, image: b, \(row.yaml)}", as: .container) == row.found)
    }
}
