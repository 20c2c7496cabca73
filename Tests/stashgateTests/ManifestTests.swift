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

    @Test("without the cluster there is no token, no role and no way out")
    func clusterOff() throws {
        let resources = try Kustomize.resources(ofOverlay: "cert-manager", with: "cluster-off")
        let deployment = try #require(resources["Deployment/stashgate"])
        #expect(deployment["spec/template/spec/automountServiceAccountToken"] == false)
        #expect(deployment.texts("spec/template/spec/containers/0/args").contains("--cluster=off"))
        #expect(resources["NetworkPolicy/stashgate"]?["spec/egress"] == [])
        #expect(resources.keys.filter { $0.contains("Role") } == [])
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

    @Test("every overlay can include the monitoring component", arguments: ["self-managed", "cert-manager", "own-ca"])
    func monitored(overlay: String) throws {
        let resources = try Kustomize.resources(ofOverlay: overlay, with: "monitoring")
        let service = try #require(resources["Service/stashgate"])
        let monitor = try #require(resources["ServiceMonitor/stashgate"])
        let label = "app.kubernetes.io~1name"
        #expect(monitor["spec/selector/matchLabels/\(label)"] == service["metadata/labels/\(label)"])
        #expect(monitor["spec/endpoints/0/port"] == service["spec/ports/1/name"])
        // The alerts and the dashboard select job="stashgate".
        #expect(monitor["spec/jobLabel"] == "app.kubernetes.io/name")
        #expect(service["metadata/labels/\(label)"] == "stashgate")
        let dashboard = try #require(resources["ConfigMap/stashgate-dashboard"])
        #expect(dashboard["metadata/labels/grafana_dashboard"] == "1")
        let text = try Repository.text(of: MonitoringComponentTests.dashboard)
        #expect(dashboard.text("data/stashgate.json") == text)
        for resource in [monitor, dashboard, try #require(resources["PrometheusRule/stashgate"])] {
            #expect(resource["metadata/namespace"] == service["metadata/namespace"])
        }
    }

    @Test("the patches in Docs/operations.md have the documented effect")
    func documentedPatches() throws {
        let page = try Repository.text(of: "Docs/operations.md")
        let start = try #require(page.firstRange(of: "```yaml\npatches:")).lowerBound
        let patches = page[start...].split(separator: "\n").dropFirst().prefix { $0 != "```" }.joined(separator: "\n")
        try Repository.withTemporaryFolder { folder in
            let copy = Repository.quoted("\(folder)/manifests")
            try Repository.output(of: "cp -R manifests \(copy) && mkdir \(copy)/overlays/own")
            try Repository.output(
                of: """
                    cat > \(copy)/overlays/own/kustomization.yaml <<'END'
                    resources: [../../base]
                    components: [../../components/monitoring]
                    \(patches)
                    END
                    """)
            let resources = try Kustomize.resources(of: "\(folder)/manifests/overlays/own")
            #expect(resources["PrometheusRule/stashgate"]?["metadata/labels/release"] == "kube-prometheus-stack")
            #expect(resources["ServiceMonitor/stashgate"]?["metadata/labels/release"] == "kube-prometheus-stack")
            let source = try #require(resources["NetworkPolicy/stashgate"]?["spec/ingress/1/from/0"])
            #expect(source["namespaceSelector/matchLabels/kubernetes.io~1metadata.name"] == "monitoring")
            #expect(source["podSelector"] == nil)
        }
    }

    @Test("the self-managed overlay has no files, and the rights to its own Secret and its own configurations alone")
    func selfManaged() throws {
        let resources = try Kustomize.resources(of: "manifests/overlays/self-managed")
        let pod = try #require(resources["Deployment/stashgate"]?["spec/template/spec"])
        let arguments = pod.texts("containers/0/args")
        #expect(arguments.contains("--self-managed-certificates=stashgate-tls"))
        #expect(!arguments.contains { $0.hasPrefix("--tls") })
        #expect(pod.items("volumes").map { $0.text("name") } == ["policy"])
        #expect(pod.items("containers/0/volumeMounts").map { $0.text("name") } == ["policy"])
        let role = try #require(resources["Role/stashgate-certificate"])
        #expect(
            role["rules"] == [
                [
                    "apiGroups": [""], "resourceNames": ["stashgate-tls"], "resources": ["secrets"],
                    "verbs": ["get", "update"],
                ],
                ["apiGroups": [""], "resources": ["secrets"], "verbs": ["create"]],
            ])
        let configuration = "admission-stashgate"
        #expect(
            resources["ClusterRole/stashgate-certificate"]?["rules"] == [
                [
                    "apiGroups": ["admissionregistration.k8s.io"], "resourceNames": [.string(configuration)],
                    "resources": ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
                    "verbs": ["get", "patch"],
                ]
            ])
        for kind in ["Mutating", "Validating"] {
            let object = try #require(resources["\(kind)WebhookConfiguration/\(configuration)"])
            // The server writes them; a caBundle in a manifest would be written back at each apply.
            #expect(object.items("webhooks").allSatisfy { $0["clientConfig/caBundle"] == nil })
        }
        for kind in ["Role", "ClusterRole"] {
            let binding = try #require(resources["\(kind)Binding/stashgate-certificate"])
            #expect(binding["roleRef/kind"] == .string(kind))
            #expect(binding["roleRef/name"] == "stashgate-certificate")
            #expect(binding["subjects/0/name"] == "stashgate")
            #expect(binding["subjects/0/namespace"] == "stashgate-system")
        }
    }

    @Test("cert-manager injects the right certificate into both webhooks")
    func certManager() throws {
        let resources = try Kustomize.resources(of: "manifests/overlays/cert-manager")
        let certificate = try #require(resources["Certificate/stashgate"])
        #expect(certificate["spec/secretName"] == "stashgate-tls")
        #expect(certificate["spec/dnsNames"] == ["stashgate.stashgate-system.svc"])
        for kind in ["Mutating", "Validating"] {
            let webhook = try #require(resources["\(kind)WebhookConfiguration/admission-stashgate"])
            #expect(webhook["metadata/annotations/cert-manager.io~1inject-ca-from"] == "stashgate-system/stashgate")
        }
    }

    @Test(
        "the own-ca overlay gives the pods the script's certificate and the API server its caBundle",
        .enabled(if: Repository.has(command: "openssl"), "there is no openssl command on this machine"))
    func ownAuthority() throws {
        try Repository.withTemporaryFolder { folder in
            let copy = Repository.quoted(folder)
            try Repository.output(of: "cp -R manifests \(copy)")
            let bundle = try Repository.output(
                of: """
                    certs/make-certs.sh --force --host stashgate.stashgate-system.svc \
                    --out \(copy)/manifests/overlays/own-ca 2>/dev/null
                    """
            ).filter { !$0.isWhitespace }
            let resources = try Kustomize.resources(of: "\(folder)/manifests/overlays/own-ca")
            for kind in ["Mutating", "Validating"] {
                let webhook = try #require(resources["\(kind)WebhookConfiguration/admission-stashgate"])
                for webhook in webhook.items("webhooks") {
                    // Kustomize folds base64 into lines, which the API server accepts as well.
                    #expect(webhook.text("clientConfig/caBundle").filter { !$0.isWhitespace } == bundle)
                }
            }
            let secret = try #require(resources.values.first { $0["kind"] == "Secret" })
            let deployment = try #require(resources["Deployment/stashgate"])
            #expect(deployment["spec/template/spec/volumes/0/secret/secretName"] == secret["metadata/name"])
            #expect(secret["data/tls.key"] != nil)
            #expect(secret["data/ca.key"] == nil, "the authority's key stays at home")
        }
    }
}
