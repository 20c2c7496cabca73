internal import Document
internal import Schema
internal import Text

/// A `Localhost` profile must be named, and only such a profile may be named (`validateSeccompProfileField` and
/// `ValidateAppArmorProfileField` in Kubernetes' core validation).
struct InvalidSecurityProfile: ObjectRule {
    /// The system that reads the profile.
    enum Subject: Sendable {
        /// Profiles are files under a folder of the kubelet.
        case seccomp
        /// Profiles are names known to the kernel.
        case appArmor
    }

    /// A seccomp or AppArmor profile without a name, or with a name where none is allowed.
    static let info = RuleInfo(
        "invalid-security-profile", .error,
        "a seccomp or AppArmor profile of the node without a name, or a name without such a profile", isMandatory: true)
    private let subject: Subject
    private static let type: Key = "type"
    private static let profile: Key = "localhostProfile"
    /// The longest name of an AppArmor profile in bytes: `PATH_MAX` without its NUL.
    private static let longestName = 4095

    /// Makes the rule.
    init(_ subject: Subject) {
        self.subject = subject
    }

    var fields: [String] { [Self.profile.text] }

    /// Compares the profile with the type.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let type = document.text(Self.type, of: object) else { return }
        let profile = document.present(Self.profile, of: object)
        guard document.isString(type, "Localhost") else {
            guard let profile, subject == .seccomp || isKnown(type, in: document) else { return }
            findings.report(Self.info, .invalid, profile, "only goes with type Localhost")
            return
        }
        if let profile, subject == .seccomp, document.isEmptyString(profile) {
            findings.report(
                Self.info, .invalid, profile, "names no file, so no container of the Pod can be started", isMild: true)
            return
        }
        guard let profile, !document.isEmptyString(profile) else {
            findings.report(
                Self.info, .required, missing: Self.profile, of: object, "type Localhost needs a profile of the node")
            return
        }
        guard document.kind(of: profile) == .string,
            let problem = document.withUTF8(of: profile, { self.problem(with: $0) })
        else { return }
        findings.report(Self.info, .invalid, profile, problem)
    }

    /// Whether AppArmor knows the type; for an unknown type, Kubernetes reports nothing else.
    private func isKnown(_ type: Document.Node, in document: Document) -> Bool {
        document.isString(type, "RuntimeDefault") || document.isString(type, "Unconfined")
    }

    private func problem(with text: Span<UInt8>) -> String? {
        switch subject {
        case .seccomp: Self.pathProblem(text)
        case .appArmor: Self.nameProblem(text)
        }
    }

    /// The problem with a path under the kubelet's seccomp folder.
    static func pathProblem(_ path: Span<UInt8>) -> String? {
        if PathShape.isAbsolute(path) { return "must be a relative path" }
        return PathShape.hasBackstep(path) ? "must not have '..' in the path" : nil
    }

    private static func nameProblem(_ name: Span<UInt8>) -> String? {
        if name.count > longestName { return "must not have more than \(longestName) bytes" }
        let scalars = String(name).unicodeScalars
        let isPadded = [scalars.first, scalars.last].contains { $0?.properties.isWhitespace ?? false }
        return isPadded ? "must not have white space around it" : nil
    }
}

/// If an annotation and a field both choose a profile, they must choose the same one.
///
/// The checks are `validateSeccompAnnotationsAndFields` and `validateAppArmorAnnotationsAndFieldsMatchOnCreate` in
/// Kubernetes' core validation. Containers that a controller adds have names of their own; those known here are the
/// init containers.
struct ProfileAgreement: ObjectRule {
    /// An annotation and a field that choose different profiles.
    static let info = RuleInfo(
        "profile-mismatch", .error, "an annotation and a field that choose different seccomp or AppArmor profiles",
        isMandatory: true)

