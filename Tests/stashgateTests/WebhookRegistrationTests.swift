import KubeStash
import TestSupport
import Testing

/// The webhook configurations of manifests/ against the registry of kinds: a kind that is not listed is not judged.
@Suite(.enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
struct WebhookRegistrationTests {
    private static func resource(_ name: String) throws -> JSONValue {
        try #require(try Kustomize.resources(of: "manifests/base")[name], "\(name) is not in manifests/base")
    }

    /// The rules of webhooks for kinds.
    private static func rules(for kinds: [Kind]) -> JSONValue {
        .array(
            kinds.map { kind in
                [
                    "apiGroups": [.string(kind.names.group)], "apiVersions": [.string(kind.names.version)],
                    "operations": ["CREATE", "UPDATE"], "resources": [.string(kind.names.plural)],
                    "scope": .string(kind.scope.rawValue),
                ]
            })
    }

    /// Where one of these facts is wrong, a kind is not judged, or a backup waits for the webhook.
    @Test(
        "the webhooks list the kinds of the registry with their failure policies, and use the path of the server",
        arguments: [
            ("MutatingWebhookConfiguration/admission-stashgate", 0, "/mutate", Kind.FailurePolicy.fail, 5),
            ("ValidatingWebhookConfiguration/admission-stashgate", 0, "/validate", .fail, 5),
            ("ValidatingWebhookConfiguration/admission-stashgate", 1, "/validate", .ignore, 1),
        ])
    func webhook(name: String, index: Int, path: String, policy: Kind.FailurePolicy, seconds: Int) throws {
        let webhook = try #require(try Self.resource(name)["webhooks/\(index)"])
        #expect(webhook["admissionReviewVersions"] == ["v1"])
        #expect(webhook["sideEffects"] == "None")
        #expect(webhook["failurePolicy"] == .string(policy.rawValue))
        #expect(webhook["timeoutSeconds"] == .number("\(seconds)"))
        #expect(webhook["matchPolicy"] == "Equivalent")
        // A kind without defaults has nothing to be added.
        let kinds = Kinds.all.filter { kind in
            kind.failurePolicy == policy && (path == "/validate" || kind.hasDefaults)
        }
        #expect(webhook["rules"] == Self.rules(for: kinds))

        let service = try Self.resource("Service/stashgate")
        #expect(webhook["clientConfig/service/path"] == .string(path))
        #expect(webhook["clientConfig/service/name"] == service["metadata/name"])
        #expect(webhook["clientConfig/service/namespace"] == service["metadata/namespace"])
        #expect(webhook["clientConfig/service/port"] == service["spec/ports/0/port"])

        let namespace = try #require(service["metadata/namespace"])
        let exempt: JSONValue = ["key": "kubernetes.io/metadata.name", "operator": "NotIn", "values": [namespace]]
        #expect(webhook["namespaceSelector/matchExpressions"] == [exempt])
        let excluded = ["exclude-leases", "exclude-status"] + (policy == .ignore ? ["exclude-kubestash"] : [])
        #expect(webhook.items("matchConditions").map { $0.text("name") } == excluded)
    }

    /// The API server sorts configurations by name, and KubeStash's is usually called `kubestash-kubestash-operator`.
    @Test("the webhooks are asked before those of KubeStash, and no kind has two of them")
    func order() throws {
        for (kind, count) in [("Mutating", 1), ("Validating", 2)] {
            let name = "admission-stashgate"
            let webhooks = try Self.resource("\(kind)WebhookConfiguration/\(name)").items("webhooks")
            #expect(webhooks.count == count)
            #expect(name < "kubestash-kubestash-operator")
            let resources = webhooks.flatMap { $0.items("rules").flatMap { $0.texts("resources") } }
            #expect(Set(resources).count == resources.count)
            #expect(resources.allSatisfy { !$0.contains("/") }, "no status and no other subresource")
            #expect(webhooks.allSatisfy { $0.text("name").hasSuffix(".kubestash.stashgate.local") })
        }
    }

    @Test("the commands of certs/README.md give every webhook its caBundle")
    func commands() throws {
        let page = try Repository.text(of: "certs/README.md")
        let named = try #require(page.firstMatch(of: /for webhook in ([a-z0-9\/ ]+); do/)).1.split(separator: " ")
        let all = try ["Mutating", "Validating"].flatMap { kind in
            try Self.resource("\(kind)WebhookConfiguration/admission-stashgate").items("webhooks").indices.map {
                "\(kind.lowercased())/\($0)"
            }
        }
        #expect(named.map { String($0) } == all)
        #expect(page.contains("webhookconfiguration admission-stashgate --type json"))
    }

    /// KubeStash writes these while backups, restores and verifications run; see Docs/threat-model.md.
    @Test("no backup, restore or verification waits for the webhook")
    func running() throws {
        for kind in Kinds.all
        where ["BackupSession", "BackupVerificationSession", "Snapshot"].contains(kind.names.kind) {
            #expect(kind.failurePolicy == nil, "\(kind.names.kind)")
        }
        for kind in Kinds.all where ["Repository", "RestoreSession", "Addon", "Function"].contains(kind.names.kind) {
            #expect(kind.failurePolicy == .ignore, "\(kind.names.kind)")
        }
    }

    /// The page has a row for each kind, with its failure policy.
    @Test("Docs/threat-model.md says with which failure policy each kind is registered")
    func documentedPolicies() throws {
        let rows = try Repository.text(of: "Docs/threat-model.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
        let found = rows.compactMap { row -> String? in
            let cells = row.split(separator: "|").map { $0.trimmingPrefix(" ").prefix { $0 != " " } }
            return cells.count > 2 && Kinds.all.contains { "`\($0.names.kind)`" == cells[0] }
                ? "\(cells[0]) \(cells[1])" : nil
        }
        let wanted = Kinds.all.map { kind in
            "`\(kind.names.kind)` \(kind.failurePolicy.map { "`\($0.rawValue)`" } ?? "none")"
        }
        #expect(found.sorted() == wanted.sorted())
    }

    @Test(
        "a component leaves BackupConfigurations alone, in each overlay",
        arguments: ["self-managed", "cert-manager", "own-ca"])
    func onlyBackupConfigurations(overlay: String) throws {
        let resources = try Kustomize.resources(ofOverlay: overlay, with: "backupconfiguration-only")
        for kind in ["Mutating", "Validating"] {
            let webhook = try #require(resources["\(kind)WebhookConfiguration/admission-stashgate"])
            #expect(webhook.items("webhooks").count == 1)
            #expect(webhook["webhooks/0/rules"] == Self.rules(for: [BackupConfiguration.kind]))
        }
    }

    /// Nothing waits for stashgate when an object is deleted, and the other rules stay as they are.
    @Test(
        "a component has deletions judged, in each overlay",
        arguments: ["self-managed", "cert-manager", "own-ca"])
    func deletions(overlay: String) throws {
        let resources = try Kustomize.resources(ofOverlay: overlay, with: "judge-deletion")
        let name = "ValidatingWebhookConfiguration/admission-stashgate"
        let webhooks = try #require(resources[name]).items("webhooks")
        let before = try Self.resource(name).items("webhooks")
        #expect(webhooks.map { $0.text("failurePolicy") } == ["Fail", "Ignore"])
        #expect(webhooks[0]["rules"] == before[0]["rules"])
        let rules = webhooks[1].items("rules")
        #expect(Array(rules.prefix(before[1].items("rules").count)) == before[1].items("rules"))
        let added = rules.dropFirst(before[1].items("rules").count)
        #expect(added.allSatisfy { $0["operations"] == ["DELETE"] })
        let resourcesOfKinds = Kinds.all.filter(\.isUsedByOthers).map(\.names.plural)
        #expect(added.flatMap { $0.texts("resources") }.sorted() == resourcesOfKinds.sorted())
        for kind in Kinds.all where kind.isUsedByOthers {
            let rule = added.first { $0.texts("resources").contains(kind.names.plural) }
            #expect(rule?.texts("apiGroups") == [kind.names.group])
            #expect(rule?.text("scope") == kind.scope.rawValue)
        }
    }
}
