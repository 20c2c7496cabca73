import KubeStash
import Schema
import TestSupport
import Testing
import Webhook

@testable import stashgate

/// Each value of the chart has the effect that its table says.
@Suite(.enabled(if: Chart.isHere, "\(Chart.isMissing)"))
struct ChartValueTests {
    private static let pod = "spec/template/spec"
    private static let container = "spec/template/spec/containers/0"
    private static let deployment = "Deployment/stashgate"
    private static let mutating = "MutatingWebhookConfiguration/admission-stashgate"
    private static let validating = "ValidatingWebhookConfiguration/admission-stashgate"

    /// Some values, and what is at a place of an object then; nil if there is nothing.
    struct Row: Sendable, CustomStringConvertible {
        let values: String
        let object: String
        let place: String
        /// As JSON.
        let expected: String?

        init(_ values: String, _ object: String, _ place: String, _ expected: String?) {
            (self.values, self.object, self.place, self.expected) = (values, object, place, expected)
        }

        var description: String { "\(values) \(object) \(place)" }
    }

    static let rows: [Row] = [
        Row(#"{"replicaCount": 5}"#, deployment, "spec/replicas", "5"),
        Row(#"{"image": {"tag": "2"}}"#, deployment, "\(container)/image", #""stashgate:2""#),
        Row(#"{"image": {"registry": "a/b"}}"#, deployment, "\(container)/image", "\"a/b/stashgate:\(Build.version)\""),
        Row(
            #"{"registryFQDN": "r:5000", "image": {"registry": "a", "repository": "b", "tag": "c"}}"#, deployment,
            "\(container)/image", #""r:5000/a/b:c""#),
        Row(
            #"{"registryFQDN": "r", "audit": {"enabled": true}}"#, "CronJob/stashgate-audit",
            "spec/jobTemplate/\(container)/image", "\"r/stashgate:\(Build.version)\""),
        Row(
            #"{"registryFQDN": "r", "test": {"image": "c"}}"#, "Pod/stashgate-test", "spec/containers/0/image",
            #""r/c""#),
        Row(#"{"imagePullSecrets": [{"name": "s"}]}"#, deployment, "\(pod)/imagePullSecrets", #"[{"name": "s"}]"#),
        Row(#"{"imagePullPolicy": "Always"}"#, deployment, "\(container)/imagePullPolicy", #""Always""#),
        Row(#"{}"#, deployment, "\(container)/imagePullPolicy", nil),
        Row(#"{"podLabels": {"a": "b"}}"#, deployment, "spec/template/metadata/labels/a", #""b""#),
        // The label by which the Service finds the pods is not overridden.
        Row(
            #"{"podLabels": {"app.kubernetes.io/name": "b"}}"#, deployment,
            "spec/template/metadata/labels/app.kubernetes.io~1name", #""stashgate""#),
        Row(#"{"podAnnotations": {"a": "b"}}"#, deployment, "spec/template/metadata/annotations/a", #""b""#),
        Row(
            #"{"nodeSelector": {"kubernetes.io/os": null, "a": "b"}}"#, deployment, "\(pod)/nodeSelector",
            #"{"a": "b"}"#),
        Row(
            #"{"tolerations": [{"operator": "Exists"}]}"#, deployment, "\(pod)/tolerations",
            #"[{"operator": "Exists"}]"#),
        Row(#"{"affinity": {"nodeAffinity": {}}}"#, deployment, "\(pod)/affinity", #"{"nodeAffinity": {}}"#),
        Row(
            #"{"affinity": {"nodeAffinity": {}}, "highAvailability": {"enabled": true}}"#, deployment,
            "\(pod)/affinity", #"{"nodeAffinity": {}}"#),
        Row(#"{"priorityClassName": "p"}"#, deployment, "\(pod)/priorityClassName", #""p""#),
        Row(
            #"{"priorityClassName": "p", "highAvailability": {"enabled": true}}"#, deployment,
            "\(pod)/priorityClassName", #""p""#),
        Row(
            #"{"highAvailability": {"enabled": true, "minReplicas": 4}}"#, "HorizontalPodAutoscaler/stashgate",
            "spec/minReplicas", "4"),
        Row(
            #"{"resources": {"limits": {"memory": "1Gi"}}}"#, deployment, "\(container)/resources/limits/memory",
            #""1Gi""#),
        Row(#"{"distro": {"openshift": true}}"#, deployment, "\(pod)/securityContext/runAsUser", nil),
        Row(#"{"serviceAccount": {"name": "s"}}"#, deployment, "\(pod)/serviceAccountName", #""s""#),
        Row(#"{"serviceAccount": {"name": "s"}}"#, "ClusterRoleBinding/stashgate", "subjects/0/name", #""s""#),
        Row(#"{"serviceAccount": {"create": false}}"#, deployment, "\(pod)/serviceAccountName", #""default""#),
        Row(
            #"{"serviceAccount": {"annotations": {"a": "b"}}}"#, "ServiceAccount/stashgate", "metadata/annotations",
            #"{"a": "b"}"#),
        Row(#"{"failurePolicy": "Ignore"}"#, mutating, "webhooks/0/failurePolicy", #""Ignore""#),
        Row(#"{"failurePolicy": "Ignore"}"#, validating, "webhooks/0/failurePolicy", #""Ignore""#),
        Row(#"{"timeoutSeconds": 9}"#, validating, "webhooks/0/timeoutSeconds", "9"),
        Row(#"{"timeoutSeconds": 9}"#, validating, "webhooks/1/timeoutSeconds", "1"),
        Row(
            #"{"namespaceSelector": {"matchLabels": {"a": "b"}}}"#, validating,
            "webhooks/1/namespaceSelector/matchLabels", #"{"a": "b"}"#),
        // The namespace of the release is left out whatever else is said.
        Row(
            #"{"namespaceSelector": {"matchExpressions": [{"key": "k", "operator": "Exists"}]}}"#, mutating,
            "webhooks/0/namespaceSelector/matchExpressions",
            #"[{"key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": ["stashgate-system"]}, {"key": "k", "operator": "Exists"}]"#
        ),
        Row(
            #"{"objectSelector": {"matchLabels": {"a": "b"}}}"#, mutating, "webhooks/0/objectSelector",
            #"{"matchLabels": {"a": "b"}}"#),
        Row(
            #"{"matchConditions": [{"name": "n", "expression": "true"}]}"#, validating, "webhooks/1/matchConditions/3",
            #"{"expression": "true", "name": "n"}"#),
        Row(
            #"{"podDisruptionBudget": {"minAvailable": "50%"}}"#, "PodDisruptionBudget/stashgate", "spec/minAvailable",
            #""50%""#),
        Row(
            #"{"networkPolicy": {"apiServerPorts": [16443]}}"#, "NetworkPolicy/stashgate", "spec/egress",
            #"[{"ports": [{"port": 16443}]}]"#),
        Row(
            #"{"networkPolicy": {"metricsFrom": [{"podSelector": {}}]}}"#, "NetworkPolicy/stashgate",
            "spec/ingress/1/from", #"[{"podSelector": {}}]"#),
        Row(
            #"{"monitoring": {"agent": "prometheus.io/builtin"}}"#, "Service/stashgate",
            "metadata/annotations/prometheus.io~1scrape", #""true""#),
        Row(
            #"{"monitoring": {"agent": "prometheus.io/operator", "serviceMonitor": {"labels": {"release": "k"}}}}"#,
            "ServiceMonitor/stashgate", "metadata/labels/release", #""k""#),
        Row(
            #"{"monitoring": {"agent": "prometheus.io/operator", "serviceMonitor": {"labels": {"release": "k"}}}}"#,
            "PrometheusRule/stashgate", "metadata/labels/release", #""k""#),
        Row(
            #"{"monitoring": {"agent": "prometheus.io/operator", "runbooks": "https://w"}}"#,
            "PrometheusRule/stashgate",
            "spec/groups/0/rules/0/annotations/runbook_url", #""https://w#stashgatenoreplicaready""#),
        Row(
            #"{"audit": {"enabled": true, "schedule": "@daily"}}"#, "CronJob/stashgate-audit", "spec/schedule",
            #""@daily""#),
        Row(
            #"{"servingCerts": {"certManager": {"enabled": true, "issuerRef": {"name": "i", "kind": "ClusterIssuer"}}}}"#,
            "Certificate/stashgate", "spec/issuerRef", #"{"kind": "ClusterIssuer", "name": "i"}"#),
    ]

    @Test("a value has its effect", arguments: rows)
    func effect(_ row: Row) throws {
        let object = try #require(try Chart.resources(row.values)[row.object])
        let expected = try row.expected.map { CommonForm.sorted(try JSONValue(parsing: Array($0.utf8))) }
        #expect(object[row.place].map { CommonForm.sorted($0) } == expected)
    }

    @Test(
        "a choice leaves objects out",
        arguments: [
            (#"{"apiserver": {"enableMutatingWebhook": false}}"#, [mutating]),
            (#"{"apiserver": {"enableValidatingWebhook": false}}"#, [validating]),
            (#"{"serviceAccount": {"create": false}}"#, ["ServiceAccount/stashgate"]),
            (#"{"podDisruptionBudget": {"enabled": false}}"#, ["PodDisruptionBudget/stashgate"]),
            // It would hold up every drain of the node.
            (#"{"replicaCount": 1}"#, ["PodDisruptionBudget/stashgate"]),
            (#"{"networkPolicy": {"enabled": false}}"#, ["NetworkPolicy/stashgate"]),
        ])
    func leftOut(_ values: String, names: [String]) throws {
        let (all, some) = (try Chart.resources().keys, try Chart.resources(values).keys)
        #expect(Set(all).subtracting(some) == Set(names))
        #expect(Set(some).subtracting(all).isEmpty)
    }

    /// Another namespace and another name are in all objects, and the order of the webhooks stays.
    @Test("a release of another name in another namespace does not name those of the manifests")
    func named() throws {
        let values = """
            {"audit": {"enabled": true}, "monitoring": {"agent": "prometheus.io/operator"}, \
            "highAvailability": {"enabled": true}, "nameOverride": "gate"}
            """
        let output = try Chart.run("render keeper backup", values: values).output
        #expect(!output.contains("stashgate-system"))
        let resources = try Chart.resources(values, name: "keeper", namespace: "backup")
        for (name, object) in resources where !name.hasSuffix("/admission-stashgate") {
            #expect(object.text("metadata/name").hasPrefix("keeper-gate"), "\(name)")
            #expect(object.text("metadata/labels/app.kubernetes.io~1instance") == "keeper")
        }
        let service = try #require(resources["Service/keeper-gate"])
        let webhook = try #require(resources[Self.mutating]?["webhooks/0"])
        #expect(webhook["clientConfig/service/name"] == service["metadata/name"])
        #expect(webhook["clientConfig/service/namespace"] == "backup")
        #expect(webhook["namespaceSelector/matchExpressions/0/values"] == ["backup"])
        let pods = resources["Deployment/keeper-gate"]?["spec/template/metadata/labels"]
        #expect(pods == service["spec/selector"])
        // The pods look after their certificate under these names.
        let arguments = try #require(resources["Deployment/keeper-gate"]).texts("\(Self.container)/args")
        #expect(arguments.contains("--self-managed-certificates=keeper-gate-tls"))
        #expect(arguments.contains("--service-name=keeper-gate"))
        #expect(resources["Role/keeper-gate-certificate"]?["rules/0/resourceNames"] == ["keeper-gate-tls"])
        // The alerts ask for the job, which is the label of the Service.
        #expect(service.text("metadata/labels/app.kubernetes.io~1name") == "gate")
        let alerts = try #require(resources["PrometheusRule/keeper-gate"]).items("spec/groups/0/rules")
        for alert in alerts {
            #expect(!alert.text("expr").contains(#"="stashgate""#), "\(alert.text("alert"))")
            #expect(["", "gate"].contains(alert.text("labels/job")))
        }
        #expect(alerts[0].text("expr").contains(#"job="gate""#))
        #expect(alerts[0].text("expr").contains(#"deployment="keeper-gate""#))
        #expect(alerts[0].text("expr").contains(#""job", "gate""#))
    }

    /// Whichever way the certificate comes, it is for the Service of the release, in the namespace of the release.
    @Test(
        "no choice of a certificate names another namespace or Service",
        arguments: [
            #"{}"#, #"{"servingCerts": {"certManager": {"enabled": true}}}"#,
            #"{"servingCerts": {"certManager": {"enabled": true, "issuerRef": {"kind": "ClusterIssuer", "name": "a"}}}}"#,
            #"{"servingCerts": {"caCrt": "Y2E=", "serverCrt": "Y3J0", "serverKey": "a2V5"}}"#,
        ])
    func certificates(values: String) throws {
        let output = try Chart.run("render keeper backup", values: values).output
        #expect(!output.contains("stashgate-system") && output.contains("namespace: backup"))
        let resources = try Chart.resources(values, name: "keeper", namespace: "backup")
        #expect(resources["Service/keeper-stashgate"]?["metadata/namespace"] == "backup")
        if let certificate = resources["Certificate/keeper-stashgate"] {
            #expect(certificate["spec/dnsNames"] == ["keeper-stashgate.backup.svc"])
            #expect(certificate["spec/secretName"] == "keeper-stashgate-tls")
            let injected = resources[Self.mutating]?["metadata/annotations/cert-manager.io~1inject-ca-from"]
            #expect(injected == "backup/keeper-stashgate")
        }
        for webhook in try #require(resources[Self.validating]).items("webhooks") {
            #expect(webhook["clientConfig/service/name"] == "keeper-stashgate")
            #expect(webhook["clientConfig/service/namespace"] == "backup")
        }
        let volumes = resources["Deployment/keeper-stashgate"]?.items("spec/template/spec/volumes") ?? []
        for volume in volumes where volume["name"] == "tls" {
            #expect(volume["secret/secretName"] == "keeper-stashgate-tls")
        }
    }

    @Test("a long name leaves room for its endings")
    func longName() throws {
        let name = String(repeating: "a", count: 53)
        let resources = try Chart.resources(#"{"audit": {"enabled": true}}"#, name: name)
        #expect(resources.values.allSatisfy { $0.text("metadata/name").utf8.count <= 63 })
        let override = try Chart.resources(#"{"fullnameOverride": "gate"}"#)
        #expect(override["Deployment/gate"] != nil && override["Deployment/stashgate"] == nil)
    }

    @Test(
        "wrong values are refused, with the way out",
        arguments: [
            (#"{"replicas": 3}"#, "additional properties 'replicas' not allowed"),
            (#"{"image": {"name": "a"}}"#, "additional properties 'name' not allowed"),
            (#"{"replicaCount": "3"}"#, "got string, want integer"),
            (#"{"failurePolicy": "fail"}"#, "failurePolicy"), (#"{"timeoutSeconds": 31}"#, "timeoutSeconds"),
            (#"{"monitoring": {"agent": "prometheus"}}"#, "monitoring/agent"),
            (#"{"imagePullSecrets": ["a"]}"#, "imagePullSecrets"), (#"{"extraArgs": ["serve"]}"#, "extraArgs"),
            (#"{"servingCerts": {"generate": false}}"#, "set generate, certManager.enabled, or all of caCrt"),
            (#"{"servingCerts": {"caCrt": "a"}}"#, "caCrt, serverCrt and serverKey belong together"),
            (
                #"{"servingCerts": {"caCrt": "a", "certManager": {"enabled": true}}}"#,
                "leave out caCrt, serverCrt and serverKey"
            ),
            (#"{"judgeDeletion": true, "backupConfigurationOnly": true}"#, "set one of the two"),
            (#"{"audit": {"reports": true}}"#, "audit: reports needs enabled"),
            (#"{"policy": {"kind": "Policy"}}"#, "policy: leave out kind, which the chart states"),
            (#"{"highAvailability": {"enabled": true, "minReplicas": 7}}"#, "minReplicas is above maxReplicas"),
        ])
    func refused(_ values: String, says: String) throws {
        let result = try Chart.run("render", values: values)
        #expect(result.status == 1)
        #expect(result.output.contains(says), "\(result.output)")
    }

    @Test("a changed policy starts new pods, and is one that the server takes")
    func policy() throws {
        let values = #"""
            {"warnOnly": true, "policy": {"rules": {"wipe-out": "off"}, "parameters": {"historyLimit": 5}}}
            """#
        let (plain, changed) = (try Chart.resources(), try Chart.resources(values))
        let checksum = "spec/template/metadata/annotations/checksum~1policy"
        #expect(plain[Self.deployment]?[checksum] != changed[Self.deployment]?[checksum])
        let text = try #require(changed["ConfigMap/stashgate-policy"]).text("data/policy.yaml")
        let policy = try Policy(yaml: Array(text.utf8))
        #expect(!policy.denies && policy.changedRules.map(\.rawValue).sorted() == ["policy-history-limit", "wipe-out"])
        let unchanged = try #require(plain["ConfigMap/stashgate-policy"]).text("data/policy.yaml")
        #expect(try Policy(yaml: Array(unchanged.utf8)).denies)
    }

    @Test("Helm says after an installation what the choices mean")
    func notes() throws {
        func notes(_ values: String) throws -> String { try Chart.run("notes gate backup", values: values).output }
        let usual = try notes("{}")
        #expect(usual.contains("kubectl rollout status deployment/gate-stashgate --namespace backup"))
        #expect(usual.contains("helm uninstall gate --namespace backup") && usual.contains("are refused"))
        #expect(try notes(#"{"warnOnly": true}"#).contains("It refuses nothing"))
        #expect(try notes(#"{"failurePolicy": "Ignore"}"#).contains("changes pass without being judged"))
        #expect(
            try notes(#"{"apiserver": {"enableMutatingWebhook": false, "enableValidatingWebhook": false}}"#)
                .contains("nothing is judged"))
        #expect(
            try notes(#"{"servingCerts": {"caCrt": "a", "serverCrt": "b", "serverKey": "c"}}"#)
                .contains("renew it before it expires"))
    }
}
