import Glibc
import Linting
import Synchronization
import System
import TestSupport
import Testing

@testable import stashgate

/// A long run says on a terminal how far it is, and leaves nothing of that behind.
struct ProgressLineTests {
    /// The time that a test sets, and the text that is written.
    private final class Terminal: Sendable {
        let milliseconds = Atomic<Int64>(0)
        let text = Mutex("")

        var line: ProgressLine {
            let clock = MonotonicClock { [self] in
                MonotonicInstant(nanoseconds: milliseconds.load(ordering: .relaxed) * 1_000_000)
            }
            return ProgressLine(clock: clock) { [self] more in text.withLock { $0 += more } }
        }
    }

    /// The times of calls, and what each writes.
    @Test func times() {
        let terminal = Terminal()
        var line = terminal.line
        func written(at milliseconds: Int64, _ progress: Linter.Progress?) -> String {
            terminal.milliseconds.store(milliseconds, ordering: .relaxed)
            if let progress { line.show(progress) } else { line.clear() }
            return terminal.text.withLock { text in
                defer { text = "" }
                return text
            }
        }
        // A short run has no line, and nothing to clear.
        #expect(written(at: 0, .init(.read, 1, of: 9)) == "")
        #expect(written(at: 999, .init(.read, 2, of: 9)) == "")
        #expect(written(at: 999, nil) == "")
        #expect(written(at: 1000, .init(.read, 3, of: 9)) == "\r\u{1B}[Kread 3 of 9 files")
        #expect(written(at: 1099, .init(.linted, 1, of: 9)) == "")
        #expect(written(at: 1100, .init(.linted, 2, of: 9)) == "\r\u{1B}[Klinted 2 of 9 files")
        #expect(written(at: 1101, nil) == "\r\u{1B}[K")
        #expect(written(at: 1102, nil) == "")
        #expect(written(at: 5000, .init(.linted, 8, of: 9)) == "\r\u{1B}[Klinted 8 of 9 files")
    }

    /// Each file is counted once in either stage, also one that several threads judge.
    @Test(arguments: [1, 2]) func stages(threads: Int) throws {
        let folder = try TemporaryFolder()
        let many = String(repeating: "\(ManifestCommand.retention)---\n", count: 100)
        for name in ["a", "b", "c"] { try folder.write(many, to: "\(name).yaml") }
        var seen: [Linter.Progress] = []
        _ = try Linter(LintOptions()).lint(InputPaths([folder.path]), threads: threads, progress: { seen.append($0) }) {
            _ in
        }
        #expect(seen.filter { $0.stage == .read }.map(\.done) == [1, 2, 3])
        #expect(seen.filter { $0.stage == .linted }.map(\.done) == [1, 2, 3])
        #expect(seen.allSatisfy { $0.total == 3 })
    }

    /// A terminal that can clear a line gets a progress line, unless only errors are wanted.
    @Test func watched() throws {
        let terminal = try Pseudoterminal()
        let number = unsafe open(terminal.path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        try #require(number >= 0)
        defer { close(number) }
        let stream = OutputStream(number: number)
        #expect(ProgressLine.watched(isQuiet: false, on: stream, terminal: "xterm") != nil)
        #expect(ProgressLine.watched(isQuiet: false, on: stream, terminal: nil) != nil)
        #expect(ProgressLine.watched(isQuiet: true, on: stream, terminal: "xterm") == nil)
        #expect(ProgressLine.watched(isQuiet: false, on: stream, terminal: "dumb") == nil)
        // Standard error of a test is not a terminal.
        #expect(ProgressLine.watched(isQuiet: false, terminal: "xterm") == nil)
    }
}
