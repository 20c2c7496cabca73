import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// Where the fields of Stash went.
struct StashKindTests {
    /// Whether a path without list indices leads to a field; below an object with free keys, everything does.
    private func isField(_ path: Substring, of schema: ObjectType) -> Bool {
        var type = ValueType.object(schema)
        for step in path.replacing("[]", with: "").split(separator: ".") {
            if case .list(let list) = type { type = list.item }
            switch type {
            case .object(let object):
                guard let field = object.field(String(step)) else { return false }
                type = field.type
            case .freeObject, .map: return true
            default: return false
            }
        }
        return true
    }

    /// The paths of KubeStash that a remark names: those of a kind that stashgate knows are fields of its schema.
    @Test func everyPathIsThere() throws {
        var count = 0
        for (path, remark) in StashKind.backupConfiguration {
            guard let match = remark.firstMatch(of: /now (spec\.[A-Za-z.\[\]]+[A-Za-z\]])(.*)/) else { continue }
            let kind = match.2.contains("of a RetentionPolicy") ? RetentionPolicy.kind : BackupConfiguration.kind
            #expect(isField(match.1, of: kind.schema), "\(path): \(remark)")
            count += 1
        }
        #expect(count > 25)
        for (key, remark) in FormerFields.retention {
            for match in remark.matches(of: /(?:it is|under) ([a-zA-Z.]+)/) {
                #expect(isField("spec.\(match.1)"[...], of: RetentionPolicy.kind.schema), "\(key): \(remark)")
            }
        }
        for remarks in [FormerFields.spec, FormerFields.session] {
            for (key, remark) in remarks {
                for match in remark.matches(
                    of:
                        /(?:in|as|under) ((?:sessions|backends|repositories|scheduler|addon)[\[\].][A-Za-z.\[\]]*[A-Za-z\]])/
                ) {
                    let isOfSession = remarks == FormerFields.session && !remark.hasSuffix(", beside sessions")
                    let path = isOfSession ? "spec.sessions.\(match.1)" : "spec.\(match.1)"
                    #expect(
                        isField(path[...], of: BackupConfiguration.kind.schema) || key.hasPrefix("verification"),
                        "\(key): \(remark)")
                }
            }
        }
    }

    /// A key that is said to be elsewhere is none of the type's own.
    @Test func formerFieldsAreNoFields() {
        var seen: Set<ObjectIdentifier> = []
        var types = Kinds.all.map(\.schema) + [Policy.schema]
        while let type = types.popLast() {
            guard seen.insert(ObjectIdentifier(type)).inserted else { continue }
            #expect(Set(type.fields.map(\.name)).isDisjoint(with: type.formerFields.keys), "\(type.name)")
            for field in type.fields {
                var item = field.type
                while case .list(let list) = item { item = list.item }
                if case .object(let object) = item { types.append(object) }
            }
        }
    }

    /// Only what is below spec has moved; null and a missing spec have nothing.
    @Test(arguments: [
        (#"{"spec": {"schedule": "@daily"}, "status": {"x": 1}}"#, ["spec.schedule"]),
        (
            #"{"spec": {"target": {"ref": {"kind": "a"}, "rules": [{"paths": ["/"]}]}}}"#,
            ["spec.target.ref.kind", "spec.target.rules"]
        ),
        (#"{"spec": {"runtimeSettings": {"pod": {"a": {"b": 1}}}}}"#, ["spec.runtimeSettings.pod"]),
        (#"{"spec": {"retentionPolicy": "keep"}}"#, ["spec.retentionPolicy"]),
        (#"{"spec": null}"#, []), ("{}", []), (#"{"spec": []}"#, []), ("1", []),
    ])
    func movedFields(_ json: String, paths: [String]) throws {
        let document = try Document(json: Array(json.utf8))
        let kind = try #require(StashKind.named("BackupConfiguration"))
        #expect(kind.movedFields(of: document.root, in: document).map(\.path) == paths)
    }

    @Test func everyKindHasASuccessor() {
        #expect(Set(StashKind.all.map(\.name)).count == StashKind.all.count)
        #expect(StashKind.all.allSatisfy { !$0.successor.isEmpty })
        #expect(StashKind.named("Deployment") == nil)
    }
}