    private let annotations: Key
    private let owner: Key?
    private let pod: Key?
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

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - annotations: The field with the annotations of the Pod.
    ///   - owner: The field of the checked object whose value has that field, nil if the object itself has it.
    ///   - pod: The field with the settings of the Pod, nil if the object itself has them.
    init(annotations: Key, under owner: Key? = nil, pod: Key? = nil) {
        self.annotations = annotations
        self.owner = owner
        self.pod = pod
    }

    var fields: [String] {
        let contexts = [[Self.context], [Self.initContainers, Self.context]].map { [pod].compactMap { $0 } + $0 }
        let profiles = [Self.seccomp, Self.appArmor].flatMap { [[$0, Self.type], [$0, Self.profile]] }
        return contexts.flatMap { context in
            profiles.map { (context + $0).dotted }
        }
    }
    var triggers: [Key] { [owner ?? annotations] }

    /// Compares the annotations with the fields.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let holder = document.part(owner, of: object)
        let pod = document.part(pod, of: object)
        guard let annotations = holder.flatMap({ document.present(annotations, of: $0) }),
            !document.isEmptyContainer(annotations), let spec = pod
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

    /// The annotations that choose a profile for a container, by their keys; nil if there are none.
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
            findings.report(
                Self.info, .forbidden, type, "the annotation says \(Quoted.text(text, limit: 64)): say it once")
        } else if document.isString(type, "Localhost"), let profile = document.text(Self.profile, of: field),
            document.string(profile, upTo: text.utf8.count).map({ Self.localhost + $0 }) != text
        {
            findings.report(
                Self.info, .forbidden, profile, "the annotation says \(Quoted.text(text, limit: 64)): say it once")
        }
    }
}

/// An annotation for a seccomp or AppArmor profile; it is older than the fields, and Kubernetes still reads it.
enum ProfileAnnotation: Hashable, Sendable {
    /// A seccomp profile for the Pod.
    case podSeccomp
    /// A seccomp profile for a container.
    case containerSeccomp
    /// An AppArmor profile for a container.
    case containerAppArmor

    private static let podSeccompKey: Key = "seccomp.security.alpha.kubernetes.io/pod"
    private static let localhost: StaticString = "localhost/"

    /// Reads a key, nil if it belongs to another annotation.
    init?(_ key: Document.Node, in document: Document) {
        if document.isKey(key, Self.podSeccompKey) {
            self = .podSeccomp
            return
        }
        let known = document.withUTF8(of: key) { text -> ProfileAnnotation? in
            if text.starts(with: "container.seccomp.security.alpha.kubernetes.io/") { return .containerSeccomp }
            if text.starts(with: "container.apparmor.security.beta.kubernetes.io/") { return .containerAppArmor }
            return nil
        }
        guard let known else { return nil }
        self = known
    }

    /// The problem with the annotation's text.
    func problem(with text: Span<UInt8>) -> String? {
        switch self {
        case .podSeccomp, .containerSeccomp: Self.seccompProblem(text)
        case .containerAppArmor: Self.appArmorProblem(text)
        }
    }

    private static func seccompProblem(_ text: Span<UInt8>) -> String? {
        if text.equals("runtime/default") || text.equals("docker/default") || text.equals("unconfined") { return nil }
        guard text.starts(with: localhost) else {
            return "must be \"runtime/default\", \"unconfined\" or \"localhost/\" and a path"
        }
        let path = text.extracting(droppingFirst: localhost.utf8CodeUnitCount)
        if PathShape.isAbsolute(path) { return "must have a relative path after \"localhost/\"" }
        return PathShape.hasBackstep(path) ? "must not have '..' in the path" : nil
    }

    private static func appArmorProblem(_ text: Span<UInt8>) -> String? {
        if text.isEmpty || text.equals("runtime/default") || text.equals("unconfined") { return nil }
        return text.starts(with: localhost)
            ? nil : "must be \"runtime/default\", \"unconfined\" or \"localhost/\" and a profile"
    }
}
