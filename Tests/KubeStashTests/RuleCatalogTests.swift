import KubeStash
import Schema
import TestSupport
import Testing

/// The catalogue is complete: a rule that is not in it can be neither looked up nor set by a policy.
@Suite struct RuleCatalogTests {
    /// The rules that something in the schema, or a rule about the whole object, can report.
    private static var reported: Set<RuleID> {
        var rules = Set(BackupConfiguration.rules.map(\.id))
        var seen: Set<ObjectIdentifier> = []
        collect(from: .object(BackupConfiguration.schema), &seen, &rules)
        return rules.union([.requiredField, .wrongType, .unsupportedValue, .outOfRange, .unknownField, .duplicateName])
    }

    private static func collect(
        from type: ValueType, _ seen: inout Set<ObjectIdentifier>, _ rules: inout Set<RuleID>
    ) {
        switch type {
        case .string(let text), .integerOrString(_, let text): if let format = text.format { rules.insert(format.rule) }
        case .quantity(let format): rules.insert(format.rule)
        case .list(let list): collect(from: list.item, &seen, &rules)
        case .map(let map):
            if let keys = map.keys { rules.insert(keys.rule) }
            collect(from: map.values, &seen, &rules)
        case .object(let object) where seen.insert(ObjectIdentifier(object)).inserted:
            rules.formUnion(object.rules.map(\.id))
            for field in object.fields { collect(from: field.type, &seen, &rules) }
        default: break
        }
    }

    private static let policyRules: Set<RuleID> = [
        .policyMinInterval, .policyHistoryLimit, .policyEncryptionRequired, .policyDeletionPolicy,
        .policyStorageNamespace,
    ]

    @Test func hasEveryRuleOnce() {
        let ids = RuleCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        let missing = Self.reported.union(Self.policyRules).subtracting(ids).map(\.rawValue).sorted()
        #expect(missing == [], "not in the catalogue")
    }

    @Test func isInAlphabeticalOrder() {
        let ids = RuleCatalog.all.map(\.id.rawValue)
        #expect(ids == ids.sorted())
    }

    /// Names are kebab-case; a summary is one short line, to stand in a list.
    @Test(arguments: RuleCatalog.all)
    func isWellFormed(_ rule: RuleInfo) throws {
        #expect(rule.id.rawValue.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix(".") && !rule.summary.contains("\n"))
        #expect(RuleCatalog.rule(rule.id) == rule)
    }

    /// Every rule has a section that says what it catches and why, with a bad and a good example, its severity and source.
    @Test(arguments: RuleCatalog.all)
    func hasASection(_ rule: RuleInfo) throws {
        let page = try Repository.text(of: "Docs/rules.md")
        let sections = page.split(separator: "\n## ").filter { $0.hasPrefix("\(rule.id)\n") }
        #expect(sections.count == 1, "sections about \(rule.id) in Docs/rules.md")
        let section = try #require(sections.first)
        for part in ["**Bad**", "**Good**", "```yaml", "Severity: \(rule.severity.rawValue)", "Source: "] {
            #expect(section.contains(part), "\(part) in the section about \(rule.id)")
        }
        #expect(section.contains("mandatory") == rule.isMandatory)
    }

    /// A section about a rule that is gone, or misspelt, would mislead.
    @Test func everySectionIsAboutARule() throws {
        let page = try Repository.text(of: "Docs/rules.md")
        for line in page.split(separator: "\n") where line.hasPrefix("## ") {
            #expect(RuleCatalog.rule(RuleID(rawValue: String(line.dropFirst(3)))) != nil, "\(line)")
        }
    }
}
