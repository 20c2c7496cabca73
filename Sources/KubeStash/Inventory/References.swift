internal import Document
internal import Kubernetes

/// A reference to another object, as it stands in a document: it is looked up without a copy of its texts.
struct ObjectReference {
    /// The kind of the object.
    let kind: String
    /// The name in the reference.
    let name: Document.Node
    /// The namespace in the reference, nil if it says none.
    private let namespace: Document.Node?
    /// The namespace that is meant by a reference without one; empty if the object is in none or it is not known.
    private let home: String
    private let document: Document

    /// Makes the reference to an object by a name alone.
    init(_ kind: String, named name: Document.Node, of document: Document, in home: String = "") {
        self.kind = kind
        self.name = name
        namespace = nil
        self.home = home
        self.document = document
    }

    /// Reads a reference, nil if it has no name.
    init?(_ kind: String, _ reference: Document.Node?, of document: Document, in home: String) {
        guard let reference, let name = document.text(Names.name, of: reference) else { return nil }
        namespace = document.text(Names.namespace, of: reference)
        self.kind = kind
        self.name = name
        self.home = home
        self.document = document
    }

    /// Whether a variable is in the reference, so that the object is not known yet.
    var hasVariable: Bool {
        CatalogueNames.isVariable(name, in: document)
            || namespace.map { CatalogueNames.isVariable($0, in: document) } ?? false
    }

    /// The object that is named.
    var object: ObjectName {
        ObjectName(
            kind, namespace.flatMap { document.string($0) } ?? home, document.string(name) ?? "")
    }

    /// The hash of the object's name.
    var hash: TextHash {
        var hash = TextHash()
        hash.combine(name, of: document)
        hash.combine(namespace, of: document, or: home)
        return hash
    }

    /// Whether a name is that of the object.
    func names(_ object: ObjectName) -> Bool {
        guard object.kind == kind, document.isString(name, object.name) else { return false }
        return namespace.map { document.isString($0, object.namespace) } ?? (object.namespace == home)
    }
}

extension ObjectName {
    /// The objects that an object names, each once, for a kind without facts of its own that have them.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: Its document.
    ///   - kind: Its kind.
    ///   - namespace: Its namespace, empty if it is not known.
    /// - Returns: The names, in the object's order.
    static func references(
        from object: Document.Node, of document: Document, kind: String, in namespace: String
    ) -> [ObjectName] {
        switch kind {
        case "BackupBlueprint": BackupConfiguration(object, in: document, as: .blueprint).names(in: namespace)
        case "Addon":
            functions(
                [Addon.backupTasks, Addon.restoreTasks].flatMap { list in
                    document.objects(in: inside(object, Names.spec, list, in: document)) {
                        document.text(function, of: $0)
                    }
                }, in: document)
        case "HookTemplate":
            functions(
                [
                    inside(object, Names.spec, executor, function, in: document).flatMap {
                        document.text(Names.name, of: $0)
                    }
                ], in: document)
        case "BackupVerifier":
            functions(
                [inside(object, Names.spec, in: document).flatMap { document.text(function, of: $0) }], in: document)
                + addons(
                    [
                        inside(object, Names.spec, restoreOption, addonInfo, in: document).flatMap {
                            document.text(Names.name, of: $0)
                        }
                    ], in: document)
        default: []
        }
    }

    fileprivate static func addons(_ names: [Document.Node?], in document: Document) -> [ObjectName] {
        all("Addon", names, in: document)
    }

    private static func functions(_ names: [Document.Node?], in document: Document) -> [ObjectName] {
        all("Function", names, in: document)
    }

    /// The names of objects of a kind that is in no namespace, each once; those with a variable are left out.
    private static func all(_ kind: String, _ names: [Document.Node?], in document: Document) -> [ObjectName] {
        names.compactMap { node in
            node.flatMap { document.string($0) }.flatMap { $0.beginsVariable ? nil : ObjectName(kind, "", $0) }
        }.eachOnce
    }

    private static func inside(_ object: Document.Node, _ keys: Key..., in document: Document) -> Document.Node? {
        var node = object
        for key in keys {
            guard let next = document.present(key, of: node) else { return nil }
            node = next
        }
        return node
    }

    /// The key of the name of a Function.
    static let function: Key = "function"
    private static let executor: Key = "executor"
    private static let restoreOption: Key = "restoreOption"
    private static let addonInfo: Key = "addonInfo"
}

extension BackupConfiguration {
    /// The objects that it names, each once, those with a variable in their names left out.
    func names(in namespace: String) -> [ObjectName] {
        let named = references(in: namespace).compactMap { $0.hasVariable ? nil : $0.object }
        return (named + ObjectName.addons(backups.map { $0.addon(in: document) }, in: document)).eachOnce
    }
}
