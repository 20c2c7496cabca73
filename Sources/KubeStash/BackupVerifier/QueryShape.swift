internal import Document
internal import Schema

/// The queries of a BackupVerifier should be those that its Function reads.
///
/// The API server accepts any object; the Function reads it into types of its own (`apis/core/v1alpha1/query_types.go`),
/// and asks nothing if it cannot.
struct QueryShape: Rule {
    /// A query that is not read.
    static let info = RuleInfo(
        "unknown-query", .warning,
        "a query of a BackupVerifier that asks nothing, is for an unknown or another database, or has unknown fields")
    /// The fields that the rule reports.
    static let fields = ["spec.query"]

    /// The value of a field of a query.
    private enum Value {
        case text, number, comparison
    }

    /// The queries of one kind of databases.
    private struct Shape {
        let database: String
        /// The kind of the databases.
        let kind: Key
        let fields: [(name: String, value: Value)]

        init(_ database: String, _ kind: Key, _ texts: [String], _ others: [(name: String, value: Value)]) {
            self.database = database
            self.kind = kind
            fields = texts.map { ($0, .text) } + others
        }
    }

    private static let rowCount = [(name: "rowCount", value: Value.comparison)]
    private static let shapes: [Shape] = [
        Shape("mySQL", "MySQL", ["database", "table"], rowCount),
        Shape("mariaDB", "MariaDB", ["database", "table"], rowCount),
        Shape("postgres", "Postgres", ["database", "schema", "table"], rowCount),
        Shape("mongoDB", "MongoDB", ["database", "collection"], [("documentCount", .comparison)]),
        Shape("elasticsearch", "Elasticsearch", ["index"], []),
        Shape("redis", "Redis", [], [("index", .number), ("dbSize", .comparison)]),
        Shape("singlestore", "Singlestore", ["database", "table"], rowCount),
        Shape("mssqlServer", "MSSQLServer", ["database", "schema", "table"], rowCount),
    ]
    private static let operators = [
        "Equal", "NotEqual", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual",
    ]
    /// The signs that people write for the operators.
    private static let signs = [
        "=": "Equal", "==": "Equal", "!=": "NotEqual", "<": "LessThan", "<=": "LessThanOrEqual", ">": "GreaterThan",
        ">=": "GreaterThanOrEqual",
    ]
    private static let operatorKey: Key = "operator"
    private static let valueKey: Key = "value"
    private static let comparisonFields = [operatorKey.text, valueKey.text]
    private static let longest = 64

    /// Compares every query with the fields for its database.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard verifier.type == .query, let spec = verifier.spec,
            let query = document.object(BackupVerifier.query, of: spec)
        else { return }
        if document.isEmptyContainer(query) {
            findings.report(Self.info, .invalid, query, "asks nothing: a list of queries for a database is missing")
        }
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
            check(list, shape, of: verifier, in: document, &findings)
        }
    }

    private func check(
        _ list: Document.Node, _ shape: Shape, of verifier: BackupVerifier, in document: Document,
        _ findings: inout Findings
    ) {
        guard document.kind(of: list) == .array else {
            return findings.report(Self.info, .invalid, list, "must be a list of queries")
        }
        if document.isEmptyContainer(list) {
            findings.report(Self.info, .invalid, list, "asks nothing: the list has no query")
        }
        if let addon = verifier.addon, let official = AddonCatalogue.official.addon(addon, in: document) {
            let kinds = AddonCatalogue.official.kinds[official.kinds]
            if !kinds.isEmpty, !kinds.contains(where: { $0.text == shape.kind.text }) {
                findings.report(
                    Self.info, .invalid, list,
                    "is for databases of the kind \(shape.kind.text), and \(document.string(addon) ?? "") restores none"
                )
            }
        }
        for item in document.elements(of: list) { check(item, shape, in: document, &findings) }
    }

    private func check(
        _ item: Document.Node, _ shape: Shape, in document: Document, _ findings: inout Findings
    ) {
        let names = shape.fields.map(\.name)
        guard document.kind(of: item) == .object, !document.isEmptyContainer(item) else {
            return findings.report(
                Self.info, .invalid, item, "must be an object with \(CatalogueNames.list(names))")
        }
        for (key, value) in document.members(of: item) {
            guard let name = document.string(key, upTo: Self.longest) else { continue }
            guard let field = shape.fields.first(where: { $0.name == name }) else {
                let nearest = NearestName.of(name, among: names)
                findings.report(
                    Self.info, .invalid, value,
                    "a query for \(shape.database) has no such field, \(CatalogueNames.instead(names))",
                    suggestion: nearest.map { .renameKey(to: $0) })
                continue
            }
            if document.isNull(value) { continue }
            switch field.value {
            case .comparison: checkComparison(value, in: document, &findings)
            case .text: checkText(value, in: document, &findings)
            case .number: checkNumber(value, in: document, &findings)
            }
        }
    }

    private func checkText(_ value: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.kind(of: value) != .string else { return }
        findings.report(Self.info, .invalid, value, "must be a text")
    }

    private func checkNumber(_ value: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.kind(of: value) != .number || document.integer(value) == nil else { return }
        findings.report(Self.info, .invalid, value, "must be a whole number, without quotes")
    }

    private func checkComparison(_ value: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.kind(of: value) == .object else {
            return findings.report(
                Self.info, .invalid, value, "must be an object with operator and value, such as Equal and 10")
        }
        for (key, part) in document.members(of: value) {
            guard let name = document.string(key, upTo: Self.longest), !Self.comparisonFields.contains(name)
            else { continue }
            findings.report(
                Self.info, .invalid, part, "a comparison has no such field, but operator and value",
                suggestion: NearestName.of(name, among: Self.comparisonFields).map { .renameKey(to: $0) })
        }
        for key in [Self.operatorKey, Self.valueKey] where document.lacksText(key, of: value) {
            findings.report(
                Self.info, .required, missing: key, of: value, "nothing is compared without operator and value")
        }
        if let number = document.present(Self.valueKey, of: value) { checkNumber(number, in: document, &findings) }
        guard let comparison = document.text(Self.operatorKey, of: value),
            let name = document.string(comparison, upTo: Self.longest), !Self.operators.contains(name)
        else { return }
        findings.report(
            Self.info, .notSupported, comparison, "supported values: \(CatalogueNames.list(Self.operators))",
            suggestion: (Self.signs[name] ?? NearestName.of(name, among: Self.operators)).map { .replace(with: $0) })
    }
}
