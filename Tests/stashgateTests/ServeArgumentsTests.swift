import HTTP
import KubeStash
import Logging
import Serving
import TestSupport
import Testing

@testable import stashgate

/// What operators write on the command line, and where they read about it.
struct ServeArgumentsTests {
    @Test(arguments: [
        ("0", 0), ("3s", 3_000), ("1m30s", 90_000), ("100ms", 100), ("1.5h", 5_400_000), ("0s", 0),
    ])
    func durations(text: String, milliseconds: Int) {
        #expect(DurationArgument(argument: text)?.duration == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "3", "-1s", "1 s", "1d", "s", "99999999999h"])
    func noDurations(text: String) {
        #expect(DurationArgument(argument: text) == nil)
    }

    @Test(arguments: [("1", 1), ("8388608", 8 << 20), ("8Mi", 8 << 20), ("64Ki", 64 << 10)])
    func sizes(text: String, bytes: Int) {
        #expect(ByteCountArgument(argument: text)?.bytes == bytes)
    }

    @Test(arguments: ["", "0", "-1", "+1", "1.5Mi", "Mi", "8MB", "8 Mi", "9223372036854775807Ki"])
    func noSizes(text: String) {
        #expect(ByteCountArgument(argument: text) == nil)
    }

    /// Defaults are shown as one would write them.
    @Test func defaults() {
        for duration in [Duration.seconds(5), .seconds(60), .seconds(90), .zero] {
            let shown = DurationArgument(duration).defaultValueDescription
            #expect(DurationArgument(argument: shown)?.duration == duration)
        }
        for bytes in [1, 1000, 1 << 10, 3 << 20] {
            let shown = ByteCountArgument(bytes).defaultValueDescription
            #expect(ByteCountArgument(argument: shown)?.bytes == bytes)
        }
        #expect(DurationArgument(.seconds(90)).defaultValueDescription == "1m30s")
        #expect(ByteCountArgument(8 << 20).defaultValueDescription == "8Mi")
    }

    /// Each flag stands in Docs/operations.md, and no flag stands there that is not to be had.
    @Test func documented() throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), ["serve", "--help"])
        #expect(process.waitForEnd() == .exit(0))
        let help = process.output
        let page = try Repository.text(of: "Docs/operations.md")
        let flags = Set(help.split { !$0.isLetter && $0 != "-" }.filter { $0.hasPrefix("--") && $0.count > 2 })
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `--") }
        let documented = Set(rows.compactMap { $0.split { !$0.isLetter && $0 != "-" }.first { $0.hasPrefix("--") } })
        #expect(documented == flags.subtracting(["--help", "--version"]))
    }

    /// The API server's own time limit, as it stands in the query of each review.
    @Test(arguments: [
        ("/validate?timeout=5s", Duration.seconds(5)), ("/validate?a=b&timeout=1m30s", .seconds(90)),
        ("/validate", nil), ("/validate?timeout=", nil), ("/validate?timeout=-5s", nil), ("/validate?timeout=0s", nil),
        ("/validate?timeout=5", nil), ("/validate?mytimeout=5s", nil),
    ])
    func timeLimit(target: String, limit: Duration?) throws {
        var parser = RequestParser()
        parser.append(Array("POST \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        guard case .head(let head) = parser.next() else { throw TestClientError.incomplete }
        let log = ReviewLog(logger: Logger(label: "none") { _ in SwiftLogNoOpLogHandler() })
        let application = WebhookApplication(policy: .default, health: Health(), log: log)
        #expect(application.timeLimit(of: head) == limit)
    }
}
