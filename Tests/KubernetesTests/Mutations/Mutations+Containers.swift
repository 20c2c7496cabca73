internal import Schema

@testable import Kubernetes

extension Mutations {
    /// Answers of a Kubernetes 1.36 API server to changes of containers.
    static let containers = [
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"args": ["a", "b"], "env": [{"name": "A", "value": "b"}, {"name": "B", "valueFrom": {"fieldRef":
            {"apiVersion": "v1", "fieldPath": "metadata.name"}}}, {"name": "C", "valueFrom": {"resourceFieldRef":
            {"containerName": "main", "resource": "limits.cpu", "divisor": "1m"}}}, {"name": "D", "valueFrom":
            {"configMapKeyRef": {"name": "c", "key": "k", "optional": true}}}, {"name": "E", "valueFrom":
            {"secretKeyRef": {"name": "s", "key": "k", "optional": false}}}, {"name": "F", "valueFrom": {"fieldRef":
            {"fieldPath": "metadata.labels['a.b/c']"}}}, {"name": "G", "valueFrom": {"fieldRef": {"fieldPath":
            "status.podIP"}}}]}
            """#,
            #"""
            /args = ["a", "b", ""] -> fine
            /args/1 = "a/b/c" -> fine
            /env = [{"name": "A", "value": "b"}] -> fine
            /env/0 = {} -> env[0].name:Required
            /env/1/valueFrom/fieldRef = (none) -> env[1].valueFrom:Invalid
            /env/1/valueFrom/fieldRef/apiVersion = true -> TypeInvalid
            /env/1/valueFrom/fieldRef/fieldPath = "" -> Required
            /env/1/valueFrom/fieldRef/fieldPath = "metadata.annotations" -> NotSupported
            /env/1/valueFrom/fieldRef/fieldPath = "spec.restartPolicy" -> NotSupported
            /env/2/valueFrom/resourceFieldRef = (none) -> env[2].valueFrom:Invalid
            /env/2/valueFrom/resourceFieldRef = {} -> env[2].valueFrom.resourceFieldRef.resource:Required
            /env/2/valueFrom/resourceFieldRef/containerName = "$(A)" -> fine
            /env/2/valueFrom/resourceFieldRef/resource = (none) -> Required
            /env/2/valueFrom/resourceFieldRef/resource = null -> Required
            /env/2/valueFrom/resourceFieldRef/resource = "../a" -> NotSupported
            /env/2/valueFrom/resourceFieldRef/resource = "limits." -> NotSupported
            /env/2/valueFrom/resourceFieldRef/divisor = "0" -> fine
            /env/2/valueFrom/resourceFieldRef/divisor = "1Pi" -> Invalid
            /env/2/valueFrom/resourceFieldRef/divisor = "0.5m" -> Invalid
            /env/3/valueFrom/configMapKeyRef = (none) -> env[3].valueFrom:Invalid
            /env/3/valueFrom/configMapKeyRef = "" -> TypeInvalid
            /env/3/valueFrom/configMapKeyRef/name = "-1" -> Invalid
            /env/3/valueFrom/configMapKeyRef/name = "a.b" -> fine
            /env/3/valueFrom/configMapKeyRef/name = "a..b" -> Invalid
            /env/3/valueFrom/configMapKeyRef/key = null -> Required
            /env/3/valueFrom/configMapKeyRef/key = "../a" -> Invalid
            /env/3/valueFrom/configMapKeyRef/key = "a " -> Invalid
            /env/3/valueFrom/configMapKeyRef/key = [] -> TypeInvalid
            /env/3/valueFrom/configMapKeyRef/key = "metadata.name" -> fine
            /env/3/valueFrom/configMapKeyRef/optional = false -> fine
            /env/4/name = "" -> Required
            /env/4/valueFrom = {} -> Invalid
            /env/4/valueFrom/secretKeyRef = (none) -> env[4].valueFrom:Invalid
            /env/4/valueFrom/secretKeyRef = null -> env[4].valueFrom:Invalid
            /env/4/valueFrom/secretKeyRef/name = "S" -> Invalid
            /env/4/valueFrom/secretKeyRef/name = "sx" -> fine
            /env/4/valueFrom/secretKeyRef/name = "kernel/shm" -> Invalid
            /env/4/valueFrom/secretKeyRef/key = (none) -> Required
            /env/4/valueFrom/secretKeyRef/key = "" -> Required
            /env/4/valueFrom/secretKeyRef/key = "a.b" -> fine
            /env/4/valueFrom/secretKeyRef/key = "/a" -> Invalid
            /env/4/valueFrom/secretKeyRef/key = "../a" -> Invalid
            /env/4/valueFrom/secretKeyRef/optional = true -> fine
            /env/5/valueFrom/fieldRef = (none) -> env[5].valueFrom:Invalid
            /env/5/valueFrom/fieldRef = {} -> env[5].valueFrom.fieldRef.fieldPath:Required
            /env/5/valueFrom/fieldRef/fieldPath = null -> Required
            /env/5/valueFrom/fieldRef/fieldPath = "a b" -> Invalid
            /env/5/valueFrom/fieldRef/fieldPath = "metadata.labels['a.b/c']x" -> Invalid
            /env/6/valueFrom = {} -> Invalid
            /env/6/valueFrom = "" -> TypeInvalid
            /env/6/valueFrom/fieldRef = {} -> env[6].valueFrom.fieldRef.fieldPath:Required
            /env/6/valueFrom/fieldRef/fieldPath = "spec.nodeName" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "tmp", "emptyDir": {}}], "env": [{"name": "A", "valueFrom": {"fileKeyRef":
            {"volumeName": "tmp", "path": "a/b.env", "key": "K", "optional": true}}}]}
            """#,
            #"""
            /volumes = [{"name": "tmp", "emptyDir": {}}, {}] -> volumes[1].name:Required
            /volumes/0 = (none) -> env[0].valueFrom.fileKeyRef.volumeName:NotFound
            /volumes/0 = {} -> env[0].valueFrom.fileKeyRef.volumeName:NotFound volumes[0].name:Required
            /volumes/0/name = (none) -> env[0].valueFrom.fileKeyRef.volumeName:NotFound Required
            /volumes/0/name = "1.2.3.4" -> env[0].valueFrom.fileKeyRef.volumeName:NotFound Invalid
            /env/0 = {} -> env[0].name:Required
            /env/0/valueFrom/fileKeyRef = null -> env[0].valueFrom:Invalid
            /env/0/valueFrom/fileKeyRef/volumeName = "a b" -> Invalid NotFound
            /env/0/valueFrom/fileKeyRef/volumeName = "1e3" -> NotFound
            /env/0/valueFrom/fileKeyRef/volumeName = "1.5" -> Invalid NotFound
            /env/0/valueFrom/fileKeyRef/volumeName = "tmpx" -> NotFound
            /env/0/valueFrom/fileKeyRef/path = (none) -> Required
            /env/0/valueFrom/fileKeyRef/path = null -> Required
            /env/0/valueFrom/fileKeyRef/path = "/a/../b" -> Invalid
            /env/0/valueFrom/fileKeyRef/path = "a/.." -> Invalid
            /env/0/valueFrom/fileKeyRef/path = "A/B.ENV" -> fine
            /env/0/valueFrom/fileKeyRef/path = [] -> TypeInvalid
            /env/0/valueFrom/fileKeyRef/key = (none) -> Required
            /env/0/valueFrom/fileKeyRef/key = null -> Required
            /env/0/valueFrom/fileKeyRef/key = "a=b" -> Invalid
            /env/0/valueFrom/fileKeyRef/key = "A_B" -> fine
            /env/0/valueFrom/fileKeyRef/optional = false -> fine
            /env/0/valueFrom/fileKeyRef/optional = 0 -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.containerRuntimeSettings,
            #"""
            {"envFrom": [{"prefix": "P_", "configMapRef": {"name": "c", "optional": true}}, {"secretRef": {"name":
            "s", "optional": false}}]}
            """#,
            #"""
            /envFrom/0/prefix = "A" -> fine
            /envFrom/0/prefix = "a=b" -> Invalid
            /envFrom/0/configMapRef/name = "a.b" -> fine
            /envFrom/0/configMapRef/name = {} -> TypeInvalid
            /envFrom/0/configMapRef/name = "net.ipv4.ip_forward" -> Invalid
            /envFrom/0/configMapRef/optional = "true" -> TypeInvalid
            /envFrom/1/secretRef = {} -> envFrom[1].secretRef.name:Required
            /envFrom/1/secretRef = "a" -> TypeInvalid
            /envFrom/1/secretRef/name = (none) -> Required
            /envFrom/1/secretRef/name = "a/b/c" -> Invalid
            /envFrom/1/secretRef/name = "1.5" -> fine
            /envFrom/1/secretRef/name = "S" -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"resources": {"limits": {"cpu": "2", "memory": "1Gi", "ephemeral-storage": "2Gi", "example.com/gpu":
            "2"}, "requests": {"cpu": "500m", "memory": "512Mi", "ephemeral-storage": 1024, "example.com/gpu": 2}}}
            """#,
            #"""
            /resources/limits = null -> Required
            /resources/limits/cpu = "-1" -> resources.limits[cpu]:Invalid resources.requests:Invalid
            /resources/limits/cpu = 0 -> resources.requests:Invalid
            /resources/limits/cpu = "+1" -> fine
            /resources/limits/memory = "1" -> resources.requests:Invalid
            /resources/limits/memory = "-1" -> resources.limits[memory]:Invalid resources.requests:Invalid
            /resources/limits/memory = "1u" -> resources.requests:Invalid
            /resources/limits/ephemeral-storage = ".5" -> resources.requests:Invalid
            /resources/limits/ephemeral-storage = "1u" -> resources.requests:Invalid
            /resources/requests/cpu = "1e3" -> resources.requests:Invalid
            /resources/requests/cpu = "1u" -> fine
            /resources/requests/memory = "1Gi" -> fine
            /resources/requests/memory = -1 -> resources.requests[memory]:Invalid
            /resources/requests/ephemeral-storage = "-1" -> resources.requests[ephemeral-storage]:Invalid
            /resources/requests/ephemeral-storage = "1E" -> resources.requests:Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"resources": {"limits": {"cpu": "1", "hugepages-2Mi": "4Mi", "memory": "1Gi"}, "requests": {"cpu": "1",
            "hugepages-2Mi": "4Mi"}}}
            """#,
            #"""
            /resources/limits/cpu = "-1" -> resources.limits[cpu]:Invalid resources.requests:Invalid
            /resources/limits/cpu = ".5" -> resources.requests:Invalid
            /resources/limits/hugepages-2Mi = 5 -> resources.limits[hugepages-2Mi]:Invalid resources.requests:Invalid
            /resources/limits/hugepages-2Mi = "1.5Gi" -> resources.requests:Invalid
            /resources/limits/hugepages-2Mi = -1 -> resources.limits[hugepages-2Mi]:Invalid resources.requests:Invalid
            /resources/limits/hugepages-2Mi = "9223372036854775808" -> resources.requests:Invalid
            /resources/limits/memory = "1" -> fine
            /resources/requests/hugepages-2Mi = "0" -> resources.requests:Invalid
            /resources/requests/hugepages-2Mi = "1.5Gi" -> resources.requests:Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"containerSecurityContext": {"allowPrivilegeEscalation": false, "appArmorProfile": {"type":
            "RuntimeDefault"}, "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]}, "privileged": false,
            "procMount": "Default", "readOnlyRootFilesystem": true, "runAsUser": 1, "runAsGroup": 1, "runAsNonRoot":
            true, "seLinuxOptions": {"user": "u", "role": "r", "type": "t", "level": "l"}, "seccompProfile": {"type":
            "Localhost", "localhostProfile": "p"}}}
            """#,
            #"""
            /containerSecurityContext = "a" -> TypeInvalid
            /containerSecurityContext/allowPrivilegeEscalation = true -> fine
            /containerSecurityContext/appArmorProfile = [] -> TypeInvalid
            /containerSecurityContext/appArmorProfile/type = null -> Required
            /containerSecurityContext/appArmorProfile/type = ".." -> NotSupported
            /containerSecurityContext/appArmorProfile/type = "FileOrCreate" -> NotSupported
            /containerSecurityContext/capabilities/add = ["NET_ADMIN", "NET_ADMIN"] -> fine
            /containerSecurityContext/capabilities/add/0 = "../a" -> fine
            /containerSecurityContext/capabilities/drop = ["ALL", "ALL"] -> fine
            /containerSecurityContext/capabilities/drop/0 = "a/.." -> fine
            /containerSecurityContext/capabilities/drop/0 = {} -> TypeInvalid
            /containerSecurityContext/procMount = "a..b" -> NotSupported
            /containerSecurityContext/procMount = "a b" -> NotSupported
            /containerSecurityContext/procMount = "Unmasked" -> Invalid
            /containerSecurityContext/runAsUser = 2147483648 -> Invalid
            /containerSecurityContext/runAsGroup = 2147483647 -> fine
            /containerSecurityContext/runAsGroup = 2147483648 -> Invalid
            /containerSecurityContext/runAsGroup = -2147483649 -> Invalid
            /containerSecurityContext/seLinuxOptions/user = "1.5" -> fine
            /containerSecurityContext/seLinuxOptions/user = 0 -> TypeInvalid
            /containerSecurityContext/seLinuxOptions/role = "1" -> fine
            /containerSecurityContext/seLinuxOptions/role = [] -> TypeInvalid
            /containerSecurityContext/seLinuxOptions/type = [] -> TypeInvalid
            /containerSecurityContext/seLinuxOptions/type = "File" -> fine
            /containerSecurityContext/seLinuxOptions/level = "100m" -> fine
            /containerSecurityContext/seccompProfile = {} -> containerSecurityContext.seccompProfile.type:Required
            /containerSecurityContext/seccompProfile/type = true -> TypeInvalid
            /containerSecurityContext/seccompProfile/localhostProfile = (none) -> Required
            /containerSecurityContext/seccompProfile/localhostProfile = null -> Required
            /containerSecurityContext/seccompProfile/localhostProfile = "/a" -> Invalid
            /containerSecurityContext/seccompProfile/localhostProfile = "a/.." -> Invalid
            /containerSecurityContext/seccompProfile/localhostProfile = "$(A)" -> fine
            /containerSecurityContext/seccompProfile/localhostProfile = [] -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"containerSecurityContext": {"windowsOptions": {"gmsaCredentialSpecName": "g", "gmsaCredentialSpec":
            "spec", "runAsUserName": "user", "hostProcess": false}}}
            """#,
            #"""
            /containerSecurityContext/windowsOptions/gmsaCredentialSpecName = "a-" -> Invalid
            /containerSecurityContext/windowsOptions/gmsaCredentialSpecName = " a" -> Invalid
            /containerSecurityContext/windowsOptions/gmsaCredentialSpecName = "1.2.3.4" -> fine
            /containerSecurityContext/windowsOptions/gmsaCredentialSpec = "" -> Invalid
            /containerSecurityContext/windowsOptions/gmsaCredentialSpec = "a" -> fine
            /containerSecurityContext/windowsOptions/runAsUserName = "1" -> fine
            /containerSecurityContext/windowsOptions/runAsUserName = ".." -> Invalid
            /containerSecurityContext/windowsOptions/runAsUserName = "a/.." -> Invalid
            """#),
    ]
}
