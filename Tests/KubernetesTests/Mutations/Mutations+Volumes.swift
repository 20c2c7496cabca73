internal import Schema

@testable import Kubernetes

extension Mutations {
    /// Answers of a Kubernetes 1.36 API server to changes of volumes.
    static let volumes = [
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}}]}
            """#,
            #"""
            /volumes/0 = {} -> volumes[0].name:Required
            /volumes/0/name = (none) -> Required
            /volumes/0/name = "1.2.3.4" -> Invalid
            /volumes/0/emptyDir/sizeLimit = "-1" -> Forbidden
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "hostPath": {"path": "/var/lib/x", "type": "DirectoryOrCreate"}}]}
            """#,
            #"""
            /volumes/0/hostPath = {} -> volumes[0].hostPath.path:Required
            /volumes/0/hostPath/path = "" -> Required
            /volumes/0/hostPath/path = "a/.." -> Invalid
            /volumes/0/hostPath/type = "1.2.3.4" -> NotSupported
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "gcePersistentDisk": {"pdName": "d", "fsType": "ext4", "partition": 1,
            "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/gcePersistentDisk/readOnly = "true" -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "awsElasticBlockStore": {"volumeID": "v", "fsType": "ext4", "partition": 1,
            "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/awsElasticBlockStore = {} -> volumes[0].awsElasticBlockStore.volumeID:Required
            /volumes/0/awsElasticBlockStore/volumeID = null -> Required
            /volumes/0/awsElasticBlockStore/partition = 511 -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "secret": {"secretName": "s", "defaultMode": 420, "optional": true, "items":
            [{"key": "k", "path": "a/b", "mode": 256}]}}]}
            """#,
            #"""
            /volumes/0/secret/secretName = "" -> Required
            /volumes/0/secret/secretName = "1e3" -> fine
            /volumes/0/secret/defaultMode = 100000 -> Invalid
            /volumes/0/secret/items/0 = [] -> TypeInvalid
            /volumes/0/secret/items/0/key = "" -> Required
            /volumes/0/secret/items/0/path = "" -> Required
            /volumes/0/secret/items/0/path = "../a" -> Invalid
            /volumes/0/secret/items/0/mode = 65535 -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "nfs": {"server": "s", "path": "/p", "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/nfs/server = null -> Required
            /volumes/0/nfs/path = "-a" -> Invalid
            /volumes/0/nfs/path = "/a/../b" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "iscsi": {"targetPortal": "1.2.3.4:3260", "iqn":
            "iqn.2001-04.com.example:storage.kube.sys1.xyz", "lun": 0, "iscsiInterface": "default", "fsType": "ext4",
            "readOnly": true, "portals": ["1.2.3.5:3260"], "chapAuthDiscovery": true, "chapAuthSession": true,
            "secretRef": {"name": "s"}, "initiatorName": "iqn.1994-05.com.example:node"}}]}
            """#,
            #"""
            /volumes/0/iscsi/targetPortal = "" -> Required
            /volumes/0/iscsi/iqn = null -> Required
            /volumes/0/iscsi/iqn = "a=b" -> Invalid
            /volumes/0/iscsi/lun = 65535 -> Invalid
            /volumes/0/iscsi/iscsiInterface = "/a" -> fine
            /volumes/0/iscsi/readOnly = {} -> TypeInvalid
            /volumes/0/iscsi/chapAuthDiscovery = false -> fine
            /volumes/0/iscsi/secretRef/name = "1abc" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "glusterfs": {"endpoints": "e", "path": "p", "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/glusterfs = {} -> volumes[0].glusterfs.endpoints:Required volumes[0].glusterfs.path:Required
            /volumes/0/glusterfs/endpoints = (none) -> Required
            /volumes/0/glusterfs/path = "" -> Required
            /volumes/0/glusterfs/path = true -> TypeInvalid
            /volumes/0/glusterfs/path = "a/./b" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "c", "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/persistentVolumeClaim = {} -> volumes[0].persistentVolumeClaim.claimName:Required
            /volumes/0/persistentVolumeClaim/claimName = "" -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "rbd": {"monitors": ["1.2.3.4:6789"], "image": "i", "fsType": "ext4", "pool":
            "p", "user": "u", "keyring": "/k", "secretRef": {"name": "s"}, "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/rbd/monitors = (none) -> Required
            /volumes/0/rbd/monitors/0 = (none) -> volumes[0].rbd.monitors:Required
            /volumes/0/rbd/monitors/0 = "../a" -> fine
            /volumes/0/rbd/monitors/0 = true -> TypeInvalid
            /volumes/0/rbd/image = (none) -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "flexVolume": {"driver": "a/b", "fsType": "ext4", "secretRef": {"name": "s"},
            "readOnly": true, "options": {"a": "b"}}}]}
            """#,
            #"""
            /volumes/0/flexVolume/driver = "" -> Required
            /volumes/0/flexVolume/options/a = "a " -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "cinder": {"volumeID": "v", "fsType": "ext4", "readOnly": true, "secretRef":
            {"name": "s"}}}]}
            """#,
            #"""
            /volumes/0/cinder = {} -> volumes[0].cinder.volumeID:Required
            /volumes/0/cinder/volumeID = null -> Required
            /volumes/0/cinder/secretRef = {} -> volumes[0].cinder.secretRef.name:Required
            /volumes/0/cinder/secretRef/name = (none) -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "cephfs": {"monitors": ["1.2.3.4:6789"], "path": "/p", "user": "u",
            "secretFile": "/f", "secretRef": {"name": "s"}, "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/cephfs/monitors = null -> Required
            /volumes/0/cephfs/monitors/0 = ".." -> fine
            /volumes/0/cephfs/path = " a" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "flocker": {"datasetName": "d"}}]}
            """#,
            #"""
            /volumes/0/flocker = {} -> Required
            /volumes/0/flocker/datasetName = (none) -> volumes[0].flocker:Required
            /volumes/0/flocker/datasetName = "a/.." -> Invalid
            """#),
    ]
}
