import ArgumentParser
import TestSupport
import Testing

@testable import stashgate

/// The man page is made from the definitions of the commands, and has all of them.
struct ManualTests {
    private static func page() throws -> String {
        let (program, manual) = (try ChildProcess.product("stashgate"), try ChildProcess.product("Manual"))
        return try Repository.output(
            of: """
                \(Repository.quoted(program)) --experimental-dump-help | \(Repository.quoted(manual)) 0.1.0
                """)
    }

    @Test func everyCommand() throws {
        let page = try Self.page()
        #expect(page.hasPrefix(".TH STASHGATE 1 \"\" \"stashgate 0.1.0\"\n.SH NAME\nstashgate \\- Admission control"))
        for command in Stashgate.configuration.subcommands {
            let name = try #require(command.configuration.commandName)
            let words = command.configuration.subcommands.compactMap { $0.configuration.commandName }
            let names = words.isEmpty ? [name] : words.map { "\(name) \($0)" }
            for name in names { #expect(page.contains("\n.SS stashgate \(name)\n"), "\(name)") }
        }
        for flag in ["--max-warnings", "--tls-cert", "--time-zone", "--help", "--version"] {
            #expect(page.contains("\\fB\(flag.replacing("-", with: "\\-"))\\fR"), "\(flag)")
        }
        // Examples keep their lines, and no line is taken for a command of man's.
        #expect(page.contains("\n.EX\n  stashgate lint\n  stashgate lint \\-\\-strict clusters/production\n"))
        let macros = [".TH ", ".SH ", ".SS ", ".B ", ".TP", ".PP", ".EX", ".EE"]
        for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(macros.contains { line.hasPrefix($0) }, "\(line)")
        }
    }

    @Test(.enabled(if: Repository.has(command: "groff"), "there is no groff on this machine"))
    func isRead() throws {
        try Repository.withTemporaryFolder { folder in
            let file = "\(folder)/stashgate.1"
            try Repository.output(of: "cat > \(Repository.quoted(file)) <<'END'\n\(Self.page())END")
            let output = try Repository.output(of: "groff -man -ww -Tascii \(Repository.quoted(file)) 2>&1")
            #expect(output.contains("stashgate lint"))
            #expect(!output.contains("groff:") && !output.contains("troff:"))
        }
    }
}
