import Document
import TestSupport
import Testing
import Time

@testable import stashgate

/// The counts of a calendar, and both of its forms.
@Suite struct StartCalendarTests {
    private static let monday = "2026-03-02T00:00:00Z"

    private func calendar(
        _ expressions: [String], _ span: StartCalendar.Span = .week, from start: String = monday, zone: String = "UTC"
    ) throws -> StartCalendar {
        try StartCalendar(
            of: expressions.map { PlannedSchedule($0, in: zone) }, span: span,
            from: #require(Instant(rfc3339: start)), zone: #require(TimeZoneDatabase.zone(zone)), zoneName: zone)
    }

    @Test func countsByHourAndDay() throws {
        let calendar = try calendar(["0 2 * * *", "0,30 2 * * sun", "15 23 * * 1-5"])
        #expect(calendar.rows.map { "\($0.date.month)/\($0.date.day)" } == (2...8).map { "3/\($0)" })
        #expect(calendar.rows.map { $0.counts[2] } == [1, 1, 1, 1, 1, 1, 3])
        #expect(calendar.rows.map { $0.counts[23] } == [1, 1, 1, 1, 1, 0, 0])
        #expect(calendar.rows.map(\.total) == [2, 2, 2, 2, 2, 1, 3])
        #expect(calendar.total == 14)
        #expect(calendar.most == 3)
        #expect(calendar.title == "Scheduled starts, Mon 2 Mar to Sun 8 Mar 2026 (UTC)")
        #expect(calendar.summary == "3 schedules start 14 runs, up to 2 of them in the same minute")
        #expect(calendar.busiest.map(calendar.words) == ["02:00 on Sun: 2 starts (0 2 * * * and 0,30 2 * * sun)"])
    }

    /// A day has a row for each hour from that of the start on, and a column for five minutes.
    @Test func showsADayInFiveMinutes() throws {
        let calendar = try calendar(["*/20 * * * *", "7 13 * * *"], .day, from: "2026-03-02T12:34:56Z")
        #expect(calendar.rows.count == 24)
        #expect(calendar.label(of: calendar.rows[0]) == "Mon 12h")
        #expect(calendar.label(of: calendar.rows[23]) == "Tue 11h")
        // The start itself is in the hour, and what was before it does not count.
        #expect(calendar.rows[0].counts == [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])
        #expect(calendar.rows[1].counts == [1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
        #expect((0..<12).map(calendar.label(ofColumn:)).prefix(3) == [":00", ":05", ":10"])
    }

    /// The start counts if a schedule fires then, and the end does not.
    @Test func countsFromTheStartToTheEnd() throws {
        #expect(try calendar(["0 0 2 3 *"]).total == 1)
        #expect(try calendar(["0 0 9 3 *"]).total == 0)
        #expect(try calendar(["59 23 8 3 *"]).total == 1)
    }

    /// Kubernetes starts at most one run a minute; other intervals keep their distance.
    @Test(arguments: [
        ("@every 1s", 1440), ("@every 59s", 1440), ("@every 90s", 959), ("@every 90m", 15), ("@every 25h", 0),
    ])
    func countsIntervals(_ expression: String, total: Int) throws {
        let calendar = try calendar([expression], .day)
        #expect(calendar.total == total)
        #expect(calendar.notes == ["@every counts from the start of this calendar; in a cluster, from its creation"])
    }

    /// On 29 March the clock of Berlin has no hour from 02:00, and on 25 October it has two.
    @Test func knowsChangesOfTheClock() throws {
        let spring = try calendar(["0 2 * * *", "0 * * * *"], from: "2026-03-27T23:00:00Z", zone: "Europe/Berlin")
        #expect(spring.rows.count == 8)
        #expect(spring.rows[1].counts[2] == nil)
        #expect(spring.rows[1].total == 23)
        #expect(spring.rows[2].counts[2] == 2)
        #expect(spring.notes == ["on Sun 29 Mar the clock goes forward 60 minutes at 02:00"])
        let autumn = try calendar(["30 2 * * *"], from: "2026-10-23T22:00:00Z", zone: "Europe/Berlin")
        #expect(autumn.rows[1].counts[2] == 2)
        #expect(autumn.notes == ["on Sun 25 Oct the clock goes back 60 minutes at 03:00"])
    }

    @Test func groupsTheBusiestMinutes() throws {
        let many = try calendar(Array(repeating: "0 2 * * *", count: 6) + ["0 3 * * *", "0 3 * * *"])
        #expect(
            many.busiest.map(many.words) == [
                "02:00 every day: 6 starts (0 2 * * *, 0 2 * * *, 0 2 * * *, 0 2 * * * and 2 more)",
                "03:00 every day: 2 starts (0 3 * * * and 0 3 * * *)",
            ])
        #expect(try calendar(["0 2 * * *"]).busiest.isEmpty)
        let weekdays = try calendar(["0 2 * * 1-5", "0 2 * * *", "0 3 * * 1,3", "0 3 * * *"])
        #expect(
            weekdays.busiest.map(weekdays.words) == [
                "02:00 on Mon to Fri: 2 starts (0 2 * * 1-5 and 0 2 * * *)",
                "03:00 on Mon and Wed: 2 starts (0 3 * * 1,3 and 0 3 * * *)",
            ])
        // Three days in a row have a first and a last one, two have not.
        let days = try calendar(["0 2 * * 1-3", "0 2 * * *", "0 3 * * 1-2", "0 3 * * *"])
        #expect(
            days.busiest.map(days.words) == [
                "02:00 on Mon to Wed: 2 starts (0 2 * * 1-3 and 0 2 * * *)",
                "03:00 on Mon and Tue: 2 starts (0 3 * * 1-2 and 0 3 * * *)",
            ])
        let intervals = try calendar(["@every 90m", "0 3 2 3 *"])
        #expect(intervals.busiest.map(intervals.words) == ["03:00 on Mon: 2 starts (@every 90m and 0 3 2 3 *)"])
    }

    /// Each count has exactly one shade, and the legend says which.
    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 100])
    func shadesEveryCount(most: Int) throws {
        let calendar = try calendar(Array(repeating: "0 2 * * *", count: most))
        let legend = calendar.legend
        #expect(legend.flatMap { Array($0.counts) } == Array(1...most))
        for (shade, counts) in legend {
            for count in counts { #expect(calendar.shade(of: count, most) == shade) }
        }
        #expect(calendar.shade(of: 0, most) == 0)
    }

    @Test func drawsText() throws {
        let calendar = try calendar(["0 2 * * *", "0 2 * * sun"])
        let text = calendar.text(isColoured: false)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines[0]
                == "Scheduled starts, Mon 2 Mar to Sun 8 Mar 2026 (UTC): 2 schedules start 8 runs, up to 2 of them in the same minute"
        )
        #expect(lines[2].hasPrefix("            00 01 02 03") && lines[2].hasSuffix(" 22 23  all"))
        #expect(lines[3].hasPrefix("Mon  2 Mar   .  .  1  .") && lines[3].hasSuffix(" .    1"))
        #expect(lines[9].hasPrefix("Sun  8 Mar   .  .  2  .") && lines[9].hasSuffix(" .    2"))
        #expect(text.hasSuffix("\nBusiest:\n  02:00 on Sun: 2 starts (0 2 * * * and 0 2 * * sun)\n"))
        #expect(Set(lines[2...9].map(\.count)).count == 1, "all rows are as wide")
        #expect(!text.contains("\u{1B}"))
        let coloured = calendar.text(isColoured: true)
        #expect(coloured.contains("\u{1B}[48;5;229;38;5;16m 1\u{1B}[0m"))
        #expect(coloured.replacing(#/\x1b\[[0-9;]*m/#, with: "") == text, "the colours add nothing else")
    }

    /// The picture is XML, has a title and a description, and a cell for every hour, in light and in dark.
    @Test func drawsAPicture() throws {
        let calendar = try calendar(["0 2 * * *", "0 2 * * sun", "<&>\"\u{7}"])
        let svg = calendar.svg
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "))
        #expect(svg.contains(#"role="img" aria-labelledby="title desc">"#))
        #expect(svg.contains(#"<title id="title">Scheduled starts, Mon 2 Mar to Sun 8 Mar 2026 (UTC)</title>"#))
        #expect(
            svg.contains(
                #"<desc id="desc">2 schedules start 8 runs, up to 2 of them in the same minute. Starts by row: "#))
        #expect(svg.contains("prefers-color-scheme: dark"))
        #expect(svg.matches(of: #/<rect class="s[0-4]" [^>]*><title>/#).count == 7 * 24)
        #expect(svg.contains("<title>Sun  8 Mar, 02: 2</title>"))
        #expect(svg.contains(">1 schedule that cannot be read: left out</text>"))
        // Every element is closed, and within the picture.
        let opened = svg.matches(of: #/<([a-z]+)[ >]/#).count - svg.matches(of: #/\/>/#).count
        #expect(opened == svg.matches(of: #/<\/[a-z]+>/#).count)
        let size = try #require(svg.firstMatch(of: #/viewBox="0 0 (\d+) (\d+)"/#))
        for match in svg.matches(of: #/<(?:text|rect)[^>]* x="(\d+)" y="(\d+)"/#) {
            #expect(try #require(Int(match.1)) < #require(Int(size.1)))
            #expect(try #require(Int(match.2)) < #require(Int(size.2)))
        }
    }

    /// Names come from manifests, and cannot break out of the picture.
    @Test func escapesNames() throws {
        let calendar = try calendar(["0 0 * * *", "0 0 * * *"])
        #expect(!calendar.svg.contains("* <"))
        let process = try ChildProcess(
            ChildProcess.product("stashgate"),
            ["schedule", "-f", "-", "--calendar", "day", "-o", "svg", "--from", Self.monday],
            input: Array(
                (0..<2).map { number in
                    """
                    apiVersion: batch/v1
                    kind: CronJob
                    metadata: {name: '</svg><script>&\(number)', namespace: "a\\tb"}
                    spec: {schedule: "0 0 * * *"}

                    """
                }.joined(separator: "---\n").utf8))
        #expect(process.waitForEnd() == .exit(0), "\(process.errors)")
        #expect(process.output.contains("&lt;/svg&gt;&lt;script&gt;&amp;0"))
        #expect(!process.output.contains("<script"))
    }

    @Test func printsJSON() throws {
        let json = try String(decoding: calendar(["0 2 * * *", "0 2 * * *"], .week).json, as: UTF8.self)
        #expect(
            json.hasPrefix(
                #"{"from":"2026-03-02T00:00:00Z","to":"2026-03-09T00:00:00Z","timeZone":"UTC","starts":14,"#
                    + #""rows":[{"label":"Mon  2 Mar","counts":[0,0,2,0,"#))
        #expect(
            json.contains(
                #""busiest":[{"times":["2026-03-02T02:00:00","2026-03-03T02:00:00","#)
                && json.hasSuffix(#""notes":[]}"# + "\n"))
        _ = try Document(json: Array(json.utf8))
    }
}
