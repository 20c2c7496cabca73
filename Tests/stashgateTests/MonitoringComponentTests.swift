import Document
import Metrics
import Serving
import TestSupport
import Testing
import Webhook

/// The alerts and the dashboard use existing metrics: an alert on a missing one never fires, and nobody notices until
/// it is needed.
struct MonitoringComponentTests {
    /// The path of the dashboard.
    static let dashboard = "manifests/components/monitoring/dashboard.json"

    private static let component = "manifests/components/monitoring"
    private static let alerts = "\(component)/alerts.yaml"
    private static let alertTests = "Tests/TestSupport/Fixtures/alerts-test.yaml"
    private static let runbooks = "Docs/operations.md"

    /// Metrics that other programs serve to Prometheus.
    private static let othersMetrics: Set = [
        "up", "kube_deployment_status_replicas_ready", "apiserver_admission_webhook_rejection_count",
        "apiserver_admission_webhook_request_total", "apiserver_admission_webhook_admission_duration_seconds_bucket",
    ]

    /// The labels that Prometheus adds to each metric.
    private static let addedLabels: Set = ["job", "namespace", "pod"]

    private static func document(_ path: String) throws -> JSONValue {
        try #require(Kustomize.documents(in: Repository.text(of: path)).first)
    }

    private static func rules() throws -> [JSONValue] {
        try document(alerts).items("spec/groups").flatMap { $0.items("rules") }
    }

    static func panels() throws -> [JSONValue] {
        try JSONValue(parsing: Array(Repository.text(of: dashboard).utf8)).items("panels")
    }

    /// The queries of the alerts and the dashboard.
    private static func expressions() throws -> [String] {
        try rules().map { $0.text("expr") } + panels().flatMap { $0.items("targets") }.map { $0.text("expr") }
    }

