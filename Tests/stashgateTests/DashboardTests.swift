import TestSupport
import Testing

/// Panels show what their titles say: a query that counts warnings under "Denials", or seconds shown as milliseconds,
/// misleads operators during an incident.
struct DashboardTests {
    /// A parsed panel.
    private struct Panel {
        let title: String
        let unit: String
        let targets: [(expression: String, legend: String)]

        init(_ panel: JSONValue) {
            title = panel.text("title")
            unit = panel.text("fieldConfig/defaults/unit")
            targets = panel.items("targets").map { ($0.text("expr"), $0.text("legendFormat")) }
        }

        var expressions: [Expression] { targets.map { Expression($0.expression) } }

        /// The conditions on a metric's labels, except those on the chosen namespace and Pod.
        var conditions: Set<String> {
            let matchers = expressions.flatMap(\.selectors).flatMap(\.matchers)
            return Set(matchers.map { "\($0.label)\($0.test)\($0.value)" }).subtracting(Self.chosen)
        }

        static let chosen = ["namespace=~$namespace", "pod=~$pod"]
    }

    private static func panels() throws -> [Panel] {
        try JSONValue(parsing: Array(Repository.text(of: MonitoringComponentTests.dashboard).utf8)).items("panels")
            .filter { $0["type"] != "row" }.map(Panel.init)
    }

    /// The titles, units and conditions of the panels, in order.
    private static let shown: [(title: String, unit: String, conditions: Set<String>)] = [
        ("Replicas that answer", "short", ["job=stashgate"]),
        ("Reviews", "short", []),
        // A share of all reviews: only the first of the two sums has the condition.
        ("Denied", "percentunit", ["result=denied"]),
        ("99 of 100 reviews take at most", "s", []),
        // Only requests of the API server count; other clients' requests are not reviews.
        ("Server errors", "percentunit", ["path=~/mutate|/validate", "code=~5.."]),
        ("The certificate expires in", "s", []),
        ("Reviews by result", "reqps", []),
        ("Reviews by webhook and operation", "reqps", []),
        // An error denies a review, a warning is shown to its user.
        ("Denials by rule", "cps", ["severity=error"]),
        ("Warnings by rule", "cps", ["severity=warning"]),
        ("Duration", "s", []),
        ("Durations", "", []),
        // Both webhooks, by the API server's names.
        ("Calls", "reqps", [webhooks]),
        ("Duration with the network", "s", [webhooks]),
        ("Refusals", "cps", [webhooks]),
        ("Answers by status", "reqps", ["path=~/mutate|/validate"]),
        ("Requests by path", "reqps", []),
        ("Connections", "short", []),
        ("New connections", "cps", []),
        ("TLS handshakes", "cps", []),
        ("Certificates taken up", "short", []),
        ("The certificate expires in", "s", []),
        ("Objects", "short", []),
        ("Age", "s", []),
        ("Kinds that are not known", "short", []),
        ("Lists and watches", "cps", []),
        ("Failed lists and watches", "cps", []),
        // Other processes have these metrics too. A value of one is a whole processor.
        ("CPU", "short", ["job=stashgate"]),
        ("Resident memory", "bytes", ["job=stashgate"]),
        ("Descriptors", "short", ["job=stashgate"]),
        ("Up for", "s", ["job=stashgate"]),
        ("Versions", "", []),
    ]

    private static let webhooks = "name=~.+[.]kubestash[.]stashgate[.]local"

    @Test("each panel shows what its title says, in the unit of its metric")
    func conditions() throws {
        let panels = try Self.panels()
        #expect(panels.map(\.title) == Self.shown.map(\.title))
        for (panel, shown) in zip(panels, Self.shown) {
            #expect(panel.unit == shown.unit, "\(panel.title)")
            #expect(panel.conditions == shown.conditions, "\(panel.title)")
        }
    }

    @Test("panels of the webhook's own metrics select the chosen namespace and Pods, and no other panels do")
    func chosen() throws {
        for panel in try Self.panels() {
            for selector in panel.expressions.flatMap(\.selectors) {
                let matchers = selector.matchers.map { "\($0.label)\($0.test)\($0.value)" }
                let isOwn = !selector.metric.hasPrefix("apiserver_")
                #expect(isOwn == Panel.chosen.allSatisfy(matchers.contains), "\(panel.title)")
            }
        }
    }

    /// The whole is the same metric under fewer conditions.
    @Test("each ratio divides a part by its whole")
    func ratios() throws {
        for panel in try Self.panels() where panel.unit == "percentunit" {
            for expression in panel.expressions {
                try #require(expression.selectors.count == 2, "\(panel.title)")
                let (part, whole) = (expression.selectors[0], expression.selectors[1])
                #expect(part.metric == whole.metric)
                func conditions(_ selector: Expression.Selector) -> Set<String> {
                    Set(selector.matchers.map { "\($0.label)\($0.test)\($0.value)" })
                }
                #expect(conditions(part).isStrictSuperset(of: conditions(whole)), "\(panel.title)")
            }
        }
    }

    /// Prometheus' naming rules state the unit of a metric, and its functions change it.
    @Test("each panel's unit follows from its queries")
    func units() throws {
        for panel in try Self.panels() where !panel.unit.isEmpty {
            for (text, _) in panel.targets {
                #expect(Self.units(of: text).contains(panel.unit), "\(panel.title): \(text)")
            }
        }
    }

    private static func units(of expression: String) -> Set<String> {
        if expression.contains(") / sum(") { return ["percentunit"] }
        // A second of processor time per second is one processor.
        if expression.contains("cpu_seconds_total") { return ["short"] }
        if expression.contains("_seconds") { return ["s"] }
        if expression.contains("_bytes{") { return ["bytes"] }
        guard expression.contains("rate(") else { return ["short"] }
        let isRequest = expression.contains("requests_total{") || expression.contains("request_total{")
        return [isRequest ? "reqps" : "cps"]
    }

    @Test("the name of each line states its quantile and the labels by which it is grouped")
    func legends() throws {
        for panel in try Self.panels() {
            for (target, expression) in zip(panel.targets, panel.expressions) {
                let labels = target.legend.matches(of: /\{\{(\w+)\}\}/).map { String($0.output.1) }
                if target.expression.contains(" by (") {
                    let expected = expression.groupings.subtracting(labels.contains("le") ? [] : ["le"])
                    #expect(Set(labels) == expected, "\(panel.title): \(target.legend)")
                } else {
                    #expect(Set(labels).isSubset(of: ["pod"]), "\(panel.title): \(target.legend)")
                }
                guard let quantile = target.expression.firstMatch(of: /histogram_quantile\(0\.(\d+),/) else { continue }
                let percent = Int(quantile.output.1.count == 1 ? "\(quantile.output.1)0" : quantile.output.1)
                let name = target.legend.isEmpty ? panel.title : target.legend
                #expect(percent.map { name.contains("\($0)") } == true, "\(panel.title): \(target.legend)")
            }
        }
    }
}
