internal import Document
internal import Schema

/// The CustomResourceDefinition of a kind (`apiextensions.k8s.io/v1`), made from the schema.
///
/// It is for clusters without KubeStash, for development and tests. Names, columns and the status subresource are those
/// of KubeStash's own definition.
public struct CustomResourceDefinition {
    private let kind: Kind

    /// Makes the definition.
    ///
    /// - Parameter kind: The kind to define.
    public init(of kind: Kind) {
        self.kind = kind
    }

    /// The definition as JSON.
    public var json: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 20)
        writer.object {
            $0.member("apiVersion", "apiextensions.k8s.io/v1")
            $0.member("kind", "CustomResourceDefinition")
            $0.member("metadata") { $0.member("name", kind.names.resource) }
            $0.member("spec") {
                $0.member("group", kind.names.group)
                $0.member("scope", kind.scope.rawValue)
                $0.member("names", writeNames)
                $0.key("versions")
                $0.beginArray()
                $0.object(writeVersion)
                $0.endArray()
            }
        }
        return writer.bytes
    }

    private func writeNames(to writer: inout JSONWriter) {
        writer.member("kind", kind.names.kind)
        writer.member("listKind", "\(kind.names.kind)List")
        writer.member("plural", kind.names.plural)
        writer.member("singular", kind.names.singular)
        if !kind.names.shortNames.isEmpty { writer.member("shortNames", kind.names.shortNames) }
        writer.member("categories", kind.names.categories)
    }

    private func writeVersion(to writer: inout JSONWriter) {
        writer.member("name", kind.names.version)
        writer.member("served", true)
        writer.member("storage", true)
        if kind.hasStatus { writer.member("subresources") { $0.member("status") { _ in } } }
        writer.key("additionalPrinterColumns")
        writer.beginArray()
        for column in kind.columns {
            writer.object {
                $0.member("name", column.name)
                $0.member("type", column.type)
                $0.member("jsonPath", column.path)
            }
        }
        writer.endArray()
        writer.member("schema") { $0.member("openAPIV3Schema", writeSchema) }
    }

    /// The fields of every Kubernetes object; the API server has its own definition of these and accepts no other.
    private static let common = [("apiVersion", "string"), ("kind", "string"), ("metadata", "object")]

    private func writeSchema(to writer: inout JSONWriter) {
        let schema = kind.schema
        let fields = schema.fields.filter { field in !Self.common.contains { $0.0 == field.name } }
        writer.member("description", schema.summary)
        writer.member("type", "object")
        writer.member("required", fields.filter { $0.need != nil }.map(\.name))
        writer.member("properties") {
            for (name, type) in Self.common { $0.member(name) { $0.member("type", type) } }
            for field in fields {
                $0.key(field.name)
                OpenAPISchema.write(field, to: &$0)
            }
        }
    }
}
