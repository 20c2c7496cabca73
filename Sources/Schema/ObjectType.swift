internal import Document

/// An object with known fields, in the order in which findings and defaults are reported.
///
/// Types are made once, shared and never changed. A type does not contain itself.
public final class ObjectType: Sendable {
    /// What the type is called in KubeStash's or Kubernetes' documentation.
    public let name: String
    /// The fields, in the documentation's order.
    public let fields: [Field]
    /// Whether a default is stated somewhere in it, so that the search for defaults may skip what has none.
    let hasDefaults: Bool
    /// The keys of the fields, side by side for the search.
    private let keys: [Key]

    /// Makes a type.
    public init(_ name: String, _ fields: [Field]) {
        self.name = name
        self.fields = fields
        keys = fields.map(\.key)
        hasDefaults = fields.contains { $0.hasDefaults }
    }

    /// The place of the field with this key.
    func fieldIndex(of key: Document.Node, in document: Document) -> Int? {
        keys.firstIndex { document.isKey(key, $0) }
    }

    /// The place of the field with this name.
    func fieldIndex(of name: String) -> Int? {
        fields.firstIndex { $0.key.text == name }
    }
}
