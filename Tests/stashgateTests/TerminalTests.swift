import TestSupport
import Testing

/// The program knows a terminal from a file, and asks the variables that people set for it.
struct TerminalTests {
    /// Lints a file with mistakes, with its reports and errors on a terminal, and says what that shows.
    private func shown(_ variables: String, _ flags: String = "") throws -> String {
        let terminal = try Pseudoterminal()
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let file = "manifests/samples/refused/retention-policy.yaml"
        let result = try Repository.shell("\(variables) \(program) lint \(flags) \(file) > \(terminal.path) 2>&1")
        #expect(result.status == 1 && result.output.isEmpty)
        return terminal.text()
    }

    @Test("reports on a terminal have colours, unless NO_COLOR or a flag says otherwise")
    func colors() throws {
        let colored = try shown("env -u NO_COLOR")
        #expect(colored.contains("error") && colored.contains("\u{1B}[1;31m"))
        for (variables, flags) in [("env NO_COLOR=1", ""), ("env -u NO_COLOR", "--color never")] {
            let plain = try shown(variables, flags)
            #expect(plain.contains("error") && !plain.contains("\u{1B}"))
        }
        #expect(try shown("env NO_COLOR=1", "--color always") == colored)
    }

    @Test("the log is text for people on a terminal, and JSON elsewhere, unless a flag says otherwise")
    func logs() throws {
        // A server without a certificate logs why it cannot start, and ends.
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let serve = "\(program) serve --tls-cert none.crt --tls-key none.key"
        for (flags, isJSON) in [("", false), ("--log-format text", false), ("--log-format json", true)] {
            let terminal = try Pseudoterminal()
            #expect(try Repository.shell("\(serve) \(flags) 2> \(terminal.path)").status != 0)
            let line = terminal.text()
            #expect(line.contains("none.crt") && line.hasPrefix("{") == isJSON, "\(line)")
        }
        for (flags, isJSON) in [("", true), ("--log-format text", false), ("--log-format json", true)] {
            let line = try Repository.shell("\(serve) \(flags) 2>&1").output
            #expect(line.contains("none.crt") && line.hasPrefix("{") == isJSON, "\(line)")
        }
    }
}
