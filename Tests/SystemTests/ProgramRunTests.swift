import System
import Testing

/// A program that is run for its output gives it, or a reason; nothing that it does hangs the caller.
struct ProgramRunTests {
    private static func output(
        _ script: String, upTo cap: Int = 1000, within time: Duration = .seconds(60)
    ) throws(ProgramRun.Failure) -> String {
        guard let interruption = try? Interruption() else { throw .interrupted }
        let run = ProgramRun(path: "sh", arguments: ["-c", script], environment: ["A=b", "PATH=/usr/bin:/bin"])
        let end = MonotonicInstant.now().advanced(by: time)
        return String(decoding: try run.output(upTo: cap, until: end, interruption: interruption), as: UTF8.self)
    }

    @Test(arguments: [
        ("echo $A", "b\n"), ("true", ""), ("cat", ""),
        // A process that stays behind keeps the output open, and is not waited for.
        ("sleep 60 & echo a", "a\n"),
        // A program may close its output before it ends.
        ("echo a; exec >&-; true", "a\n"),
    ])
    func good(_ script: String, _ text: String) throws {
        #expect(try Self.output(script) == text)
    }

    @Test(arguments: [
        ("exit 3", ProgramRun.Failure.exit(3)), ("kill -9 $$", .signal(9)), ("yes", .tooLong),
    ])
    func bad(_ script: String, _ failure: ProgramRun.Failure) {
        #expect(throws: failure) { try Self.output(script) }
    }

    @Test("a program that does not end is killed")
    func endless() {
        #expect(throws: ProgramRun.Failure.timedOut) { try Self.output("sleep 60", within: .milliseconds(20)) }
        #expect(throws: ProgramRun.Failure.timedOut) {
            try Self.output("exec >&-; sleep 60", within: .milliseconds(20))
        }
    }

    @Test("a program that does not exist is named")
    func missing() throws {
        let run = ProgramRun(path: "/nowhere/program", arguments: [], environment: [])
        let error = #expect(throws: ProgramRun.Failure.self) {
            try run.output(upTo: 1, until: .never, interruption: Interruption())
        }
        #expect(error == .unstarted(SystemError(code: 2, operation: "start /nowhere/program")))
    }

    @Test("an interruption ends the run")
    func interruption() throws {
        let interruption = try Interruption()
        interruption.request()
        let run = ProgramRun(path: "sleep", arguments: ["60"], environment: [])
        #expect(throws: ProgramRun.Failure.interrupted) {
            try run.output(upTo: 1, until: .never, interruption: interruption)
        }
    }
}
