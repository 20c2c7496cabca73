import KubeStash
import Serving
import TestSupport
import Testing
import Webhook

@testable import stashgate

/// The output of kubectl for manifests/: if one of these facts were wrong, a cluster would have no webhook or a weaker
/// one, and no other test would notice.
@Suite(.enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
struct ManifestTests {
    private static func resource(_ name: String) throws -> JSONValue {
        try #require(try Kustomize.resources(of: "manifests/base")[name], "\(name) is not in manifests/base")
    }

    @Test("the base contains the webhook, and the overlays add the certificate")
    func base() throws {
        // The policy's name ends with a hash of its content.
        let names = try Kustomize.resources(of: "manifests/base").keys.sorted().map { name in
            name.hasPrefix("ConfigMap/") ? String(name[..<(name.lastIndex(of: "-") ?? name.endIndex)]) : name
        }
        #expect(
            names == [
                "ClusterRole/stashgate", "ClusterRoleBinding/stashgate", "ConfigMap/stashgate-policy",
                "Deployment/stashgate", "MutatingWebhookConfiguration/admission-stashgate",
                "Namespace/stashgate-system",
                "NetworkPolicy/stashgate", "PodDisruptionBudget/stashgate", "Service/stashgate",
                "ServiceAccount/stashgate", "ValidatingWebhookConfiguration/admission-stashgate",
            ])
    }

    @Test("the service, the network policy and the server agree on the ports")
    func ports() throws {
        let service = try Self.resource("Service/stashgate")
        let deployment = try Self.resource("Deployment/stashgate")
        let label = "app.kubernetes.io~1name"
        let pods = try #require(service["spec/selector"])
        #expect(deployment["spec/template/metadata/labels/\(label)"] == pods[label])
        let policy = try Self.resource("NetworkPolicy/stashgate")
        #expect(policy["spec/podSelector/matchLabels"] == pods)
        // The API server alone is called, and no name is looked up.
        #expect(policy["spec/egress"] == [["ports": [["port": 443], ["port": 6443]]]])

        let container = "spec/template/spec/containers/0"
        for (index, name, port, flag) in [(0, "https", 8443, "listen"), (1, "metrics", 9090, "metrics-listen")] {
            #expect(deployment["\(container)/ports/\(index)/name"] == .string(name))
            #expect(deployment["\(container)/ports/\(index)/containerPort"] == .number("\(port)"))
            #expect(deployment.texts("\(container)/args").contains("--\(flag)=0.0.0.0:\(port)"))
            #expect(service["spec/ports/\(index)/targetPort"] == .string(name))
            #expect(policy["spec/ingress/\(index)/ports"] == [["port": .string(name)]])
        }
        // Reviews may come from any address, metrics only go to Prometheus.
        #expect(policy["spec/ingress/0/from"] == nil)
        #expect(policy["spec/ingress/1/from/0/podSelector/matchLabels/\(label)"] == "prometheus")
        #expect(policy["spec/ingress/1/from/1"] == nil)
        #expect(policy["spec/ingress/2"] == nil)
    }

    @Test("the kubelet's probes use the listener that requires no certificate")
    func probes() throws {
        let container = try #require(try Self.resource("Deployment/stashgate")["spec/template/spec/containers/0"])
        for (probe, path) in [("startup", "/livez"), ("liveness", "/livez"), ("readiness", "/readyz")] {
            #expect(container["\(probe)Probe/httpGet"] == ["path": .string(path), "port": "metrics"])
        }
    }

    @Test("the image has the version of this build")
    func version() throws {
        let deployment = try Self.resource("Deployment/stashgate")
        let image = "stashgate:\(Build.version)"
        #expect(deployment["spec/template/spec/containers/0/image"] == .string(image))
        #expect(try Repository.text(of: "Dockerfile").contains("--tag \(image) "))
        #expect(try Repository.text(of: "Docs/install.md").contains("/\(image) "))
    }

    @Test("the image runs as the user of the pod, and reads the certificate from the pod's mount")
    func image() throws {
        let lines = try Repository.text(of: "Dockerfile").split(separator: "\n").map(String.init)
        let deployment = try Self.resource("Deployment/stashgate")
        #expect(deployment["spec/template/spec/securityContext/runAsUser"] == 65_532)
        #expect(lines.filter { $0.hasPrefix("USER ") } == ["USER 65532:65532"])
        let folder = deployment.text("spec/template/spec/containers/0/volumeMounts/0/mountPath")
        #expect(
            lines.last == #"CMD ["serve", "--tls-cert", "\#(folder)/tls.crt", "--tls-key", "\#(folder)/tls.key"]"#)
    }

    @Test("the certificate is mounted at the server's path, and not readable by all")
    func certificate() throws {
        let deployment = try Self.resource("Deployment/stashgate")
        let pod = "spec/template/spec"
        let folder = deployment.text("\(pod)/containers/0/volumeMounts/0/mountPath")
        let arguments = deployment.texts("\(pod)/containers/0/args")
        #expect(arguments.contains("--tls-cert=\(folder)/tls.crt"))
        #expect(arguments.contains("--tls-key=\(folder)/tls.key"))
        #expect(deployment["\(pod)/volumes/0/secret/secretName"] == "stashgate-tls")
        #expect(deployment["\(pod)/volumes/0/secret/defaultMode"] == .number(String(0o440)))
    }

    @Test("the server uses the policy of the ConfigMap, whose name changes with its content")
    func policy() throws {
        let resources = try Kustomize.resources(of: "manifests/base")
        let deployment = try #require(resources["Deployment/stashgate"])
        let pod = "spec/template/spec"
        let folder = deployment.text("\(pod)/containers/0/volumeMounts/1/mountPath")
        let name = deployment.text("\(pod)/volumes/1/configMap/name")
        #expect(deployment["\(pod)/containers/0/volumeMounts/1/name"] == deployment["\(pod)/volumes/1/name"])
        #expect(deployment.texts("\(pod)/containers/0/args").contains("--config=\(folder)/policy.yaml"))
        #expect(name.hasPrefix("stashgate-policy-"))
        let map = try #require(resources["ConfigMap/\(name)"])
        #expect(map.text("data/policy.yaml") == (try Repository.text(of: "manifests/base/policy.yaml")))
    }

    @Test("the pod meets the restricted pod security standard")
    func restricted() throws {
        let namespace = try Self.resource("Namespace/stashgate-system")
        #expect(namespace["metadata/labels/pod-security.kubernetes.io~1enforce"] == "restricted")

        let deployment = try Self.resource("Deployment/stashgate")
        let pod = "spec/template/spec"
        let container = "\(pod)/containers/0"
        #expect(deployment["\(pod)/securityContext/runAsNonRoot"] == true)
        #expect(deployment["\(pod)/securityContext/runAsUser"] == 65_532)
        #expect(deployment["\(pod)/securityContext/seccompProfile/type"] == "RuntimeDefault")
        #expect(deployment["\(container)/securityContext/allowPrivilegeEscalation"] == false)
        #expect(deployment["\(container)/securityContext/readOnlyRootFilesystem"] == true)
        #expect(deployment["\(container)/securityContext/capabilities/drop"] == ["ALL"])
    }

    @Test("the webhook may list and watch what it follows, and nothing else")
    func role() throws {
        let role = try Self.resource("ClusterRole/stashgate")
        var granted: Set<[String]> = []
        for rule in role.items("rules") {
            #expect(rule.texts("verbs") == ["list", "watch"])
            for resource in rule.texts("resources") { granted.insert(rule.texts("apiGroups") + [resource]) }
        }
        #expect(granted == Set(WatchedKind.all.map { [$0.group, $0.plural] }))
        let binding = try Self.resource("ClusterRoleBinding/stashgate")
        #expect(binding["roleRef/name"] == "stashgate")
        #expect(binding["subjects/0/name"] == "stashgate")
        #expect(binding["subjects/0/namespace"] == "stashgate-system")
        #expect(try Self.resource("Deployment/stashgate")["spec/template/spec/automountServiceAccountToken"] == true)
        #expect(try Self.resource("ServiceAccount/stashgate")["automountServiceAccountToken"] == false)
    }

    @Test("the pod has a memory limit, and no processor limit that would throttle it")
    func resources() throws {
        let container = try #require(try Self.resource("Deployment/stashgate")["spec/template/spec/containers/0"])
        #expect(container.text("resources/requests/cpu") == "100m")
        #expect(container.text("resources/requests/memory") == "64Mi")
        #expect(container.text("resources/limits/memory") == "640Mi")
        #expect(container["resources/limits/cpu"] == nil)
        #expect(container.texts("args").contains("--workers=2"))
    }

    @Test("a rollout or a node drain leaves a replica that answers")
    func available() throws {
        let deployment = try Self.resource("Deployment/stashgate")
        #expect(deployment["spec/replicas"] == 2)
        #expect(deployment["spec/strategy/rollingUpdate/maxUnavailable"] == 0)
        // Kubernetes kills the pod later than the server stops by itself, with the default limits.
        #expect(!deployment.texts("spec/template/spec/containers/0/args").contains { $0.hasPrefix("--shutdown") })
        guard case .number(let seconds)? = deployment["spec/template/spec/terminationGracePeriodSeconds"] else {
            Issue.record("the pod is given no time to end")
            return
        }
        let limits = ServerLimits()
        #expect(try .seconds(#require(Int(seconds))) > limits.shutdownDelay + limits.shutdownTimeout)
        #expect(try Self.resource("PodDisruptionBudget/stashgate")["spec/minAvailable"] == 1)
    }
}
