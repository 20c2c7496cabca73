internal import Document

/// An object with known fields, in the order in which findings and defaults are reported.
///
/// Types are made once, shared and never changed. A type does not contain itself.
public final class ObjectType: Sendable {
    /// What the type is called in KubeStash's or Kubernetes' documentation.
    public let name: String
    /// What it is for, in one sentence.
    public let summary: String
    /// The fields, in the documentation's order.
    public let fields: [Field]
    /// What is to be checked of the object as a whole, after its fields.
    public let rules: [any ObjectRule]
    /// Whether a default is stated somewhere in it, so that the search for defaults may skip what has none.
    let hasDefaults: Bool
    /// The fields once more, for the check.
    let table: FieldTable

    /// Makes a type.
    ///
    /// - Parameters:
    ///   - name: What the type is called.
    ///   - summary: What it is for, in one sentence.
    ///   - fields: The fields, in the documentation's order.
    ///   - rules: What is to be checked of the object as a whole.
    public init(_ name: String, _ summary: String = "", _ fields: [Field], rules: [any ObjectRule] = []) {
        self.name = name
        self.summary = summary
        self.fields = fields
        self.rules = rules
        hasDefaults = fields.contains { $0.hasDefaults }
        table = FieldTable(of: fields)
    }

    /// The field with a name, nil where the type has none.
    ///
    /// - Parameter name: The key.
    /// - Returns: The field.
    public func field(_ name: String) -> Field? {
        table.index(of: name).map { fields[$0] }
    }
}
