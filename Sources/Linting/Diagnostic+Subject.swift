internal import Document
package import KubeStash
package import Schema

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

    /// An object of a cluster.
    ///
    /// - Parameters:
    ///   - names: The names of its kind.
    ///   - namespace: Its namespace, empty if it belongs to the whole cluster.
    ///   - name: Its name.
    package init(_ names: Kind.Names, namespace: String, name: String) {
        self.init(
            apiVersion: "\(names.group)/\(names.version)", kind: names.kind, name: name, namespace: namespace,
            isClusterScoped: namespace.isEmpty, offset: 0)
    }

    /// The kind and the name in one line, such as `BackupConfiguration demo/nightly`.
    package var title: String { Manifest.Object.title(kind, name, in: namespace) }
}

extension Diagnostic.Note {
    /// A note about an object of a cluster.
    ///
    /// - Parameter related: The object, and what it has to do with the mistake.
    package init(about related: Finding.Related) {
        let title = Manifest.Object.title(related.kind, related.name, in: related.namespace)
        self.init(place: Diagnostic.Place(object: title), message: related.note)
    }
}
