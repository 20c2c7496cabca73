internal import Document
internal import Schema

/// Where an annotation and a field both choose a profile, they must choose the same (`validateSeccompAnnotationsAndFields`
/// and `validateAppArmorAnnotationsAndFieldsMatchOnCreate` in Kubernetes' core validation).
///
/// The containers that KubeStash adds have names of their own; those known here are the init containers.
struct ProfileAgreement: ObjectRule {
    var id: RuleID { .profileMismatch }

    private static let metadata: Key = "metadata"
    private static let annotations: Key = "annotations"
    private static let spec: Key = "spec"
    private static let initContainers: Key = "initContainers"
    private static let context: Key = "securityContext"
    private static let seccomp: Key = "seccompProfile"
    private static let appArmor: Key = "appArmorProfile"
    private static let type: Key = "type"
    private static let profile: Key = "localhostProfile"
    private static let name: Key = "name"
    private static let localhost = "localhost/"
    private static let seccompPrefix = "container.seccomp.security.alpha.kubernetes.io/"
    private static let appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/"
    private static let podSeccompKey: Key = "seccomp.security.alpha.kubernetes.io/pod"

    /// Compares the annotations with the fields.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let metadata = document.present(Self.metadata, of: object),
            let annotations = document.present(Self.annotations, of: metadata),
            !document.isEmptyContainer(annotations), let spec = document.present(Self.spec, of: object)
        else { return }
        let podContext = document.present(Self.context, of: spec)
        let podAppArmor = podContext.flatMap { document.present(Self.appArmor, of: $0) }
        if let field = podContext.flatMap({ document.present(Self.seccomp, of: $0) }),
            let annotation = document.member(Self.podSeccompKey, of: annotations)
        {
            compare(annotation, field, .podSeccomp, document, &findings)
        }
        guard let containers = document.list(Self.initContainers, of: spec),
            let known = containerAnnotations(in: annotations, of: document)
        else { return }
        for container in document.elements(of: containers) {
            guard let name = document.text(Self.name, of: container).flatMap({ document.string($0) }) else { continue }
            let context = document.present(Self.context, of: container)
            if let field = context.flatMap({ document.present(Self.seccomp, of: $0) }),
                let annotation = known[Self.seccompPrefix + name]
            {
                compare(annotation, field, .containerSeccomp, document, &findings)
            }
            if let field = context.flatMap({ document.present(Self.appArmor, of: $0) }) ?? podAppArmor,
                let annotation = known[Self.appArmorPrefix + name]
            {
                compare(annotation, field, .containerAppArmor, document, &findings)
            }
        }
    }

    /// The annotations that choose a profile for a container, by their keys; nil where there is none.
    private func containerAnnotations(
        in annotations: Document.Node, of document: Document
    ) -> [String: Document.Node]? {
        var known: [String: Document.Node] = [:]
        for (key, value) in document.members(of: annotations) where ProfileAnnotation(key, in: document) != nil {
            known[document.string(key) ?? ""] = value
        }
        return known.isEmpty ? nil : known
    }

    private func compare(
        _ annotation: Document.Node, _ field: Document.Node, _ subject: ProfileAnnotation, _ document: Document,
        _ findings: inout Findings
    ) {
        guard let type = document.text(Self.type, of: field), let text = document.string(annotation) else { return }
        let agrees =
            switch document.string(type, upTo: Quoted.limit) {
            case "Unconfined": text == "unconfined"
            case "RuntimeDefault":
                text == "runtime/default" || subject != .containerAppArmor && text == "docker/default"
            case "Localhost": text.hasPrefix(Self.localhost)
            default: true
            }
        if !agrees {
            findings.report(id, .forbidden, type, "the annotation says \(Quoted.text(text, limit: 64)): say it once")
        } else if document.isString(type, "Localhost"), let profile = document.text(Self.profile, of: field),
            document.string(profile, upTo: text.utf8.count).map({ Self.localhost + $0 }) != text
        {
            findings.report(id, .forbidden, profile, "the annotation says \(Quoted.text(text, limit: 64)): say it once")
        }
    }
}
