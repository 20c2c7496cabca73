import Schema

extension RulesPage {
    /// The section about a rule, its heading included; nil if there is none.
    static func section(of rule: RuleID) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "## \(rule)") else { return nil }
        var end = start + 1
        var isInCode = false
        while end < lines.endIndex {
            // A comment in a YAML example begins like a heading.
            if lines[end].hasPrefix("```") { isInCode.toggle() }
            if !isInCode, lines[end].hasPrefix("# ") || lines[end].hasPrefix("## ") { break }
            end += 1
        }
        let section = lines[start..<end].joined(separator: "\n")
        let last = section.lastIndex { $0 != "\n" }
        return last.map { section[...$0] + "\n" }
    }
}
