internal import Document
internal import Schema

/// The CustomResourceDefinition of BackupConfiguration (`apiextensions.k8s.io/v1`), made from the schema.
///
/// It is for clusters without KubeStash, to develop and to test in. Names, columns and the status subresource are those
/// of KubeStash's own.
public enum CustomResourceDefinition {
    /// The plural name of the kind, which is part of its API paths.
    public static let plural = "backupconfigurations"
    private static let singular = "backupconfiguration"

    /// The definition as JSON.
    public static var json: [UInt8] {
        var writer = JSONWriter(capacity: 1 << 20)
        writer.object {
            $0.member("apiVersion", "apiextensions.k8s.io/v1")
            $0.member("kind", "CustomResourceDefinition")
            $0.member("metadata") { $0.member("name", "\(plural).\(BackupConfiguration.group)") }
            $0.member("spec") {
                $0.member("group", BackupConfiguration.group)
                $0.member("scope", "Namespaced")
                $0.member("names", writeNames)
                $0.key("versions")
                $0.beginArray()
                $0.object(writeVersion)
                $0.endArray()
            }
        }
        return writer.bytes
    }

    private static func writeNames(to writer: inout JSONWriter) {
        writer.member("kind", BackupConfiguration.kind)
        writer.member("listKind", "\(BackupConfiguration.kind)List")
        writer.member("plural", plural)
        writer.member("singular", singular)
        writer.member("shortNames", ["bc"])
        writer.member("categories", ["kubestash", "appscode", "all"])
    }

    private static func writeVersion(to writer: inout JSONWriter) {
        writer.member("name", BackupConfiguration.version)
        writer.member("served", true)
        writer.member("storage", true)
        writer.member("subresources") { $0.member("status") { _ in } }
        writer.key("additionalPrinterColumns")
        writer.beginArray()
        for (name, type, path) in columns {
            writer.object {
                $0.member("name", name)
                $0.member("type", type)
                $0.member("jsonPath", path)
            }
        }
        writer.endArray()
        writer.member("schema") { $0.member("openAPIV3Schema", writeSchema) }
    }

    private static let columns = [
        ("Phase", "string", ".status.phase"), ("Paused", "boolean", ".spec.paused"),
        ("Age", "date", ".metadata.creationTimestamp"),
    ]

    /// What every object of Kubernetes has; the API server has its own idea of these and takes no other.
    private static let common = [("apiVersion", "string"), ("kind", "string"), ("metadata", "object")]

    private static func writeSchema(to writer: inout JSONWriter) {
        let schema = BackupConfiguration.schema
        let fields = schema.fields.filter { field in !common.contains { $0.0 == field.name } }
        writer.member("description", schema.summary)
        writer.member("type", "object")
        writer.member("required", fields.filter { $0.need != nil }.map(\.name))
        writer.member("properties") {
            for (name, type) in common { $0.member(name) { $0.member("type", type) } }
            for field in fields {
                $0.key(field.name)
                OpenAPISchema.write(field, to: &$0)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func object(_ members: (inout JSONWriter) -> Void) {
        beginObject()
        members(&self)
        endObject()
    }

    fileprivate mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    fileprivate mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    fileprivate mutating func member(_ name: String, _ value: Bool) {
        key(name)
        boolean(value)
    }

    fileprivate mutating func member(_ name: String, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }
}
