import Document
import Glibc
import KubeStash
import Schema
import TLS
import TestSupport
import Testing
import Time

@testable import stashgate

/// Each flag and each argument of the commands without a server has an effect on the built program.
struct OfflineFlagsTests {
    /// A command without and with a flag, and the output of each.
    struct Row: Sendable, CustomStringConvertible {
        let flag: String
        let command: [String]
        let without: String
        let with: String
        var arguments: [String] = []
        var input = ""

        var description: String { "\(command[0]) \(flag)" }
    }

    private static let start = ["--from", "2026-02-27T23:58:30Z"]
    private static let daily = """
        @daily
          At 00:00 every day
          2026-02-28T00:00:00Z  Sat

        """

    private static let dailyJSON = """
        {"expression":"@daily","valid":true,"description":"At 00:00 every day","next":["2026-02-28T00:00:00Z"],\
        "allowed":true,"findings":[]}

        """

    static let rows = [
        Row(
            flag: "--time-zone", command: ["schedule", "@daily", "--next", "1"] + start, without: daily,
            with: daily.replacing("2026-02-28T00:00:00Z", with: "2026-02-28T00:00:00+09:00"),
            arguments: ["--time-zone", "Asia/Tokyo", "--from", "2026-02-27T12:00:00Z"]),
        Row(
            flag: "--next", command: ["schedule", "@daily"] + start,
            without: """
                @daily
                  At 00:00 every day
                  2026-02-28T00:00:00Z  Sat
                  2026-03-01T00:00:00Z  Sun
                  2026-03-02T00:00:00Z  Mon
                  2026-03-03T00:00:00Z  Tue
                  2026-03-04T00:00:00Z  Wed

                """,
            with: """
                @daily
                  At 00:00 every day
                  2026-02-28T00:00:00Z  Sat
                  2026-03-01T00:00:00Z  Sun

                """, arguments: ["--next", "2"]),
        Row(
            flag: "--from", command: ["schedule", "@daily", "--next", "1"] + start, without: daily,
            with: daily.replacing("2026-02-28T00:00:00Z  Sat", with: "1999-12-31T00:00:00Z  Fri"),
            arguments: ["--from", "1999-12-30T00:00:00Z"]),
        Row(
            flag: "--output", command: ["schedule", "@daily", "--next", "1"] + start, without: daily,
            with: dailyJSON,
            arguments: ["--output", "json"]),
        Row(
            flag: "-o", command: ["schedule", "@daily", "--next", "1"] + start, without: daily,
            with: dailyJSON,
            arguments: ["-o", "json"]),
        Row(
            flag: "<expr>", command: ["schedule", "@daily", "--next", "1"] + start, without: daily,
            with: daily + """

                @hourly
                  Every hour, on the hour
                  2026-02-28T00:00:00Z  Sat

                """, arguments: ["@hourly"]),
        Row(
            flag: "-", command: ["schedule", "@daily", "--next", "1"] + start, without: daily,
            with: daily + "\n" + daily, arguments: ["-"], input: "@daily\n"),
    ]

    private static func run(_ arguments: [String], input: String = "") throws -> String {
        let process = try ChildProcess(ChildProcess.product("stashgate"), arguments, input: Array(input.utf8))
        #expect(process.waitForEnd() == .exit(0), "\(process.errors)")
        return process.output
    }

    @Test(arguments: rows)
    func schedule(_ row: Row) throws {
        #expect(try Self.run(row.command) == row.without)
        #expect(try Self.run(row.command + row.arguments, input: row.input) == row.with)
    }

