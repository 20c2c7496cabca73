import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// Rules learn whether another object is found, missing or unknown; an unknown object never denies.
@Suite struct InventoryTests {
    private static let storages = "backupstorages.storage.kubestash.com"

    private static func storage(_ name: String, in namespace: String, provider: String = "s3") throws -> StoredObject {
        let json: JSONValue = [
            "metadata": ["name": .string(name), "namespace": .string(namespace)],
            "spec": ["storage": ["provider": .string(provider)]],
        ]
        return try #require(StoredObject(json: json.json, kind: storages))
    }

    private static func text(_ answer: Inventory.Answer) -> String {
        switch answer {
        case .found(let object): "found \(object.text(["spec", "storage", "provider"]) ?? "nothing")"
        case .missing: "missing"
        case .unknown: "unknown"
        }
    }

    @Test func hasThreeAnswers() throws {
        let inventory = Inventory(of: [Self.storages], [try Self.storage("a", in: "demo")])
        func answer(_ kind: String, _ name: String, _ namespace: String) -> String {
            Self.text(inventory.object(kind, named: name, in: namespace))
        }
        #expect(answer(Self.storages, "a", "demo") == "found s3")
        #expect(answer(Self.storages, "b", "demo") == "missing")
        #expect(answer(Self.storages, "a", "other") == "missing")
        #expect(answer("secrets", "a", "demo") == "unknown")
        #expect(Self.text(Inventory.unknown.object(Self.storages, named: "a", in: "demo")) == "unknown")
    }

    /// A list that is read while it changes can contain an object twice; the later one is current.
    @Test func laterObjectsReplaceEarlierOnes() throws {
        let objects = [try Self.storage("a", in: "demo"), try Self.storage("a", in: "demo", provider: "gcs")]
        let inventory = Inventory(of: [Self.storages], objects)
        #expect(Self.text(inventory.object(Self.storages, named: "a", in: "demo")) == "found gcs")
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"metadata\": {}}", "{\"metadata\": {\"name\": \"\"}}", "{\"metadata\": {\"name\": 1}}",
    ])
    func takesOnlyObjectsWithAName(_ json: String) {
        #expect(StoredObject(json: Array(json.utf8), kind: Self.storages) == nil)
    }

    /// A rule as the next kinds will have it: it reports missing storages, but not unknown ones.
    private struct MissingStorage: Rule {
        static let info = RuleInfo("missing-storage", .warning, "a storage that is not there")

        func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
            for backend in configuration.backends {
                guard let reference = configuration.reference(Names.storageRef, of: backend.node),
                    let name = context.document.string(reference.name),
                    case .missing = context.inventory.object(
                        InventoryTests.storages, named: name, in: context.namespace ?? "")
                else { continue }
                findings.report(Self.info, .notFound, reference.name)
            }
        }
    }

    /// Declared once, as a kind's names are never freed.
    private static let kind = Kind(
        BackupConfiguration.kind.names, hasStatus: true, columns: [], summary: "", fields: BackupConfiguration.fields,
        rules: [MissingStorage()], view: { BackupConfiguration($0, in: $1) })

    @Test func servesARule() throws {
        let document = try Document(json: valid.json)
        func places(_ inventory: Inventory) -> [String] {
            let context = Context(document, namespace: "demo", inventory: inventory)
            return Self.kind.check(document.root, in: context).all.filter { $0.rule == MissingStorage.info.id }.map {
                $0.path.description
            }
        }
        #expect(places(.unknown) == [])
        #expect(
            places(Inventory(of: [Self.storages], [try Self.storage("s3", in: "demo")]))
                == ["spec.backends[1].storageRef.name"])
        #expect(
            places(Inventory(of: [Self.storages])) == [
                "spec.backends[0].storageRef.name", "spec.backends[1].storageRef.name",
            ])
    }
}
