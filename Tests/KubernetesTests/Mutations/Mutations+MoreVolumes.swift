internal import Schema

@testable import Kubernetes

extension Mutations {
    /// Answers of a Kubernetes 1.36 API server to changes of volumes.
    static let moreVolumes = [
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "downwardAPI": {"defaultMode": 420, "items": [{"path": "l", "fieldRef":
            {"apiVersion": "v1", "fieldPath": "metadata.labels"}, "mode": 256}, {"path": "cpu", "resourceFieldRef":
            {"containerName": "main", "resource": "limits.cpu", "divisor": "1m"}}]}}]}
            """#,
            #"""
            /volumes/0/downwardAPI/defaultMode = 256 -> fine
            /volumes/0/downwardAPI/defaultMode = 100000 -> Invalid
            /volumes/0/downwardAPI/items/0/fieldRef/fieldPath = [] -> TypeInvalid
            /volumes/0/downwardAPI/items/0/fieldRef/fieldPath = "metadata.labels['a']" -> fine
            /volumes/0/downwardAPI/items/1/resourceFieldRef/containerName = "a b" -> fine
            /volumes/0/downwardAPI/items/1/resourceFieldRef/containerName = true -> TypeInvalid
            /volumes/0/downwardAPI/items/1/resourceFieldRef/divisor = "0" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "fc": {"targetWWNs": ["50060e801049cfd1"], "lun": 0, "fsType": "ext4",
            "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/fc = {} -> volumes[0].fc.targetWWNs:Required
            /volumes/0/fc = [] -> TypeInvalid
            /volumes/0/fc/targetWWNs = null -> Required
            /volumes/0/fc/targetWWNs/0 = (none) -> volumes[0].fc.targetWWNs:Required
            /volumes/0/fc/lun = null -> Required
            /volumes/0/fc/lun = -1 -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "azureFile": {"secretName": "s", "shareName": "h", "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/azureFile/secretName = (none) -> Required
            /volumes/0/azureFile/secretName = "-a" -> fine
            /volumes/0/azureFile/shareName = (none) -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "configMap": {"name": "c", "defaultMode": 420, "optional": false, "items":
            [{"key": "k", "path": "a/b", "mode": 256}]}}]}
            """#,
            #"""
            /volumes/0/configMap = {} -> volumes[0].configMap.name:Required
            /volumes/0/configMap/name = "" -> Required
            /volumes/0/configMap/name = "/a/../b" -> fine
            /volumes/0/configMap/name = 0 -> TypeInvalid
            /volumes/0/configMap/defaultMode = 512 -> Invalid
            /volumes/0/configMap/items/0/key = "" -> Required
            /volumes/0/configMap/items/0/path = null -> Required
            /volumes/0/configMap/items/0/path = "//" -> Invalid
            /volumes/0/configMap/items/0/mode = 65535 -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "vsphereVolume": {"volumePath": "[d] v", "fsType": "ext4", "storagePolicyName":
            "n", "storagePolicyID": "i"}}]}
            """#,
            #"""
            /volumes/0/vsphereVolume = {} -> volumes[0].vsphereVolume.volumePath:Required
            /volumes/0/vsphereVolume/volumePath = "" -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "quobyte": {"registry": "a:1,b:2", "volume": "v", "readOnly": true, "user":
            "u", "group": "g", "tenant": "t"}}]}
            """#,
            #"""
            /volumes/0/quobyte = {} -> volumes[0].quobyte.registry:Required volumes[0].quobyte.volume:Required
            /volumes/0/quobyte/registry = null -> Required
            /volumes/0/quobyte/registry = "a:1," -> Invalid
            /volumes/0/quobyte/volume = (none) -> Required
            /volumes/0/quobyte/volume = "-a" -> fine
            /volumes/0/quobyte/volume = 5 -> TypeInvalid
            /volumes/0/quobyte/tenant = "a/b" -> fine
            /volumes/0/quobyte/tenant = {} -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "azureDisk": {"diskName": "d", "diskURI": "https://blob/a.vhd", "cachingMode":
            "ReadWrite", "fsType": "ext4", "readOnly": true, "kind": "Shared"}}]}
            """#,
            #"""
            /volumes/0/azureDisk/diskName = (none) -> Required
            /volumes/0/azureDisk/diskURI = "1Gi" -> NotSupported
            /volumes/0/azureDisk/diskURI = "https://blob/a.vhdhttps://blob/a.vhd" -> fine
            /volumes/0/azureDisk/cachingMode = "100m" -> NotSupported
            /volumes/0/azureDisk/kind = "a b" -> NotSupported
            /volumes/0/azureDisk/kind = 0 -> TypeInvalid
            /volumes/0/azureDisk/kind = "Dedicated" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "photonPersistentDisk": {"pdID": "p", "fsType": "ext4"}}]}
            """#,
            #"""
            /volumes/0/photonPersistentDisk = {} -> volumes[0].photonPersistentDisk.pdID:Required
            /volumes/0/photonPersistentDisk/pdID = "" -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "projected": {"defaultMode": 420, "sources": [{"secret": {"name": "s",
            "optional": true, "items": [{"key": "k", "path": "a", "mode": 256}]}}, {"configMap": {"name": "c",
            "optional": true, "items": [{"key": "k", "path": "b", "mode": 256}]}}, {"downwardAPI": {"items": [{"path":
            "l", "fieldRef": {"fieldPath": "metadata.labels"}}]}}, {"serviceAccountToken": {"audience": "a",
            "expirationSeconds": 3600, "path": "t"}}, {"clusterTrustBundle": {"signerName": "example.com/s",
            "labelSelector": {"matchLabels": {"a": "b"}}, "path": "ca", "optional": true}}, {"clusterTrustBundle":
            {"name": "bundle", "path": "ca2", "optional": true}}]}}]}
            """#,
            #"""
            /volumes/0/projected/defaultMode = 512 -> Invalid
            /volumes/0/projected/sources/0/secret = {} -> volumes[0].projected.sources[0].secret.name:Required
            /volumes/0/projected/sources/0/secret = "a" -> TypeInvalid
            /volumes/0/projected/sources/0/secret/name = "" -> Required
            /volumes/0/projected/sources/0/secret/optional = false -> fine
            /volumes/0/projected/sources/0/secret/items/0/key = "" -> Required
            /volumes/0/projected/sources/0/secret/items/0/key = " " -> fine
            /volumes/0/projected/sources/0/secret/items/0/key = {} -> TypeInvalid
            /volumes/0/projected/sources/0/secret/items/0/path = (none) -> Required
            /volumes/0/projected/sources/0/secret/items/0/path = "../a" -> Invalid
            /volumes/0/projected/sources/0/secret/items/0/mode = 100001 -> Invalid
            /volumes/0/projected/sources/1/configMap/name = "" -> Required
            /volumes/0/projected/sources/1/configMap/optional = false -> fine
            /volumes/0/projected/sources/1/configMap/optional = {} -> TypeInvalid
            /volumes/0/projected/sources/1/configMap/items/0/key = "" -> Required
            /volumes/0/projected/sources/1/configMap/items/0/key = "metadata.name" -> fine
            /volumes/0/projected/sources/1/configMap/items/0/path = null -> Required
            /volumes/0/projected/sources/1/configMap/items/0/path = ".." -> Invalid
            /volumes/0/projected/sources/1/configMap/items/0/mode = 100000 -> Invalid
            /volumes/0/projected/sources/2/downwardAPI/items/0/path = "-a" -> fine
            /volumes/0/projected/sources/3/serviceAccountToken/expirationSeconds = 0 -> Invalid
            /volumes/0/projected/sources/3/serviceAccountToken/path = "a/./b" -> fine
            /volumes/0/projected/sources/4/clusterTrustBundle = 0 -> TypeInvalid
            /volumes/0/projected/sources/5/clusterTrustBundle/optional = false -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "portworxVolume": {"volumeID": "v", "fsType": "ext4", "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/portworxVolume = {} -> volumes[0].portworxVolume.volumeID:Required
            /volumes/0/portworxVolume = "a" -> TypeInvalid
            /volumes/0/portworxVolume/volumeID = "" -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "scaleIO": {"gateway": "g", "system": "s", "secretRef": {"name": "s"},
            "sslEnabled": true, "protectionDomain": "p", "storagePool": "p", "storageMode": "ThickProvisioned",
            "volumeName": "v", "fsType": "xfs", "readOnly": true}}]}
            """#,
            #"""
            /volumes/0/scaleIO/gateway = null -> Required
            /volumes/0/scaleIO/system = (none) -> Required
            /volumes/0/scaleIO/system = "../a" -> fine
            /volumes/0/scaleIO/system = 5 -> TypeInvalid
            /volumes/0/scaleIO/volumeName = null -> Required
            /volumes/0/scaleIO/fsType = {} -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "storageos": {"volumeName": "v", "volumeNamespace": "n", "fsType": "ext4",
            "readOnly": true, "secretRef": {"name": "s"}}}]}
            """#,
            #"""
            /volumes/0/storageos = {} -> volumes[0].storageos.volumeName:Required
            /volumes/0/storageos/volumeName = (none) -> Required
            /volumes/0/storageos/volumeName = "..a" -> Invalid
            /volumes/0/storageos/volumeName = "vv" -> fine
            /volumes/0/storageos/volumeNamespace = "/a/../b" -> Invalid
            /volumes/0/storageos/secretRef = {} -> volumes[0].storageos.secretRef.name:Required
            /volumes/0/storageos/secretRef/name = "" -> Required
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "csi": {"driver": "csi.example.com", "readOnly": true, "fsType": "ext4",
            "volumeAttributes": {"a": "b"}, "nodePublishSecretRef": {"name": "s"}}}]}
            """#,
            #"""
            /volumes/0/csi = {} -> volumes[0].csi.driver:Required
            /volumes/0/csi/driver = null -> Required
            /volumes/0/csi/driver = "::1" -> Invalid
            /volumes/0/csi/volumeAttributes = {"a": "b", "A": "b"} -> fine
            /volumes/0/csi/nodePublishSecretRef = {} -> volumes[0].csi.nodePublishSecretRef.name:Required
            /volumes/0/csi/nodePublishSecretRef/name = (none) -> Required
            /volumes/0/csi/nodePublishSecretRef/name = "a.b" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "ephemeral": {"volumeClaimTemplate": {"metadata": {"labels": {"a": "b"},
            "annotations": {"c": "d"}}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests":
            {"storage": "1Gi"}, "limits": {"storage": "2Gi"}}, "storageClassName": "fast", "volumeMode": "Filesystem",
            "volumeName": "pv-1", "selector": {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "tier",
            "operator": "In", "values": ["a", "b"]}, {"key": "x.io/y", "operator": "NotIn", "values": ["c"]}, {"key":
            "e", "operator": "Exists"}, {"key": "d", "operator": "DoesNotExist"}]}, "volumeAttributesClassName":
            "gold", "dataSource": {"apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "snap"},
            "dataSourceRef": {"apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "snap"}}}}}]}
            """#,
            #"""
            /volumes/0/name = (none) -> Required
            /volumes/0/name = "1.2.3.4" -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/metadata = 0 -> TypeInvalid
            /volumes/0/ephemeral/volumeClaimTemplate/metadata/labels = {"a": "b", "a/b/c": "b"} -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/metadata/labels/a = "1.5" -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/metadata/annotations = "" -> TypeInvalid
            /volumes/0/ephemeral/volumeClaimTemplate/metadata/annotations = {"c": "d", "-a": "d"} -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/metadata/annotations = {"c": "d", "a/b": "d"} -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/spec/accessModes = null -> Required
            /volumes/0/ephemeral/volumeClaimTemplate/spec/resources/requests = {"storage": "1Gi", "a/b": "1Gi"} -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/spec/resources/limits/storage = "1Ki" -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/spec/storageClassName = "../a" -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/spec/volumeMode = "a" -> NotSupported
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchLabels = {"app": "web", "": "web"} -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchLabels/app = "1" -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchExpressions/0/values = null -> Required
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchExpressions/0/values/0 = "A" -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchExpressions/1 = [] -> TypeInvalid
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchExpressions/1/values/0 = "a=b" -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchExpressions/2/key = "-1" -> Invalid
            /volumes/0/ephemeral/volumeClaimTemplate/spec/selector/matchExpressions/3/operator = "Exists" -> fine
            /volumes/0/ephemeral/volumeClaimTemplate/spec/volumeAttributesClassName = "1Gi" -> Invalid
            """#),
    ]
}
