import Document
import TestSupport
import Testing

@testable import stashgate

/// `stashgate schedule -f`: the schedules of manifests.
@Suite struct ScheduleManifestTests {
    private static let session = """
        sessions:
            - {name: full, scheduler: {schedule: "0 2 * * *"}}
            - {name: late, scheduler: {schedule: "0 3 * * *", suspend: true}}
        """

    private static func object(_ kind: String, _ group: String, _ name: String, _ spec: String) -> String {
        """
        apiVersion: \(group)
        kind: \(kind)
        metadata: {name: \(name), namespace: demo}
        spec:
          \(spec)
        """
    }

    private func run(
        _ manifests: [String: String], _ arguments: [String] = [], expecting code: Int32 = 0
    ) throws -> (output: String, errors: String) {
        let folder = try TemporaryFolder()
        for (name, text) in manifests { try folder.write(text, to: name) }
        let process = try ChildProcess(
            ChildProcess.product("stashgate"),
            ["schedule", "-f", folder.path, "--from", "2026-03-02T00:00:00Z"] + arguments)
        #expect(process.waitForEnd() == .exit(code), "\(process.errors)")
        return (
            process.output.replacing("\(folder.path)/", with: ""), process.errors.replacing("\(folder.path)/", with: "")
        )
    }

    @Test func listsEveryKind() throws {
        let core = "core.kubestash.com/v1alpha1"
        let manifests = [
            "a.yaml": Self.object("BackupConfiguration", core, "a", Self.session),
            "b.yml": Self.object("BackupBatch", core, "b", "paused: true\n  \(Self.session)"),
            "c.yaml": Self.object(
                "BackupBlueprint", core, "c",
                "backupConfigurationTemplate:\n    sessions: [{name: s, scheduler: {schedule: \"${schedule}\"}}]"),
            "d.json": #"""
            {"apiVersion":"core.kubestash.com/v1alpha1","kind":"BackupVerifier","metadata":{"name":"d"},
            "spec":{"scheduler":{"schedule":"@daily"}}}
            """#,
            "e.yaml": Self.object("CronJob", "batch/v1", "e", "schedule: \"30 2 * * *\"\n  timeZone: Asia/Tokyo"),
            "f.yaml": Self.object("CronJob", "batch/v1", "f", "schedule: \"* * * * *\"\n  timeZone: No/Where"),
            "g.yaml": Self.object("Deployment", "apps/v1", "g", "replicas: 1"),
            "notes.txt": "schedule: none",
        ]
        let rows = try run(manifests).output.split(separator: "\n").map { line in
            line.split(separator: #/  +/#).map(String.init)
        }
        let expected: [[String]] = [
            ["PLACE", "OBJECT", "SESSION", "SCHEDULE", "NEXT"],
            ["a.yaml:6", "BackupConfiguration demo/a", "full", "0 2 * * *", "2026-03-02T02:00:00Z Mon"],
            ["a.yaml:7", "BackupConfiguration demo/a", "late", "0 3 * * *", "suspended"],
            ["b.yml:7", "BackupBatch demo/b", "full", "0 2 * * *", "suspended"],
            ["b.yml:8", "BackupBatch demo/b", "late", "0 3 * * *", "suspended"],
            ["c.yaml:6", "BackupBlueprint demo/c", "s", "${schedule}", "depends on a variable"],
            ["d.json:2", "BackupVerifier d", "@daily", "2026-03-03T00:00:00Z Tue"],
            ["e.yaml:5", "CronJob demo/e", "30 2 * * *", "2026-03-03T02:30:00+09:00 Tue"],
            ["f.yaml:5", "CronJob demo/f", "* * * * *", "unknown time zone \"No/Where\""],
        ]
        #expect(rows == expected)
    }

    @Test func listsAsJSON() throws {
        let manifest = Self.object("BackupConfiguration", "core.kubestash.com/v1alpha1", "a", Self.session)
        let lines = try run(["a.yaml": manifest], ["-o", "json", "--time-zone", "Asia/Tokyo"]).output.split(
            separator: "\n")
        let head = #"{"file":"a.yaml","line":"#
        let object = #""kind":"BackupConfiguration","namespace":"demo","name":"a","session":"#
        let end = #""timeZone":"Asia/Tokyo","next":["#
        try #require(lines.count == 2)
        #expect(lines[0].hasPrefix("\(head)6,\(object)\"full\",\"suspended\":false,\"expression\":\"0 2 * * *\","))
        #expect(lines[0].hasSuffix("\(end)\"2026-03-03T02:00:00+09:00\"],\"allowed\":true,\"findings\":[]}"))
        #expect(lines[1].hasPrefix("\(head)7,\(object)\"late\",\"suspended\":true,\"expression\":\"0 3 * * *\","))
        #expect(lines[1].hasSuffix("\(end)],\"allowed\":true,\"findings\":[]}"))
    }

    /// A schedule that the webhook refuses is an error with its place, in the list and in a calendar.
    @Test func reportsRefusedSchedules() throws {
        let manifest = Self.object(
            "BackupConfiguration", "core.kubestash.com/v1alpha1", "a",
            "sessions:\n    - {name: s, scheduler: {schedule: \"0 2 * * 7\"}}")
        let error =
            "error: day of week 7 is out of range 0-6 (Sunday is 0); did you mean \"0 2 * * 0\"? [invalid-schedule]"
        #expect(try run(["a.yaml": manifest], expecting: 1).output.hasSuffix("  0 2 * * 7  \(error)\n"))
        let (output, errors) = try run(["a.yaml": manifest], ["--calendar", "week"], expecting: 1)
        #expect(errors == "a.yaml:6: \(error)\n")
        #expect(output.hasPrefix("Scheduled starts, Mon 2 Mar to Sun 8 Mar 2026 (UTC): 0 schedules start 0 runs\n"))
        #expect(output.hasSuffix("\nnote: 1 schedule that cannot be read: left out\n"))
        // A CronJob may start as often as it likes.
        let often = Self.object("CronJob", "batch/v1", "e", "schedule: \"* * * * *\"")
        #expect(try run(["a.yaml": often]).output.hasSuffix("  2026-03-02T00:01:00Z Mon\n"))
    }

    /// Nothing is left out silently.
    @Test func saysWhatItCannotRead() throws {
        let chart = Self.object(
            "BackupConfiguration", "core.kubestash.com/v1alpha1", "'{{ .Values.name }}'", Self.session)
        #expect(
            try run(["a.yaml": chart], expecting: 2).errors == """
                note: a.yaml:1:1: a template, whose schedules are not known; render it first
                error: no manifest has a schedule

                """)
        let (output, errors) = try run(
            ["a.yaml": "a: [", "b.yaml": Self.object("CronJob", "batch/v1", "e", "schedule: \"@daily\"")], expecting: 2)
        #expect(errors.hasPrefix("error: a.yaml:"))
        #expect(output.contains("CronJob demo/e"))
        #expect(try run([:], expecting: 2).errors == "error: no manifest has a schedule\n")
    }

    @Test(arguments: [
        (["-f", "a.yaml", "@daily"], "-f reads schedules from manifests; leave out the expression '@daily'"),
        (["-f", "a.yaml", "0 2 * * *"], "-f reads schedules from manifests; leave out the expression '0 2 * * *'"),
        (["-f", "-", "-"], "standard input can be read once only, and - is given more than once"),
        (["@daily", "-o", "svg"], "-o svg draws a calendar; add --calendar week"),
    ])
    func refusesWrongUsage(_ arguments: [String], message: String) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), ["schedule"] + arguments)
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.errors == "error: \(message)\nsee 'stashgate schedule --help'\n")
    }

    /// The commands of the page, as they are written there, print what the page shows.
    @Test func agreesWithItsDocumentation() throws {
        var page = try Repository.text(of: "Docs/schedules.md")[...]
        var count = 0
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        while let start = page.firstRange(of: "```console\n$ stashgate ") {
            let block = page[start.upperBound...]
            let end = try #require(block.firstRange(of: "\n```\n"))
            let lines = block[..<end.lowerBound].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let command = "\(program) \(lines[0])"
            #expect(try Repository.output(of: command) == (lines.count > 1 ? lines[1] + "\n" : ""), "\(lines[0])")
            page = block[end.upperBound...]
            count += 1
        }
        #expect(count == 4)
    }

    /// The picture of the README is the one that the program draws.
    @Test func picture() throws {
        let program = try ChildProcess.product("stashgate")
        let svg = try Repository.output(of: "STASHGATE=\(Repository.quoted(program)) Scripts/calendar-picture.sh")
        #expect(try svg == Repository.text(of: "Docs/images/calendar.svg"), "run Scripts/calendar-picture.sh")
        #expect(try Repository.text(of: "README.md").contains("](Docs/images/calendar.svg)"))
        let lint = try Repository.shell("\(Repository.quoted(program)) lint --quiet Docs/examples")
        #expect(lint.status == 0)
    }
}
