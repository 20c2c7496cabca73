import KubeStash
import Schema
import TestSupport
import Testing

/// The catalogue is complete: a rule that it lacks can neither be looked up nor set by a policy.
@Suite struct RuleCatalogTests {
    /// Every rule in the source is wired to a kind or a field: the catalogue lacks a rule that nothing runs.
    @Test func hasEveryRuleOnce() throws {
        let source = try Repository.output(
            of: "cat $(find Sources/Schema Sources/Kubernetes Sources/KubeStash -name '*.swift')")
        let stated = source.matches(of: /RuleInfo\(\s*"([^"]+)"/).map { String($0.output.1) }
        #expect(stated.count > 70)
        // These rules are about files, not about objects of the cluster.
        let others = ["policy-file"] + LintRules.all.map(\.id.rawValue)
        #expect(RuleCatalog.all.map(\.id.rawValue) == stated.filter { !others.contains($0) }.sorted())
    }

    /// Every rule is counted in its own series, and an unknown rule in none.
    @Test func findsEachRuleAtItsPlace() {
        #expect(RuleCatalog.all.map { RuleCatalog.index(of: $0.id) } == Array(RuleCatalog.all.indices))
        for name in ["", "a", "no-such-rule", "zzz", String(repeating: "a", count: 1000)] {
            #expect(RuleCatalog.index(of: RuleID(rawValue: name)) == nil)
        }
    }

    @Test func isInAlphabeticalOrder() {
        let ids = RuleCatalog.all.map(\.id.rawValue)
        #expect(ids == ids.sorted())
    }

    /// Names are kebab-case, and a summary is one short line for a list.
    @Test(arguments: RuleCatalog.all)
    func isWellFormed(_ rule: RuleInfo) throws {
        #expect(rule.id.rawValue.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
        #expect(!rule.summary.isEmpty && !rule.summary.hasSuffix(".") && !rule.summary.contains("\n"))
        #expect(RuleCatalog.rule(rule.id) == rule)
    }

    /// Every rule has a section with its purpose, a bad and a good example, its severity and its source.
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

    /// A section about a removed or misspelt rule would mislead.
    @Test func everySectionHasARule() throws {
        let page = try Repository.text(of: "Docs/rules.md")
        for line in page.split(separator: "\n") where line.hasPrefix("## ") {
            #expect(RuleCatalog.rule(RuleID(rawValue: String(line.dropFirst(3)))) != nil, "\(line)")
        }
    }
}
