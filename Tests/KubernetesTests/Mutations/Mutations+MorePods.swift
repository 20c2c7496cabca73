internal import Schema

@testable import Kubernetes

extension Mutations {
    /// Answers of a Kubernetes 1.36 API server to changes of Jobs, Pods and scheduling.
    static let morePods = [
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms":
            [{"matchExpressions": [{"key": "kubernetes.io/os", "operator": "In", "values": ["linux"]}, {"key": "n",
            "operator": "NotIn", "values": ["linux"]}, {"key": "cpus", "operator": "Gt", "values": ["4"]}, {"key":
            "cpus", "operator": "Lt", "values": ["64"]}, {"key": "e", "operator": "Exists"}, {"key": "f", "operator":
            "DoesNotExist"}], "matchFields": [{"key": "metadata.name", "operator": "In", "values": ["node-1"]}]},
            {}]}, "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "preference": {"matchExpressions":
            [{"key": "kubernetes.io/os", "operator": "In", "values": ["linux"]}, {"key": "n", "operator": "NotIn",
            "values": ["linux"]}, {"key": "cpus", "operator": "Gt", "values": ["4"]}, {"key": "cpus", "operator":
            "Lt", "values": ["64"]}, {"key": "e", "operator": "Exists"}, {"key": "f", "operator": "DoesNotExist"}],
            "matchFields": [{"key": "metadata.name", "operator": "In", "values": ["node-1"]}]}}]}, "podAffinity":
            {"requiredDuringSchedulingIgnoredDuringExecution": [{"labelSelector": {"matchLabels": {"app": "web"},
            "matchExpressions": [{"key": "tier", "operator": "In", "values": ["a", "b"]}, {"key": "x.io/y",
            "operator": "NotIn", "values": ["c"]}, {"key": "e", "operator": "Exists"}, {"key": "d", "operator":
            "DoesNotExist"}]}, "topologyKey": "kubernetes.io/hostname", "namespaces": ["demo", "kube-system"],
            "namespaceSelector": {"matchLabels": {"a": "b"}}, "matchLabelKeys": ["rev"], "mismatchLabelKeys":
            ["other"]}], "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 100, "podAffinityTerm":
            {"labelSelector": {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "tier", "operator": "In",
            "values": ["a", "b"]}, {"key": "x.io/y", "operator": "NotIn", "values": ["c"]}, {"key": "e", "operator":
            "Exists"}, {"key": "d", "operator": "DoesNotExist"}]}, "topologyKey": "kubernetes.io/hostname",
            "namespaces": ["demo", "kube-system"], "namespaceSelector": {"matchLabels": {"a": "b"}}, "matchLabelKeys":
            ["rev"], "mismatchLabelKeys": ["other"]}}]}, "podAntiAffinity":
            {"requiredDuringSchedulingIgnoredDuringExecution": [{"labelSelector": {"matchLabels": {"app": "web"},
            "matchExpressions": [{"key": "tier", "operator": "In", "values": ["a", "b"]}, {"key": "x.io/y",
            "operator": "NotIn", "values": ["c"]}, {"key": "e", "operator": "Exists"}, {"key": "d", "operator":
            "DoesNotExist"}]}, "topologyKey": "kubernetes.io/hostname", "namespaces": ["demo", "kube-system"],
            "namespaceSelector": {"matchLabels": {"a": "b"}}, "matchLabelKeys": ["rev"], "mismatchLabelKeys":
            ["other"]}], "preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 50, "podAffinityTerm":
            {"labelSelector": {"matchLabels": {"app": "web"}, "matchExpressions": [{"key": "tier", "operator": "In",
            "values": ["a", "b"]}, {"key": "x.io/y", "operator": "NotIn", "values": ["c"]}, {"key": "e", "operator":
            "Exists"}, {"key": "d", "operator": "DoesNotExist"}]}, "topologyKey": "kubernetes.io/hostname",
            "namespaces": ["demo", "kube-system"], "namespaceSelector": {"matchLabels": {"a": "b"}}, "matchLabelKeys":
            ["rev"], "mismatchLabelKeys": ["other"]}}]}}}
            """#,
            #"""
            /affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms = [] -> Required
            /affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight = -1 -> Invalid
            /affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight = 2 -> fine
            /affinity/podAffinity = "a" -> TypeInvalid
            /affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces = ["demo"] -> fine
            /affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/matchLabelKeys/0 = "a:b" -> Invalid
            /affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/mismatchLabelKeys/0 = "a/b" -> fine
            /affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution = "" -> TypeInvalid
            /affinity/podAntiAffinity = 0 -> TypeInvalid
            /affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey = "a..b" -> fine
            /affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey = "a " -> Invalid
            /affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces = "" -> TypeInvalid
            /affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight = 2 -> fine
            /affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight = 100000 -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "kubernetes.io/hostname",
            "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"app": "web"}, "matchExpressions":
            [{"key": "tier", "operator": "In", "values": ["a", "b"]}, {"key": "x.io/y", "operator": "NotIn", "values":
            ["c"]}, {"key": "e", "operator": "Exists"}, {"key": "d", "operator": "DoesNotExist"}]}, "minDomains": 2,
            "matchLabelKeys": ["rev"], "nodeAffinityPolicy": "Honor", "nodeTaintsPolicy": "Ignore"}, {"maxSkew": 2,
            "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "ScheduleAnyway", "labelSelector":
            {"matchLabels": {"a": "b"}}}]}
            """#,
            #"""
            /topologySpreadConstraints/0/maxSkew = -1 -> Invalid
            /topologySpreadConstraints/0/topologyKey = (none) -> Required
            /topologySpreadConstraints/0/topologyKey = "" -> Required
            /topologySpreadConstraints/0/labelSelector = null -> topologySpreadConstraints[0].matchLabelKeys:Forbidden
            /topologySpreadConstraints/0/labelSelector/matchLabels = {"app": "web", "-a": "web"} -> Invalid
            /topologySpreadConstraints/0/labelSelector/matchLabels/app = "a.b" -> fine
            /topologySpreadConstraints/0/labelSelector/matchExpressions/0/values = (none) -> Required
            /topologySpreadConstraints/0/labelSelector/matchExpressions/0/values = null -> Required
            /topologySpreadConstraints/0/labelSelector/matchExpressions/0/values/0 = "a/.." -> Invalid
            /topologySpreadConstraints/0/labelSelector/matchExpressions/1/values = ["c", "c"] -> fine
            /topologySpreadConstraints/0/labelSelector/matchExpressions/1/values/0 = "1" -> fine
            /topologySpreadConstraints/0/labelSelector/matchExpressions/1/values/0 = "/a/../b" -> Invalid
            /topologySpreadConstraints/0/labelSelector/matchExpressions/2 = "" -> TypeInvalid
            /topologySpreadConstraints/0/labelSelector/matchExpressions/2/key = {} -> TypeInvalid
            /topologySpreadConstraints/0/labelSelector/matchExpressions/3/key = "a/.." -> Invalid
            /topologySpreadConstraints/0/labelSelector/matchExpressions/3/key = "1Gi" -> fine
            /topologySpreadConstraints/0/labelSelector/matchExpressions/3/operator = "Exists" -> fine
            /topologySpreadConstraints/0/minDomains = -1 -> Invalid
            /topologySpreadConstraints/0/minDomains = 65536 -> fine
            /topologySpreadConstraints/0/matchLabelKeys/0 = "a_b" -> fine
            /topologySpreadConstraints/0/matchLabelKeys/0 = "/a/../b" -> Invalid
            /topologySpreadConstraints/0/matchLabelKeys/0 = " a" -> Invalid
            /topologySpreadConstraints/0/matchLabelKeys/0 = true -> TypeInvalid
            /topologySpreadConstraints/0/nodeAffinityPolicy = "-1" -> NotSupported
            /topologySpreadConstraints/0/nodeAffinityPolicy = "Ignore" -> fine
            /topologySpreadConstraints/0/nodeTaintsPolicy = "1" -> NotSupported
            /topologySpreadConstraints/0/nodeTaintsPolicy = "/a" -> NotSupported
            /topologySpreadConstraints/0/nodeTaintsPolicy = 5 -> TypeInvalid
            /topologySpreadConstraints/1/maxSkew = 0 -> Invalid
            /topologySpreadConstraints/1/maxSkew = 1 -> fine
            /topologySpreadConstraints/1/topologyKey = "topology.kubernetes.io/zonex" -> fine
            /topologySpreadConstraints/1/whenUnsatisfiable = "a.b" -> NotSupported
            /topologySpreadConstraints/1/whenUnsatisfiable = "1e3" -> NotSupported
            /topologySpreadConstraints/1/labelSelector/matchLabels = {"a": "b", "": "b"} -> Invalid
            /topologySpreadConstraints/1/labelSelector/matchLabels = {"a": "b", "a/b": "b"} -> fine
            /topologySpreadConstraints/1/labelSelector/matchLabels/a = "1Gi" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"dnsPolicy": "None", "dnsConfig": {"nameservers": ["1.1.1.1", "2001:db8::1"], "searches": ["example.com",
            "."], "options": [{"name": "ndots", "value": "2"}, {"name": "edns0"}]}}
            """#,
            #"""
            /dnsPolicy = ".." -> NotSupported
            /dnsPolicy = "ClusterFirst" -> fine
            /dnsConfig = null -> Required
            /dnsConfig = {} -> dnsConfig.nameservers:Required
            /dnsConfig/nameservers = null -> Required
            /dnsConfig/nameservers = [] -> Required
            /dnsConfig/nameservers = ["1.1.1.1"] -> fine
            /dnsConfig/nameservers = ["1.1.1.1", "2001:db8::1", ""] -> dnsConfig.nameservers[2]:Invalid
            /dnsConfig/nameservers/0 = "1.5" -> Invalid
            /dnsConfig/nameservers/1 = "a-" -> Invalid
            /dnsConfig/nameservers/1 = "1.2.3.4" -> fine
            /dnsConfig/searches = ["example.com"] -> fine
            /dnsConfig/searches = ["example.com", ".", ""] -> dnsConfig.searches[2]:Invalid
            /dnsConfig/searches/0 = "a.b" -> fine
            /dnsConfig/searches/1 = "-1" -> Invalid
            /dnsConfig/searches/1 = "a/b/c" -> Invalid
            /dnsConfig/searches/1 = true -> TypeInvalid
            /dnsConfig/options = [{"name": "ndots", "value": "2"}] -> fine
            /dnsConfig/options/0/name = 5 -> TypeInvalid
            /dnsConfig/options/0/value = "-1" -> fine
            /dnsConfig/options/1/name = " a" -> fine
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"securityContext": {"runAsUser": 1000, "runAsGroup": 1000, "runAsNonRoot": true, "fsGroup": 2000,
            "supplementalGroups": [1, 2], "fsGroupChangePolicy": "OnRootMismatch", "supplementalGroupsPolicy":
            "Merge", "seLinuxChangePolicy": "Recursive", "seLinuxOptions": {"user": "u", "role": "r", "type": "t",
            "level": "s0:c1"}, "seccompProfile": {"type": "RuntimeDefault"}, "appArmorProfile": {"type": "Localhost",
            "localhostProfile": "p"}, "sysctls": [{"name": "kernel.shm_rmid_forced", "value": "0"}, {"name":
            "net.core.somaxconn", "value": "1024"}]}}
            """#,
            #"""
            /securityContext/runAsUser = 0 -> fine
            /securityContext/runAsUser = -1 -> Invalid
            /securityContext/runAsUser = 4294967296 -> Invalid
            /securityContext/runAsGroup = -1 -> Invalid
            /securityContext/runAsGroup = 2147483647 -> fine
            /securityContext/runAsGroup = -2147483649 -> Invalid
            /securityContext/runAsNonRoot = "true" -> TypeInvalid
            /securityContext/fsGroup = 0 -> fine
            /securityContext/fsGroup = -2147483649 -> Invalid
            /securityContext/fsGroup = 9223372036854775807 -> Invalid
            /securityContext/supplementalGroups = [1, 2, 1] -> fine
            /securityContext/supplementalGroups/0 = 2147483648 -> Invalid
            /securityContext/supplementalGroups/0 = 9223372036854775807 -> Invalid
            /securityContext/supplementalGroups/1 = 1 -> fine
            /securityContext/supplementalGroups/1 = "a" -> TypeInvalid
            /securityContext/fsGroupChangePolicy = "-1" -> NotSupported
            /securityContext/fsGroupChangePolicy = "..a" -> NotSupported
            /securityContext/fsGroupChangePolicy = "Always" -> fine
            /securityContext/supplementalGroupsPolicy = "a" -> NotSupported
            /securityContext/supplementalGroupsPolicy = " Merge" -> NotSupported
            /securityContext/supplementalGroupsPolicy = {} -> TypeInvalid
            /securityContext/supplementalGroupsPolicy = "Strict" -> fine
            /securityContext/seLinuxChangePolicy = "0" -> NotSupported
            /securityContext/seLinuxChangePolicy = "1.2.3.4" -> NotSupported
            /securityContext/seLinuxOptions/user = "A" -> fine
            /securityContext/seLinuxOptions/role = "..a" -> fine
            /securityContext/seLinuxOptions/type = " a" -> fine
            /securityContext/seLinuxOptions/level = "-a" -> fine
            /securityContext/seLinuxOptions/level = 5 -> TypeInvalid
            /securityContext/seccompProfile = {} -> securityContext.seccompProfile.type:Required
            /securityContext/seccompProfile/type = (none) -> Required
            /securityContext/seccompProfile/type = "a" -> NotSupported
            /securityContext/seccompProfile/type = "a/b" -> NotSupported
            /securityContext/seccompProfile/type = "Unconfined" -> fine
            /securityContext/appArmorProfile/type = "" -> Required
            /securityContext/appArmorProfile/type = true -> TypeInvalid
            /securityContext/appArmorProfile/localhostProfile = null -> Required
            /securityContext/appArmorProfile/localhostProfile = "" -> Required
            /securityContext/appArmorProfile/localhostProfile = "0" -> fine
            /securityContext/appArmorProfile/localhostProfile = "a " -> Invalid
            /securityContext/appArmorProfile/localhostProfile = " p" -> Invalid
            /securityContext/appArmorProfile/localhostProfile = 5 -> TypeInvalid
            /securityContext/sysctls/0 = {} -> securityContext.sysctls[0].name:Required securityContext.sysctls[0].value:Required
            /securityContext/sysctls/1 = {} -> securityContext.sysctls[1].name:Required securityContext.sysctls[1].value:Required
            /securityContext/sysctls/1/name = null -> Required
            /securityContext/sysctls/1/name = "" -> Required
            /securityContext/sysctls/1/name = "a " -> Invalid
            /securityContext/sysctls/1/name = "a=b" -> Invalid
            """#),
        Mutations(
            of: ObjectType.podSpec,
            #"""
            {"securityContext": {"windowsOptions": {"gmsaCredentialSpecName": "g", "gmsaCredentialSpec": "spec",
            "runAsUserName": "DOMAIN\\user", "hostProcess": false}, "seccompProfile": {"type": "Localhost",
            "localhostProfile": "a/b.json"}}}
            """#,
            #"""
            /securityContext/windowsOptions/gmsaCredentialSpecName = "../a" -> Invalid
            /securityContext/windowsOptions/gmsaCredentialSpecName = "a=b" -> Invalid
            /securityContext/windowsOptions/gmsaCredentialSpecName = "1.2.3.4" -> fine
            /securityContext/windowsOptions/gmsaCredentialSpec = "a..b" -> fine
            /securityContext/windowsOptions/runAsUserName = " " -> Invalid
            /securityContext/windowsOptions/runAsUserName = "$(A)" -> fine
            /securityContext/windowsOptions/runAsUserName = {} -> TypeInvalid
            /securityContext/windowsOptions/runAsUserName = "a@b" -> Invalid
            /securityContext/seccompProfile = {} -> securityContext.seccompProfile.type:Required
            /securityContext/seccompProfile/localhostProfile = (none) -> Required
            /securityContext/seccompProfile/localhostProfile = null -> Required
            /securityContext/seccompProfile/localhostProfile = "/a/../b" -> Invalid
            /securityContext/seccompProfile/localhostProfile = "../a" -> Invalid
            /securityContext/seccompProfile/localhostProfile = "1Gi" -> fine
            """#),
    ]
}
