internal import Document
internal import Schema

/// The queries of a BackupVerifier should be those that its Function reads.
///
/// The API server accepts any object (`apis/core/v1alpha1/query_types.go` has the fields).
struct QueryShape: Rule {
    /// A query that is not read.
    static let info = RuleInfo(
        "unknown-query", .warning, "a query of a BackupVerifier for an unknown database, or with unknown fields")
    /// The fields that the rule reports.
    static let fields = ["spec.query"]

    /// The queries of one kind of databases.
    private struct Shape {
        let database: String
        /// The fields of each query; the last one is compared with a number, unless the query is only for a name.
        let fields: [String]
        let comparison: String?
    }

    private static let shapes: [Shape] = [
        Shape(database: "mySQL", fields: ["database", "table", "rowCount"], comparison: "rowCount"),
        Shape(database: "mariaDB", fields: ["database", "table", "rowCount"], comparison: "rowCount"),
        Shape(database: "postgres", fields: ["database", "schema", "table", "rowCount"], comparison: "rowCount"),
        Shape(database: "mongoDB", fields: ["database", "collection", "documentCount"], comparison: "documentCount"),
        Shape(database: "elasticsearch", fields: ["index"], comparison: nil),
        Shape(database: "redis", fields: ["index", "dbSize"], comparison: "dbSize"),
        Shape(database: "singlestore", fields: ["database", "table", "rowCount"], comparison: "rowCount"),
        Shape(database: "mssqlServer", fields: ["database", "schema", "table", "rowCount"], comparison: "rowCount"),
    ]
    private static let operators = [
        "Equal", "NotEqual", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual",
    ]
    private static let operatorKey: Key = "operator"
    private static let longest = 64

    /// Compares every query with the fields for its database.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard verifier.type == .query, let spec = verifier.spec,
            let query = document.object(BackupVerifier.query, of: spec)
        else { return }
        for (key, list) in document.members(of: query) {
            guard let name = document.string(key, upTo: Self.longest) else { continue }
            guard let shape = Self.shapes.first(where: { $0.database == name }) else {
                let nearest = NearestName.of(name, among: Self.shapes.map(\.database))
                findings.report(
                    Self.info, .invalid, list,
                    "there are no queries for it, but for \(CatalogueNames.list(Self.shapes.map(\.database)))",
                    suggestion: nearest.map { .renameKey(to: $0) })
                continue
            }
            guard document.kind(of: list) == .array else {
                findings.report(Self.info, .invalid, list, "must be a list of queries")
                continue
            }
            for item in document.elements(of: list) { check(item, shape, in: document, &findings) }
        }
    }

    private func check(
        _ item: Document.Node, _ shape: Shape, in document: Document, _ findings: inout Findings
    ) {
        for (key, value) in document.members(of: item) {
            guard let name = document.string(key, upTo: Self.longest) else { continue }
            if !shape.fields.contains(name) {
                let nearest = NearestName.of(name, among: shape.fields)
                findings.report(
                    Self.info, .invalid, value,
                    "a query for \(shape.database) has no such field, but \(CatalogueNames.list(shape.fields))",
                    suggestion: nearest.map { .renameKey(to: $0) })
            } else if name == shape.comparison {
                checkComparison(value, in: document, &findings)
            }
        }
    }

    private func checkComparison(_ value: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.kind(of: value) == .object else {
            return findings.report(
                Self.info, .invalid, value, "must be an object with operator and value, such as Equal and 10")
        }
        guard let comparison = document.text(Self.operatorKey, of: value),
            let name = document.string(comparison, upTo: Self.longest), !Self.operators.contains(name)
        else { return }
        findings.report(
            Self.info, .notSupported, comparison, "supported values: \(CatalogueNames.list(Self.operators))",
            suggestion: NearestName.of(name, among: Self.operators).map { .replace(with: $0) })
    }
}
