import TestSupport
import Testing

/// The output of kubectl for the overlays of manifests/: where each has its certificate from, and what can be added to it.
@Suite(.enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
struct OverlayTests {
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

    @Test("without the cluster there is no token, no role and no way out")
    func clusterOff() throws {
        let resources = try Kustomize.resources(ofOverlay: "cert-manager", with: "cluster-off")
        let deployment = try #require(resources["Deployment/stashgate"])
        #expect(deployment["spec/template/spec/automountServiceAccountToken"] == false)
        #expect(deployment.texts("spec/template/spec/containers/0/args").contains("--cluster=off"))
        #expect(resources["NetworkPolicy/stashgate"]?["spec/egress"] == [])
        #expect(resources.keys.filter { $0.contains("Role") } == [])
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
}
