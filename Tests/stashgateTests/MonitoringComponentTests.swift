import Document
import Metrics
import Serving
import TestSupport
import Testing

@testable import stashgate

/// The alerts and the dashboard: what asks for a metric that is not there never fires and shows nothing, and nobody
/// notices until the day it was meant for.
struct MonitoringComponentTests {
    /// Where the dashboard is.
    static let dashboard = "manifests/components/monitoring/dashboard.json"

    private static let alerts = "manifests/components/monitoring/alerts.yaml"
    private static let alertTests = "Tests/TestSupport/Fixtures/alerts-test.yaml"
    private static let runbooks = "Docs/operations.md"

    /// What others than stashgate tell Prometheus.
    private static let othersMetrics: Set = [
        "up", "kube_deployment_status_replicas_ready", "apiserver_admission_webhook_rejection_count",
        "apiserver_admission_webhook_request_total", "apiserver_admission_webhook_admission_duration_seconds_bucket",
    ]

    /// What Prometheus adds to each metric.
    private static let addedLabels: Set = ["job", "namespace", "pod"]

    private static func document(_ path: String) throws -> JSONValue {
        try #require(Kustomize.documents(in: Repository.text(of: path)).first)
    }

    private static func rules() throws -> [JSONValue] {
        try document(alerts).items("spec/groups").flatMap { $0.items("rules") }
    }

    private static func panels() throws -> [JSONValue] {
        try JSONValue(parsing: Array(Repository.text(of: dashboard).utf8)).items("panels")
    }

    /// What the alerts and the dashboard ask Prometheus.
    private static func expressions() throws -> [String] {
        try rules().map { $0.text("expr") } + panels().flatMap { $0.items("targets") }.map { $0.text("expr") }
    }

    /// The metrics in the table of the page.
    private static func documentedMetrics() throws -> Set<String> {
        let rows = try Repository.text(of: runbooks).split(separator: "\n").filter {
            $0.hasPrefix("| `stashgate_") || $0.hasPrefix("| `process_")
        }
        return Set(rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
    }

    /// What the server tells Prometheus, before anything has happened.
    private static func samples() throws -> [MetricsText.Sample] {
        let metrics = WebhookMetrics(for: ServerConfiguration(addresses: []))
        return try MetricsText(metrics.text(in: .prometheus), isOpenMetrics: false).samples
    }

    @Test(
        "Prometheus takes the rules, and each alert fires when it is to and at no other time",
        .enabled(if: Repository.has(command: "promtool"), "there is no promtool on this machine"))
    func promtool() throws {
        let folder = try TemporaryFolder()
        try folder.write(#require(try Self.document(Self.alerts)["spec"]).json, to: "alerts.json")
        try folder.write(Repository.text(of: Self.alertTests), to: "alerts-test.yaml")
        let result = try Repository.shell(
            """
            cd \(Repository.quoted(folder.path))
            exec 2>&1
            promtool check rules alerts.json && promtool test rules alerts-test.yaml
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test("each alert is tested both ways")
    func tested() throws {
        let cases = try Self.document(Self.alertTests).items("tests").flatMap { $0.items("alert_rule_test") }
        let quiet = Set(cases.filter { $0.items("exp_alerts").isEmpty }.map { $0.text("alertname") })
        let firing = Set(
            cases.flatMap { test in
                test.items("exp_alerts").map { "\(test.text("alertname")) \($0.text("exp_labels/severity"))" }
            })
        let rules = try Self.rules()
        #expect(quiet == Set(rules.map { $0.text("alert") }))
        #expect(firing == Set(rules.map { "\($0.text("alert")) \($0.text("labels/severity"))" }))
    }

    @Test("each alert says what is wrong, and leads to the page that says what to do")
    func explained() throws {
        let headings = try Repository.text(of: Self.runbooks).split(separator: "\n").filter {
            $0.hasPrefix("### Stashgate")
        }
        let rules = try Self.rules()
        #expect(Set(headings) == Set(rules.map { "### \($0.text("alert"))" }))
        for rule in rules {
            let name = rule.text("alert")
            #expect(["critical", "warning"].contains(rule.text("labels/severity")), "\(name)")
            #expect(rule.text("annotations/summary").hasSuffix("."), "\(name)")
            #expect(rule.text("annotations/description").hasSuffix("."), "\(name)")
            #expect(rule.text("annotations/runbook_url") == "\(Self.runbooks)#\(name.lowercased())")
        }
    }

    @Test("alerts and dashboard ask for what the server tells")
    func series() throws {
        let samples = try Self.samples()
        for text in try Self.expressions() {
            let expression = Expression(text)
            #expect(!expression.selectors.isEmpty, "\(text)")
            var labels = Self.addedLabels
            for selector in expression.selectors where !Self.othersMetrics.contains(selector.metric) {
                let found = samples.filter { sample in
                    sample.name == selector.metric
                        && selector.matchers.allSatisfy { matcher in
                            Self.addedLabels.contains(matcher.label)
                                || sample.labels.contains { $0.name == matcher.label }
                                    && matcher.accepts(sample.label(matcher.label))
                        }
                }
                #expect(!found.isEmpty, "\(text)")
                labels.formUnion(found.flatMap(\.labels).map(\.name))
            }
            let asksOthers = expression.selectors.contains { Self.othersMetrics.contains($0.metric) }
            #expect(asksOthers || expression.groupings.isSubset(of: labels), "\(text)")
        }
    }

    @Test("alerts and dashboard ask for documented metrics, and the dashboard for every one of the webhook's own")
    func documented() throws {
        let documented = try Self.documentedMetrics()
        let asked = try Self.expressions().flatMap { Expression($0).selectors }.map(\.metric).map { name in
            name.hasSuffix("_bucket") ? String(name.dropLast("_bucket".count)) : name
        }
        let others = Self.othersMetrics.map { $0.replacing("_bucket", with: "") }
        #expect(Set(asked).subtracting(others).subtracting(documented) == [])
        #expect(documented.filter { $0.hasPrefix("stashgate_") }.subtracting(asked) == [])
    }

    @Test("each panel of the dashboard has its own number and something to ask the data source that was chosen")
    func panels() throws {
        let panels = try Self.panels()
        #expect(Set(panels.map { $0["id"] }).count == panels.count)
        for panel in panels where panel["type"] != "row" {
            let title = panel.text("title")
            #expect(!title.isEmpty)
            #expect(!panel.items("targets").isEmpty, "\(title)")
            for target in panel.items("targets") {
                #expect(!target.text("expr").isEmpty, "\(title)")
                #expect(target["datasource/uid"] == "${datasource}", "\(title)")
            }
        }
        let variables = try JSONValue(parsing: Array(Repository.text(of: Self.dashboard).utf8)).items("templating/list")
        #expect(variables.map { $0.text("name") } == ["datasource", "namespace", "pod"])
    }
}
