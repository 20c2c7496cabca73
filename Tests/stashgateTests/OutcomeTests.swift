import ArgumentParser
import Testing

@testable import stashgate

/// What a script that waits for `stashgate serve` learns from its exit code.
struct OutcomeTests {
    /// A thread that a file system keeps is nobody's lost request.
    @Test(arguments: ServeCommand.Outcome.allCases)
    func exitCode(_ outcome: ServeCommand.Outcome) {
        let codes: [ServeCommand.Outcome: Int32] = [.finished: 0, .stalled: 0, .failed: 1]
        #expect(outcome.exitCode.rawValue == codes[outcome])
    }
}
