import Document
import Metrics
import Serving
import TestSupport
import Testing
import Webhook

/// The texts of alerts have no gaps, because the person on call has nothing else to go by.
struct AlertLabelsTests {
    private static func rules() throws -> [JSONValue] {
        let text = try Repository.text(of: "manifests/components/monitoring/alerts.yaml")
        return try Kustomize.documents(in: text).flatMap { $0.items("spec/groups") }.flatMap { $0.items("rules") }
    }

    private static func samples() throws -> [MetricsText.Sample] {
        let metrics = WebhookMetrics.all
        return try MetricsText(metrics.text(in: .prometheus), isOpenMetrics: false).samples
    }

    /// The labels that Prometheus adds to each scraped series.
    private static let scraped: Set = ["job", "namespace", "pod", "instance"]

    /// The labels of an expression's alerts: those of its first grouping, or those of its metrics.
    private static func labels(of rule: JSONValue) throws -> Set<String> {
        let text = rule.text("expr")
        var labels: Set<String> = []
        if let group = text.firstMatch(of: /\bby \(([^)]*)\)/) {
            labels = Set(group.1.split { !$0.isLetter && $0 != "_" }.map(String.init))
            // A quantile drops the label of its buckets.
            if text.hasPrefix("histogram_quantile") { labels.remove("le") }
        } else {
            let metrics = Set(Expression(text).selectors.map(\.metric))
            labels = Self.scraped.union(
                try samples().filter { metrics.contains($0.name) }.flatMap(\.labels).map(\.name))
        }
        guard case .object(let own)? = rule["labels"] else { return labels }
        return labels.union(own.map(\.key))
    }

    @Test("texts of alerts use only labels that the alerts have")
    func namedLabels() throws {
        var count = 0
        for rule in try Self.rules() {
            let labels = try Self.labels(of: rule)
            for annotation in ["summary", "description"] {
                for match in rule.text("annotations/\(annotation)").matches(of: /\$labels\.(\w+)/) {
                    #expect(labels.contains(String(match.1)), "\(rule.text("alert")): \(match.1)")
                    count += 1
                }
                let templates = rule.text("annotations/\(annotation)").matches(of: /\{\{ ?([^}]*?) ?\}\}/)
                for template in templates {
                    #expect(
                        template.1.contains(
                            /^\$(labels\.\w+|value( \| (humanizePercentage|humanizeDuration|printf "%.0f"))?)$/),
                        "\(template.1)")
                }
            }
        }
        #expect(count > 10)
    }
}
