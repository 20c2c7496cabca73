import ArgumentParser
import TestSupport
import Testing

@testable import stashgate

/// The commands in code blocks of all pages exist: those of stashgate with their flags, those of make, and scripts.
struct DocumentedCommandsTests {
    /// A command with its words, behind any prompt and variables.
    struct Shown: CustomStringConvertible {
        let page: String
        let words: [String]

        var description: String { "\(page): \(words.joined(separator: " "))" }
    }

    /// The programs whose commands are looked at.
    private static let programs: Set = ["stashgate", "make", "kubectl"]

    /// The commands of a line: parts between pipes and `&&`, up to a comment.
    private static func commands(of line: String, on page: String) -> [Shown] {
        let text = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return text.replacing(";", with: "|").replacing("&&", with: "|").replacing("$(", with: "|").split(
            separator: "|"
        )
        .compactMap { part in
            var words = part.split(separator: " ").map(String.init)
            while let first = words.first, first == "$" || first.contains(/^[A-Z_]+=/) { words.removeFirst() }
            guard let first = words.first else { return nil }
            let program = first.split(separator: "/").last.map(String.init) ?? first
            let isScript = first.hasPrefix("Scripts/") || first.hasPrefix("certs/")
            guard programs.contains(program) || isScript else { return nil }
            return Shown(page: page, words: [isScript ? first : program] + words.dropFirst())
        }
    }

    /// The commands in the code blocks of a page, each with the lines on which it goes on.
    private static func commands(on page: String) throws -> [Shown] {
        var (isFenced, isConsole, wasText, found): (Bool, Bool, Bool, [Shown]) = (false, false, false, [])
        let text = try Repository.text(of: page).replacing("\\\n", with: " ")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isFenced.toggle()
                isConsole = line == "```console"
            } else if isConsole ? line.hasPrefix("$ ") : !isFenced && line.hasPrefix("    ") && !wasText {
                found += commands(of: String(line), on: page)
            }
            // An indented line after text goes on with it, as in an item of a list.
            wasText = !line.isEmpty && (!line.hasPrefix("    ") || wasText)
        }
        return found
    }

    private static func all() throws -> [Shown] {
        try Repository.output(of: "git ls-files --cached --others --exclude-standard '*.md' | grep -v Docs/rules.md")
            .split(separator: "\n").flatMap { try commands(on: String($0)) }
    }

    @Test func stashgate() throws {
        let subcommands = Stashgate.configuration.subcommands
        var count = 0
        for shown in try Self.all() where shown.words.first == "stashgate" {
            guard let name = shown.words.dropFirst().first, !name.hasPrefix("-") else { continue }
            guard var command = subcommands.first(where: { $0.configuration.commandName == name }) else {
                Issue.record("\(shown) is not a command")
                continue
            }
            if let second = shown.words.dropFirst(2).first,
                let inner = command.configuration.subcommands.first(where: { $0.configuration.commandName == second })
            {
                command = inner
            }
            let help = command.helpMessage(includeHidden: true, columns: 200)
            for flag in shown.words.dropFirst(2) where flag.hasPrefix("--") && flag.count > 2 {
                let plain = flag.prefix { $0 != "=" }
                #expect([" ", "\n", "/"].contains { help.contains("\(plain)\($0)") }, "\(shown): \(plain)")
            }
            count += 1
        }
        #expect(count > 20)
    }

    @Test func make() throws {
        let targets = try Repository.text(of: "Makefile").matches(of: /(?m)^([a-z0-9-]+):/).map { String($0.output.1) }
        for shown in try Self.all() where shown.words.first == "make" {
            for word in shown.words.dropFirst().prefix(while: { !$0.contains("=") }) {
                #expect(targets.contains(word), "\(shown)")
            }
        }
    }

    @Test func scripts() throws {
        let scripts = try Self.all().filter { $0.words[0].hasSuffix(".sh") }
        #expect(scripts.count > 3)
        for shown in scripts { #expect(try Repository.shell("test -x \(shown.words[0])").status == 0, "\(shown)") }
    }

    /// The objects that pages tell to look at, patch or delete are those of the manifests.
    @Test(.enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
    func objects() throws {
        let resources = try Kustomize.resources(of: "manifests/base")
        let deployment = try #require(resources["Deployment/stashgate"])
        #expect(deployment.text("metadata/namespace") == "stashgate-system")
        #expect(deployment.text("spec/selector/matchLabels/app.kubernetes.io~1name") == "stashgate")
        let text = try Repository.text(of: "Docs/when-the-webhook-is-down.md")
        let patches = text.matches(of: /kubectl patch (\w+)webhookconfiguration (\S+) [^']*'(\[.*\])'/)
        #expect(patches.count == 2)
        for patch in patches {
            let kind = patch.output.1.prefix(1).uppercased() + patch.output.1.dropFirst()
            let webhook = try #require(resources["\(kind)WebhookConfiguration/\(patch.output.2)"])
            let change = try JSONValue(parsing: Array(patch.output.3.utf8))
            // Only the first webhook of each is `Fail`, and the patch turns it into what the others have.
            #expect(webhook.text(change.text("0/path")) == "Fail")
            #expect(webhook.items("webhooks").dropFirst().allSatisfy { $0.text("failurePolicy") == "Ignore" })
            #expect(change.text("0/op") == "replace" && change.text("0/value") == "Ignore")
            #expect(webhook["webhooks/0/timeoutSeconds"] == 5 && text.contains("the time-out of 5 seconds"))
        }
    }
}
