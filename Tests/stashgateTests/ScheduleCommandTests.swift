import ArgumentParser
import Cron
import Glibc
import KubeStash
import TestSupport
import Testing
import Time

@testable import stashgate

/// The input and the output of `stashgate schedule`.
@Suite struct ScheduleCommandTests {
    private let start = Instant(secondsSinceEpoch: 1_772_236_710)

    private func lines(_ expression: String, _ format: ReportFormat, count: Int = 2, line: Int? = nil) -> String {
        let report = ScheduleReport(format: format, start: start, count: count)
        return String(decoding: report.lines(for: expression, line: line).bytes, as: UTF8.self)
    }

    @Test func printsTheMeaning() {
        #expect(
            lines("30 2 * * mon-fri", .text) == """
                30 2 * * mon-fri
                  At 02:30 on Monday through Friday
                  2026-03-02T02:30:00Z  Mon
                  2026-03-03T02:30:00Z  Tue

                """)
    }

    @Test func pointsAtTheMistake() {
        #expect(
            lines("0 0 * * 1,9-10", .text, line: 3) == """
                error: day of week 9 is out of range 0-6 (Sunday is 0) [invalid-schedule]
                 --> line 3
                  |
                  | 0 0 * * 1,9-10
                  |           ^

                """)
        #expect(
            lines("0 0 *", .text) == """
                error: expected 5 fields (minute, hour, day of month, month, day of week), found 3 [invalid-schedule]
                  |
                  | 0 0 *
                  |      ^

                """)
    }

    /// An empty schedule is one mistake, a missing value; one of blanks cannot be read.
    @Test(arguments: [("", "required-field"), (" ", "invalid-schedule")])
    func reportsAnEmptyScheduleOnce(_ expression: String, rule: String) {
        let text = lines(expression, .text)
        #expect(
            text.hasPrefix(
                "error: expected 5 fields (minute, hour, day of month, month, day of week), found 0 [\(rule)]\n  |\n"))
        #expect(text.split(separator: "\n").count { $0.contains("error: ") } == 1)
    }

    /// A policy that turns the rule off lets the webhook take what no scheduler can read.
    @Test func warnsOfWhatAPolicyLetsThrough() throws {
        let file = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {invalid-schedule: LEVEL}\n"
        for (level, tag) in [("warning", " [invalid-schedule]"), ("off", "")] {
            let settings = try Policy(yaml: Array(file.replacing("LEVEL", with: level).utf8)).settings(for: nil)
            let report = ScheduleReport(format: .text, start: start, count: 1, settings: settings)
            let (bytes, isAccepted) = report.lines(for: "61 * * * *", line: nil)
            #expect(isAccepted)
            #expect(
                String(decoding: bytes, as: UTF8.self).hasPrefix("warning: minute 61 is out of range 0-59\(tag)\n  |\n")
            )
        }
    }

    /// A mistake in standard input has a line number, one in an argument does not.
    @Test(arguments: [(["0 0 *"], "", false), (["-"], "0 0 *\n", true), (["-"], "@daily\n\n0 0 *\n", true)])
    func namesTheLineOfInput(arguments: [String], input: String, namesLine: Bool) throws {
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["schedule"] + arguments, input: Array(input.utf8))
        #expect(process.waitForEnd() == .exit(1))
        let text = process.output + process.errors
        #expect(text.contains("error: expected 5 fields"))
        let line = input.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(text.contains("\n --> line \(line)\n") == namesLine)
        #expect(text.contains("--> line") == namesLine)
    }

    /// A schedule without further times in the searched years says so; for one that never fires, the line above does.
    @Test func reportsTheEndOfTimes() {
        #expect(lines("0 0 29 2 *", .text, count: 1).hasSuffix("  2028-02-29T00:00:00Z  Tue\n"))
        let late = ScheduleReport(format: .text, start: Instant(secondsSinceEpoch: 3_981_312_000), count: 2)
        let text = String(decoding: late.lines(for: "0 0 29 2 *", line: nil).bytes, as: UTF8.self)
        #expect(text.hasSuffix("  none in the five years that a scheduler looks ahead\n"))
        #expect(
            lines("0 0 30 2 *", .text) == """
                0 0 30 2 *
                  Never: February has no 30th
                  error: never fires: no date in any year matches it [schedule-never-fires]

                """)
    }

    /// Programs rely on the keys and their order.
    @Test func printsJSON() {
        let times = #"["2026-02-28T00:00:00Z","2026-03-01T00:00:00Z"]"#
        #expect(
            lines("@daily", .json) == """
                {"expression":"@daily","valid":true,"description":"At 00:00 every day","next":\(times),"allowed":true,\
                "findings":[]}

                """)
        #expect(
            lines("0 0 30 2 *", .json) == """
                {"expression":"0 0 30 2 *","valid":true,"description":"Never: February has no 30th","next":[],\
                "allowed":false,"findings":[{"severity":"error","rule":"schedule-never-fires",\
                "message":"never fires: no date in any year matches it"}]}

                """)
        let error = #"{"message":"minute 61 is out of range 0-59","offset":0,"length":2}"#
        let text = lines("61 * * * *", .json)
        #expect(
            text.hasPrefix(#"{"expression":"61 * * * *","valid":false,"error":\#(error),"allowed":false,"findings":["#))
    }

    /// The webhook's warnings leave a schedule as good as it is.
    @Test func warns() {
        #expect(
            lines("*/2 * * * *", .text, count: 1) == """
                */2 * * * *
                  Every 2 minutes
                  warning: starts two backups within 2 minutes; the later one may find the earlier still running \
                [frequent-schedule]
                  2026-02-28T00:00:00Z  Sat

                """)
    }

    /// A policy makes errors of warnings, and the other way round.
    @Test func judgesByAPolicy() throws {
        let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"
        func isAccepted(_ expression: String, _ policy: String) throws -> Bool {
            let settings = try Policy(yaml: Array((head + policy).utf8)).settings(for: "demo")
            let report = ScheduleReport(format: .text, start: start, count: 1, settings: settings)
            return report.lines(for: expression, line: nil).isAccepted
        }
        #expect(try isAccepted("@hourly", ""))
        #expect(try !isAccepted("@hourly", "parameters: {minimumInterval: 2h}"))
        #expect(try isAccepted("@hourly", "namespaces: [{match: [prod], parameters: {minimumInterval: 2h}}]"))
        #expect(try isAccepted("0 0 30 2 *", "rules: {schedule-never-fires: warning}"))
        #expect(try !isAccepted("*/2 * * * *", "rules: {frequent-schedule: error}"))
    }

    /// A prefix with a zone is explained by the clock of that zone, and refused as Kubernetes refuses it.
    @Test(arguments: ["TZ", "CRON_TZ"])
    func explainsTimeZones(prefix: String) {
        #expect(
            lines("\(prefix)=Europe/Berlin 30 2 * * *", .text) == """
                \(prefix)=Europe/Berlin 30 2 * * *
                  At 02:30 every day
                  error: must not choose a time zone: leave out "\(prefix)=Europe/Berlin"; Kubernetes runs backups by the \
                clock of its controller manager, usually UTC [schedule-time-zone]
                  2026-02-28T02:30:00+01:00  Sat
                  2026-03-01T02:30:00+01:00  Sun

                """)
        let unknown = lines("\(prefix)=Europe/Nowhere 30 2 * * *", .text, count: 1)
        #expect(unknown.contains("  note: this machine knows no time zone \"Europe/Nowhere\"; the times are in UTC\n"))
        #expect(unknown.contains("error: must not choose a time zone"))
        let broken = lines("\(prefix)=Europe/Berlin 61 2 * * *", .text)
        #expect(broken.contains("error: minute 61 is out of range 0-59 [invalid-schedule]\n"))
        #expect(
            broken.contains(
                "  | \(prefix)=Europe/Berlin 61 2 * * *\n  | \(String(repeating: " ", count: prefix.count + 15))^^\n"))
    }

    /// The clocks of Berlin skip an hour in March and repeat one in October.
    @Test(arguments: [
        ("30 2 * * *", "2026-03-28T00:00:00Z", ["2026-03-28T02:30:00+01:00", "2026-03-30T02:30:00+02:00"]),
        ("0 3 * * *", "2026-03-28T12:00:00Z", ["2026-03-29T03:00:00+02:00", "2026-03-30T03:00:00+02:00"]),
        ("30 2 * * *", "2026-10-24T12:00:00Z", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
        ("30 * * * *", "2026-10-25T00:00:00Z", ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]),
        ("@every 1h", "2026-03-29T00:30:00Z", ["2026-03-29T03:30:00+02:00", "2026-03-29T04:30:00+02:00"]),
    ])
    func changesOfTheClock(_ expression: String, from start: String, times: [String]) throws {
        let process = try ChildProcess(
            ChildProcess.product("stashgate"),
            ["schedule", "--time-zone", "Europe/Berlin", "--from", start, "--next", "2", expression])
        #expect(process.waitForEnd() == .exit(0))
        let found = process.output.split(separator: "\n").filter { $0.contains("T") && $0.hasPrefix("  2") }
        #expect(found.map { String($0.dropFirst(2).prefix(25)) } == times)
    }

    /// Empty lines and comments of standard input are no schedules, and lines of Windows are.
    @Test func skipsEmptyLinesAndComments() throws {
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["schedule", "-o", "json", "-"],
            input: Array("# backups\n\n@daily\r\n   \n  # more\n0 2 * * *\n".utf8))
        #expect(process.waitForEnd() == .exit(0))
        #expect(process.output.split(separator: "\n").count == 2)
    }

    /// The line of standard input, the clock of the times, and a zone that this machine does not know.
    @Test func statesLineAndZoneInJSON() {
        #expect(lines("@daily", .json, line: 3).hasPrefix(#"{"expression":"@daily","line":3,"valid":true,"#))
        var report = ScheduleReport(format: .json, start: start, count: 1)
        report.zone = "Asia/Tokyo"
        let text = String(decoding: report.lines(for: "@daily", line: nil).bytes, as: UTF8.self)
        #expect(text.contains(#""timeZone":"Asia/Tokyo","next":["2026-03-01T00:00:00+09:00"]"#))
        #expect(
            lines("TZ=Mars/X @daily", .json, count: 1).contains(
                #""timeZone":"Mars/X","timeZoneIsKnown":false,"next":["#))
    }

    /// Editors of Windows begin a file with a byte order mark.
    @Test func skipsAByteOrderMark() throws {
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["schedule", "-"], input: Array("\u{FEFF}@daily\r\n".utf8))
        #expect(process.waitForEnd() == .exit(0))
    }

    @Test func escapesJSON() {
        let text = lines("\"\\\t\u{1}\u{2028}é", .json)
        #expect(text.hasPrefix(#"{"expression":"\"\\\t\u0001"# + #"\u2028é","valid":false,"#))
    }

    @Test(arguments: [
        (["* * * * *"], ["* * * * *"], 5),
        (["-1 * * * *", "--next", "7"], ["-1 * * * *"], 7),
        (["@daily", "-"], ["@daily", "-"], 5),
        (["--next=1", "@daily", "--", "-x", "--"], ["@daily", "-x", "--"], 1),
    ])
    func acceptsExpressions(arguments: [String], expressions: [String], count: Int) throws {
        let command = try ScheduleCommand.parse(arguments)
        #expect(command.expressions == expressions)
        #expect((command.next ?? 5) == count)
    }

    @Test func acceptsOptions() throws {
        let command = try ScheduleCommand.parse(["-o", "json", "--from", "2026-02-27T23:58:30Z", "@daily"])
        #expect(command.from == start)
        #expect(command.output == .json)
        #expect(try ScheduleCommand.parse(["-ojson", "@daily"]).output == .json)
    }

    @Test(arguments: [
        [], ["--"], ["@daily", "--next", "0"], ["@daily", "--next", "10001"], ["@daily", "--next", "x"],
        ["@daily", "--from", "yesterday"], ["@daily", "--from", "2026-02-29T00:00:00Z"], ["@daily", "-o", "yaml"],
        ["@daily", "--form", "2026-02-27T23:58:30Z"], ["-x", "@daily"],
    ])
    func refusesWrongUsage(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try ScheduleCommand.parse(arguments) }
        #expect(error.map(ScheduleCommand.exitCode(for:)) == .validationFailure)
    }

    /// Every example of the page is the program's output.
    @Test func agreesWithItsDocumentation() throws {
        let directory = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let page = String(decoding: try InputFile.read("/\(directory)/Docs/schedules.md"), as: UTF8.self)
        var examples = 0
        for line in page.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { String($0.trimmingPrefix(" ")).trimmingSpaces() }
            guard cells.count == 2 else { continue }
            let expression = String(cells[0].dropFirst().dropLast())
            do {
                #expect(try Schedule(parsing: expression).explanation == cells[1], "\(expression)")
            } catch {
                #expect(error.message == cells[1], "\(expression)")
            }
            examples += 1
        }
        #expect(examples == 26)
        #expect(page.contains(lines("30 2 * * mon-fri", .text)))
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
