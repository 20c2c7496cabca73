import Cron
import KubeStash
import Logging
import Metrics
import Serving
import TestSupport
import Testing
import Webhook
import Time

@testable import stashgate

/// Each table of the pages agrees, column by column, with what it describes.
///
/// The tests of flags, metrics, schedule messages and certificate files check the tables of these.
struct DocumentedTablesTests {
    private static func operations() throws -> DocumentedPage { try DocumentedPage("Docs/operations.md") }

    private static func codes(in text: String) -> [String] {
        text.matches(of: /\b[1-5]\d\d\b/).map { String($0.output) }
    }

    /// The listener of each path, and the statuses that it answers with.
    @Test func endpoints() throws {
        let rows = try Self.operations().table("Path", "Where", "What it answers")
        let expected: [(paths: [String], place: String, codes: [String])] = [
            (["POST /mutate", "POST /validate"], "`--listen`", []), (["/metrics"], "`--metrics-listen`", []),
            (["/livez"], "both", ["200", "500"]), (["/readyz"], "both", ["200", "503"]),
            (["/livez?verbose", "/readyz?verbose"], "both", []),
        ]
        #expect(rows.count == expected.count)
        for (row, expected) in zip(rows, expected) {
            try #require(row.count == 3)
            #expect(DocumentedPage.names(in: row[0]) == expected.paths)
            #expect(row[1] == expected.place)
            #expect(Self.codes(in: row[2]) == expected.codes)
        }
        let webhook = try WatchedWebhook()
        for row in expected {
            for path in row.paths {
                let isPost = path.hasPrefix("POST ")
                let request = isPost ? path : "GET \(path)"
                let answer = try webhook.ask(request, isPost ? Fixtures.review("full-create-validate") : [])
                #expect((answer == 200) == (row.place != "`--metrics-listen`"), "\(path)")
                guard !isPost else { continue }
                #expect(try webhook.watch(path).status == 200, "\(path)")
            }
        }
    }

    /// The levels from the worst to the least; `trace`, which `--log-level` accepts too, has no events.
    @Test func logLevels() throws {
        let rows = try Self.operations().table("Level", "Events")
        let levels = Logger.Level.allCases.reversed().map { "`\($0.rawValue)`" }
        #expect(rows.map(\.first) == levels.filter { $0 != "`trace`" })
        // The events in a row are logged with its level.
        for row in rows {
            let level = try #require(DocumentedPage.names(in: row[0]).first)
            for name in DocumentedPage.names(in: row[1]) {
                let found = try SourceText.all().contains { $0.text.contains("logger.\(level)(\"\(name)\"") }
                #expect(found, "\(level): \(name)")
            }
        }
    }

    /// The results of a handshake that an operator can act on.
    @Test func handshakes() throws {
        let rows = try Self.operations().table("Result", "Meaning", "Action")
        let results = Set(rows.flatMap { DocumentedPage.names(in: $0[0]) })
        let metrics = try MetricsText(
            try WatchedWebhook().watch("/metrics").text, isOpenMetrics: false
        ).samples.filter { $0.name == "stashgate_tls_handshakes_total" }
        #expect(results == Set(metrics.map { $0.label("result") }).subtracting(["ok", "closed"]))
    }

    /// The label values in the table of metrics are those that are served.
    @Test func labels() throws {
        let samples = try MetricsText(WebhookMetrics.all.text(in: .prometheus), isOpenMetrics: false).samples
        let rows = try Self.operations().table("Metric", "Kind", "Labels", "What it tells")
        #expect(rows.count > 20)
        // The rows of these metrics name only some of their values; other tables have the rest.
        let others = [
            "stashgate_admission_duration_seconds", "stashgate_admission_requests_total",
            "stashgate_admission_findings_total", "stashgate_http_requests_total", "stashgate_build_info",
            "stashgate_cluster_objects", "stashgate_cluster_kind_known", "stashgate_cluster_age_seconds",
            "stashgate_cluster_lists_total", "stashgate_cluster_watches_total", "stashgate_cluster_errors_total",
        ]
        for row in rows where row.count == 4 && !row[2].isEmpty {
            let name = try #require(DocumentedPage.names(in: row[0]).first)
            let values = Set(
                samples.filter { $0.name == name }.flatMap(\.labels).filter { $0.name != "le" }.map(\.value))
            let named = Set(DocumentedPage.names(in: row[3]).filter { !$0.hasPrefix("--") && $0 != "caBundle" })
            if others.contains(name) {
                let labels = Set(DocumentedPage.names(in: row[2]))
                #expect(named.subtracting(labels).subtracting(["/validate"]).isSubset(of: values), "\(name)")
            } else {
                #expect(named == values, "\(name)")
            }
        }
    }

