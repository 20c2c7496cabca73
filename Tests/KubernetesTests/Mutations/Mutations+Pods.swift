internal import Schema

@testable import Kubernetes

extension Mutations {
    /// Answers of a Kubernetes 1.36 API server to changes of Jobs, Pods and scheduling.
    static let pods = [
        Mutations(
            of: ObjectType.jobTemplate,
            #"""
            {"parallelism": 2, "completions": 3, "completionMode": "Indexed", "activeDeadlineSeconds": 60,
            "backoffLimit": 6, "ttlSecondsAfterFinished": 60, "suspend": false, "template": {"spec": {}}}
            """#,
            #"""
            /parallelism = -1 -> Invalid
            /parallelism = 65535 -> fine
            /parallelism = 100001 -> Invalid
            /completions = null -> Required
            /completions = -1 -> Invalid
            /completions = 511 -> fine
            /completionMode = "a_b" -> NotSupported
            /completionMode = "1e3" -> NotSupported
            /completionMode = 0 -> TypeInvalid
            /completionMode = "NonIndexed" -> fine
            /activeDeadlineSeconds = -1 -> Invalid
            /activeDeadlineSeconds = 2147483647 -> fine
            /activeDeadlineSeconds = -2147483649 -> Invalid
            /backoffLimit = -1 -> Invalid
            /backoffLimit = 2 -> fine
            /ttlSecondsAfterFinished = -1 -> Invalid
            /ttlSecondsAfterFinished = 100000 -> fine
            /suspend = true -> fine
            """#),
        Mutations(
            of: ObjectType.podTemplateSpec,
            #"""
            {"metadata": {"labels": {"app": "web", "example.com/tier": "a"}, "annotations": {"note": "any text",
            "example.com/Note": "x"}}, "spec": {}}
            """#,
            #"""
            /metadata/labels/app = "-1" -> metadata.labels:Invalid
            /metadata/labels/app = "a=b" -> metadata.labels:Invalid
            /metadata/labels/app = "webweb" -> fine
            /metadata/annotations/note = "a/b/c" -> fine
            /metadata/annotations/note = [] -> metadata.annotations:TypeInvalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst", "nodeSelector": {"kubernetes.io/os":
            "linux", "a": "b"}, "serviceAccountName": "sa", "hostNetwork": false, "hostPID": false, "hostIPC": false,
            "shareProcessNamespace": false, "imagePullSecrets": [{"name": "s"}, {"name": "t"}], "schedulerName":
            "sched", "priorityClassName": "high", "priority": 5, "runtimeClassName": "gvisor", "enableServiceLinks":
            true}
            """#,
            #"""
            /terminationGracePeriodSeconds = 0 -> fine
            /dnsPolicy = ".." -> NotSupported
            /nodeSelector = [] -> TypeInvalid
            /nodeSelector/a = " " -> nodeSelector:Invalid
            /nodeSelector/a = "-a" -> nodeSelector:Invalid
            /nodeSelector/a = "1e3" -> fine
            /serviceAccountName = "0" -> fine
            /serviceAccountName = "a/.." -> Invalid
            /serviceAccountName = "a " -> Invalid
            /hostNetwork = true -> fine
            /hostPID = true -> fine
            /shareProcessNamespace = true -> fine
            /imagePullSecrets = 0 -> TypeInvalid
            /imagePullSecrets = [{"name": "s"}, {"name": "t"}, {}] -> fine
            /schedulerName = "1.2.3.4" -> fine
            /priorityClassName = "A" -> Invalid
            /priorityClassName = "-a" -> Invalid
            /priorityClassName = "highx" -> fine
            /priority = 256 -> fine
            /priority = {} -> TypeInvalid
            /runtimeClassName = "a.b" -> fine
            /runtimeClassName = "../a" -> Invalid
            /runtimeClassName = "a=b" -> Invalid
            /runtimeClassName = true -> TypeInvalid
            /enableServiceLinks = false -> fine
            """#),
        Mutations(
            of: ObjectType.podRuntimeSettings,
            #"""
            {"nodeName": "node-1", "automountServiceAccountToken": false, "readinessGates": [{"conditionType":
            "example.com/ready"}]}
            """#,
            #"""
            /nodeName = "a/b" -> Invalid
            /nodeName = "/a/../b" -> Invalid
            /nodeName = "node-1node-1" -> fine
            /nodeName = 5 -> TypeInvalid
            /automountServiceAccountToken = true -> fine
            /automountServiceAccountToken = "true" -> TypeInvalid
            /readinessGates/0 = "" -> TypeInvalid
            /readinessGates/0/conditionType = "0" -> fine
            /readinessGates/0/conditionType = "/a" -> Invalid
            /readinessGates/0/conditionType = ".." -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"tolerations": [{"key": "a", "operator": "Equal", "value": "b", "effect": "NoExecute",
            "tolerationSeconds": 5}, {"key": "a/b", "operator": "Exists", "effect": "NoSchedule"}, {"operator":
            "Exists"}]}
            """#,
            #"""
            /tolerations/0 = {} -> tolerations[0].operator:Invalid
            /tolerations/0/key = "..a" -> Invalid
            /tolerations/0/operator = "a " -> NotSupported
            /tolerations/0/operator = "1.5" -> NotSupported
            /tolerations/0/effect = null -> Invalid
            /tolerations/0/effect = "" -> Invalid
            /tolerations/0/effect = "a:b" -> Invalid NotSupported
            /tolerations/0/effect = "1Gi" -> Invalid NotSupported
            /tolerations/0/tolerationSeconds = 1 -> fine
            /tolerations/1/effect = ".." -> NotSupported
            /tolerations/1/effect = " a" -> NotSupported
            /tolerations/1/effect = [] -> TypeInvalid
            /tolerations/1/effect = "NoExecute" -> fine
            /tolerations/2 = {} -> tolerations[2].operator:Invalid
            /tolerations/2/operator = (none) -> Invalid
            /tolerations/2/operator = "Equal" -> Invalid
            """#),
    ]
}
