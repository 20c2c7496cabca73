import TestSupport
import Testing

/// Names of files come from pull requests: none begins a line of its own, or commands a terminal, whatever reads it.
struct FileNameLineTests {
    static let names = ["a\n::error::b.yaml", "ev\u{1B}[31m.yaml", "a\u{202E}lmay.yaml", "c\u{9B}31m.yaml"]

    /// Runs a command on a file of a name, or on one that is not there.
    private func lines(_ arguments: [String], _ text: String?, named name: String) throws -> [String] {
        let folder = try TemporaryFolder()
        if let text { try folder.write(text, to: name) }
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), arguments + ["\(folder.path)/\(name)"], input: [])
        _ = process.waitForEnd()
        let output = process.output + process.errors
        for line in output.split(separator: "\n") {
            #expect(!line.hasPrefix("::"), "\(line)")
            let isHidden = line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E || $0.value == 0x9B }
            #expect(!isHidden, "\(line)")
        }
        return output.split(separator: "\n").map(String.init)
    }

    private static let broken = "kind: BackupStorage\napiVersion: storage.kubestash.com/v1alpha1\n"
    private static let scheduled =
        ManifestCommand.good + "---\n" + ManifestCommand.good.replacing("0 2 * * *", with: "junk")
    private static let policy = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"

    static let commands: [(arguments: [String], text: String?)] = [
        (["review"], nil), (["review"], broken), (["review"], "a: ["), (["review"], "{{ if }}\na: b"), (["review"], ""),
        (["review", "-o", "json"], broken),
        (["default"], nil), (["default", "-o", "diff"], ManifestCommand.retention), (["default"], "{{ if }}\na: b"),
        (["default", "-o", "json"], "a: ["),
        (["lint"], nil), (["lint"], broken), (["lint", "-o", "json"], broken), (["lint", "-o", "sarif"], broken),
        (["lint", "-o", "junit"], broken), (["lint", "-o", "gitlab"], broken), (["lint", "-o", "report"], broken),
        (["lint", "--diff"], ManifestCommand.good.replacing("deletionPolicy: Delete", with: "deletionPolicy: delete")),
        (["schedule", "-f"], nil), (["schedule", "-f"], scheduled), (["schedule", "--calendar", "-f"], scheduled),
        (["schedule", "-o", "json", "-f"], scheduled), (["schedule", "-f"], "{{ if }}\na: b"),
        (["policy", "check"], nil), (["policy", "check"], policy), (["policy", "check"], policy + "rules: {a: off}"),
        (["policy", "show"], policy), (["policy", "show"], policy + "rules: {wipe-out: off}"),
        (["policy", "show"], policy + "rules: {a: off}"), (["lint", "--config"], nil),
    ]

    @Test(arguments: commands.indices, names)
    func lines(_ index: Int, of name: String) throws {
        let (arguments, text) = Self.commands[index]
        let found = try lines(arguments, text, named: name)
        #expect(!found.isEmpty)
    }

    @Test("the name can still be read")
    func readable() throws {
        let error = try lines(["review"], nil, named: "a\u{202E}lmay.yaml")
        #expect(error.count == 1 && error.first?.contains(#"a\u202elmay.yaml: cannot open"#) == true)
        let line = try lines(["review"], Self.broken, named: "a\nb.yaml")
        #expect(line.first?.contains(#"/a\nb.yaml:1:1: note: "#) == true, "\(line)")
        let diff = try lines(["default", "-o", "diff"], ManifestCommand.retention, named: "a\nb.yaml")
        #expect(diff.prefix(2).allSatisfy { $0.hasSuffix(#"/a\012b.yaml""#) }, "\(diff)")
    }

    @Test("an argument that is no flag is on one line, too")
    func arguments() throws {
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["review", "--no\n::error::x\u{1B}[31m"], input: [])
        #expect(process.waitForEnd() == .exit(2))
        #expect(!process.errors.contains("\n::") && !process.errors.contains("\u{1B}"), "\(process.errors)")
    }
}
