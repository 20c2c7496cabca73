public import Document
internal import Kubernetes
internal import Schema

/// The facts about one object that others need, as a value of its own.
public struct KnownObject: Sendable {
    /// The facts that depend on the kind.
    enum Facts: Sendable {
        case storage(StorageFacts)
        case retention(UsageFacts)
        case template(TemplateFacts)
        /// The labels of a namespace.
        case namespace([String: String])
        case repositories([PromisedRepository])
        case blueprint(BlueprintFacts)
        /// A workload that names a blueprint.
        case use(BlueprintUse)
        case other
    }

    /// The name of the object.
    public let name: ObjectName
    /// A number of the source's own, such as that of a file.
    public let source: Int
    /// The place among all objects of the source: a mistake that two objects make together is that of the later one.
    package let order: Int
    /// Whether the object is the default of its kind in its namespace.
    let isDefault: Bool
    /// The place of the name, or of the whole object if it has none.
    let mark: Document.Mark
    let facts: Facts

    /// Reads an object; nil if no other object's check depends on it, or if it has no name.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: Its document.
    ///   - kind: Its kind, as it says.
    ///   - namespace: The namespace of an object that does not say it; empty if it is not known.
    ///   - source: A number of the source's own.
    ///   - order: The place among all objects of the source.
    public init?(
        _ object: Document.Node, of document: Document, kind: String, namespace: String, source: Int, order: Int
    ) {
        guard let metadata = document.present(Names.metadata, of: object),
            let named = document.text(Names.name, of: metadata), let name = document.string(named)
        else { return nil }
        let stated = document.text(Names.namespace, of: metadata).flatMap { document.string($0) } ?? ""
        let own = kind == Self.namespaceKind ? "" : stated.isEmpty ? namespace : stated
        let spec = document.present(Names.spec, of: object)
        isDefault = spec.map { document.isTrue(Self.defaultKey, of: $0) } ?? false
        switch kind {
        case "BackupStorage": facts = .storage(StorageFacts(object, of: document, in: own))
        case "RetentionPolicy": facts = .retention(UsageFacts(spec, of: document))
        case "HookTemplate": facts = .template(TemplateFacts(spec, of: document))
        case "BackupConfiguration", "BackupBatch":
            let form: BackupConfiguration.Form = kind == "BackupBatch" ? .batch : .configuration
            let view = BackupConfiguration(object, in: document, as: form)
            facts = .repositories(PromisedRepository.all(of: view, named: name, in: own))
        case "Repository": facts = .repositories(PromisedRepository.stored(object, of: document, named: name, in: own))
        case "BackupBlueprint": facts = .blueprint(BlueprintFacts(spec, of: document))
        case Self.namespaceKind: facts = .namespace(Self.texts(Self.labels, of: metadata, in: document))
        case "BackupVerifier", "RestoreSession": facts = .other
        default:
            guard let use = BlueprintUse(object, of: document, in: own) else { return nil }
            facts = .use(use)
        }
        self.name = ObjectName(kind, own, name)
        self.source = source
        self.order = order
        mark = document.mark(named)
    }

    /// The kind whose labels a usage policy selects.
    static let namespaceKind = "Namespace"
    private static let defaultKey: Key = "default"
    private static let labels: Key = "labels"

    /// The repositories that the object promises, or the one that it is.
    var repositories: [PromisedRepository] {
        if case .repositories(let repositories) = facts { repositories } else { [] }
    }

    /// The namespaces that may refer to the object, nil if it is of a kind that says nothing about that.
    var usage: UsageFacts? {
        switch facts {
        case .storage(let storage): storage.usage
        case .retention(let usage): usage
        case .template(let template): template.usage
        case .blueprint(let blueprint): blueprint.usage
        case .namespace, .repositories, .use, .other: nil
        }
    }

    /// A related place of a finding.
    func related(_ note: String, at mark: Document.Mark? = nil) -> Finding.Related {
        Finding.Related(
            kind: name.kind, namespace: name.namespace, name: name.name, source: source, mark: mark ?? self.mark, note)
    }

    /// The texts of an object with free keys.
    static func texts(_ key: Key, of object: Document.Node, in document: Document) -> [String: String] {
        guard let map = document.present(key, of: object) else { return [:] }
        let members = document.members(of: map).map { (document.string($0.key) ?? "", document.string($0.value) ?? "") }
        return [String: String](members) { _, last in last }
    }
}

/// The part of a HookTemplate that hooks depend on.
struct TemplateFacts: Sendable {
    /// A parameter that it declares.
    struct Parameter: Sendable {
        let name: String
        /// Whether a hook must give a value.
        let isRequired: Bool
        let mark: Document.Mark
    }

    let usage: UsageFacts
    let parameters: [Parameter]

    init(_ spec: Document.Node?, of document: Document) {
        usage = UsageFacts(spec, of: document)
        let list = spec.flatMap { document.present(Names.params, of: $0) }
        parameters = document.objects(in: list) { $0 }.compactMap { item in
            guard let named = document.text(Names.name, of: item), let name = document.string(named) else { return nil }
            let hasDefault = document.text(Self.defaultValue, of: item) != nil
            return Parameter(
                name: name, isRequired: document.isTrue(Self.required, of: item) && !hasDefault,
                mark: document.mark(named))
        }
    }

    private static let required: Key = "required"
    private static let defaultValue: Key = "default"
}
