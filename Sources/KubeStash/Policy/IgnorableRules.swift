internal import Document
internal import Schema

/// Checks the rules that a section lets be ignored: each pattern must match one that can be.
struct IgnorableRules: ObjectRule {
    static var info: RuleInfo { .policyFile }

    /// The field of the patterns.
    static let key: Key = "ignorable"

    var fields: [String] { [Self.key.text] }

    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let patterns = document.list(Self.key, of: object) else { return }
        for item in document.elements(of: patterns) {
            guard let pattern = document.string(item), !pattern.isEmpty else { continue }
            let matched = RuleCatalog.all.filter { Glob(pattern).matches($0.id.rawValue) }
            if matched.isEmpty {
                report(item, pattern, &findings)
            } else if matched.allSatisfy(\.isMandatory) {
                findings.report(
                    Self.info, .forbidden, item,
                    "\(Quoted.text(pattern)) cannot be ignored: Kubernetes or KubeStash itself refuses such an object")
            }
        }
    }

    private func report(_ item: Document.Node, _ pattern: String, _ findings: inout Findings) {
        guard !LintRules.all.contains(where: { $0.id.rawValue == pattern }) else {
            return findings.report(
                Self.info, .forbidden, item, "\(Quoted.text(pattern)) is a rule of stashgate lint alone")
        }
        let nearest = PolicyLevels.nearest(to: RuleID(rawValue: pattern))
        findings.report(
            Self.info, .notFound, item, "there is no such rule" + (nearest == nil ? "; see stashgate rules" : ""),
            suggestion: nearest.map { .replace(with: $0) })
    }
}
