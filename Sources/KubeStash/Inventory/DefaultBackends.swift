internal import Document
internal import Kubernetes
internal import Schema

extension BackupConfiguration {
    /// Plans the defaults that depend on other objects: the backends, and the storage and the RetentionPolicy of each.
    ///
    /// An update keeps what is stored, whatever has become the default meanwhile. Where the default cannot be told, or
    /// there is none, nothing is planned.
    static func addDefaults(to plan: inout DefaultsPlan, of object: Document.Node, in context: Context) {
        guard context.inventory.isCluster else { return }
        let document = context.document
        let view = BackupConfiguration(object, in: document)
        guard let spec = view.spec, document.kind(of: spec) == .object else { return }
        var choices = DefaultReferences(context)
        if view.specWithoutBackends != nil {
            guard document.present(Names.backends, of: spec).map({ document.isEmptyContainer($0) }) ?? true,
                let backends = choices.storedBackends() ?? choices.backends(for: view)
            else { return }
            plan.add(NewMember(Names.backends.text, backends), to: spec)
            return
        }
        for backend in view.backends {
            for reference in DefaultReferences.all where document.present(reference.key, of: backend.node) == nil {
                if let value = choices.value(of: reference, for: backend) {
                    plan.add(NewMember(reference.key.text, value), to: backend.node)
                }
            }
        }
    }

    /// The name of a backend that all repositories find: none if any of them names none.
    ///
    /// - Returns: The name, empty for a backend without one; nil if no one backend can be that of all repositories.
    fileprivate var commonBackendName: String? {
        guard let first = repositories.first?.backend, repositories.allSatisfy({ $0.backend != nil }) else { return "" }
        let isSame = repositories.allSatisfy { repository in
            repository.backend.map { document.haveSameText($0, first) } ?? false
        }
        return isSame ? document.string(first) : nil
    }
}

/// A reference of a backend that has a default.
private struct DefaultReference {
    let key: Key
    let kind: String
}

/// The values of references to default objects, each looked up once.
private struct DefaultReferences {
    static let all = [
        DefaultReference(key: Names.storageRef, kind: "BackupStorage"),
        DefaultReference(key: Names.retentionPolicy, kind: "RetentionPolicy"),
    ]

    private let context: Context
    /// The object as it is stored, nil if it is new.
    private let stored: BackupConfiguration?
    private var chosen: [String: NewValue?] = [:]

    init(_ context: Context) {
        self.context = context
        stored = context.oldObject.map { BackupConfiguration($0, in: context.document) }
    }

    /// The stored backends, completed; nil if there are none.
    mutating func storedBackends() -> NewValue? {
        guard let stored, !stored.backends.isEmpty else { return nil }
        var items: [NewValue] = []
        for backend in stored.backends {
            guard case .object(var members)? = Self.copy(of: backend.node, in: context.document) else { return nil }
            for reference in Self.all where context.document.present(reference.key, of: backend.node) == nil {
                if let value = standard(reference) { members.append(NewMember(reference.key.text, value)) }
            }
            items.append(.object(members))
        }
        return .array(items)
    }

    /// One backend with the default storage, which all repositories find; nil if there is none.
    mutating func backends(for view: BackupConfiguration) -> NewValue? {
        guard let name = view.commonBackendName else { return nil }
        var members = name.isEmpty ? [] : [NewMember(Names.name.text, .string(name))]
        for reference in Self.all {
            guard let value = standard(reference) else {
                if reference.kind == BackupStorage.kind.names.kind { return nil }
                continue
            }
            members.append(NewMember(reference.key.text, value))
        }
        return .array([.object(members)])
    }

    /// The value of a reference that a backend lacks: that of the stored backend of the same name, else the default.
    mutating func value(of reference: DefaultReference, for backend: BackupConfiguration.Backend) -> NewValue? {
        let document = context.document
        let before = stored?.backends.first { old in
            guard let name = backend.name, let oldName = old.name else { return backend.name == nil && old.name == nil }
            return document.haveSameText(name, oldName)
        }
        let kept = before.flatMap { document.present(reference.key, of: $0.node) }
        return kept.flatMap { Self.copy(of: $0, in: document) } ?? standard(reference)
    }

    private mutating func standard(_ reference: DefaultReference) -> NewValue? {
        if let known = chosen[reference.kind] { return known }
        let object = DefaultChoice(reference.kind, for: context.namespace, among: context.inventory).object
        let value = object.map { object in
            NewValue.object([
                NewMember(Names.name.text, .string(object.name.name)),
                NewMember(Names.namespace.text, .string(object.name.namespace)),
            ])
        }
        chosen[reference.kind] = .some(value)
        return value
    }

    private static func copy(of node: Document.Node, in document: Document) -> NewValue? {
        var writer = JSONWriter()
        writer.value(node, of: document)
        return NewValue(json: String(decoding: writer.bytes, as: UTF8.self))
    }
}

/// A backend, or the lack of one, for which there is no default that may be used.
///
/// KubeStash's webhook refuses it: it fills in the default first, too.
struct MissingDefault: Rule {
    /// A default that is needed and not there.
    static let info = RuleInfo(
        "missing-default", .error, "no default BackupStorage or RetentionPolicy where one is needed")
    /// The fields that the rule reports.
    static let fields = ["spec.backends", "spec.backends.storageRef", "spec.backends.retentionPolicy"]
    static let needsInventory = true

    /// Reports every reference whose default is missing, with the defaults that may not be used.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard context.inventory.isCluster else { return }
        if let spec = configuration.specWithoutBackends {
            if let problem = Self.problem("BackupStorage", in: context) {
                findings.report(Self.info, .required, missing: Names.backends, of: spec, problem)
            }
            return
        }
        for reference in DefaultReferences.all {
            let lacking = configuration.backends.filter {
                context.document.present(reference.key, of: $0.node) == nil
            }
            guard !lacking.isEmpty, let problem = Self.problem(reference.kind, in: context) else { continue }
            for backend in lacking {
                findings.report(Self.info, .required, missing: reference.key, of: backend.node, problem)
            }
        }
    }

    private static func problem(_ kind: String, in context: Context) -> String? {
        guard case .missing(let refusals) = DefaultChoice(kind, for: context.namespace, among: context.inventory) else {
            return nil
        }
        return "no default \(kind) is available to namespace \(Quoted.text(context.namespace ?? ""))"
            + refusals.words
    }
}
