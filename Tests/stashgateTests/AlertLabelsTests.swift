import Document
import Metrics
import Serving
import TestSupport
import Testing
import Webhook

/// What an alert says to whoever is woken up is complete.
struct AlertLabelsTests {
    private static func rules() throws -> [JSONValue] {
        let text = try Repository.text(of: "manifests/components/monitoring/alerts.yaml")
        return try Kustomize.documents(in: text).flatMap { $0.items("spec/groups") }.flatMap { $0.items("rules") }
    }

    private static func samples() throws -> [MetricsText.Sample] {
        let metrics = WebhookMetrics(for: ServerConfiguration(addresses: []))
        return try MetricsText(metrics.text(in: .prometheus), isOpenMetrics: false).samples
    }

    /// What Prometheus adds to each series that it has scraped.
    private static let scraped: Set = ["job", "namespace", "pod", "instance"]

    /// The labels that the alerts of an expression have: those that it groups by first, or those of its metrics.
    private static func labels(of rule: JSONValue) throws -> Set<String> {
        let text = rule.text("expr")
        var labels: Set<String> = []
        if let group = text.firstMatch(of: /\bby \(([^)]*)\)/) {
            labels = Set(group.1.split { !$0.isLetter && $0 != "_" }.map(String.init))
            // A quantile takes the label of its buckets away.
            if text.hasPrefix("histogram_quantile") { labels.remove("le") }
        } else {
            let metrics = Set(Expression(text).selectors.map(\.metric))
            labels = Self.scraped.union(
                try samples().filter { metrics.contains($0.name) }.flatMap(\.labels).map(\.name))
        }
        guard case .object(let own)? = rule["labels"] else { return labels }
        return labels.union(own.map(\.key))
    }

    @Test("what an alert says names labels that it has; any other would be left empty")
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
