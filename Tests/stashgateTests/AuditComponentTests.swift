import ArgumentParser
import KubeStash
import TestSupport
import Testing
import Webhook

@testable import stashgate

/// The components of the nightly audit: it may do what it needs, and no more.
@Suite(.enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
struct AuditComponentTests {
    private static let pod = "spec/jobTemplate/spec/template/spec"

    private static func resources(_ components: String...) throws -> [String: JSONValue] {
        try Kustomize.resources(
            ofOverlay: "cert-manager", with: components.joined(separator: "\\n  - ../../components/"))
    }

    /// What a role grants: each verb of each resource.
    private static func granted(by role: JSONValue?) -> Set<[String]> {
        var granted: Set<[String]> = []
        for rule in role?.items("rules") ?? [] {
            for group in rule.texts("apiGroups") {
                for resource in rule.texts("resources") {
                    for verb in rule.texts("verbs") { granted.insert([verb, resource, group]) }
                }
            }
        }
        return granted
    }

    private static let lists = Set(
        Kinds.all.map { ["list", $0.names.plural, $0.names.group] } + [["list", "namespaces", ""]])

    @Test("the audit may list the kinds and the namespaces, and do nothing else")
    func role() throws {
        let resources = try Self.resources("audit")
        #expect(Self.granted(by: resources["ClusterRole/stashgate-audit"]) == Self.lists)
        let binding = try #require(resources["ClusterRoleBinding/stashgate-audit"])
        let job = try #require(resources["CronJob/stashgate-audit"])
        #expect(binding["roleRef/name"] == "stashgate-audit")
        #expect(binding["subjects/0/name"] == job["\(Self.pod)/serviceAccountName"])
        #expect(binding["subjects/0/namespace"] == job["metadata/namespace"])
        #expect(binding["subjects/1"] == nil)
        let account = try #require(resources["ServiceAccount/stashgate-audit"])
        #expect(account["automountServiceAccountToken"] == false)
        #expect(job["\(Self.pod)/automountServiceAccountToken"] == true)
    }

    @Test("with reports, it may write these")
    func reports() throws {
        let resources = try Self.resources("audit", "audit-reports")
        let role = Self.granted(by: resources["ClusterRole/stashgate-audit"])
        let more = ["reports", "clusterreports"].flatMap { resource in
            ["list", "create", "patch"].map { [$0, resource, "openreports.io"] }
        }
        #expect(role == Self.lists.union(more))
        let job = try #require(resources["CronJob/stashgate-audit"])
        #expect(job.texts("\(Self.pod)/containers/0/args").last == "--apply")
    }

    @Test("the pod runs the program of the base with the policy of the base, and is as restricted")
    func pod() throws {
        let resources = try Self.resources("audit")
        let job = try #require(resources["CronJob/stashgate-audit"])
        let deployment = try #require(resources["Deployment/stashgate"])
        let container = "\(Self.pod)/containers/0"
        let other = "spec/template/spec/containers/0"
        #expect(job["\(container)/image"] == deployment["\(other)/image"])
        #expect(job["\(container)/securityContext"] == deployment["\(other)/securityContext"])
        for field in ["runAsNonRoot", "runAsUser", "runAsGroup", "seccompProfile"] {
            #expect(
                job["\(Self.pod)/securityContext/\(field)"] == deployment["spec/template/spec/securityContext/\(field)"]
            )
        }
        #expect(
            job["\(Self.pod)/volumes/0/configMap/name"] == deployment["spec/template/spec/volumes/1/configMap/name"])
        let arguments = job.texts("\(container)/args")
        #expect(arguments.first == "audit")
        let command = try AuditCommand.parse(Array(arguments.dropFirst()))
        #expect(command.allNamespaces && command.config.file == "/etc/stashgate/policy/policy.yaml")
        let folder = job.text("\(container)/volumeMounts/0/mountPath")
        #expect(command.config.file == "\(folder)/policy.yaml")
    }

    @Test("the pod reaches the API server only, and nothing reaches it")
    func network() throws {
        let resources = try Self.resources("audit")
        let policy = try #require(resources["NetworkPolicy/stashgate-audit"])
        let job = try #require(resources["CronJob/stashgate-audit"])
        let label = "app.kubernetes.io~1name"
        #expect(policy["spec/podSelector/matchLabels/\(label)"] == "stashgate-audit")
        #expect(job["spec/jobTemplate/spec/template/metadata/labels/\(label)"] == "stashgate-audit")
        #expect(policy["spec/ingress"] == [] && policy["spec/policyTypes"] == ["Ingress", "Egress"])
        #expect(policy["spec/egress"] == [["ports": [["port": 443], ["port": 6443]]]])
        // The Service of the webhook must not send it reviews.
        #expect(resources["Service/stashgate"]?["spec/selector/\(label)"] == "stashgate")
    }
}
