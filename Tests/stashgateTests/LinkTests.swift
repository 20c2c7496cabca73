import TestSupport
import Testing

/// Every page can be reached from the README, and every link leads somewhere: to a file, and in it to a heading.
struct LinkTests {
    /// A link of a page.
    struct Link: Hashable {
        let page: String
        let target: String
    }

    /// The pages of the project, without those of builds and of dependencies.
    private static func pages() throws -> [String] {
        try Repository.output(of: "git ls-files --cached --others --exclude-standard '*.md'").split(separator: "\n")
            .map(String.init)
    }

    /// The lines of a page without blocks of code, in which nothing is a link or a heading.
    private static func lines(of page: String) throws -> [Substring] {
        var isCode = false
        return try Repository.text(of: page).split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let isFence = line.drop { $0 == " " }.hasPrefix("```")
            if isFence { isCode.toggle() }
            return !isCode && !isFence && !line.hasPrefix("    ")
        }
    }

    /// The links of a page: `[text](target)`, pictures, and `[text]: target`.
    private static func links(of page: String) throws -> [Link] {
        let text = try lines(of: page).joined(separator: "\n").replacing(/`[^`\n]*`/, with: "code")
        let inline = text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
        let referenced = text.matches(of: /(?m)^\[[^\]]+\]: (\S+)$/).map { String($0.output.1) }
        return (inline + referenced).map { Link(page: page, target: $0) }
    }

    /// The anchors of a page's headings, as GitHub makes them: a heading that is repeated gets a number.
    private static func anchors(of page: String) throws -> Set<String> {
        var (anchors, counts): (Set<String>, [String: Int]) = ([], [:])
        for line in try lines(of: page) where line.hasPrefix("#") {
            let text = line.drop { $0 == "#" }.dropFirst().replacing(/\]\([^)]*\)/, with: "]")
            let kept = text.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
            let anchor = kept.replacing(" ", with: "-")
            let count = counts[anchor, default: 0]
            counts[anchor] = count + 1
            anchors.insert(count == 0 ? anchor : "\(anchor)-\(count)")
        }
        return anchors
    }

    /// A path from the root, for one that is relative to the folder of a page; nil if it leaves the checkout.
    private static func resolve(_ path: Substring, from page: String) -> String? {
        var parts = page.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(String(part))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }

    /// The addresses at which the project's own files are found, each with the path behind it.
    private static func ownFile(_ target: String) -> Substring? {
        target.firstMatch(of: /^https:\/\/github\.com\/stashgate\/stashgate\/(?:blob|raw|tree)\/main\/([^#]+)/)?.output
            .1
    }

    @Test func everyLink() throws {
        let existing = Set(
            try Repository.output(of: "git ls-files --cached --others --exclude-standard").split(separator: "\n")
                .map(String.init))
        let folders = Set(
            existing.flatMap { path in
                let parts = path.split(separator: "/").dropLast()
                return parts.indices.map { parts[...$0].joined(separator: "/") }
            })
        for page in try Self.pages() {
            for link in try Self.links(of: page) {
                if let own = Self.ownFile(link.target) {
                    #expect(existing.contains(String(own)) || folders.contains(String(own)), "\(link)")
                    continue
                }
                guard !link.target.contains(/^[a-z]+:/) else { continue }
                let parts = link.target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                guard let first = parts.first, let path = first.isEmpty ? page : Self.resolve(first, from: page) else {
                    Issue.record("\(link) leads out of the project")
                    continue
                }
                #expect(existing.contains(path) || folders.contains(path), "\(link)")
                if parts.count == 2, path.hasSuffix(".md"), existing.contains(path) {
                    #expect(try Self.anchors(of: path).contains(String(parts[1])), "\(link)")
                }
            }
        }
    }

    /// A page that is not linked is found by nobody; Docs/README.md alone links all pages of Docs.
    @Test func everyPageIsReached() throws {
        func reached(from start: String) throws -> Set<String> {
            var (seen, waiting): (Set<String>, [String]) = ([start], [start])
            while let page = waiting.popLast() {
                for link in try Self.links(of: page) where !link.target.contains(/^[a-z]+:/) {
                    let first = link.target.prefix { $0 != "#" }
                    guard let path = Self.resolve(first, from: page), path.hasSuffix(".md"), !first.isEmpty else {
                        continue
                    }
                    if seen.insert(path).inserted { waiting.append(path) }
                }
            }
            return seen
        }
        let pages = Set(try Self.pages())
        #expect(pages.subtracting(try reached(from: "README.md")).sorted() == [])
        let indexed = Set(
            try Self.links(of: "Docs/README.md").compactMap { link in
                Self.resolve(link.target.prefix { $0 != "#" }, from: link.page)
            })
        #expect(pages.filter { $0 != "Docs/README.md" }.subtracting(indexed).sorted() == [])
    }

    /// The page for the worst moment is one step away from where people are then.
    @Test(arguments: ["README.md", "Docs/README.md", "Docs/operations.md", "Docs/faq.md", "Docs/install.md"])
    func whenItIsDown(page: String) throws {
        let links = try Self.links(of: page).map(\.target)
        #expect(links.contains { $0.hasSuffix("when-the-webhook-is-down.md") }, "\(page)")
    }
}
