import Glibc
import KubeStash
import TestSupport
import Testing
import Webhook

/// `/metrics` reports the past events, in the metrics that the operator's page documents.
@Suite(.timeLimit(.minutes(30)))
struct MonitoringTests {
    /// A row of the page's table of metrics.
    private struct Row: Hashable {
        let name: String
        let type: String
        let labels: Set<String>
    }

    private static func documented() throws -> Set<Row> {
        let page = try Repository.text(of: "Docs/operations.md")
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `stashgate_") || $0.hasPrefix("| `process_") }
        return Set(
            rows.map { row in
                let cells = row.split(separator: "|", omittingEmptySubsequences: false)
                    .map { $0.filter { !" `".contains($0) } }
                let labels = cells[3].split(separator: ",").map(String.init)
                return Row(name: cells[1], type: cells[2], labels: Set(labels))
            })
    }

    /// The page's table has exactly the served metrics, with their kinds and labels.
    @Test func page() throws {
        let cluster = try FakeAPIServer(FakeAPIServer.watched)
        defer { cluster.stop() }
        let webhook = try WatchedWebhook(beside: cluster)
        _ = try webhook.process.waitForErrors(containing: "the objects of the cluster are known")
        let metrics = try webhook.scrape()
        let served = metrics.families.map { family in
            let suffix = ["counter": "_total", "info": "_info"][family.type] ?? ""
            let labels = family.samples.flatMap { $0.labels.map(\.name) }.filter { $0 != "le" }
            // The page documents it as in the older format, which has no other kind for it.
            return Row(
                name: family.name + suffix, type: family.type == "info" ? "gauge" : family.type, labels: Set(labels))
        }
        #expect(try Self.documented().subtracting(served) == [], "documented and not served")
        #expect(try Set(served).subtracting(Self.documented()) == [], "served and not documented")
    }

    /// One client cannot take all connections, which others' probes need; it can reuse those that it gives back.
    @Test func connectionsOfOneClient() throws {
        let webhook = try WatchedWebhook()
        var held = try (0..<16).map { _ in
            let connection = try webhook.connectToWatch()
            try connection.send(WatchedWebhook.bytes("GET /livez", []))
            #expect(try connection.receiveResponse().status == 200)
            return connection
        }
        let began = ContinuousClock.now
        #expect(try webhook.connectToWatch().receive() == nil)
        #expect(ContinuousClock.now - began < .seconds(5), "it is closed at once, and not for saying nothing")
        held.removeLast()
        #expect(eventually { (try? webhook.watch("/livez").status) == 200 })
        #expect(held.count == 15)
    }

    /// All series exist before anything has happened, and scrapes are not counted.
    @Test func start() throws {
        let webhook = try WatchedWebhook()
        _ = try webhook.scrape()
        let metrics = try webhook.scrape()
        let counted = metrics.samples.filter { $0.name.hasPrefix("stashgate_") && $0.name.hasSuffix("_total") }
        #expect(counted.allSatisfy { $0.value == 0 })
        func count(_ name: String) -> Int { metrics.samples.count { $0.name == name } }
        #expect(count("stashgate_admission_requests_total") == 2 * ((Kinds.all.count + 1) * 4 * 2 + 1))
        #expect(count("stashgate_admission_findings_total") == 2 * Kinds.all.map(\.allRules.count).reduce(0, +))
        #expect(count("stashgate_http_requests_total") == 5 * 16)
        #expect(
            metrics.samples.first { $0.name == "stashgate_admission_duration_seconds_bucket" }?.label("le") == "5e-05")
        let build = try #require(metrics.samples.first { $0.name == "stashgate_build_info" })
        #expect(build.label("version") == Build.version)
    }

    /// The monitoring listener serves the metrics in both formats, and the webhook's own listener does not.
    @Test func listeners() throws {
        let webhook = try WatchedWebhook()
        for (accepted, type) in [
            (nil, "text/plain; version=0.0.4; charset=utf-8"),
            ("application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
        ] {
            let response = try webhook.watch("/metrics", accepting: accepted)
            #expect(response.status == 200)
            #expect(response.fields["content-type"] == type)
        }
        #expect(try webhook.watch("/metrics", method: "POST").status == 405)
        #expect(try webhook.ask("GET /metrics") == 404, "nothing is told to those who may only ask for reviews")
    }

    @Test(
        "promtool has no complaints",
        .enabled(if: Repository.has(command: "promtool"), "there is no promtool on this machine"))
    func promtool() throws {
        let webhook = try WatchedWebhook()
        _ = try webhook.ask("POST /validate", Fixtures.review("full-create-validate"))
        try webhook.folder.write(webhook.watch("/metrics").body, to: "scrape")
        let file = Repository.quoted("\(webhook.folder.path)/scrape")
        let result = try Repository.shell("promtool check metrics < \(file) 2>&1")
        #expect(result.output == "")
        #expect(result.status == 0)
    }
}
