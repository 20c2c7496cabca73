import Document
import TestSupport
import Testing

@testable import stashgate

/// Docs/lint.md shows what the program prints, and the files for other tools are what the page says.
struct LintPageTests {
    private static let page = "Docs/lint.md"

    /// A command of the page, and the output that it shows.
    private struct Example {
        let command: Substring
        var output = ""
    }

    private static func examples() throws -> [Example] {
        var (examples, isShown): ([Example], Bool) = ([], false)
        for line in try Repository.text(of: page).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isShown = line == "```console"
            } else if isShown, line.hasPrefix("$ ") {
                examples.append(Example(command: line.dropFirst(2)))
            } else if isShown, !examples.isEmpty {
                examples[examples.count - 1].output += "\(line)\n"
            }
        }
        return examples
    }

    /// Whether an output is one that the page shows, in which `...` stands for any text.
    private static func isShown(_ output: String, as shown: String) -> Bool {
        let parts = shown.split(separator: "...", omittingEmptySubsequences: false)
        var rest = output[...]
        for (number, part) in parts.enumerated() {
            guard let found = number == 0 ? rest.range(ofPrefix: part) : rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.isEmpty
    }

    /// The variables of a CI system that runs these tests would change the output.
    private static let noVariables = "env -u GITHUB_ACTIONS -u GITHUB_WORKSPACE -u CI_PROJECT_DIR"

    @Test func examplesAreTrue() throws {
        let folder = try ChildProcess.product("stashgate").split(separator: "/").dropLast()
            .reduce(into: "") { $0 += "/\($1)" }
        let examples = try Self.examples()
        for example in examples {
            let result = try Repository.shell(
                "PATH=\(Repository.quoted(folder)):\"$PATH\" \(Self.noVariables) \(example.command) 2>&1")
            #expect(result.status == 1)
            #expect(Self.isShown(result.output, as: example.output), "\(example.command)\n\(result.output)")
        }
        for format in LintFormat.allCases.dropFirst() {
            #expect(examples.contains { $0.command.contains(" -o \(format) ") }, "\(format)")
        }
    }

    @Test func formats() throws {
        let rows = try DocumentedPage(Self.page).table("`-o`", "For")
        #expect(rows.map { DocumentedPage.names(in: $0[0]).joined() } == LintFormat.allCases.map(\.rawValue))
    }

    /// Each kind of a run has the exit code of the table.
    @Test func exitCodes() throws {
        #expect(try DocumentedPage(Self.page).table("Code", "Meaning").map(\.first) == ["0", "1", "2"])
        #expect(try LintedFolder(["a.yaml": ManifestCommand.good]).lint().code == 0)
        #expect(try LintedFolder(["a.yaml": LintedFolder.wrong]).lint().code == 1)
        #expect(try LintedFolder(["a.yaml": "a: ["]).lint().code == 2)
        #expect(try LintedFolder([:]).lint().code == 2)
        #expect(try LintedFolder([:]).lint(["--nonsense"]).code == 2)
    }

    /// The comment and the annotation of the page hide a warning.
    @Test func ignores() throws {
        let page = try Repository.text(of: Self.page)
        let comment = try #require(page.firstMatch(of: /deletionPolicy: WipeOut( {2}# .*)\n/)).output.1
        let commented = LintedFolder.warned.replacing("WipeOut", with: "WipeOut\(comment)")
        #expect(try LintedFolder(["a.yaml": commented]).lint(["--strict"]).code == 0)
        let entry = try #require(page.firstMatch(of: /stashgate.dev\/ignore: \|\n *(.*)\n/)).output.1
        let annotated = LintedFolder.warned.replacing(
            "namespace: demo}\nspec", with: "namespace: demo, annotations: {stashgate.dev/ignore: \"\(entry)\"}}\nspec")
        #expect(try LintedFolder(["a.yaml": annotated]).lint(["--strict"]).code == 0)
    }

    // MARK: Other tools

    private static func document(_ path: String) throws -> JSONValue {
        let document = try #require(Document.documents(yaml: Array(Repository.text(of: path).utf8)).first)
        return JSONValue(document.root, of: document)
    }

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { text } else { "" }
    }

    @Test func hooks() throws {
        guard case .array(let hooks) = try Self.document(".pre-commit-hooks.yaml") else {
            Issue.record("it is a list")
            return
        }
        let page = try Repository.text(of: Self.page)
        #expect(hooks.map { Self.text($0["language"]) } == ["swift", "system"])
        for hook in hooks {
            #expect(page.contains(Self.text(hook["id"])))
            #expect(Self.text(hook["entry"]) == "stashgate lint --allow-empty")
            let files = try Regex(Self.text(hook["files"]))
            let excluded = try Regex(Self.text(hook["exclude"]))
            for name in ["a.yaml", "apps/b.yml", "c.json"] {
                #expect(name.contains(files) && !name.contains(excluded))
            }
            // Hidden files belong to other tools.
            for name in [".pre-commit-config.yaml", ".github/workflows/a.yml"] { #expect(name.contains(excluded)) }
            for name in ["a.yaml.bak", "yaml", "README.md"] { #expect(!name.contains(files)) }
        }
    }

    /// The inputs of the action become the arguments of the program, each line one.
    @Test func action() throws {
        let action = try Self.document("action.yml")
        let script = Self.text(action["runs/steps/1/run"])
        let folder = try TemporaryFolder()
        try folder.write(script, to: "script")
        try folder.write("#!/bin/sh\nprintf '<%s>' \"$@\"\n", to: "docker")
        func run(_ variables: String) throws -> CommandResult {
            try Repository.shell(
                """
                cd \(Repository.quoted(folder.path)) && chmod +x docker && PATH="$PWD:$PATH" GITHUB_WORKSPACE="$PWD" \
                \(variables) bash --noprofile --norc -eo pipefail script
                """)
        }
        let plain = try run("IMAGE=stashgate:action PATHS=. ARGS= OUTPUT=")
        #expect(plain.status == 0 && plain.output.hasSuffix("<stashgate:action><lint><--><.>"), "\(plain.output)")
        let more = try run("IMAGE=own:1 PATHS='apps/**/*.yaml\na b\n' ARGS='--strict\n\n-osarif\n' OUTPUT=file")
        #expect(more.status == 0 && more.output == "")
        let output = String(decoding: try TemporaryFolder.read("\(folder.path)/file"), as: UTF8.self)
        #expect(output.hasSuffix("<own:1><lint><--strict><-osarif><--><apps/**/*.yaml><a b>"))
        // The inputs that the page sets are those of the action.
        let page = try Repository.text(of: Self.page)
        for input in ["paths", "args", "image", "output-file"] {
            #expect(action["inputs/\(input)/description"] != nil && page.contains("\n      \(input): "))
        }
    }
}

extension Substring {
    /// The range of a prefix, nil if the text does not begin with it.
    fileprivate func range(ofPrefix prefix: Substring) -> Range<Index>? {
        guard hasPrefix(prefix) else { return nil }
        return startIndex..<(index(startIndex, offsetBy: prefix.count, limitedBy: endIndex) ?? endIndex)
    }
}
