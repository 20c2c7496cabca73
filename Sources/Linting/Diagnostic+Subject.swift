internal import Document
internal import KubeStash

extension Diagnostic.Subject {
    /// The object of a manifest.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - namespace: The namespace of an object that names none.
    init(_ object: Manifest.Object, orElse namespace: String?) {
        let isClusterScoped =
            Kinds.all.contains {
                $0.scope == .cluster && $0.names.kind == object.kind && $0.names.group == object.group
            }
        self.init(
            apiVersion: object.apiVersion, kind: object.kind, name: object.name,
            namespace: isClusterScoped ? "" : object.namespace(orElse: namespace), isClusterScoped: isClusterScoped,
            offset: object.document.sourceOffset(of: object.node) + object.document.source.start.offset)
    }

    /// The kind and the name in one line, such as `BackupConfiguration demo/nightly`.
    package var title: String { Manifest.Object.title(kind, name, in: namespace) }
}