    @Test(arguments: ["-o", "--output"])
    func output(flag: String) throws {
        let commands = [
            ["rules"], ["crd"], ["crd", "retentionpolicy"], ["version"], ["explain", "spec.sessions"], ["manifests"],
        ]
        for command in commands {
            let text = try Self.run(command)
            let json = try Self.run(command + [flag, "json"])
            #expect(text != json)
            _ = try Document(json: Array(json.utf8))
            #expect(
                try Self.run(command + [flag, ["crd", "manifests"].contains(command[0]) ? "yaml" : "text"]) == text)
        }
    }

    /// Programs rely on the keys and their order, for one rule as for all.
    @Test func oneRule() throws {
        let rule = """
            {"id":"wipe-out","severity":"warning","mandatory":false,"summary":"a deletionPolicy deletes the backed up data \
            together with the Repository, BackupStorage or Snapshot"}
            """
        let one = try Self.run(["rules", "wipe-out", "-o", "json"])
        #expect(one.hasPrefix(rule.dropLast() + ###","documentation":"## wipe-out\n"###) && one.hasSuffix("\"}\n"))
        let all = try Self.run(["rules", "-o", "json"])
        #expect(all.contains(rule) && all.hasPrefix("[{") && all.hasSuffix("}]\n"))
        let widths = try Self.run(["rules"]).split(separator: "\n").map { line in
            line.matches(of: #/  +/#).prefix(2).map { line.distance(from: line.startIndex, to: $0.range.upperBound) }
        }
        #expect(Set(widths).count == 1, "the columns are as wide as their longest cells")
        let list = try Self.run(["rules"]).split(separator: "\n")
        #expect(list.count { $0.contains("  error mandatory  ") } == RuleCatalog.all.count { $0.isMandatory })
        #expect(list.contains { $0.hasPrefix("invalid-schedule ") && !$0.contains("mandatory") })
    }

    @Test("each argument that selects the output has an effect")
    func choices() throws {
        let kinds = try (Self.run(["crd"]), Self.run(["crd", "retentionpolicy"]))
        #expect(kinds.0.contains("kind: BackupConfiguration\n") && !kinds.0.contains("kind: RetentionPolicy\n"))
        #expect(kinds.1.contains("kind: RetentionPolicy\n") && !kinds.1.contains("kind: BackupConfiguration\n"))
        let list = try Self.run(["rules"])
        let section = try Self.run(["rules", "wipe-out"])
        #expect(list.contains("invalid-schedule") && list.contains("wipe-out"))
        #expect(
            section.contains("wipe-out") && !section.contains("invalid-schedule") && section.contains("\n## ") == false)
        let field = try Self.run(["explain", "spec.sessions.scheduler"])
        #expect(field.contains("FIELD: scheduler <"))
        #expect(try !Self.run(["explain"]).contains("FIELD: "))
        #expect(!field.contains("    clusterTrustBundle"))
        let tree = try Self.run(["explain", "spec.sessions.scheduler", "--recursive"])
        #expect(tree.contains("    clusterTrustBundle"))
    }

    /// Each flag of `review`: the webhook, the policy, and the file, which defaults to standard input.
    @Test func review() throws {
        let body = String(decoding: Fixtures.review("minimal-create-mutate"), as: UTF8.self)
        let file = "\(Fixtures.package)/Tests/TestSupport/Fixtures/admission-reviews/minimal-create-mutate.json"
        let mutated = try Self.run(["review", "--webhook", "mutate"], input: body)
        #expect(mutated.contains(#""patchType":"JSONPatch""#))
        #expect(try Self.run(["review", "--webhook", "mutate", file]) == mutated)
        let validated = try Self.run(["review", "--webhook", "validate"], input: body)
        #expect(!validated.contains("patchType") && validated.contains(#""allowed":true"#))
        let folder = try TemporaryFolder()
        try folder.write(
            "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nparameters: {encryptionRequired: true}\n",
            to: "policy.yaml")
        let process = try ChildProcess(
            ChildProcess.product("stashgate"),
            ["review", "--webhook", "validate", "--config", "\(folder.path)/policy.yaml"], input: Array(body.utf8))
        #expect(process.waitForEnd() == .exit(1))
        #expect(process.output.contains("encryptionSecret"))
    }

    /// Each flag of `schedule` that is about a policy.
    @Test func policyOfSchedules() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"
                + "namespaces: [{match: [strict], parameters: {minimumInterval: 48h}}]\n", to: "policy.yaml")
        for (namespace, code) in [("strict", Int32(1)), ("other", 0)] {
            let process = try ChildProcess(
                ChildProcess.product("stashgate"),
                ["schedule", "@daily", "--config", "\(folder.path)/policy.yaml", "--namespace", namespace])
            #expect(process.waitForEnd() == .exit(code))
            #expect(process.output.contains("[policy-min-interval]") == (code == 1))
        }
    }

    /// Each flag of `schedule` that is about manifests and calendars.
    @Test func calendars() throws {
        let files = ["schedule", "--filename", "\(Fixtures.package)/Docs/examples"] + Self.start
        #expect(try Self.run(files).contains("BackupConfiguration shop/orders"))
        #expect(try Self.run(files) == Self.run(files.map { $0 == "--filename" ? "-f" : $0 }))
        let week = try Self.run(files + ["--calendar", "week"])
        let day = try Self.run(files + ["--calendar", "day"])
        #expect(week.contains("\nFri 27 Feb ") && day.contains("\nFri 23h "))
        #expect(try Self.run(files + ["--calendar", "week", "--color", "never"]) == week)
        #expect(try Self.run(files + ["--calendar", "week", "--color", "always"]).contains("\u{1B}[48;5;"))
        #expect(try Self.run(files + ["--calendar", "week", "-o", "svg"]).hasPrefix("<svg "))
        #expect(try Self.run(files + ["--calendar", "week", "-o", "json"]).hasPrefix("{"))
        let zone = try Self.run(["schedule", "@daily", "--calendar", "day", "--time-zone", "Asia/Tokyo"] + Self.start)
        #expect(zone.contains("(Asia/Tokyo)"))
    }

    /// The kinds and the flag of `schema`.
    @Test func schemas() throws {
        let one = try Self.run(["schema"])
        #expect(one.contains(#""title":"BackupConfiguration""#) && !one.contains("RetentionPolicySpec"))
        #expect(try Self.run(["schema", "BackupConfiguration"]) == one)
        #expect(try Self.run(["schema", "retentionpolicies"]).contains(#""title":"RetentionPolicy""#))
        #expect(try Self.run(["schema", "policy"]).contains(#""const":"stashgate.dev/v1alpha1""#))
        let bundle = try Self.run(["schema", "--bundle"])
        for kind in Kinds.all { #expect(bundle.contains("\"\(kind.names.kind)\":{")) }
        for wrong in [["schema", "pod"], ["schema", "--bundle", "policy"], ["schema", "a", "b"]] {
            let process = try ChildProcess(ChildProcess.product("stashgate"), wrong)
            #expect(process.waitForEnd() == .exit(2))
        }
    }

    /// Each flag of `certs`: the names, the folder, the days, and the replacement of files.
    @Test func certs() throws {
        let folder = try TemporaryFolder()
        let out = "\(folder.path)/made"
        let bundle = try Self.run(["certs", "--host", "a.example", "10.0.0.1", "--out", out, "--days", "7"])
        let names = try TestCertificate(pem: TemporaryFolder.read("\(out)/tls.crt"))
        #expect(names.extensions["X509v3 Subject Alternative Name"] == "DNS:a.example, IP Address:10.0.0.1")
        for file in ["tls.crt", "ca.crt"] {
            let validity = try TestCertificate(pem: TemporaryFolder.read("\(out)/\(file)")).validityFromNow()
            #expect(abs(validity.after - 7 * 86_400) < 120, "\(file)")
        }
        let refused = try ChildProcess(
            ChildProcess.product("stashgate"), ["certs", "--host", "b.example", "--out", out])
        #expect(refused.waitForEnd() == .exit(2))
        #expect(try Self.run(["certs", "--host", "b.example", "--out", out, "--force"]) != bundle)
        let year = try TestCertificate(pem: TemporaryFolder.read("\(out)/tls.crt")).validityFromNow()
        #expect(abs(year.after - 365 * 86_400) < 120)
    }

    /// The flags by command, and where they are tested if not here.
    private static let tested: [String: Set<String>] = [
        "schedule": [
            "--from", "--next", "--time-zone", "--output", "--config", "--namespace", "--filename", "--calendar",
            "--color",
            // ClusterFlagsTests.
            "--cluster", "--all-namespaces", "--kubeconfig", "--context",
        ],
        // AuditCommandTests.
        "audit": [
            "--output", "--strict", "--max-warnings", "--quiet", "--select", "--ignore", "--color", "--config",
            "--namespace", "--all-namespaces", "--kubeconfig", "--context", "--apply",
        ],
        "schema": ["--bundle"],
        "rules": ["--output"], "crd": ["--output", "--all"], "explain": ["--recursive", "--output"],
        "review": [
            "--webhook", "--config", "--operation", "--old", "--namespace", "--as", "--as-group", "--output",
        ],
        // LintFlagsTests and LintFormatTests.
        "lint": [
            "--output", "--strict", "--max-warnings", "--quiet", "--allow-empty", "--ignore-unknown-fields",
            "--namespace", "--exclude", "--select", "--ignore", "--color", "--config", "--with", "--complete",
            "--no-cross-check", "--fix", "--diff",
            // ClusterFlagsTests.
            "--cluster", "--kubeconfig", "--context",
        ],
        "certs": ["--host", "--out", "--days", "--force"], "default": ["--output", "--in-place"],
        // ManifestsCommandTests.
        "manifests": [
            "--service", "--namespace", "--url", "--ca", "--failure-policy", "--kind", "--output",
        ],
        "version": ["--output"], "policy": [],
    ]

    /// Each flag in the help of these commands is in one of the tests above, or in those of its command.
    @Test func complete() throws {
        let help = try Self.run(["--help"])
        let commands = help.split(separator: "\n").drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix {
            $0.hasPrefix("  ")
        }
        .compactMap { line in line.hasPrefix("   ") ? nil : line.split(separator: " ").first.map(String.init) }
        .filter { $0 != "See" }
        #expect(Set(commands) == Set(Self.tested.keys).union(["serve"]))
        for (command, flags) in Self.tested {
            let listed = try Self.run(["help", command]).split(separator: "\n").filter { $0.hasPrefix("  -") }
                .flatMap { $0.split { " ,".contains($0) } }.filter { $0.hasPrefix("--") }.map(String.init)
            #expect(Set(listed) == flags.union(["--version", "--help"]), "\(command)")
        }
    }

    @Test(arguments: [
        ["--version"], ["schedule", "--version"], ["rules", "--version"], ["crd", "--version"],
        ["explain", "--version"], ["policy", "show", "--version"],
        ["review", "--version"], ["default", "--version"], ["certs", "--version"], ["lint", "--version"],
        ["serve", "--version"], ["manifests", "--version"],
    ])
    func version(arguments: [String]) throws {
        #expect(try Self.run(arguments) == "0.1.0\n")
    }
}
