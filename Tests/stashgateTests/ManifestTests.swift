import Document
import TestSupport
import Testing

@testable import stashgate

/// What kubectl makes of manifests/: each fact below, broken, would leave a cluster without its webhook or with a weaker
/// one, and no other test would notice.
@Suite(.enabled(if: Repository.has(command: "kubectl"), "there is no kubectl on this machine"))
struct ManifestTests {
    private static func resources(of path: String) throws -> [String: JSONValue] {
        let yaml = try Repository.output(of: "kubectl kustomize \(Repository.quoted(path))")
        let resources = try Document.documents(yaml: Array(yaml.utf8)).map { JSONValue($0.root, of: $0) }
        let named = resources.map { ("\($0.text("kind"))/\($0.text("metadata/name"))", $0) }
        return Dictionary(uniqueKeysWithValues: named)
    }

    private static func resource(_ name: String) throws -> JSONValue {
        try #require(try resources(of: "manifests/base")[name], "\(name) is not in manifests/base")
    }

    @Test("the base holds the webhook, and leaves the certificate to the overlays")
    func base() throws {
        // The policy's name ends with a hash of what is in it.
        let names = try Self.resources(of: "manifests/base").keys.sorted().map { name in
            name.hasPrefix("ConfigMap/") ? String(name[..<(name.lastIndex(of: "-") ?? name.endIndex)]) : name
        }
        #expect(
            names == [
                "ConfigMap/stashgate-policy",
                "Deployment/stashgate", "MutatingWebhookConfiguration/stashgate", "Namespace/stashgate-system",
                "NetworkPolicy/stashgate", "PodDisruptionBudget/stashgate", "Service/stashgate",
                "ServiceAccount/stashgate", "ValidatingWebhookConfiguration/stashgate",
            ])
    }

    @Test(
        "both webhooks judge what the issue says, fail closed, and are reached by the path that the server has",
        arguments: [
            ("MutatingWebhookConfiguration/stashgate", "/mutate"),
            ("ValidatingWebhookConfiguration/stashgate", "/validate"),
        ])
    func webhook(name: String, path: String) throws {
        let webhook = try Self.resource(name)
        #expect(webhook["webhooks/1"] == nil)
        #expect(webhook["webhooks/0/admissionReviewVersions"] == ["v1"])
        #expect(webhook["webhooks/0/sideEffects"] == "None")
        #expect(webhook["webhooks/0/failurePolicy"] == "Fail")
        #expect(webhook["webhooks/0/timeoutSeconds"] == 5)
        #expect(webhook["webhooks/0/matchPolicy"] == "Equivalent")
        let rule: JSONValue = [
            "apiGroups": ["core.kubestash.com"], "apiVersions": ["v1alpha1"], "operations": ["CREATE", "UPDATE"],
            "resources": ["backupconfigurations"], "scope": "Namespaced",
        ]
        #expect(webhook["webhooks/0/rules"] == [rule])

        let service = try Self.resource("Service/stashgate")
        #expect(webhook["webhooks/0/clientConfig/service/path"] == .string(path))
        #expect(webhook["webhooks/0/clientConfig/service/name"] == service["metadata/name"])
        #expect(webhook["webhooks/0/clientConfig/service/namespace"] == service["metadata/namespace"])
        #expect(webhook["webhooks/0/clientConfig/service/port"] == service["spec/ports/0/port"])

        let namespace = try #require(service["metadata/namespace"])
        let exempt: JSONValue = ["key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": [namespace]]
        #expect(webhook["webhooks/0/namespaceSelector/matchExpressions"] == [exempt])
    }

    @Test("the service, the probes and the server agree on the port")
    func port() throws {
        let service = try Self.resource("Service/stashgate")
        let deployment = try Self.resource("Deployment/stashgate")
        let container = "spec/template/spec/containers/0"
        let label = "app.kubernetes.io~1name"
        #expect(service["spec/ports/0/targetPort"] == deployment["\(container)/ports/0/name"])
        #expect(service["spec/selector/\(label)"] == deployment["spec/template/metadata/labels/\(label)"])
        #expect(deployment["\(container)/ports/0/containerPort"] == 8443)
        #expect(deployment.texts("\(container)/args").contains("--listen=0.0.0.0:8443"))
        for (probe, path) in [("startup", "/livez"), ("liveness", "/livez"), ("readiness", "/readyz")] {
            #expect(deployment["\(container)/\(probe)Probe/httpGet/path"] == .string(path))
            #expect(deployment["\(container)/\(probe)Probe/httpGet/scheme"] == "HTTPS")
            #expect(deployment["\(container)/\(probe)Probe/httpGet/port"] == "https")
        }
    }

    @Test("the image is that of the version that is built here")
    func version() throws {
        let deployment = try Self.resource("Deployment/stashgate")
        let image = "stashgate:\(VersionCommand.version)"
        #expect(deployment["spec/template/spec/containers/0/image"] == .string(image))
        #expect(try Repository.text(of: "Dockerfile").contains("--tag \(image) "))
        #expect(try Repository.text(of: "README.md").contains("/\(image) "))
    }

    @Test("the certificate is where the server is told to look for it, and not readable by all")
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

    @Test("the server is started with the policy that the ConfigMap holds, under a name that changes with it")
    func policy() throws {
        let resources = try Self.resources(of: "manifests/base")
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

    @Test("the pod is allowed in a namespace under the restricted pod security standard")
    func restricted() throws {
        let namespace = try Self.resource("Namespace/stashgate-system")
        #expect(namespace["metadata/labels/pod-security.kubernetes.io~1enforce"] == "restricted")

        let deployment = try Self.resource("Deployment/stashgate")
        let pod = "spec/template/spec"
        let container = "\(pod)/containers/0"
        #expect(deployment["\(pod)/securityContext/runAsNonRoot"] == true)
        #expect(deployment["\(pod)/securityContext/runAsUser"] == 65_532)
        #expect(deployment["\(pod)/securityContext/seccompProfile/type"] == "RuntimeDefault")
        #expect(deployment["\(pod)/automountServiceAccountToken"] == false)
        #expect(deployment["\(container)/securityContext/allowPrivilegeEscalation"] == false)
        #expect(deployment["\(container)/securityContext/readOnlyRootFilesystem"] == true)
        #expect(deployment["\(container)/securityContext/capabilities/drop"] == ["ALL"])
        for resource in ["requests/cpu", "requests/memory", "limits/cpu", "limits/memory"] {
            #expect(deployment["\(container)/resources/\(resource)"] != nil)
        }
    }

    @Test("a roll-out and a node drain leave somebody to answer")
    func available() throws {
        let deployment = try Self.resource("Deployment/stashgate")
        #expect(deployment["spec/replicas"] == 2)
        #expect(deployment["spec/strategy/rollingUpdate/maxUnavailable"] == 0)
        // Killed later than the server's own end: the delay of 5 s and the 20 s for requests in flight.
        #expect(deployment["spec/template/spec/terminationGracePeriodSeconds"] == 30)
        #expect(try Self.resource("PodDisruptionBudget/stashgate")["spec/minAvailable"] == 1)
    }

    @Test("cert-manager is told which certificate to inject into both webhooks")
    func certManager() throws {
        let resources = try Self.resources(of: "manifests/overlays/cert-manager")
        let certificate = try #require(resources["Certificate/stashgate"])
        #expect(certificate["spec/secretName"] == "stashgate-tls")
        #expect(certificate["spec/dnsNames"] == ["stashgate.stashgate-system.svc"])
        for kind in ["Mutating", "Validating"] {
            let webhook = try #require(resources["\(kind)WebhookConfiguration/stashgate"])
            #expect(webhook["metadata/annotations/cert-manager.io~1inject-ca-from"] == "stashgate-system/stashgate")
        }
    }

    @Test(
        "the own-ca overlay hands the pods the certificate and the API server the caBundle that the script made",
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
            let resources = try Self.resources(of: "\(folder)/manifests/overlays/own-ca")
            for kind in ["Mutating", "Validating"] {
                let webhook = try #require(resources["\(kind)WebhookConfiguration/stashgate"])
                // Kustomize folds the base64 into lines; the API server takes it either way.
                #expect(webhook.text("webhooks/0/clientConfig/caBundle").filter { !$0.isWhitespace } == bundle)
            }
            let secret = try #require(resources.values.first { $0["kind"] == "Secret" })
            let deployment = try #require(resources["Deployment/stashgate"])
            #expect(deployment["spec/template/spec/volumes/0/secret/secretName"] == secret["metadata/name"])
            #expect(secret["data/tls.key"] != nil)
            #expect(secret["data/ca.key"] == nil, "the authority's key stays at home")
        }
    }
}

extension JSONValue {
    /// The string at a pointer; empty where there is none.
    fileprivate func text(_ pointer: String) -> String {
        if case .string(let text)? = self[pointer] { text } else { "" }
    }

    /// The strings of the list at a pointer.
    fileprivate func texts(_ pointer: String) -> [String] {
        guard case .array(let items)? = self[pointer] else { return [] }
        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
