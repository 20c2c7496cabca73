import Schema
import Webhook

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

    /// The address of the folder that has the page.
    private static let folder = "\(Build.homepage)/blob/main/Docs/"
    /// The name of the page in its folder.
    private static let file = "rules.md"

    /// The address of the section about a rule.
    static func address(of rule: RuleID) -> String { "\(folder)\(file)#\(rule)" }

    /// A part of the page whose links work elsewhere too.
    ///
    /// - Parameter markdown: A part of the page.
    /// - Returns: The part, its links with whole addresses.
    static func withAbsoluteLinks(_ markdown: some StringProtocol) -> String {
        String(markdown).replacing(/\]\((?!https?:)(#?)/) { link in
            "](\(folder)\(link.1.isEmpty ? "" : "\(file)#")"
        }
    }
}
