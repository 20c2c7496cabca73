import KubeStash
import Schema
import TestSupport
import Testing

/// Docs/kinds.md has a row for each kind, and the registry has each kind once.
@Suite struct KindsPageTests {
    @Test func hasEveryKind() throws {
        let rows = try Repository.text(of: "Docs/kinds.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
        let wanted = Kinds.all.map { kind in
            let shorts = kind.names.shortNames.map { "`\($0)`" }.joined(separator: ", ")
            let webhooks =
                switch kind.failurePolicy {
                case .fail: kind.hasDefaults ? "mutate, validate" : "validate"
                case .ignore: "validate"
                case nil: "none"
                }
            let cells = [
                "`\(kind.names.kind)`", "`\(kind.names.resource)`", shorts.isEmpty ? "none" : shorts,
                kind.scope.rawValue, webhooks,
            ]
            return "| \(cells.joined(separator: " | ")) |"
        }
        #expect(rows.map(String.init) == wanted)
    }

    /// A name means one kind.
    @Test func hasEachNameOnce() {
        let names = Kinds.all.flatMap { Set($0.names.all) }
        #expect(Set(names).count == names.count)
        for kind in Kinds.all {
            for name in kind.names.all { #expect(Kinds.called(name.uppercased()) === kind) }
        }
    }

    /// The names of KubeStash's own definitions, of which two have no s at the end.
    @Test(arguments: [
        ("backupstorages", "BackupStorage"), ("retentionpolicies", "RetentionPolicy"), ("repo", "Repository"),
        ("backupverificationsession", "BackupVerificationSession"), ("snapshots", "Snapshot"),
    ])
    func hasTheNamesOfKubeStash(_ name: String, _ kind: String) {
        #expect(Kinds.called(name)?.names.kind == kind)
        #expect(Kinds.called("backupverificationsessions") == nil)
    }

    /// Every rule that a kind can break is counted for it.
    @Test(arguments: Kinds.all.map(\.names.kind))
    func countsTheRulesOfEachKind(_ name: String) throws {
        let kind = try #require(Kinds.called(name))
        #expect(kind.allRules.map { kind.index(of: $0.id) } == Array(kind.allRules.indices))
        #expect(kind.rules.allSatisfy { kind.index(of: $0.id) != nil })
        #expect(kind.index(of: .init(rawValue: "no-such-rule")) == nil)
    }
}
