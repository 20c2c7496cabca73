package import Cluster
internal import Document
internal import KubernetesAPI
package import Linting
internal import Schema

/// An object of a cluster with its mistakes.
struct AuditVerdict: Sendable {
    /// The object.
    let subject: Diagnostic.Subject
    /// Why it was not judged, nil if it was.
    let exemption: Exemption?
    /// Its mistakes, in the schema's order.
    let diagnostics: [Diagnostic]

    /// A reason not to judge an object: it need not be mended, and often cannot be.
    enum Exemption: Sendable {
        /// It is being deleted, and only waits for its finalizers.
        case deletion
        /// It is an action that is over.
        case end
    }

    /// The order of reports: by namespace, kind and name, and the objects of the whole cluster last.
    fileprivate static func isBefore(_ left: AuditVerdict, _ right: AuditVerdict) -> Bool {
        left.order < right.order
    }

    private var order: (Int, String, String, String) {
        (subject.isClusterScoped ? 1 : 0, subject.namespace, subject.kind, subject.name)
    }
}

/// The mistakes in a cluster.
package struct Audit: Sendable {
    /// The objects of the whole cluster in reports; no namespace can have such a name.
    static let clusterName = "(cluster)"

    /// The namespace that was audited, nil for everything.
    package let namespace: String?
    /// The mistakes of each namespace, and then those of the whole cluster.
    package private(set) var reports: [Linter.FileReport] = []
    /// The counts of all together; a kind that cannot be read is counted as unreadable.
    package private(set) var counts = LintCounts()
    /// The kinds that cannot be read.
    package private(set) var failures: [ClusterList.Failure] = []
    /// The objects that are being deleted, and so not judged.
    package private(set) var deletedCount = 0
    /// The actions that are over, and so not judged.
    package private(set) var finishedCount = 0
    /// Whether the cluster has a kind of KubeStash.
    package private(set) var hasKubeStash = false
    /// Whether the cluster does not have the namespace that was audited.
    package internal(set) var lacksNamespace = false
    var verdicts: [AuditVerdict] = []

    /// Begins with nothing known.
    init(of namespace: String?) {
        self.namespace = namespace
    }

    /// Notes the outcome of the list of a kind.
    mutating func note(_ outcome: ClusterList.Outcome) {
        if case .absent = outcome { return }
        hasKubeStash = true
    }

    /// Makes the reports of what was found.
    mutating func finish(_ failures: [ClusterList.Failure]) {
        // A kind that can be read neither everywhere nor in the own namespace is said once.
        var kinds: Set<[String]> = []
        self.failures = failures.filter { kinds.insert([$0.resource.group, $0.resource.plural]).inserted }
        deletedCount = verdicts.count { $0.exemption == .deletion }
        finishedCount = verdicts.count { $0.exemption == .end }
        let judged = verdicts.filter { $0.exemption == nil }.sorted(by: AuditVerdict.isBefore)
        verdicts = []
        var rest = judged[...]
        while let first = rest.first {
            let group = rest.prefix { $0.subject.namespace == first.subject.namespace }
            rest = rest.dropFirst(group.count)
            let report = Linter.FileReport(
                first.subject.isClusterScoped ? Self.clusterName : first.subject.namespace,
                objects: group.map { Linter.JudgedObject(subject: $0.subject) }, group.flatMap(\.diagnostics))
            counts.add(report.counts)
            reports.append(report)
        }
        counts.unreadable = self.failures.count
    }
}

extension Audit {
    /// The counts in one line, with everything that was not judged.
    package var summary: String {
        let found = [Self.number(counts.errors, "error"), Self.number(counts.warnings, "warning")].compactMap(\.self)
        let namespaces = reports.count { $0.path != Self.clusterName }
        let scope = Self.number(namespaces, "namespace").map { " in \($0)" } ?? ""
        let parts = [
            Self.number(counts.judged, "object").map { "\($0) judged" }
                ?? (deletedCount + finishedCount == 0 ? "no KubeStash object" : "no object judged"),
            Self.number(deletedCount, "object").map { "\($0) being deleted not judged" },
            Self.number(finishedCount, "finished run").map { "\($0) not judged" },
            Self.number(failures.count, "kind").map { "\($0) not read" },
        ].compactMap(\.self)
        let isUnread = counts.judged == 0 && !failures.isEmpty
        let mistakes = found.isEmpty ? isUnread ? "nothing is known" : "no mistakes" : found.joined(separator: " and ")
        return "\(mistakes)\(scope): \(parts.joined(separator: ", "))"
    }

    /// The counts of each namespace and of each rule as tables.
    package var tables: String {
        guard !reports.isEmpty else { return "" }
        let namespaces = reports.map { report in
            [report.path, report.counts.judged, report.counts.errors, report.counts.warnings].map { "\($0)" }
        }
        var tables = Self.table([["NAMESPACE", "OBJECTS", "ERRORS", "WARNINGS"]] + namespaces)
        let rules = ruleCounts
        guard !rules.isEmpty else { return tables }
        let rows = rules.map { [$0.rule.rawValue, "\($0.errors)", "\($0.warnings)"] }
        tables += "\n" + Self.table([["RULE", "ERRORS", "WARNINGS"]] + rows)
        return tables
    }

    /// The broken rules with the number of their mistakes, those with the most errors first.
    private var ruleCounts: [(rule: RuleID, errors: Int, warnings: Int)] {
        var counts: [RuleID: (errors: Int, warnings: Int)] = [:]
        for diagnostic in reports.lazy.flatMap(\.diagnostics) {
            if diagnostic.severity == .error {
                counts[diagnostic.rule, default: (0, 0)].errors += 1
            } else {
                counts[diagnostic.rule, default: (0, 0)].warnings += 1
            }
        }
        return counts.map { ($0.key, $0.value.errors, $0.value.warnings) }.sorted { left, right in
            (right.1, right.2, left.0.rawValue) < (left.1, left.2, right.0.rawValue)
        }
    }

    private static func number(_ count: Int, _ noun: String) -> String? {
        count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// Columns as wide as their longest cells, all but the first to the right.
    private static func table(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + blanks : blanks + cell.0
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
