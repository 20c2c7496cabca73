internal import Document
public import Schema

/// JSON Schemas (draft 2020-12) of the kinds and of the policy file, for editors and other validators.
public struct EditorSchema: Sendable {
    /// The `apiVersion` of the objects.
    public let apiVersion: String
    /// The kind of the objects.
    public let kind: String
    /// Every name of the kind, in lower case.
    public let names: [String]
    /// The API group of the objects.
    public let group: String
    /// The version of the objects.
    public let version: String
    /// The fields of the objects.
    public let type: ObjectType
    private let hasVariables: Bool

    /// The schemas of all kinds, and last that of a policy file.
    public static let all: [EditorSchema] =
        Kinds.all.map { kind in
            EditorSchema(
                group: kind.names.group, version: kind.names.version, kind: kind.names.kind, names: kind.names.all,
                kind.schema, hasVariables: kind.hasVariables)
        } + [
            EditorSchema(
                group: "stashgate.dev", version: "v1alpha1", kind: "Policy", names: ["policy", "policies"],
                Policy.schema, hasVariables: false)
        ]

    /// The place of the schemas' names; they are names only, and no server has them.
    private static let base = "https://stashgate.dev/schemas"

    private init(
        group: String, version: String, kind: String, names: [String], _ type: ObjectType, hasVariables: Bool
    ) {
        (self.group, self.version, self.kind, self.names) = (group, version, kind, names)
        (self.type, self.hasVariables) = (type, hasVariables)
        apiVersion = "\(group)/\(version)"
    }

    /// The fields that say of which kind an object is.
    private var constants: JSONSchema.Constants { ["apiVersion": apiVersion, "kind": kind] }

    /// The schema as JSON.
    public var json: [UInt8] {
        var schema = JSONSchema()
        schema.hasVariables = hasVariables
        var writer = JSONWriter(capacity: 1 << 20)
        writer.beginObject()
        writer.member("$schema", JSONSchema.dialect)
        writer.member("$id", "\(Self.base)/\(group)/\(kind.lowercased())_\(version).json")
        writer.member("title", kind)
        writer.member("description", type.summary)
        schema.write(type, constants, to: &writer)
        schema.writeDefinitions(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// One schema for files with objects of any kind; those of other APIs pass.
    ///
    /// It selects by `if` and `then`: editors then check and complete by the one schema that is meant, while with
    /// `oneOf` they guess the nearest one and report the mistakes of that.
    public static var bundle: [UInt8] {
        var schema = JSONSchema()
        var references: [(EditorSchema, reference: String)] = []
        for kind in all {
            schema.hasVariables = kind.hasVariables
            references.append((kind, schema.define(kind.type, kind.constants)))
        }
        var writer = JSONWriter(capacity: 1 << 20)
        writer.object { writer in
            writer.member("$schema", JSONSchema.dialect)
            writer.member("$id", "\(base)/bundle.json")
            writer.member("title", "Objects of KubeStash")
            writer.member("description", "Every kind of KubeStash, and stashgate's policy; objects of other APIs pass.")
            writer.member("properties") {
                write("API group and version of the object.", examples: versions, "apiVersion", to: &$0)
                write("Kind of the object.", examples: all.map(\.kind), "kind", to: &$0)
            }
            writer.key("allOf")
            writer.beginArray()
            for version in versions { writeKinds(of: version, to: &writer) }
            for (kind, reference) in references {
                writer.object {
                    writeCondition(kind.constants, to: &$0)
                    $0.member("then") { $0.member("$ref", reference) }
                }
            }
            writeList(to: &writer)
            writer.endArray()
            schema.writeDefinitions(to: &writer)
        }
        return writer.bytes
    }

    /// The API versions of all kinds, each once.
    private static var versions: [String] {
        all.map(\.apiVersion).enumerated().filter { index, version in
            all.firstIndex { $0.apiVersion == version } == index
        }.map(\.element)
    }

    private static func write(
        _ description: String, examples: [String], _ name: String, to writer: inout JSONWriter
    ) {
        writer.member(name) {
            $0.member("description", description)
            $0.member("examples", examples)
        }
    }

    /// An `if` that is true for objects with some constant fields.
    private static func writeCondition(_ constants: JSONSchema.Constants, to writer: inout JSONWriter) {
        let fields = constants.sorted { $0.key < $1.key }
        writer.member("if") {
            $0.member("type", "object")
            $0.member("required", fields.map(\.key))
            $0.member("properties") {
                for (name, value) in fields { $0.member(name) { $0.member("const", value) } }
            }
        }
    }

    /// The kinds of an API version, and their lists.
    private static func writeKinds(of version: String, to writer: inout JSONWriter) {
        writer.object {
            writeCondition(["apiVersion": version], to: &$0)
            $0.member("then") {
                $0.member("properties") {
                    $0.member("kind") {
                        $0.key("anyOf")
                        $0.beginArray()
                        $0.object { $0.member("enum", all.filter { $0.apiVersion == version }.map(\.kind)) }
                        $0.object { $0.member("pattern", "List$") }
                        $0.endArray()
                    }
                }
            }
        }
    }

    /// The items of kubectl's list are objects themselves.
    private static func writeList(to writer: inout JSONWriter) {
        writer.object {
            writeCondition(["apiVersion": "v1", "kind": "List"], to: &$0)
            $0.member("then") {
                $0.member("properties") {
                    $0.member("items") { $0.member("items") { $0.member("$ref", "#") } }
                }
            }
        }
    }
}
