import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// The rules about a value hold wherever a schema has such a value.
@Suite struct EverywhereTests {
    /// The object types of all kinds.
    private static func types() -> [ObjectType] {
        var types = Kinds.all.map(\.schema)
        var seen: Set<ObjectIdentifier> = []
        var found: [ObjectType] = []
        while let type = types.popLast() {
            guard seen.insert(ObjectIdentifier(type)).inserted else { continue }
            found.append(type)
            for field in type.fields {
                if let object = Self.item(of: field.type) { types.append(object) }
                if case .map(let map) = field.type, case .object(let object) = map.values { types.append(object) }
            }
        }
        return found
    }

    /// The objects that a value is, or a list is of.
    private static func item(of type: ValueType) -> ObjectType? {
        switch type {
        case .object(let object): object
        case .list(let list): item(of: list.item)
        default: nil
        }
    }

    private func findings(_ value: JSONValue, as type: ObjectType) throws -> [String] {
        let document = try Document(json: value.json)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        return findings.all.map { "\($0.rule) \($0.path)" }
    }

    /// Kubernetes stores no more than 256 KiB of annotations with an object, whatever it is made from.
    @Test func annotations() throws {
        var places: Set<String> = []
        for type in Self.types() {
            for field in type.fields where field.name.lowercased().hasSuffix("annotations") {
                places.insert("\(type.name).\(field.name)")
                for (count, isTooLarge) in [(262_143, false), (262_144, true)] {
                    let text = JSONValue.string(String(repeating: "x", count: count))
                    let found = try findings([field.name: ["a": text]] as JSONValue, as: type)
                    #expect(
                        found.contains("annotations-too-large \(field.name)") == isTooLarge,
                        "\(type.name).\(field.name) of \(count + 1) bytes")
                }
            }
        }
        #expect(places.count > 3, "\(places)")
    }

    /// Of the owners of an object, one at most may be its controller.
    @Test func owners() throws {
        let owner: JSONValue = ["apiVersion": "v1", "kind": "Pod", "name": "a", "uid": "b", "controller": true]
        var count = 0
        for type in Self.types() {
            for field in type.fields where field.name == "ownerReferences" {
                count += 1
                for owners in 1...2 {
                    let value = JSONValue.array(Array(repeating: owner, count: owners))
                    let found = try findings([field.name: value] as JSONValue, as: type)
                    #expect(
                        found.contains { $0.hasPrefix("invalid-") && $0.contains(" ownerReferences") } == (owners > 1),
                        "\(type.name): \(found)")
                }
            }
        }
        #expect(count > 1)
    }

    /// Kubernetes leaves the name of a file system to the node, whatever it is.
    @Test(arguments: ["ext4", "XFS", "", " ", "a b", "ä", "a/b"])
    func fileSystems(_ text: String) throws {
        var count = 0
        for type in Self.types() {
            for field in type.fields where field.name == "fsType" {
                count += 1
                let found = try findings([field.name: .string(text)] as JSONValue, as: type)
                #expect(!found.contains { $0.hasSuffix(" fsType") }, "\(type.name): \(found)")
            }
        }
        #expect(count > 3)
    }

    /// Each remark about keys of older releases is at the type whose keys they were.
    @Test func formerFields() throws {
        let tables: [(path: String, kind: Kind, remarks: [String: String])] = [
            ("spec", BackupConfiguration.kind, FormerFields.spec),
            ("spec.target", BackupConfiguration.kind, FormerFields.target),
            ("spec.sessions", BackupConfiguration.kind, FormerFields.session),
            ("spec.sessions.addon.tasks.addonVolumes", BackupConfiguration.kind, FormerFields.addonVolume),
            ("spec.backends.storageRef", BackupConfiguration.kind, FormerFields.reference),
            ("spec", RetentionPolicy.kind, FormerFields.retention),
        ]
        for (path, kind, remarks) in tables {
            var type = kind.schema
            for step in path.split(separator: ".") {
                guard let inner = type.field(String(step)).flatMap({ Self.item(of: $0.type) }) else {
                    Issue.record("\(path) is no object")
                    break
                }
                type = inner
            }
            #expect(!remarks.isEmpty)
            for (key, remark) in remarks {
                let document = try Document(json: ([key: 0] as JSONValue).json)
                var findings = Findings(about: document.root, in: document)
                StructuralCheck.run(CompiledSchema(type), unknownFields: .reported, into: &findings)
                let found = findings.all.first { "\($0.path)" == key }
                #expect(
                    found?.rule.rawValue == "unknown-field" && found?.detail.contains(remark) == true, "\(path).\(key)")
            }
        }
    }
}
