import TestSupport
import Testing
import Webhook

/// Docs/install.md names every way to install, with the version of this build.
struct InstallPageTests {
    private static let path = "Docs/install.md"

    private static func folders(of path: String) throws -> Set<String> {
        Set(try Repository.output(of: "ls \(path)").split(separator: "\n").map(String.init))
    }

    @Test("the ways that the page names are there, and every overlay is among them")
    func choices() throws {
        let text = try Repository.text(of: Self.path)
        for overlay in try Self.folders(of: "manifests/overlays") {
            #expect(text.contains("`\(overlay)`"), "\(overlay)")
        }
        let components = try Self.folders(of: "manifests/components")
        let named = try #require(text.firstMatch(of: /added to any of them: ([^.]*) and more\./)).output.1
        #expect(components.isSuperset(of: DocumentedPage.names(in: String(named))))
        for part in text.matches(of: /stashgate\/\/(manifests\/[a-z\/-]+)\?ref=v/) {
            #expect(try Repository.shell("test -d \(part.output.1)").status == 0, "\(part.output.1)")
        }
    }

    @Test("every version in commands is that of this build")
    func version() throws {
        let text = try Repository.text(of: Self.path)
        let versions = text.matches(of: /(?:ref=v|download\/v|--version |stashgate:)(\d+\.\d+\.\d+)/).map {
            $0.output.1
        }
        #expect(versions.count > 5)
        #expect(versions.allSatisfy { $0 == Build.version })
        #expect(text.contains("/stashgate:\(Build.version) "), "the image to build")
    }

    @Test("every page names the version of this build in its commands and samples")
    func versionsOfAllPages() throws {
        let version = #/(?:ref=v|download/v|--version |ersion=|VERSION=|stashgate:|tag `v|builds\.sh )(\d+\.\d+\.\d+)/#
        let pages = try Repository.output(of: "find . -name '*.md' ! -path './.*' ! -name CHANGELOG.md")
        var count = 0
        for page in pages.split(separator: "\n") {
            for match in try Repository.text(of: String(page)).matches(of: version) {
                #expect(match.output.1 == Build.version, "\(page): \(match.output.0)")
                count += 1
            }
        }
        #expect(count > 15)
    }

    /// The table of the README promises from the oldest to the newest version that the stories were run with, and Helm
    /// refuses what is older.
    @Test func triedVersions() throws {
        let text = DocumentedPage.unwrapped(try DocumentedPage(Self.path).lines)
        let list = try #require(text.firstMatch(of: /have been run against kube-apiserver ([0-9., and]+);/)).output.1
        let minors = list.matches(of: /1\.(\d+)\.\d+/).compactMap { Int($0.output.1) }
        #expect(minors.count > 1 && minors == Set(minors).sorted(), "\(minors)")
        let readme = try Repository.text(of: "README.md")
        let row = try #require(readme.firstMatch(of: /\| Kubernetes \| 1\.(\d+) to 1\.(\d+);/))
        #expect([Int(row.output.1), Int(row.output.2)] == [minors.first, minors.last])
        let needed = try #require(text.firstMatch(of: /It needs Kubernetes 1\.(\d+) or newer/)).output.1
        #expect(Int(needed) == minors.first)
        let chart = try Repository.text(of: "manifests/chart/Chart.yaml")
        #expect(chart.contains("\nkubeVersion: \">=1.\(needed).0-0\"\n"))
    }

    /// The five steps are those of the page's text, each with its name.
    @Test func steps() throws {
        let text = try Repository.text(of: Self.path)
        let steps = text.matches(of: /(?m)^(\d)\. \*\*(\w+)\.\*\*/).map { "\($0.output.1) \($0.output.2)" }
        #expect(steps == ["1 Audit", "2 Warn", "3 Fix", "4 Enforce", "5 Watch"])
        #expect(text.contains("Five steps lead from nothing"))
    }

    /// The kinds that are refused while no pod answers are those that are registered with `Fail`.
    @Test func kinds() throws {
        let policies = try DocumentedPage("Docs/threat-model.md").table("Kind", "Failure policy", "Why")
        let rows = try DocumentedPage("Docs/when-the-webhook-is-down.md").lines.filter { $0.hasPrefix("| ") }
        for policy in policies {
            let kind = DocumentedPage.names(in: policy[0]).joined()
            let plural = kind.hasSuffix("y") ? "\(kind.dropLast())ies" : kind.hasSuffix("h") ? "\(kind)es" : "\(kind)s"
            let row = rows.first { $0.split(separator: "|").first?.contains(plural) == true }
            let isFail = policy[1] == "`Fail`"
            let isPassed = policy[1] == "`Ignore`"
            #expect((row?.hasSuffix("| refused |") == true) == isFail, "\(plural)")
            #expect((row?.hasSuffix("| pass after a second, unjudged |") == true) == isPassed, "\(plural)")
        }
    }
}
