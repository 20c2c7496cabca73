import TestSupport
import Testing

@testable import Kubernetes

/// Containers must use volumes that their Pod has.
@Suite struct UnknownVolumeTests {
    private static let volumes =
        "volumes: [{name: data, emptyDir: {}}, {name: disk, persistentVolumeClaim: {claimName: disk}}]"

    @Test(
        arguments: [
            ("{}", []),
            ("{\(volumes)}", []),
            ("{\(volumes), volumeMounts: [{name: data, mountPath: /a}, {name: disk, mountPath: /b}]}", []),
            ("{\(volumes), initContainers: [{name: a, image: b, volumeMounts: [{name: data, mountPath: /a}]}]}", []),
            (
                "{\(volumes), initContainers: [{name: a, image: b, volumeDevices: [{name: disk, devicePath: /dev/a}]}]}",
                []
            ),
            (
                "{\(volumes), volumeMounts: [{name: date, mountPath: /a}]}",
                ["unknown-volume NotFound volumeMounts[0].name"]
            ),
            ("{volumeMounts: [{name: data, mountPath: /a}]}", ["unknown-volume NotFound volumeMounts[0].name"]),
            (
                "{\(volumes), initContainers: [{name: a, image: b, volumeMounts: [{name: x, mountPath: /a}]}]}",
                ["unknown-volume NotFound initContainers[0].volumeMounts[0].name"]
            ),
            (
                "{\(volumes), initContainers: [{name: a, image: b, volumeDevices: [{name: x, devicePath: /dev/a}]}]}",
                ["unknown-volume NotFound initContainers[0].volumeDevices[0].name"]
            ),
            (
                "{\(volumes), initContainers: [{name: a, image: b, volumeDevices: [{name: data, devicePath: /dev/a}]}]}",
                ["unknown-volume Invalid initContainers[0].volumeDevices[0].name"]
            ),
            ("{\(volumes), env: [{name: A, valueFrom: {fileKeyRef: {volumeName: data, path: a, key: B}}}]}", []),
            (
                "{\(volumes), env: [{name: A, valueFrom: {fileKeyRef: {volumeName: disk, path: a, key: B}}}]}",
                ["unknown-volume Invalid env[0].valueFrom.fileKeyRef.volumeName"]
            ),
            (
                "{\(volumes), env: [{name: A, valueFrom: {fileKeyRef: {volumeName: none, path: a, key: B}}}]}",
                ["unknown-volume NotFound env[0].valueFrom.fileKeyRef.volumeName"]
            ),
            (
                """
                {volumes: [{name: e, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce],
                volumeMode: Block, resources: {requests: {storage: 1Gi}}}}}}],
                initContainers: [{name: a, image: b, volumeDevices: [{name: e, devicePath: /dev/a}]}]}
                """, []
            ),
            // A volume without a source is an empty directory.
            ("{volumes: [{name: a}], env: [{name: A, valueFrom: {fileKeyRef: {volumeName: a, path: b, key: C}}}]}", []),
            (
                "{volumes: [{name: a, nfs: null}], env: [{name: A, valueFrom: {fileKeyRef: {volumeName: a, path: b, key: C}}}]}",
                []
            ),
            // A volume whose name has a wrong type could be the one that the mount uses.
            (
                "{volumes: [{name: 5, emptyDir: {}}], volumeMounts: [{name: data, mountPath: /a}]}",
                ["wrong-type TypeInvalid volumes[0].name"]
            ),
            ("{volumes: [data], volumeMounts: [{name: data, mountPath: /a}]}", ["wrong-type TypeInvalid volumes[0]"]),
            // Volumes of a wrong type are one mistake; the mounts are not reported as well.
            ("{volumes: {}, volumeMounts: [{name: data, mountPath: /a}]}", ["wrong-type TypeInvalid volumes"]),
            ("{\(volumes), volumeMounts: [{mountPath: /a}]}", ["required-field Required volumeMounts[0].name"]),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSpec) == row.found)
    }

    /// Names that must be unique.
    @Test(
        arguments: [
            ("{volumes: [{name: a}, {name: a}]}", ["duplicate-name Duplicate volumes[1].name"]),
            (
                "{initContainers: [{name: a, image: b}, {name: a, image: c}]}",
                ["duplicate-name Duplicate initContainers[1].name"]
            ),
            (
                "{volumes: [{name: a}], volumeMounts: [{name: a, mountPath: /a}, {name: a, mountPath: /a}]}",
                ["duplicate-name Duplicate volumeMounts[1].mountPath"]
            ),
            // Paths are compared as texts.
            ("{volumes: [{name: a}], volumeMounts: [{name: a, mountPath: /a}, {name: a, mountPath: /a/}]}", []),
            // Kubernetes uses the last of two variables with one name.
            (
                "{env: [{name: A, value: b}, {name: A, value: c}]}",
                ["~hidden-variable Duplicate env[1].name"]
            ),
        ] as [Row])
    func refusesDuplicates(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSpec) == row.found)
    }
}
