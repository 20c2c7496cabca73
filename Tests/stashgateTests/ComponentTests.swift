import KubeStash
import TestSupport
import Testing
import Webhook

/// What the components change, and how people combine the folders in one of their own.
@Suite(.enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
struct ComponentTests {
    private static let pod = "spec/template/spec"
    private static let overlays = ["cert-manager", "own-ca"]

    @Test("replicas are on nodes of their own, and a drain takes one at a time", arguments: overlays)
    func highAvailability(overlay: String) throws {
        let resources = try Kustomize.resources(ofOverlay: overlay, with: "high-availability")
        let deployment = try #require(resources["Deployment/stashgate"])
        let scaler = try #require(resources["HorizontalPodAutoscaler/stashgate"])
        // A number of replicas would set that of the autoscaler back at each apply.
        #expect(deployment["spec/replicas"] == nil && scaler["spec/minReplicas"] == 3)
        #expect(scaler["spec/scaleTargetRef/name"] == deployment["metadata/name"])
        #expect(scaler["metadata/namespace"] == deployment["metadata/namespace"])
        // The autoscaler computes the use from the request.
        #expect(deployment["\(Self.pod)/containers/0/resources/requests/cpu"] != nil)
        let hosts = try #require(deployment["\(Self.pod)/topologySpreadConstraints/0"])
        #expect(hosts["topologyKey"] == "kubernetes.io/hostname" && hosts["whenUnsatisfiable"] == "DoNotSchedule")
        // Nodes that no pod may be on would keep all others at one pod.
        #expect(hosts["nodeTaintsPolicy"] == "Honor")
        let affinity = "\(Self.pod)/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0"
        #expect(
            deployment["\(affinity)/podAffinityTerm/labelSelector/matchLabels"]
                == deployment["spec/selector/matchLabels"])
        let budget = try #require(resources["PodDisruptionBudget/stashgate"])
        #expect(budget["spec/maxUnavailable"] == 1 && budget["spec/minAvailable"] == nil)
        let priority = try #require(resources["PriorityClass/stashgate"])
        #expect(deployment["\(Self.pod)/priorityClassName"] == priority["metadata/name"])
        #expect(priority["preemptionPolicy"] == "Never")
    }

    @Test("OpenShift chooses the user and the group of files, also of the audit", arguments: overlays)
    func openShift(overlay: String) throws {
        let alone = try Kustomize.resources(ofOverlay: overlay, with: "openshift")
        let audited = try Kustomize.resources(ofOverlay: overlay, with: "audit\\n  - ../../components/openshift")
        for resources in [alone, audited] {
            let pods = [
                resources["Deployment/stashgate"]?["\(Self.pod)/securityContext"],
                resources["CronJob/stashgate-audit"]?["spec/jobTemplate/\(Self.pod)/securityContext"],
            ].compactMap { $0 }
            #expect(pods.count == (resources["CronJob/stashgate-audit"] == nil ? 1 : 2))
            for pod in pods {
                #expect(pod["runAsUser"] == nil && pod["fsGroup"] == nil && pod["runAsNonRoot"] == true)
            }
        }
    }

    @Test("nothing is refused in the first week, neither by a verdict nor by an outage", arguments: overlays)
    func warnOnly(overlay: String) throws {
        let resources = try Kustomize.resources(ofOverlay: overlay, with: "warn-only")
        for kind in ["Mutating", "Validating"] {
            let webhooks = try #require(resources["\(kind)WebhookConfiguration/admission-stashgate"]).items("webhooks")
            #expect(webhooks.allSatisfy { $0["failurePolicy"] == "Ignore" })
        }
        let deployment = try #require(resources["Deployment/stashgate"])
        let name = deployment.text("\(Self.pod)/volumes/1/configMap/name")
        let policy = try Policy(yaml: Array(try #require(resources["ConfigMap/\(name)"]).text("data/policy.yaml").utf8))
        #expect(!policy.denies && policy.changedRules == [])
    }

    @Test(
        "what needs something else is not built without it",
        arguments: [
            ("self-managed", "cluster-off"), ("cert-manager", "audit-reports"),
            ("cert-manager", "audit-reports\\n  - ../../components/audit"),
            ("cert-manager", "backupconfiguration-only\\n  - ../../components/judge-deletion"),
        ])
    func refused(overlay: String, component: String) throws {
        #expect(throws: CommandFailed.self) { try Kustomize.resources(ofOverlay: overlay, with: component) }
        // In an overlay of one's own, the components come behind the patches of the overlay.
        let list = component.replacing("\\n  - ../../components/", with: ", ../../components/")
        let built = try Repository.shell(
            """
            folder=$(mktemp -d) && cp -R manifests "$folder" && mkdir "$folder/manifests/overlays/own" \
                && echo 'resources: [../\(overlay)]' > "$folder/manifests/overlays/own/kustomization.yaml" \
                && kubectl kustomize "$folder/manifests/overlays/own" > "$folder/alone" \
                && echo 'components: [../../components/\(list)]' >> "$folder/manifests/overlays/own/kustomization.yaml" \
                && kubectl kustomize "$folder/manifests/overlays/own" > "$folder/both" 2>&1
            echo "$? $([ -s "$folder/alone" ] && echo built)"; rm -r "$folder"
            """)
        #expect(built.output == "1 built\n")
    }

    /// The example of the page, with this checkout in place of the address.
    @Test("an overlay outside of the checkout needs no edited file")
    func ownOverlay() throws {
        let page = try Repository.text(of: "manifests/README.md")
        let blocks = page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
        let address = /https:\/\/[^\s?]*\/\/manifests\/([^\s?]+)\?ref=v([0-9.]+)/
        let example = try #require(blocks.first)
        #expect(Set(example.matches(of: address).map { String($0.2) }) == [Build.version])
        try Repository.withTemporaryFolder { folder in
            let place = Repository.quoted("\(folder)/own")
            try Repository.output(of: "cp -R manifests \(Repository.quoted(folder)) && mkdir \(place)")
            func resources(_ text: some StringProtocol) throws -> [String: JSONValue] {
                let local = String(text).replacing(address) { "../manifests/\($0.1)" }
                try Repository.output(of: "printf %s \(Repository.quoted(local)) > \(place)/kustomization.yaml")
                return try Kustomize.resources(of: "\(folder)/own")
            }
            let image = "\(Self.pod)/containers/0/image"
            let plain = try resources(example)
            #expect(plain["Deployment/stashgate"]?[image] == .string("YOUR-REGISTRY/stashgate:\(Build.version)"))
            #expect(plain["ServiceMonitor/stashgate"] != nil)
            func enforces(_ resources: [String: JSONValue]) throws -> Bool {
                let map = try #require(resources.values.first { $0["data/policy.yaml"] != nil })
                return try Policy(yaml: Array(map.text("data/policy.yaml").utf8)).denies
            }
            #expect(try !enforces(plain))
            // A policy of one's own replaces that of the base, but not that of the component, as the page says.
            try Repository.output(of: "(cat manifests/base/policy.yaml; echo '# mine') > \(place)/policy.yaml")
            let policy = try #require(blocks.last)
            let line = example.split(separator: "\n").first { $0.contains("components/warn-only") }
            let alone = example.replacing(try #require(line), with: "")
            let map = try resources("\(alone)\n\(policy)").values.first { $0["data/policy.yaml"] != nil }
            #expect(try #require(map).text("data/policy.yaml").hasSuffix("# mine\n"))
            #expect(try !enforces(resources("\(example)\n\(policy)")))
            // The overlay of an authority is copied, with another base.
            let own = try Repository.text(of: "manifests/overlays/own-ca/kustomization.yaml")
                .replacing("../../base", with: "../manifests/base")
            try Repository.output(of: "cd \(place) && for f in ca.crt tls.crt tls.key; do echo a > $f; done")
            #expect(try resources(own).values.contains { $0["kind"] == "Secret" })
        }
    }

    @Test("manifests/install.yaml is the overlay of the README")
    func installation() throws {
        let file = try Kustomize.documents(in: Repository.text(of: "manifests/install.yaml"))
        let named = file.map { ("\($0.text("kind"))/\($0.text("metadata/name"))", $0) }
        let made = try Kustomize.resources(of: "manifests/overlays/self-managed")
        #expect(Dictionary(uniqueKeysWithValues: named) == made, "run make install-yaml")
    }
}