    /// The metrics in the page's table.
    private static func documentedMetrics() throws -> Set<String> {
        let rows = try Repository.text(of: runbooks).split(separator: "\n").filter {
            $0.hasPrefix("| `stashgate_") || $0.hasPrefix("| `process_")
        }
        return Set(rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
    }

    /// The metrics that the server serves before anything has happened.
    private static func samples() throws -> [MetricsText.Sample] {
        let metrics = WebhookMetrics.all
        return try MetricsText(metrics.text(in: .prometheus), isOpenMetrics: false).samples
    }

    @Test(
        "promtool accepts the rules, and each alert fires only when it should",
        .enabled(if: Repository.has(command: "promtool"), "there is no promtool on this machine"),
        .enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
    func promtool() throws {
        let folder = try TemporaryFolder()
        let rules = try #require(try Kustomize.resources(of: Self.component)["PrometheusRule/stashgate"])
        try folder.write(#require(rules["spec"]).json, to: "alerts.json")
        try folder.write(Repository.text(of: Self.alertTests), to: "alerts-test.yaml")
        let result = try Repository.shell(
            """
            cd \(Repository.quoted(folder.path))
            exec 2>&1
            promtool check rules alerts.json && promtool test rules alerts-test.yaml
            """)
        #expect(result.status == 0, "\(result.output)")
    }

    /// Dashboards take the unit of an axis from the metric.
    @Test("a metric has a unit exactly if its name ends with one")
    func units() throws {
        let metrics = WebhookMetrics.all
        let families = try MetricsText(metrics.text(in: .openMetrics), isOpenMetrics: true).families
        let units = ["seconds", "bytes"]
        for family in families {
            #expect(family.unit == units.first { family.name.hasSuffix("_\($0)") } ?? "", "\(family.name)")
        }
        #expect(Set(families.map(\.unit)) == Set(units + [""]))
    }

    @Test("each alert is tested while it fires and while it does not")
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

    /// The condition of an alert: the time for which it must hold, and the numbers in it.
    private struct Threshold {
        let alert: String
        let severity: String
        let duration: String
        let numbers: String

        init(_ alert: String, _ severity: String, _ duration: String, _ numbers: String) {
            self.alert = alert
            self.severity = severity
            self.duration = duration
            self.numbers = numbers
        }
    }

    private static let thresholds = [
        // A rollout, or the loss of a node, takes less time.
        Threshold("StashgateNoReplicaReady", "critical", "2m", "== 0 == 0"),
        // The service still works; a drain and a new image take less time.
        Threshold("StashgateReplicaDown", "warning", "10m", "== 0"),
        // A single restart is an upgrade.
        Threshold("StashgateRestarts", "warning", "", "[1h] >= 2"),
        // One or two calls fail when a node is lost, and are repeated.
        Threshold("StashgateCallsFail", "critical", "", "[15m] > 2.5"),
        // One in a hundred.
        Threshold("StashgateServerErrors", "warning", "10m", "[10m] [10m] > 0.01"),
        Threshold("StashgateReviewsFail", "warning", "", "[15m] > 2.5"),
        // Five, and more than those that succeed.
        Threshold("StashgateHandshakesFail", "warning", "5m", "[15m] > 4.5 [15m] > [15m]"),
        // A tenth of a second; only a review of many MiB takes that long.
        Threshold("StashgateSlow", "warning", "10m", "0.99 [10m] > 0.1"),
        // A fifth of the webhooks' timeoutSeconds.
        Threshold("StashgateSlowForAPIServer", "warning", "10m", "0.99 [10m] > 1"),
        Threshold("StashgateConnectionsNearLimit", "warning", "5m", "> 0.8"),
        // A key follows its certificate in less time.
        Threshold("StashgateCertificateReloadFails", "warning", "5m", "[5m] > 0"),
        // cert-manager, or a person with a calendar, should have renewed it by then.
        Threshold("StashgateCertificateExpires", "warning", "", ">= 0 < 30 24 3600"),
        Threshold("StashgateCertificateExpires", "critical", "", ">= 0 < 7 24 3600"),
        Threshold("StashgateCertificateExpired", "critical", "", "> 0"),
        Threshold("StashgateCertificateNotYetValid", "critical", "", "> 0"),
        // An API server is restarted in less time.
        Threshold("StashgateClusterUnknown", "warning", "10m", "== 0"),
    ]

    @Test("each alert has its duration and thresholds")
    func durationsAndThresholds() throws {
        let rules = try Self.rules()
        #expect(rules.count == Self.thresholds.count)
        for (rule, threshold) in zip(rules, Self.thresholds) {
            #expect(rule.text("alert") == threshold.alert)
            #expect(rule.text("labels/severity") == threshold.severity, "\(threshold.alert)")
            #expect(rule.text("for") == threshold.duration, "\(threshold.alert)")
            let expression = rule.text("expr").replacing(/"[^"]*"/, with: "")
            let numbers = expression.matches(of: /\[\d+[mh]\]|==|[<>]=?|\d+(\.\d+)?/).map { String($0.output.0) }
            #expect(numbers.joined(separator: " ") == threshold.numbers, "\(threshold.alert)")
        }
    }

    /// The functions in the condition of each alert: a minimum in place of a maximum would page somebody for one
    /// replica that is down.
    private static let functions: KeyValuePairs = [
        "StashgateNoReplicaReady": "absent or max or label_replace max",
        "StashgateReplicaDown": "",
        "StashgateRestarts": "changes",
        "StashgateCallsFail": "sum increase",
        "StashgateServerErrors": "sum rate sum rate",
        "StashgateReviewsFail": "sum increase",
        "StashgateHandshakesFail": "sum increase and sum increase sum increase",
        "StashgateSlow": "histogram_quantile sum rate",
        "StashgateSlowForAPIServer": "histogram_quantile sum rate",
        "StashgateConnectionsNearLimit": "sum sum",
        "StashgateCertificateReloadFails": "sum increase",
        "StashgateCertificateExpires": "time",
        "StashgateCertificateExpires": "time",
        "StashgateCertificateExpired": "time",
        "StashgateCertificateNotYetValid": "time",
        "StashgateClusterUnknown": "min",
    ]

    @Test("each alert aggregates, compares and joins its metrics as intended, also checked without promtool")
    func conditionFunctions() throws {
        let words = /\b(absent|avg|changes|count|delta|deriv|histogram_quantile|i?rate|i?delta|increase)\b/
        let others = /\b(label_replace|max|min|quantile|resets|sum|time|and|or|unless)\b/
        let rules = try Self.rules()
        #expect(rules.map { $0.text("alert") } == Self.functions.map(\.key))
        for (rule, functions) in zip(rules, Self.functions) {
            let expression = rule.text("expr").replacing(/"[^"]*"/, with: "")
            let found = (expression.ranges(of: words) + expression.ranges(of: others)).sorted {
                $0.lowerBound < $1.lowerBound
            }
            #expect(found.map { String(expression[$0]) }.joined(separator: " ") == functions.value, "\(functions.key)")
        }
    }

    @Test("each alert has the namespace and the job of the webhook, for routing")
    func labels() throws {
        let cases = try Self.document(Self.alertTests).items("tests").flatMap { $0.items("alert_rule_test") }
        for alert in cases.flatMap({ $0.items("exp_alerts") }) {
            #expect(!alert.text("exp_labels/namespace").isEmpty && alert.text("exp_labels/job") == "stashgate")
        }
        let namespace = try Self.document(Self.alerts).text("metadata/namespace")
        for rule in try Self.rules() {
            let name = rule.text("alert")
            let expression = Expression(rule.text("expr"))
            let isOthers = expression.selectors.contains { $0.metric.hasPrefix("apiserver_") }
            // The API server's metrics have its own namespace and job, so the rule sets those of the webhook.
            #expect(rule.text("labels/namespace") == (isOthers ? namespace : ""), "\(name)")
            #expect(rule.text("labels/job") == (isOthers ? "stashgate" : ""), "\(name)")
            let named = expression.selectors.flatMap(\.matchers).filter { $0.label == "namespace" }
            #expect(named.allSatisfy { $0.value == namespace }, "\(name)")
        }
    }

    @Test(
        "each alert links to its runbook with an absolute address, which is set in one place",
        .enabled(if: Kustomize.isHere, "there is no kubectl on this machine"))
    func runbookAddresses() throws {
        let address = "https://github.com/stashgate/stashgate/blob/main/Docs/operations.md"
        let text = try Repository.text(of: Self.alerts)
        #expect(text.ranges(of: address).count == 1)
        let others = try Repository.shell("grep -rlF '\(address)' manifests Docs README.md certs").output
        #expect(others == "\(Self.alerts)\n", "it is set in no other place")
        func urls(of folder: String) throws -> [String] {
            let rules = try #require(try Kustomize.resources(of: folder)["PrometheusRule/stashgate"])
            return rules.items("spec/groups").flatMap { $0.items("rules") }.map { $0.text("annotations/runbook_url") }
        }
        let anchors = try Self.rules().map { "#\($0.text("alert").lowercased())" }
        #expect(try urls(of: Self.component) == anchors.map { address + $0 })
        // An operator with a copy of the page changes only that place.
        try Repository.withTemporaryFolder { folder in
            try Repository.output(
                of: """
                    cp -R manifests \(Repository.quoted(folder)) && cd \(Repository.quoted(folder))
                    sed -i 's|\(address)|https://wiki.example/stashgate|' \(Self.alerts)
                    """)
            #expect(
                try urls(of: "\(folder)/\(Self.component)") == anchors.map { "https://wiki.example/stashgate" + $0 })
        }
    }

    @Test("each alert describes the problem, and links to the page with the solution")
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
            #expect(rule.text("annotations/runbook_url") == "#\(name.lowercased())")
        }
    }

    @Test("the alerts and the dashboard use series that the server serves")
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

    @Test("the alerts and the dashboard use documented metrics, and the dashboard shows all of the webhook's own")
    func documented() throws {
        let documented = try Self.documentedMetrics()
        let asked = try Self.expressions().flatMap { Expression($0).selectors }.map(\.metric).map { name in
            name.hasSuffix("_bucket") ? String(name.dropLast("_bucket".count)) : name
        }
        let others = Self.othersMetrics.map { $0.replacing("_bucket", with: "") }
        #expect(Set(asked).subtracting(others).subtracting(documented) == [])
        #expect(documented.filter { $0.hasPrefix("stashgate_") }.subtracting(asked) == [])
    }
}
