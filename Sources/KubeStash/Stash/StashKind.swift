public import Document

/// A kind of Stash's API (`stash.appscode.com`), and where its fields went in KubeStash.
///
/// KubeStash is Stash's successor and reads none of Stash's objects.
public struct StashKind: Sendable {
    /// The API group of Stash.
    public static let group = "stash.appscode.com"

    /// The name of the kind.
    public let name: String
    /// Its replacement in KubeStash.
    public let successor: String
    /// The replacement of each field, by its path without list indices: `spec.schedule`.
    let fields: [String: String]
    /// The paths of objects and lists that contain a path of ``fields``.
    private let parents: Set<String>

    /// Declares a kind.
    ///
    /// - Parameters:
    ///   - name: The name of the kind.
    ///   - successor: What takes its place in KubeStash.
    ///   - fields: What became of each field, by its path without list indices.
    init(_ name: String, _ successor: String, _ fields: [String: String] = [:]) {
        self.name = name
        self.successor = successor
        self.fields = fields
        parents = fields.keys.reduce(into: []) { parents, path in
            var parent = path[...]
            while let dot = parent.lastIndex(of: ".") {
                parent = parent[..<dot]
                parents.insert(String(parent))
            }
        }
    }

    /// The kind of that name, nil if Stash has none.
    ///
    /// - Parameter name: The name, such as `BackupConfiguration`.
    /// - Returns: The kind.
    public static func named(_ name: String) -> StashKind? {
        all.first { $0.name == name }
    }

    /// A field of an object, and what became of it.
    public struct MovedField: Sendable {
        /// The field's value.
        public let node: Document.Node
        /// The path of the field, without list indices.
        public let path: String
        /// Its replacement.
        public let remark: String
    }

    /// The replacements of the fields that an object has, in the object's order.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: The document that contains it.
    /// - Returns: The fields below `spec`; a field of which KubeStash has nothing like it is among them.
    public func movedFields(of object: Document.Node, in document: Document) -> [MovedField] {
        guard let spec = document.present("spec", of: object), !fields.isEmpty else { return [] }
        var found: [MovedField] = []
        collect(spec, "spec", document, &found)
        return found
    }

    /// Descends only where the table has more to say, so no deeper than the table.
    private func collect(_ node: Document.Node, _ path: String, _ document: Document, _ found: inout [MovedField]) {
        for item in document.elements(of: node) { collect(item, path, document, &found) }
        for (key, value) in document.members(of: node) {
            let path = "\(path).\(document.string(key, upTo: Self.longestKey) ?? "")"
            if let remark = fields[path] {
                found.append(MovedField(node: value, path: path, remark: remark))
            } else if parents.contains(path), document.kind(of: value) == .object || document.kind(of: value) == .array
            {
                collect(value, path, document, &found)
            } else {
                found.append(
                    MovedField(node: value, path: path, remark: "stashgate knows no field of KubeStash for it"))
            }
        }
    }

    /// The longest key that is read, in bytes; no field's name comes near.
    private static let longestKey = 253
}
