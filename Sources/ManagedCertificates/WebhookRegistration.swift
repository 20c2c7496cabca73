internal import Document
internal import KubernetesAPI
internal import TLS

/// A webhook configuration as it was read: the names of its webhooks, and the certificates by which they are verified.
struct WebhookRegistration {
    /// The two resources of webhook configurations.
    static let resources = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"].map {
        Resource(group: "admissionregistration.k8s.io", version: "v1", plural: $0)
    }

    /// The resource that it is of.
    let resource: Resource
    /// The version that must not have changed when it is written.
    let version: String
    /// The webhooks in order.
    let webhooks: [(name: String, bundle: [ParsedCertificate])]

    /// Reads a configuration.
    ///
    /// - Parameters:
    ///   - document: The configuration.
    ///   - resource: Its resource.
    init(_ document: Document, of resource: Resource) {
        self.resource = resource
        let metadata = document.present("metadata", of: document.root)
        version =
            metadata.flatMap { document.present("resourceVersion", of: $0) }.flatMap { document.string($0) } ?? ""
        var webhooks: [(String, [ParsedCertificate])] = []
        if let list = document.present("webhooks", of: document.root) {
            for webhook in document.elements(of: list) {
                guard let name = document.present("name", of: webhook).flatMap({ document.string($0) }) else {
                    continue
                }
                let text =
                    document.present("clientConfig", of: webhook)
                    .flatMap { document.present("caBundle", of: $0) }.flatMap { document.string($0) } ?? ""
                webhooks.append((name, ParsedCertificate.all(in: Base64.decode(text) ?? [])))
            }
        }
        self.webhooks = webhooks
    }

    /// Writes a change of the caBundle of some webhooks.
    ///
    /// - Parameter contents: The contents for each webhook in order; nil for one that stays as it is.
    /// - Returns: The strategic merge patch in JSON, with the version that must not have changed.
    func patch(_ contents: some Collection<[ParsedCertificate]?>) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("metadata") { $0.member("resourceVersion", version) }
            writer.key("webhooks")
            writer.beginArray()
            for (webhook, certificates) in zip(webhooks, contents) {
                guard let certificates else { continue }
                writer.object { writer in
                    writer.member("name", webhook.name)
                    writer.member("clientConfig") { writer in
                        writer.key("caBundle")
                        writer.base64(certificates.flatMap(\.pem))
                    }
                }
            }
            writer.endArray()
        }
        return writer.bytes
    }
}
