internal import Document
internal import KubeStash
internal import Schema

/// The report as objects of Kubernetes that dashboards of policies show: a `Report` for each namespace, and a
/// `ClusterReport` for the objects of the whole cluster (openreports.io/v1alpha1).
package struct PolicyReport: LintReport {
    /// The scope of one report.
    private struct Scope: Hashable {
        let isCluster: Bool
        /// Empty for the whole cluster, and for objects whose namespace is not known.
        let namespace: String
    }

    /// The outcome for an object or one of its mistakes, in the words of OpenReports.
    private enum Outcome: String, CaseIterable {
        case pass, fail, warn, error, skip
    }

    /// A report that is being written.
    private struct Body {
        /// The results as items of a YAML list.
        var results: [UInt8] = []
        var counts: [Outcome: Int] = [:]
    }

    private static let name = "stashgate-lint"
    private static let source = "stashgate"

    private var order: [Scope] = []
    private var bodies: [Scope: Body] = [:]

    /// Makes a report.
    package init() {}

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        let mistaken = Set(report.diagnostics.compactMap(\.subject))
        for object in report.objects where !mistaken.contains(object.subject) {
            add(.pass, to: object.subject) { writer in
                writer.member("message", "no mistakes")
                writer.member("properties") { writer in
                    writer.member("file", report.path)
                    writer.member("line", "\(object.position.line)")
                    writer.member("column", "\(object.position.column)")
                }
            }
        }
        for diagnostic in report.diagnostics {
            add(Self.outcome(of: diagnostic), to: diagnostic.subject, diagnostic.path) { writer in
                writer.member("rule", diagnostic.rule.rawValue)
                writer.member("severity", diagnostic.severity == .error ? "high" : "medium")
                writer.member("message", diagnostic.line)
                writer.member("properties") { Self.write(diagnostic.place, to: &$0) }
            }
        }
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        for scope in order {
            guard let body = bodies[scope] else { continue }
            output += "---\n".utf8
            output += Self.yaml(of: Self.head(of: body, for: scope))
            output += "results:\n".utf8
            output += body.results
        }
    }

    /// The YAML of a JSON text that was just written; each is as small as one result, and within the parser's limits.
    private static func yaml(of json: JSONWriter) -> [UInt8] {
        (try? Document(json: json.bytes)).map { YAMLWriter.text(of: $0) } ?? []
    }

    private static func outcome(of diagnostic: Diagnostic) -> Outcome {
        guard diagnostic.rule != LintRules.unreadable.id else { return .error }
        return diagnostic.severity == .error ? .fail : .warn
    }

    /// Properties have texts only.
    private static func write(_ place: Diagnostic.Place, to writer: inout JSONWriter) {
        writer.member("file", place.file)
        writer.member("line", "\(place.start.line)")
        writer.member("column", "\(place.start.column)")
        writer.member("endLine", "\(place.end.line)")
        writer.member("endColumn", "\(place.end.column)")
    }

    private mutating func add(
        _ outcome: Outcome, to subject: Diagnostic.Subject?, _ path: String = "",
        _ members: (inout JSONWriter) -> Void
    ) {
        let scope = Scope(isCluster: subject?.isClusterScoped ?? false, namespace: subject?.namespace ?? "")
        var writer = JSONWriter()
        writer.beginArray()
        writer.object { writer in
            writer.member("policy", Self.source)
            writer.member("result", outcome.rawValue)
            members(&writer)
            writer.member("scored", true)
            guard let subject else { return }
            writer.key("resources")
            writer.array([subject]) { subject, writer in
                writer.object { Self.write(subject, path, to: &$0) }
            }
        }
        writer.endArray()
        if bodies[scope] == nil { order.append(scope) }
        bodies[scope, default: Body()].results += Self.yaml(of: writer)
        bodies[scope]?.counts[outcome, default: 0] += 1
    }

    /// Writes an object as an `ObjectReference` of Kubernetes.
    private static func write(_ subject: Diagnostic.Subject, _ path: String, to writer: inout JSONWriter) {
        writer.member("apiVersion", subject.apiVersion)
        writer.member("kind", subject.kind)
        writer.member("name", subject.name)
        if !subject.namespace.isEmpty { writer.member("namespace", subject.namespace) }
        if !path.isEmpty { writer.member("fieldPath", path) }
    }

    /// The report without its results.
    private static func head(of body: Body, for scope: Scope) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("apiVersion", "openreports.io/v1alpha1")
            writer.member("kind", scope.isCluster ? "ClusterReport" : "Report")
            writer.member("metadata") { writer in
                writer.member("name", name)
                if !scope.namespace.isEmpty { writer.member("namespace", scope.namespace) }
            }
            writer.member("source", source)
            writer.member("summary") { writer in
                for outcome in Outcome.allCases { writer.member(outcome.rawValue, body.counts[outcome, default: 0]) }
            }
        }
        return writer
    }
}
