internal import Schema

@testable import Kubernetes

extension Mutations {
    /// Answers of a Kubernetes 1.36 API server to changes of containers.
    static let moreContainers = [
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"livenessProbe": {"initialDelaySeconds": 1, "timeoutSeconds": 2, "periodSeconds": 3, "successThreshold":
            1, "failureThreshold": 4, "httpGet": {"path": "/healthz", "port": 8080, "host": "localhost", "scheme":
            "HTTP", "httpHeaders": [{"name": "X-A", "value": "b"}, {"name": "X-A", "value": "c"}]},
            "terminationGracePeriodSeconds": 5}}
            """#,
            #"""
            /livenessProbe = {} -> Required
            /livenessProbe/initialDelaySeconds = -1 -> Invalid
            /livenessProbe/initialDelaySeconds = 256 -> fine
            /livenessProbe/timeoutSeconds = 0 -> fine
            /livenessProbe/timeoutSeconds = -1 -> Invalid
            /livenessProbe/periodSeconds = 1 -> fine
            /livenessProbe/periodSeconds = [] -> TypeInvalid
            /livenessProbe/successThreshold = 0 -> fine
            /livenessProbe/successThreshold = 100000 -> Invalid
            /livenessProbe/failureThreshold = 100001 -> fine
            /livenessProbe/httpGet = (none) -> livenessProbe:Required
            /livenessProbe/httpGet/path = "*" -> fine
            /livenessProbe/httpGet/port = 65535 -> fine
            /livenessProbe/httpGet/port = "a--b" -> Invalid
            /livenessProbe/httpGet/host = "0" -> fine
            /livenessProbe/httpGet/httpHeaders = [{"name": "X-A", "value": "b"}] -> fine
            /livenessProbe/terminationGracePeriodSeconds = -1 -> Invalid
            /livenessProbe/terminationGracePeriodSeconds = 65535 -> fine
            /livenessProbe/terminationGracePeriodSeconds = -2147483649 -> Invalid
            /livenessProbe/terminationGracePeriodSeconds = true -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"livenessProbe": {"initialDelaySeconds": 1, "timeoutSeconds": 2, "periodSeconds": 3, "successThreshold":
            1, "failureThreshold": 4, "exec": {"command": ["a", "b"]}}}
            """#,
            #"""
            /livenessProbe = {} -> Required
            /livenessProbe/timeoutSeconds = -1 -> Invalid
            /livenessProbe/successThreshold = 100000 -> Invalid
            /livenessProbe/exec = (none) -> livenessProbe:Required
            /livenessProbe/exec/command = ["a"] -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"readinessProbe": {"initialDelaySeconds": 1, "timeoutSeconds": 2, "periodSeconds": 3, "successThreshold":
            2, "failureThreshold": 4, "tcpSocket": {"host": "h", "port": "web-port"}}}
            """#,
            #"""
            /readinessProbe/initialDelaySeconds = -1 -> Invalid
            /readinessProbe/timeoutSeconds = -1 -> Invalid
            /readinessProbe/periodSeconds = -1 -> Invalid
            /readinessProbe/periodSeconds = 511 -> fine
            /readinessProbe/successThreshold = 0 -> fine
            /readinessProbe/successThreshold = [] -> TypeInvalid
            /readinessProbe/failureThreshold = 511 -> fine
            /readinessProbe/tcpSocket = (none) -> readinessProbe:Required
            /readinessProbe/tcpSocket/port = "A" -> Invalid
            /readinessProbe/tcpSocket/port = 1 -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"readinessProbe": {"initialDelaySeconds": 1, "timeoutSeconds": 2, "periodSeconds": 3, "successThreshold":
            1, "failureThreshold": 4, "grpc": {"port": 50051, "service": "s"}}}
            """#,
            #"""
            /readinessProbe/timeoutSeconds = -1 -> Invalid
            /readinessProbe/grpc = "" -> TypeInvalid
            /readinessProbe/grpc/port = -1 -> Invalid
            /readinessProbe/grpc/port = 511 -> fine
            /readinessProbe/grpc/port = 100000 -> Invalid
            /readinessProbe/grpc/service = " a" -> fine
            /readinessProbe/grpc/service = true -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"lifecycle": {"postStart": {"exec": {"command": ["a"]}}, "preStop": {"httpGet": {"path": "/healthz",
            "port": 8080, "host": "localhost", "scheme": "HTTP", "httpHeaders": [{"name": "X-A", "value": "b"},
            {"name": "X-A", "value": "c"}]}}}}
            """#,
            #"""
            /lifecycle/postStart = [] -> TypeInvalid
            /lifecycle/postStart/exec = (none) -> lifecycle.postStart:Required
            /lifecycle/postStart/exec = {} -> lifecycle.postStart.exec.command:Required
            /lifecycle/postStart/exec/command = (none) -> Required
            /lifecycle/postStart/exec/command/0 = (none) -> lifecycle.postStart.exec.command:Required
            /lifecycle/preStop = {} -> Required
            /lifecycle/preStop/httpGet/port = "h-" -> Invalid
            /lifecycle/preStop/httpGet/scheme = "1" -> NotSupported
            /lifecycle/preStop/httpGet/scheme = "-a" -> NotSupported
            /lifecycle/preStop/httpGet/scheme = "HTTPS" -> fine
            /lifecycle/preStop/httpGet/httpHeaders/0/value = "/a/../b" -> fine
            /lifecycle/preStop/httpGet/httpHeaders/1 = 0 -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"lifecycle": {"postStart": {"sleep": {"seconds": 5}}, "preStop": {"tcpSocket": {"port": 80, "host":
            "h"}}}}
            """#,
            #"""
            /lifecycle/postStart/sleep = (none) -> lifecycle.postStart:Required
            /lifecycle/postStart/sleep = null -> lifecycle.postStart:Required
            /lifecycle/postStart/sleep/seconds = 1 -> fine
            /lifecycle/preStop/tcpSocket = (none) -> lifecycle.preStop:Required
            /lifecycle/preStop/tcpSocket = null -> lifecycle.preStop:Required
            /lifecycle/preStop/tcpSocket = [] -> TypeInvalid
            /lifecycle/preStop/tcpSocket/port = 100001 -> Invalid
            /lifecycle/preStop/tcpSocket/host = "a_b" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "emptyDir": {}}, {"name": "blk", "persistentVolumeClaim": {"claimName": "c"}}],
            "initContainers": [{"name": "one", "image": "busybox:1", "args": ["a"], "command": ["b"],
            "imagePullPolicy": "IfNotPresent", "env": [{"name": "A", "value": "1"}], "envFrom": [{"configMapRef":
            {"name": "c"}}], "workingDir": "/w", "terminationMessagePath": "/dev/t", "terminationMessagePolicy":
            "File", "stdin": true, "stdinOnce": true, "tty": true, "resources": {"limits": {"cpu": "2", "memory":
            "1Gi", "ephemeral-storage": "2Gi", "example.com/gpu": "2"}, "requests": {"cpu": "500m", "memory": "512Mi",
            "ephemeral-storage": 1024, "example.com/gpu": 2}}, "resizePolicy": [{"resourceName": "cpu",
            "restartPolicy": "NotRequired"}], "ports": [{"containerPort": 80, "name": "http", "protocol": "TCP",
            "hostPort": 8080, "hostIP": "127.0.0.1"}, {"containerPort": 80, "protocol": "UDP"}], "securityContext":
            {"runAsUser": 5}, "volumeMounts": [{"name": "v", "mountPath": "/v", "subPath": "a", "readOnly": true,
            "mountPropagation": "None"}, {"name": "v", "mountPath": "/w", "subPathExpr": "$(A)"}], "volumeDevices":
            [{"name": "blk", "devicePath": "/dev/x"}]}, {"name": "side", "image": "busybox", "restartPolicy":
            "Always", "lifecycle": {"preStop": {"exec": {"command": ["a"]}}}, "livenessProbe": {"initialDelaySeconds":
            1, "timeoutSeconds": 2, "periodSeconds": 3, "successThreshold": 1, "failureThreshold": 4, "exec":
            {"command": ["a"]}}, "readinessProbe": {"initialDelaySeconds": 1, "timeoutSeconds": 2, "periodSeconds": 3,
            "successThreshold": 1, "failureThreshold": 4, "exec": {"command": ["a"]}}, "startupProbe":
            {"initialDelaySeconds": 1, "timeoutSeconds": 2, "periodSeconds": 3, "successThreshold": 1,
            "failureThreshold": 4, "exec": {"command": ["a"]}}}]}
            """#,
            #"""
            /volumes/1 = (none) -> initContainers[0].volumeDevices[0].name:NotFound
            /volumes/1 = {} -> initContainers[0].volumeDevices[0].name:NotFound volumes[1].name:Required
            /volumes/1/name = null -> initContainers[0].volumeDevices[0].name:NotFound Required
            /volumes/1/name = "a/b" -> initContainers[0].volumeDevices[0].name:NotFound Invalid
            /volumes/1/persistentVolumeClaim = (none) -> initContainers[0].volumeDevices[0].name:Invalid
            /volumes/1/persistentVolumeClaim/claimName = "cx" -> fine
            /initContainers/0 = {} -> initContainers[0].image:Required initContainers[0].name:Required
            /initContainers/0 = "a" -> TypeInvalid
            /initContainers/0/name = "a.b" -> Invalid
            /initContainers/0/image = (none) -> Required
            /initContainers/0/image = "a b" -> fine
            /initContainers/0/command = "" -> TypeInvalid
            /initContainers/0/command = ["b", ""] -> fine
            /initContainers/0/imagePullPolicy = " a" -> NotSupported
            /initContainers/0/imagePullPolicy = "1e3" -> NotSupported
            /initContainers/0/imagePullPolicy = {} -> TypeInvalid
            /initContainers/0/imagePullPolicy = "Always" -> fine
            /initContainers/0/env = [{"name": "A", "value": "1"}, {}] -> initContainers[0].env[1].name:Required
            /initContainers/0/env = [{"name": "A", "value": "1"}, ""] -> initContainers[0].env[1]:TypeInvalid
            /initContainers/0/env/0/name = "0" -> fine
            /initContainers/0/env/0/value = 5 -> TypeInvalid
            /initContainers/0/envFrom = 0 -> TypeInvalid
            /initContainers/0/envFrom/0/configMapRef = {} -> initContainers[0].envFrom[0].configMapRef.name:Required
            /initContainers/0/envFrom/0/configMapRef/name = (none) -> Required
            /initContainers/0/envFrom/0/configMapRef/name = null -> Required
            /initContainers/0/envFrom/0/configMapRef/name = "..a" -> Invalid
            /initContainers/0/workingDir = "1.5" -> fine
            /initContainers/0/terminationMessagePath = "a" -> fine
            /initContainers/0/terminationMessagePolicy = "FILE" -> NotSupported
            /initContainers/0/terminationMessagePolicy = "FileFile" -> NotSupported
            /initContainers/0/terminationMessagePolicy = "FallbackToLogsOnError" -> fine
            /initContainers/0/stdin = false -> fine
            /initContainers/0/stdinOnce = false -> fine
            /initContainers/0/tty = false -> fine
            /initContainers/0/tty = [] -> TypeInvalid
            /initContainers/0/resources/limits = (none) -> Required
            /initContainers/0/resources/limits/memory = true -> initContainers[0].resources.limits[memory]:TypeInvalid
            /initContainers/0/resources/limits/ephemeral-storage = "9223372036854775808" -> fine
            /initContainers/0/resources/requests/cpu = "-1" -> initContainers[0].resources.requests[cpu]:Invalid
            /initContainers/0/resources/requests/memory = "1.5Gi" -> initContainers[0].resources.requests:Invalid
            /initContainers/0/resources/requests/ephemeral-storage = "1" -> fine
            /initContainers/0/resizePolicy/0/resourceName = 0 -> TypeInvalid
            /initContainers/0/ports/0 = {} -> initContainers[0].ports[0].containerPort:Required
            /initContainers/0/ports/0 = "a" -> TypeInvalid
            /initContainers/0/ports/0/containerPort = null -> Required
            /initContainers/0/ports/0/containerPort = 0 -> Required
            /initContainers/0/ports/0/protocol = "1.2.3.4" -> NotSupported
            /initContainers/0/ports/0/protocol = "SCTP" -> fine
            /initContainers/0/ports/0/hostPort = -1 -> Invalid
            /initContainers/0/ports/0/hostPort = 256 -> fine
            /initContainers/0/ports/0/hostPort = 65536 -> Invalid
            /initContainers/0/ports/0/hostIP = "..a" -> fine
            /initContainers/0/ports/1 = {} -> initContainers[0].ports[1].containerPort:Required
            /initContainers/0/ports/1/containerPort = 1 -> fine
            /initContainers/0/ports/1/containerPort = 100001 -> Invalid
            /initContainers/0/ports/1/containerPort = 2147483647 -> Invalid
            /initContainers/0/ports/1/protocol = "../a" -> NotSupported
            /initContainers/0/securityContext/runAsUser = 256 -> fine
            /initContainers/0/securityContext/runAsUser = -2147483649 -> Invalid
            /initContainers/0/volumeMounts/0/name = "1.5" -> NotFound
            /initContainers/0/volumeMounts/0/readOnly = false -> fine
            /initContainers/0/volumeMounts/0/mountPropagation = [] -> TypeInvalid
            /initContainers/0/volumeMounts/1/name = "a:b" -> NotFound
            /initContainers/0/volumeMounts/1/mountPath = "" -> Required
            /initContainers/0/volumeMounts/1/subPathExpr = "a..b" -> fine
            /initContainers/0/volumeDevices/0 = "" -> TypeInvalid
            /initContainers/0/volumeDevices/0/devicePath = null -> Required
            /initContainers/0/volumeDevices/0/devicePath = "" -> Required
            /initContainers/0/volumeDevices/0/devicePath = "../a" -> Invalid
            /initContainers/0/volumeDevices/0/devicePath = "/dev/xx" -> fine
            /initContainers/0/volumeDevices/0/devicePath = "/dev/../x" -> Invalid
            /initContainers/1/name = (none) -> Required
            /initContainers/1/name = "a-" -> Invalid
            /initContainers/1/image = "" -> Required
            /initContainers/1/lifecycle/preStop = {} -> Required
            /initContainers/1/lifecycle/preStop/exec = (none) -> initContainers[1].lifecycle.preStop:Required
            /initContainers/1/lifecycle/preStop/exec = null -> initContainers[1].lifecycle.preStop:Required
            /initContainers/1/livenessProbe/initialDelaySeconds = -1 -> Invalid
            /initContainers/1/livenessProbe/periodSeconds = -1 -> Invalid
            /initContainers/1/livenessProbe/exec = (none) -> initContainers[1].livenessProbe:Required
            /initContainers/1/readinessProbe = {} -> Required
            /initContainers/1/readinessProbe/initialDelaySeconds = 0 -> fine
            /initContainers/1/readinessProbe/initialDelaySeconds = -1 -> Invalid
            /initContainers/1/readinessProbe/timeoutSeconds = 100000 -> fine
            /initContainers/1/readinessProbe/periodSeconds = -1 -> Invalid
            /initContainers/1/readinessProbe/successThreshold = -1 -> Invalid
            /initContainers/1/readinessProbe/failureThreshold = -1 -> Invalid
            /initContainers/1/readinessProbe/failureThreshold = "" -> TypeInvalid
            /initContainers/1/readinessProbe/exec = null -> initContainers[1].readinessProbe:Required
            /initContainers/1/readinessProbe/exec = {} -> initContainers[1].readinessProbe.exec.command:Required
            /initContainers/1/readinessProbe/exec = [] -> TypeInvalid
            /initContainers/1/readinessProbe/exec/command = [] -> Required
            /initContainers/1/readinessProbe/exec/command = "a" -> TypeInvalid
            /initContainers/1/readinessProbe/exec/command/0 = " a" -> fine
            /initContainers/1/startupProbe/initialDelaySeconds = -1 -> Invalid
            /initContainers/1/startupProbe/initialDelaySeconds = 65536 -> fine
            /initContainers/1/startupProbe/timeoutSeconds = -1 -> Invalid
            /initContainers/1/startupProbe/timeoutSeconds = 511 -> fine
            /initContainers/1/startupProbe/timeoutSeconds = "" -> TypeInvalid
            /initContainers/1/startupProbe/periodSeconds = -1 -> Invalid
            /initContainers/1/startupProbe/periodSeconds = 1 -> fine
            /initContainers/1/startupProbe/successThreshold = 0 -> fine
            /initContainers/1/startupProbe/successThreshold = -1 -> Invalid
            /initContainers/1/startupProbe/successThreshold = 2 -> Invalid
            /initContainers/1/startupProbe/failureThreshold = -1 -> Invalid
            /initContainers/1/startupProbe/failureThreshold = 2 -> fine
            /initContainers/1/startupProbe/exec = null -> initContainers[1].startupProbe:Required
            /initContainers/1/startupProbe/exec = {} -> initContainers[1].startupProbe.exec.command:Required
            /initContainers/1/startupProbe/exec/command/0 = 0 -> TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"volumes": [{"name": "v", "emptyDir": {}}, {"name": "w", "hostPath": {"path": "/x"}}], "volumeMounts":
            [{"name": "v", "mountPath": "/v", "subPath": "a", "readOnly": true, "mountPropagation": "None",
            "recursiveReadOnly": "Disabled"}, {"name": "w", "mountPath": "/w", "mountPropagation": "HostToContainer"},
            {"name": "v", "mountPath": "/z-a", "subPathExpr": "$(A)/b"}]}
            """#,
            #"""
            /volumes/0 = (none) -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound
            /volumes/0 = {} -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound volumes[0].name:Required
            /volumes/0/name = (none) -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound Required
            /volumes/0/name = "a" -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound
            /volumes/0/name = "1" -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound
            /volumes/0/name = "1.2.3.4" -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound Invalid
            /volumes/0/name = "POD_NAME" -> volumeMounts[0].name:NotFound volumeMounts[2].name:NotFound Invalid
            /volumes/1/hostPath/path = " " -> fine
            /volumeMounts/0/subPath = "a/b/c" -> fine
            /volumeMounts/0/readOnly = [] -> TypeInvalid
            /volumeMounts/0/recursiveReadOnly = "Enabled" -> fine
            /volumeMounts/1/name = {} -> TypeInvalid
            /volumeMounts/1/mountPath = "" -> Required
            /volumeMounts/2/mountPath = "c:\\a" -> fine
            """#),
    ]
}
