import ArgumentParser
import Cron
import Glibc
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
                error: day of week 9 is out of range 0-6 (Sunday is 0)
                 --> line 3
                  |
                  | 0 0 * * 1,9-10
                  |           ^

                """)
        #expect(
            lines("0 0 *", .text) == """
                error: expected 5 fields (minute, hour, day of month, month, day of week), found 3
                  |
                  | 0 0 *
                  |      ^

                """)
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
        #expect(lines("0 0 30 2 *", .text) == "0 0 30 2 *\n  Never: February has no 30th\n")
    }

    /// Programs rely on the keys and their order.
    @Test func printsJSON() {
        let times = #"["2026-02-28T00:00:00Z","2026-03-01T00:00:00Z"]"#
        #expect(lines("@daily", .json) == #"{"expression":"@daily","valid":true,"next":\#(times)}"# + "\n")
        #expect(lines("0 0 30 2 *", .json) == #"{"expression":"0 0 30 2 *","valid":true,"next":[]}"# + "\n")
        let error = #"{"message":"minute 61 is out of range 0-59","offset":0,"length":2}"#
        #expect(lines("61 * * * *", .json) == #"{"expression":"61 * * * *","valid":false,"error":\#(error)}"# + "\n")
    }

    @Test func escapesJSON() {
        let text = lines("\"\\\t\u{1}\u{2028}é", .json)
        #expect(text.hasPrefix(#"{"expression":"\"\\\t\u0001"# + "\u{2028}é\",\"valid\":false,"))
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
        #expect(command.next == count)
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

/// Excerpts are safe to print, short, and marked at the right columns.
@Suite struct ScheduleExcerptTests {
    @Test(arguments: [
        ("61 * * * *", 0..<2, "61 * * * *", "^^"),
        ("0 0 * *", 7..<7, "0 0 * *", "       ^"),
        // A tab and an escape sequence take the columns of their escaped form.
        ("0\t\u{1B}[2J", 2..<6, "0\\u{9}\\u{1B}[2J", "      ^^^^^^^^^"),
        // A combining accent takes no column, and a full-width character takes two.
        ("e\u{301} ＊ 7", 8..<9, "e\u{301} ＊ 7", "     ^"),
        ("é ＊ 7", 3..<6, "é ＊ 7", "  ^^"),
        ("", 0..<0, "", "^"),
    ])
    func marksColumns(expression: String, part: Range<Int>, text: String, underline: String) {
        let excerpt = ScheduleExcerpt(of: expression, marking: part)
        #expect(excerpt.text == text)
        #expect(excerpt.underline == underline)
    }

    /// The first and last character of each wide block, and their neighbours (Unicode's EastAsianWidth.txt, W and F).
    @Test func widths() throws {
        let wide: [UInt32] = [
            0x1100, 0x115E, 0x2E80, 0x303E, 0x3041, 0xA4C6, 0xAC00, 0xD7A3, 0xF900, 0xFAD9, 0xFE30, 0xFE6B, 0xFF01,
            0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1FAF0, 0x20000, 0x2A6DF, 0x30000,
        ]
        let narrow: [UInt32] = [
            0x41, 0xE9, 0x10FF, 0x1161, 0x2E5D, 0x303F, 0xA4D0, 0xABF9, 0xD7B0, 0xFB00, 0xFE70, 0xFF61, 0xFFE8, 0x1F2B,
            0x1D7FF, 0x1FB00,
        ]
        for (values, width) in [(wide, 2), (narrow, 1)] {
            for value in values {
                let scalar = try #require(UnicodeScalar(value))
                let text = "\(Character(scalar))7"
                let end = text.utf8.count
                let excerpt = ScheduleExcerpt(of: text, marking: end - 1..<end)
                #expect(excerpt.underline == String(repeating: " ", count: width) + "^", "\(String(value, radix: 16))")
            }
        }
    }

    /// A long expression is cut so that the marked part remains visible.
    @Test(arguments: [0, 3, 100, 161, 5000, 9995])
    func showsTheMarkedPart(offset: Int) {
        var characters = [Character](repeating: "a", count: 10_000)
        characters.replaceSubrange(offset..<offset + 5, with: "WRONG")
        let excerpt = ScheduleExcerpt(of: String(characters), marking: offset..<offset + 5)
        #expect(excerpt.text.count <= 162)
        let marked = zip(excerpt.text, excerpt.underline).filter { $0.1 == "^" }.map(\.0)
        #expect(String(marked) == "WRONG")
    }

    /// A line has 160 columns, exactly 40 of them before a marked part that would not fit otherwise.
    @Test(arguments: [0, 1, 39, 40, 41, 42, 59, 60, 61, 100])
    func boundaries(lead: Int) {
        for marked in [1, 60, 99, 100, 101, 118, 119, 120, 121, 160, 161] {
            let text = String(repeating: "a", count: lead) + String(repeating: "b", count: marked)
            let excerpt = ScheduleExcerpt(of: text, marking: lead..<lead + marked)
            let isCut = lead + marked > 160 && lead > 40
            #expect(excerpt.text.hasPrefix("…") == isCut, "\(lead) \(marked)")
            let shownLead = isCut ? 41 : lead
            #expect(excerpt.underline.count { $0 == " " } == shownLead)
            #expect(excerpt.underline.count { $0 == "^" } == min(marked, 160 - shownLead))
            #expect(excerpt.text.hasSuffix("…") == (shownLead + marked > 160))
            #expect(excerpt.text.count == min(shownLead + marked, 161))
        }
    }

    /// A marked part longer than a line is marked to the end of the line.
    @Test func cutsTheCarets() {
        let excerpt = ScheduleExcerpt(of: String(repeating: "a", count: 10_000), marking: 0..<10_000)
        #expect(excerpt.text.count == excerpt.underline.count + 1)
        #expect(excerpt.text.hasSuffix("a…"))
    }
}
