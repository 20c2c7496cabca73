internal import Document
internal import KubeStash
internal import Schema

/// The report as objects of Kubernetes that dashboards of policies show: a `Report` for each namespace, and a
/// `ClusterReport` for the objects of the whole cluster (openreports.io/v1alpha1).
package struct PolicyReport: LintReport {
    /// The scope of one report.
    package struct Scope: Hashable, Sendable {
        /// Whether it is about the objects of the whole cluster.
        package let isCluster: Bool
        /// Empty for the whole cluster, and for objects whose namespace is not known.
        package let namespace: String

        /// The objects of the whole cluster.
        package static let cluster = Scope(isCluster: true, namespace: "")

        /// The objects of a namespace.
        ///
        /// - Parameter namespace: The namespace.
        package init(namespace: String) {
            self.init(isCluster: false, namespace: namespace)
        }

        fileprivate init(isCluster: Bool, namespace: String) {
            self.isCluster = isCluster
            self.namespace = namespace
        }
    }

    /// One object of Kubernetes that the report has.
    package struct Object: Sendable {
        /// Its scope.
        package let scope: Scope
        /// The object in YAML.
        package let yaml: [UInt8]
        /// The number of results that it only counts.
        package let leftOut: Int
    }

    /// The outcome for an object or one of its mistakes, in the words of OpenReports.
    private enum Outcome: String, CaseIterable {
        case pass, fail, warn, error, skip

        /// The outcomes that are listed first where there is no room for all.
        static let byWeight: [Outcome] = [.error, .fail, .warn, .skip, .pass]
    }

    /// A report that is being written.
    private struct Body {
        /// The results, each as an item of a YAML list.
        var results: [(outcome: Outcome, yaml: [UInt8])] = []
        var counts: [Outcome: Int] = [:]

        /// As many results as there is room for: the gravest, in their order.
        func listed(_ most: Int) -> [[UInt8]] {
            guard results.count > most else { return results.map(\.yaml) }
            var (room, chosen) = (most, Set<Int>())
            for outcome in Outcome.byWeight {
                let indices = results.indices.filter { results[$0].outcome == outcome }.prefix(room)
                chosen.formUnion(indices)
                room -= indices.count
            }
            return chosen.sorted().map { results[$0].yaml }
        }
    }

    /// The most results of an object that is written to a cluster: some 600 bytes each, of the 1.5 MiB that etcd takes.
    package static let mostStored = 1000
    private static let source = "stashgate"

    private let name: String
    private let mostResults: Int
    private var order: [Scope] = []
    private var bodies: [Scope: Body] = [:]

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - name: The name of each object.
    ///   - mostResults: The most results that an object lists; it counts the others.
    package init(named name: String = "stashgate-lint", mostResults: Int = .max) {
        self.name = name
        self.mostResults = mostResults
    }

    /// Makes an object for a scope, whether or not there are results.
    ///
    /// - Parameter scope: The scope.
    package mutating func include(_ scope: Scope) {
        guard bodies[scope] == nil else { return }
        order.append(scope)
        bodies[scope] = Body()
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        let mistaken = Set(report.diagnostics.compactMap(\.subject))
        for object in report.objects where !mistaken.contains(object.subject) {
            add(.pass, to: object.subject) { writer in
                writer.member("message", "no mistakes")
                guard report.isFile else { return }
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
                guard diagnostic.place.isInFile else { return }
                writer.member("properties") { Self.write(diagnostic.place, to: &$0) }
            }
        }
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        for object in objects {
            output += "---\n".utf8
            output += object.yaml
        }
    }

    /// The objects, in the order of their first results.
    package var objects: [Object] {
        order.compactMap { scope in
            guard let body = bodies[scope] else { return nil }
            let results = body.listed(mostResults)
            var yaml = Self.yaml(of: head(of: body, for: scope))
            if !results.isEmpty { yaml += "results:\n".utf8 }
            for result in results { yaml += result }
            return Object(scope: scope, yaml: yaml, leftOut: body.results.count - results.count)
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
        include(scope)
        bodies[scope]?.results.append((outcome, Self.yaml(of: writer)))
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
    private func head(of body: Body, for scope: Scope) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("apiVersion", "openreports.io/v1alpha1")
            writer.member("kind", scope.isCluster ? "ClusterReport" : "Report")
            writer.member("metadata") { writer in
                writer.member("name", name)
                if !scope.namespace.isEmpty { writer.member("namespace", scope.namespace) }
            }
            writer.member("source", Self.source)
            writer.member("summary") { writer in
                for outcome in Outcome.allCases { writer.member(outcome.rawValue, body.counts[outcome, default: 0]) }
            }
        }
        return writer
    }
}
