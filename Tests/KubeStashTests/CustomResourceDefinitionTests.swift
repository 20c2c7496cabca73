import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The definition states the schema in the API server's terms.
@Suite struct CustomResourceDefinitionTests {
    private let definition: JSONValue

    init() throws {
        definition = try JSONValue(parsing: CustomResourceDefinition(of: BackupConfiguration.kind).json)
    }

    @Test func namesTheKind() {
        #expect(definition["apiVersion"] == "apiextensions.k8s.io/v1")
        #expect(definition["kind"] == "CustomResourceDefinition")
        #expect(definition["metadata/name"] == "backupconfigurations.core.kubestash.com")
        #expect(definition["spec/group"] == "core.kubestash.com")
        #expect(definition["spec/scope"] == "Namespaced")
        #expect(definition["spec/names/shortNames"] == ["bc"])
        #expect(definition["spec/names/kind"] == "BackupConfiguration")
        #expect(definition["spec/versions/0/name"] == "v1alpha1")
        #expect(definition["spec/versions/0/subresources"] == ["status": [:]])
    }

    /// The API server adds the same defaults as mutate, so that a cluster with only the definition stores the same
    /// objects.
    @Test(
        arguments: [
            ("scheduler/properties/concurrencyPolicy", "Allow"), ("scheduler/properties/jobTemplate", [:]),
            ("retryConfig", [:]), ("retryConfig/properties/maxRetry", 1), ("sessionHistoryLimit", 1),
            ("repositories/items/properties/deletionPolicy", "Delete"),
            ("hooks/properties/preBackup/items/properties/executionPolicy", "Always"),
            ("hooks/properties/postBackup/items/properties/executionPolicy", "Always"),
        ] as [(String, JSONValue)])
    func hasTheDefaults(_ path: String, value: JSONValue) {
        #expect(session["properties/\(path)/default"] == value)
    }

    @Test func requiresFieldsWithoutADefault() {
        #expect(session["properties/scheduler/required"] == ["schedule"])
        #expect(session["required"] == ["name", "scheduler", "addon", "repositories"])
    }

    private var session: JSONValue {
        let schema = "spec/versions/0/schema/openAPIV3Schema"
        return definition["\(schema)/properties/spec/properties/sessions/items"] ?? .null
    }

    /// The API server drops fields that the definition does not have, so it must have every field of the schema.
    @Test func hasEveryField() throws {
        let root = try #require(definition["spec/versions/0/schema/openAPIV3Schema"])
        Self.compare(.object(BackupConfiguration.kind.schema), root, at: "")
    }

    private static func compare(_ type: ValueType, _ schema: JSONValue, at path: String) {
        switch type {
        case .object(let object):
            for field in object.fields {
                guard let property = schema["properties/\(field.name)"] else {
                    Issue.record("\(path).\(field.name) is missing")
                    continue
                }
                if path.isEmpty, field.name == "metadata" { continue }
                compare(field.type, property, at: "\(path).\(field.name)")
            }
        case .list(let list):
            #expect(schema["type"] == "array", "\(path)")
            compare(list.item, schema["items"] ?? .null, at: "\(path)[]")
        case .map(let map): compare(map.values, schema["additionalProperties"] ?? .null, at: "\(path){}")
        case .freeObject: #expect(schema["x-kubernetes-preserve-unknown-fields"] == true, "\(path)")
        case .quantity, .integerOrString: #expect(schema["x-kubernetes-int-or-string"] == true, "\(path)")
        case .string: #expect(schema["type"] == "string", "\(path)")
        case .integer: #expect(schema["type"] == "integer", "\(path)")
        case .boolean: #expect(schema["type"] == "boolean", "\(path)")
        }
    }

    /// etcd takes requests of 1.5 MiB, and the API server stores the definition as JSON.
    @Test func fitsIntoEtcd() {
        #expect(CustomResourceDefinition(of: BackupConfiguration.kind).json.count < 1_500_000)
    }
}
