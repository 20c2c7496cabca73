import Admission
import Document
import KubeStash

/// The registration of the webhook: its MutatingWebhookConfiguration and its ValidatingWebhookConfiguration
/// (`admissionregistration.k8s.io/v1`).
struct WebhookManifests {
    /// The server that the API server calls.
    enum Server {
        /// The pods behind a Service.
        case service(name: String, namespace: String)
        /// An address outside the cluster, without the path of a webhook.
        case address(String)
    }

    /// The port of the Service.
    private static let port = 443
    /// How long a change waits for an answer, which takes milliseconds; a lost pod is noticed in less time.
    private static let timeout = 5
    /// How long KubeStash itself waits, while backups and restores run.
    private static let runningTimeout = 1

    /// Where the server is.
    let server: Server
    /// The namespace whose objects are not asked about, nil if there is none.
    let exemptNamespace: String?
    /// The certificates of the authority in PEM, nil if others fill them in.
    let authority: [UInt8]?
    /// What happens to a change of a kind that may wait for the server while that does not answer.
    let failurePolicy: Kind.FailurePolicy
    /// The kinds that are asked about, in the order of the registry.
    let kinds: [Kind]

    /// One webhook of a configuration.
    private struct Entry {
        let name: String
        let webhook: Webhook
        let kinds: [Kind]
        let failurePolicy: Kind.FailurePolicy
        var timeout = WebhookManifests.timeout
        /// Whether the requests of KubeStash's operator are not asked about.
        var exemptsOperator = false
    }

    /// The configurations as JSON; one that would have no webhook is left out.
    var configurations: [[UInt8]] {
        let (waiting, running) = (
            kinds.filter { $0.failurePolicy == .fail }, kinds.filter { $0.failurePolicy == .ignore }
        )
        let mutating = [
            Entry(
                name: "mutate", webhook: .mutate, kinds: waiting.filter(\.isMutated), failurePolicy: failurePolicy)
        ]
        let validating = [
            Entry(name: "validate", webhook: .validate, kinds: waiting, failurePolicy: failurePolicy),
            Entry(
                name: "validate-running", webhook: .validate, kinds: running, failurePolicy: .ignore,
                timeout: Self.runningTimeout, exemptsOperator: true),
        ]
        return [("MutatingWebhookConfiguration", mutating), ("ValidatingWebhookConfiguration", validating)]
            .map { kind, entries in (kind, entries.filter { !$0.kinds.isEmpty }) }
            .filter { !$0.1.isEmpty }
            .map { kind, entries in configuration(kind, entries) }
    }

    private func configuration(_ kind: String, _ entries: [Entry]) -> [UInt8] {
        var writer = JSONWriter(capacity: 8 << 10)
        writer.object {
            $0.member("apiVersion", "admissionregistration.k8s.io/v1")
            $0.member("kind", kind)
            $0.member("metadata") { $0.member("name", InstalledNames.configuration) }
            $0.key("webhooks")
            $0.array(entries) { entry, writer in writer.object { write(entry, to: &$0) } }
        }
        return writer.bytes
    }

    private func write(_ entry: Entry, to writer: inout JSONWriter) {
        writer.member("name", "\(entry.name).kubestash.stashgate.local")
        writer.member("admissionReviewVersions", ["v1"])
        writer.member("clientConfig") { writeClient("/\(entry.webhook.rawValue)", to: &$0) }
        writer.member("sideEffects", "None")
        writer.member("failurePolicy", entry.failurePolicy.rawValue)
        writer.member("timeoutSeconds", entry.timeout)
        // The API server converts other versions of a kind, which are asked about too.
        writer.member("matchPolicy", "Equivalent")
        // A session that a later webhook adds gets its defaults too.
        if entry.webhook == .mutate { writer.member("reinvocationPolicy", "IfNeeded") }
        writer.key("rules")
        writer.array(entry.kinds) { kind, writer in
            writer.object {
                $0.member("apiGroups", [kind.names.group])
                $0.member("apiVersions", [kind.names.version])
                $0.member("resources", [kind.names.plural])
                $0.member("operations", ["CREATE", "UPDATE"])
                $0.member("scope", kind.scope.rawValue)
            }
        }
        if let exemptNamespace { Self.writeSelector(without: exemptNamespace, to: &writer) }
        writer.key("matchConditions")
        writer.array(Self.conditions + (entry.exemptsOperator ? [Self.otherThanOperator] : [])) { condition, writer in
            writer.object {
                $0.member("name", condition.name)
                $0.member("expression", condition.expression)
            }
        }
    }

    private func writeClient(_ path: String, to writer: inout JSONWriter) {
        switch server {
        case .service(let name, let namespace):
            writer.member("service") {
                $0.member("namespace", namespace)
                $0.member("name", name)
                $0.member("port", Self.port)
                $0.member("path", path)
            }
        case .address(let address): writer.member("url", address + path)
        }
        if let authority {
            writer.key("caBundle")
            writer.base64(authority)
        }
    }

    /// The webhook must not block the objects that keep itself running.
    private static func writeSelector(without namespace: String, to writer: inout JSONWriter) {
        writer.member("namespaceSelector") {
            $0.key("matchExpressions")
            $0.array(CollectionOfOne(namespace)) { namespace, writer in
                writer.object {
                    $0.member("key", "kubernetes.io/metadata.name")
                    $0.member("operator", "NotIn")
                    $0.member("values", [namespace])
                }
            }
        }
    }

    /// The requests that are asked about, whatever the rules are: a lease of a leader and a status are written every few
    /// seconds.
    private static let conditions = [
        (
            name: "exclude-leases",
            expression:
                #"!(request.resource.group == "coordination.k8s.io" && request.resource.resource == "leases")"#
        ),
        (name: "exclude-status", expression: #"!has(request.subResource) || request.subResource == """#),
    ]

    /// The requests of others than KubeStash's operator.
    private static let otherThanOperator = (
        name: "exclude-kubestash",
        expression: #"!request.userInfo.username.matches("^system:serviceaccount:[^:]+:.*kubestash-operator$")"#
    )
}
