import TestSupport

/// A page of the documentation, as tests read it.
struct DocumentedPage {
    /// The pages whose numbers and names are compared with the code; Docs/rules.md has tests of its own.
    static let all = [
        "README.md", "certs/README.md", "Docs/operations.md", "Docs/policy.md", "Docs/threat-model.md",
        "Docs/architecture.md", "Docs/schedules.md", "Docs/lint.md",
    ]

    /// The pages of which every number has a source.
    static let numbered =
        all + [
            "Docs/cluster.md", "Docs/install.md", "Docs/faq.md", "Docs/when-the-webhook-is-down.md", "Docs/editors.md",
            "Docs/gitops.md", "Docs/releasing.md", "Docs/what-is-not-checked.md", "Docs/kinds.md", "Docs/README.md",
            "manifests/README.md", "manifests/chart/README.md", "SECURITY.md", "CONTRIBUTING.md",
        ]

    /// The lines of the page without code blocks, which other tests compare with the programs' output.
    let lines: [Substring]

    init(_ path: String) throws {
        var isCode = false
        lines = try Repository.text(of: path).split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let isFence = line.drop { $0 == " " }.hasPrefix("```")
            if isFence { isCode.toggle() }
            return !isCode && !isFence
        }
    }

    /// The text of some lines without link targets and line breaks.
    static func unwrapped(_ lines: [Substring]) -> String {
        let text = lines.joined(separator: "\n").replacing(/\]\([^)]*\)/, with: "]")
        return SourceText.unwrapped(text)
    }

    /// The rows of the table with these cells in its head, each cell without white space around it.
    func table(_ head: String...) -> [[String]] {
        let cells = lines.map { line in
            line.hasPrefix("|")
                ? line.replacing("\\|", with: "\u{0}").split(separator: "|").map {
                    SourceText.unwrapped(String($0).replacing("\u{0}", with: "|"))
                } : []
        }
        guard let start = cells.firstIndex(of: head) else { return [] }
        return Array(cells[start...].dropFirst(2).prefix { !$0.isEmpty })
    }

    /// The names in backticks in a text.
    static func names(in text: String) -> [String] {
        text.matches(of: /`([^`]+)`/).map { String($0.output.1) }
    }
}
