import Document
import TestSupport
import Testing

@testable import stashgate

/// Each value of `-o` of `stashgate lint` prints its format, and nothing else, on standard output.
struct LintFormatTests {
    private static let files = ["a.yaml": LintedFolder.wrong, "b.yaml": LintedFolder.warned]

    @Test(arguments: LintFormat.allCases)
    func format(_ format: LintFormat) throws {
        let folder = try LintedFolder(Self.files)
        for flags in [["-o", format.rawValue], ["-o\(format.rawValue)"], ["--output", format.rawValue]] {
            let outcome = try folder.lint(flags)
            #expect(outcome.code == 1)
            // The counts are for people.
            let summary = "1 error and 1 warning in 2 files: 2 objects judged\n"
            #expect(outcome.errors == (format == .text ? "" : summary))
            #expect(outcome.output.hasSuffix(summary) == (format == .text))
            #expect(outcome.output.contains("unknown-field") && outcome.output.contains("wipe-out"))
        }
        let output = Array(try folder.lint(["-o", format.rawValue]).output.utf8)
        switch format {
        case .json, .gitlab, .sarif: _ = try Document(json: output)
        case .report: #expect(try Document.documents(yaml: output).count == 1)
        case .junit: #expect(output.starts(with: "<?xml ".utf8))
        case .github: #expect(output.starts(with: "::error file=a.yaml,line=6,endLine=6,col=3,endColumn=7,title=".utf8))
        case .text, .concise: #expect(output.starts(with: "a.yaml:6:3: error[unknown-field]: ".utf8))
        }
    }

    /// A file without a mistake makes an output that programs can read, too.
    @Test(arguments: LintFormat.allCases)
    func clean(_ format: LintFormat) throws {
        let folder = try LintedFolder(["a.yaml": ManifestCommand.good])
        let outcome = try folder.lint(["-o", format.rawValue])
        #expect(outcome.code == 0)
        switch format {
        case .text: #expect(outcome.output == "no mistakes in 1 file: 1 object judged\n")
        case .concise, .github: #expect(outcome.output == "")
        case .json, .gitlab: #expect(outcome.output == "[]\n")
        case .sarif: #expect(outcome.output.contains(#""exitCode":0"#) && outcome.output.contains(#""results":[]"#))
        case .junit: #expect(outcome.output.contains(#"tests="1" failures="0" errors="0""#))
        case .report: #expect(outcome.output.contains("result: pass\n") && outcome.output.contains("  pass: 1\n"))
        }
    }

    /// Without `-o`, a job of GitHub Actions gets the text with annotations behind it.
    @Test func gitHubActions() throws {
        let folder = try LintedFolder(Self.files)
        let (text, commands) = (try folder.lint().output, try folder.lint(["-o", "github"]).output)
        let job = ["GITHUB_ACTIONS=true"]
        #expect(try folder.lint(with: job).output == text + commands)
        #expect(try folder.lint(["-o", "text"], with: job).output == text)
        #expect(try folder.lint(with: ["GITHUB_ACTIONS=false"]).output == text)
        let quiet = try folder.lint(["-q"], with: job).output
        #expect(quiet.contains("\n::error ") && !quiet.contains("::warning ") && !quiet.contains("judged"))
    }

    /// A CI system knows a file by its path in the repository, from whatever folder the program runs.
    @Test(arguments: ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
    func paths(variable: String) throws {
        let folder = try LintedFolder(Self.files)
        let root = "\(variable)=/tmp"
        #expect(try folder.lint(["-o", "gitlab"]).output.contains(#""path":"a.yaml""#))
        #expect(try folder.lint(["-o", "gitlab"], with: [root]).output.contains(#""path":"stashgate-test-"#))
        #expect(try folder.lint(["-o", "github"], with: [root]).output.contains("file=stashgate-test-"))
        let elsewhere = try folder.lint(["-o", "gitlab"], with: ["\(variable)=/nowhere"]).output
        #expect(elsewhere.contains(#""path":"a.yaml""#))
    }

    @Test func standardInput() throws {
        let folder = try LintedFolder([:])
        for format in LintFormat.allCases {
            let outcome = try folder.lint(["-o", format.rawValue, "-"], input: LintedFolder.wrong)
            #expect(outcome.code == 1)
            #expect(outcome.output.contains("unknown-field"))
            // It has no file in the repository.
            if format == .github { #expect(!outcome.output.contains("file=")) }
        }
    }

    /// The help texts that SARIF has are the sections of Docs/rules.md, with links that work elsewhere.
    @Test func ruleHelp() throws {
        let page = "https://github.com/stashgate/stashgate/blob/main/Docs/"
        #expect(
            RulesPage.withAbsoluteLinks("[a](policy.md) [b](#wipe-out) [c](https://e.org/)")
                == "[a](\(page)policy.md) [b](\(page)rules.md#wipe-out) [c](https://e.org/)")
        let output = try LintedFolder(Self.files).lint(["-o", "sarif"]).output
        #expect(output.contains(#""helpUri":"\#(page)rules.md#wipe-out""#))
        #expect(output.contains(#""version":"0.1.0""#))
        #expect(output.contains(#""markdown":"A `deletionPolicy`"#) || output.contains(#""markdown":""#))
    }
}
