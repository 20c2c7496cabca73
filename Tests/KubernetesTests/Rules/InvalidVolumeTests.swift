import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// A volume has one source and a unique name.
@Suite struct InvalidVolumeTests {
    @Test(
        arguments: [
            // Kubernetes makes an empty directory for a volume without a source.
            ("{name: v}", []),
            ("{name: v, emptyDir: {}}", []),
            ("{name: v, emptyDir: null, configMap: {name: c}}", []),
            ("{emptyDir: {}}", ["required-field Required name"]),
            ("{name: V, emptyDir: {}}", ["invalid-name Invalid name"]),
            ("{name: a.b, emptyDir: {}}", ["invalid-name Invalid name"]),
            (
                "{name: v, secret: {secretName: s}, emptyDir: {}}", ["invalid-volume Forbidden secret"]
            ),
            (
                "{name: v, configMap: {name: c}, nfs: {server: a, path: /}, csi: {driver: d}}",
                ["invalid-volume Forbidden configMap", "invalid-volume Forbidden csi"]
            ),
            ("{name: v, emptyDir: []}", ["wrong-type TypeInvalid emptyDir"]),
            ("{name: v, hostPath: {path: /data, type: ''}}", ["~host-access Invalid hostPath"]),
            ("{name: v, hostPath: {path: data/..x}}", ["~host-access Invalid hostPath"]),
            (
                "{name: v, hostPath: {path: /a/../b}}",
                ["~host-access Invalid hostPath", "invalid-volume Invalid hostPath.path"]
            ),
            (
                "{name: v, hostPath: {type: Folder}}",
                [
                    "~host-access Invalid hostPath", "required-field Required hostPath.path",
                    "unsupported-value NotSupported hostPath.type",
                ]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .volume) == row.found)
    }

    /// All sources of a volume are counted, in any order.
    @Test func countsEverySource() throws {
        let names = ObjectType.volume.fields.map(\.key.text).filter { $0 != "name" }
        #expect(names.count == 28)
        for name in names where name != "emptyDir" {
            let found = try findings("{name: v, emptyDir: {}, \(name): {}}", as: .volume)
            #expect(found.contains("invalid-volume Forbidden \(name)"), "\(name)")
        }
    }

    @Test(
        arguments: [
            ("{sizeLimit: 1Gi, medium: Memory}", []), ("{sizeLimit: 0}", []), ("{medium: HugePages-1Gi}", []),
            ("{medium: Paper}", ["~invalid-volume NotSupported medium"]),
            ("{sizeLimit: -1}", ["invalid-volume Forbidden sizeLimit"]),
            ("{sizeLimit: big}", ["invalid-quantity Invalid sizeLimit"]),
            // The definition takes integers of 64 bits, and texts of any size.
            ("{sizeLimit: 9223372036854775807}", []), ("{sizeLimit: '9223372036854775808'}", []),
            ("{sizeLimit: 9223372036854775808}", ["wrong-type TypeInvalid sizeLimit"]),
            ("{sizeLimit: 1e19}", ["wrong-type TypeInvalid sizeLimit"]),
        ] as [Row])
    func judgesEmptyDirectories(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .emptyDirVolume) == row.found)
    }

    @Test(
        arguments: [
            ("{driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: {a: b}}", []),
            ("{driver: Driver.Example.COM, nodePublishSecretRef: {name: s}}", []),
            ("{}", ["required-field Required driver"]),
            ("{driver: a_b}", ["invalid-volume Invalid driver"]),
            (
                "{driver: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}",
                ["invalid-volume Invalid driver"]
            ),
            ("{driver: d, nodePublishSecretRef: {}}", ["required-field Required nodePublishSecretRef.name"]),
            ("{driver: d, nodePublishSecretRef: {name: A_b}}", ["invalid-name Invalid nodePublishSecretRef.name"]),
            ("{driver: d, volumeAttributes: {a: 1}}", ["wrong-type TypeInvalid volumeAttributes[a]"]),
        ] as [Row])
    func judgesDrivers(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .csiVolume) == row.found)
    }

    @Test(
        arguments: [
            ("{name: v, nfs: {server: nfs.example.com, path: /export}}", []),
            ("{name: v, nfs: {server: a, path: export}}", ["invalid-volume Invalid nfs.path"]),
            ("{name: v, nfs: {}}", ["required-field Required nfs.path", "required-field Required nfs.server"]),
            (
                "{name: v, persistentVolumeClaim: {claimName: Any_Name}}",
                ["~impossible-name Invalid persistentVolumeClaim.claimName"]
            ),
            ("{name: v, persistentVolumeClaim: {}}", ["required-field Required persistentVolumeClaim.claimName"]),
            ("{name: v, ephemeral: {}}", ["required-field Required ephemeral.volumeClaimTemplate"]),
            (
                "{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1}}}}}}",
                []
            ),
        ] as [Row])
    func judgesClaimsAndServers(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .volume) == row.found)
    }
}