    /// The effect of each signal, as in the tests of signals.
    @Test func signals() throws {
        let rows = try Self.operations().table("Signal", "Effect on the server")
        let expected = [
            ("SIGTERM SIGINT SIGQUIT", "it ends as above"), ("SIGPWR", "it ends as above"),
            ("SIGXCPU", "it ends as above"), ("SIGALRM", "it ends as above"),
            ("SIGHUP", "it reads its certificate files again"), ("SIGPIPE SIGXFSZ", "the write fails"),
            ("SIGUSR1 SIGUSR2 SIGVTALRM SIGPROF SIGIO SIGSTKFLT", "nothing"),
            ("SIGABRT SIGBUS SIGFPE SIGILL SIGSEGV SIGSYS SIGTRAP", "the signal kills it at once"),
        ]
        #expect(rows.count == expected.count)
        for (row, expected) in zip(rows, expected) {
            let signals = row[0].matches(of: /SIG[A-Z0-9]+/).map { String($0.output) }
            #expect(signals.joined(separator: " ") == expected.0)
            #expect(row[1].hasPrefix(expected.1))
        }
    }

    /// A level of a policy has the effect on findings that the table states.
    @Test func policyLevels() throws {
        let page = try DocumentedPage("Docs/policy.md")
        let rows = page.table("Level", "Its findings")
        #expect(
            rows == [
                ["`error`", "deny the object"],
                ["`warning`", "are shown by kubectl, and the object may be stored"],
                ["`off`", "are not reported at all"],
            ])
        let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"
        for row in rows {
            let level = try #require(DocumentedPage.names(in: row[0]).first)
            let folder = try TemporaryFolder()
            try folder.write(head + "rules: {wipe-out: \(level)}\n", to: "policy.yaml")
            let process = try ChildProcess(
                ChildProcess.product("stashgate"),
                ["review", "--webhook", "validate", "--config", "\(folder.path)/policy.yaml"],
                input: Fixtures.review("full-create-validate"))
            let end = process.waitForEnd()
            #expect(end == .exit(level == "error" ? 1 : 0))
            #expect(process.output.contains("together with the Repository") == (level != "off"))
        }
    }

    /// Each parameter of a policy has its rule: the rule fires if the parameter is set, and its name links to its
    /// section.
    @Test func policyParameters() throws {
        let rows = try DocumentedPage("Docs/policy.md").table("Parameter", "What it is", "Its rule")
        let names = rows.map {
            "\(DocumentedPage.names(in: $0[0]).joined()): \(DocumentedPage.names(in: $0[2]).joined())"
        }
        #expect(
            names == [
                "minimumInterval: policy-min-interval", "historyLimit: policy-history-limit",
                "encryptionRequired: policy-encryption-required",
                "forbiddenDeletionPolicies: policy-deletion-policy",
                "allowedStorageNamespaces: policy-storage-namespace",
            ])
        // A level for a rule whose parameter is never set is a mistake, and the message names the parameter.
        for row in rows {
            let folder = try TemporaryFolder()
            let (parameter, rule) = (DocumentedPage.names(in: row[0])[0], DocumentedPage.names(in: row[2])[0])
            try folder.write(
                "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {\(rule): warning}\n", to: "policy.yaml")
            let process = try ChildProcess(
                ChildProcess.product("stashgate"),
                ["review", "--webhook", "validate", "--config", "\(folder.path)/policy.yaml"],
                input: Fixtures.review("full-create-validate"))
            #expect(process.waitForEnd() == .exit(2))
            #expect(process.errors.contains(parameter), "\(process.errors)")
        }
    }

    private static func isSchedule(_ text: String) -> Bool { (try? Schedule(parsing: text)) != nil }

    /// The five fields, with their bounds and names.
    @Test func fields() throws {
        let rows = try DocumentedPage("Docs/schedules.md").table("Field", "Numbers", "Names")
        #expect(
            rows.map(\.first) == ["minute", "hour", "day of month", "month", "day of week"])
        for (place, row) in rows.enumerated() {
            func schedule(_ value: String) -> String {
                var fields = ["*", "*", "*", "*", "*"]
                fields[place] = value
                return fields.joined(separator: " ")
            }
            let bounds = row[1].split(separator: "-").compactMap { Int($0) }
            try #require(bounds.count == 2)
            #expect(Self.isSchedule(schedule("\(bounds[0])")) && Self.isSchedule(schedule("\(bounds[1])")))
            #expect(!Self.isSchedule(schedule("\(bounds[1] + 1)")))
            #expect(bounds[0] == 0 || !Self.isSchedule(schedule("\(bounds[0] - 1)")))
            let names = row.count > 2 ? row[2].split(separator: "-") : []
            #expect(names.count == (place > 2 ? 2 : 0))
            for name in names {
                #expect(name.count == 3)
                #expect(Self.isSchedule(schedule("\(name)")) && Self.isSchedule(schedule(name.uppercased())))
            }
            if names.count == 2 { #expect(Self.isSchedule(schedule(row[2]))) }
            #expect(!Self.isSchedule(schedule("sunday")) && !Self.isSchedule(schedule("su")))
        }
    }

    private static func times(_ text: String, _ count: Int, after start: String = "2026-01-01T00:00:00Z") throws
        -> [Int64]
    {
        let schedule = try Schedule(parsing: text)
        var (times, last): ([Int64], Instant) = ([], try #require(Instant(rfc3339: start)))
        while times.count < count, let next = schedule.next(after: last) {
            times.append(next.secondsSinceEpoch)
            last = next
        }
        return times
    }

    /// The meaning of an item of a field, with and without a step.
    @Test func items() throws {
        let rows = try DocumentedPage("Docs/schedules.md").table("Item", "Means", "With a step")
        #expect(
            rows == [
                ["`*`", "every value; `?` means the same", "`*/15`: every 15th from the lowest"],
                ["`7`", "that value", "`7/15`: every 15th from 7"],
                ["`1-5`", "those values; the first must not be the larger", "`1-5/2`: 1, 3 and 5"],
            ])
        for (item, values) in [
            ("?", "*"), ("*/15", "0,15,30,45"), ("7/15", "7,22,37,52"), ("1-5", "1,2,3,4,5"), ("1-5/2", "1,3,5"),
        ] {
            #expect(try Self.times("\(item) * * * *", 100) == Self.times("\(values) * * * *", 100), "\(item)")
        }
        #expect(!Self.isSchedule("5-1 * * * *"))
    }

    /// Valid schedules that the webhook refuses, and the range of a search.
    @Test func exceptions() throws {
        #expect(try Self.times("0 0 30 2 *", 1) == [])
        #expect(Self.isSchedule("CRON_TZ=UTC 0 0 * * *"))
        let (last, end) = ("2096-02-29T00:00:00Z", "2098-12-31T23:58:00Z")
        #expect(try Self.times("0 0 29 2 *", 1, after: "2096-02-28T23:59:59Z").count == 1)
        #expect(try Self.times("0 0 29 2 *", 1, after: last) == [])
        #expect(try Self.times("0 0 29 2 *", 1, after: end) == [])
        #expect(try Self.times("0 0 29 2 *", 1, after: "2099-01-01T00:00:00Z").count == 1)
    }

    /// Messages of the log and the cluster are those of the program, with numbers or reasons in some places.
    @Test func messages() throws {
        let rows = try Self.operations().table("Message in the log or the cluster", "Meaning", "Action")
        #expect(rows.count > 10)
        let literals = Set(try SourceText.all().flatMap(\.literals))
        // Messages of the API server, and composed messages.
        let others = [
            "failed calling webhook ... context deadline exceeded", "failed calling webhook ... x509", "lowered",
            "Retry-After", "/livez", "N of M workers hang", "cannot accept a connection: Too many open files",
        ]
        for row in rows {
            for name in DocumentedPage.names(in: row[0]) where !others.contains(name) {
                let parts = name.split(separator: " N ").map { SourceText.unwrapped(String($0)) }
                let isSaid =
                    parts.allSatisfy { part in
                        literals.contains { $0 == part || $0.hasPrefix(part) || $0.hasSuffix(part) }
                    }
                    || name.split(separator: "; ").allSatisfy { part in literals.contains { $0.contains(part) } }
                #expect(isSaid, "\(name)")
            }
        }
    }
}
