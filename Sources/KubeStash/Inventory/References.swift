internal import Document
internal import Kubernetes

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
        var seen = Set<String>()
        return names.compactMap { node in
            guard let name = node.flatMap({ document.string($0) }), !name.contains("${"), seen.insert(name).inserted
            else { return nil }
            return ObjectName(kind, "", name)
        }
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
        var seen = Set<ObjectName>()
        let addons = ObjectName.addons(backups.map { $0.addon(in: document) }, in: document)
        return (references(in: namespace).map(\.object) + addons).filter { seen.insert($0).inserted }
    }
}
