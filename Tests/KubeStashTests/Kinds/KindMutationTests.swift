import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Each kind is judged as the API server judges it: what that refuses is refused here, at the same places, and what it
/// stores is refused for a rule only.
@Suite struct KindMutationTests {
    @Test(arguments: Kinds.all.map(\.names.kind))
    func agreesWithTheAPIServer(_ name: String) throws {
        let kind = try #require(Kinds.all.first { $0.names.kind == name })
        let tables = try KindMutations.tables(of: name)
        #expect(tables.flatMap(\.rows).count > 25)
        for table in tables {
            let valid = try table.object(of: kind)
            #expect(try errors(in: valid, of: kind) == [], "the object must be fine before it is changed")
            for row in table.rows {
                var object = valid
                object[row.pointer] = row.value
                #expect(try errors(in: object, of: kind) == row.refused, "\(row.text)")
                guard !row.defaulted.isEmpty else { continue }
                let document = try Document(json: object.json)
                let patch = try #require(kind.defaults(for: document.root, in: document).patch(from: document.root))
                let complete = try #require(object.applying(JSONValue(parsing: patch.json)))
                for pointer in row.defaulted { #expect(complete[pointer] != nil, "\(row.text)") }
            }
        }
    }

    private func errors(in object: JSONValue, of kind: Kind) throws -> [String] {
        let document = try Document(json: object.json)
        let context = Context(document, namespace: "demo")
        let found = kind.check(document.root, in: context, unknownFields: .reported).all
        let errors = found.filter { $0.severity == .error }.map { finding in
            "\(finding.path):\(finding.cause.rawValue.replacing("FieldValue", with: ""))"
        }
        return Set(errors).sorted()
    }
}

/// An object of a kind that the API server and stashgate accept, and what they refuse once single values have changed.
///
/// The tables are in `Tests/TestSupport/Fixtures/mutations`, one page for each kind. A table is the spec of the object
/// in YAML, `---`, and lines such as `/spec/type = "x" -> NotSupported | spec.query:Required`: before the bar are the
/// places that the API server of Kubernetes 1.36 refused with KubeStash's own definitions (kubestash/apimachinery
/// 0116a4cb, strict validation of fields), behind it those that only stashgate refuses. A cause without a place is that
/// of the changed value, and `fine` means none. `Default` means that the API server requires a value, and that
/// stashgate adds it. `===` separates tables.
private struct KindMutations {
    /// One changed value, and the places that must be refused.
    struct Row {
        let text: String
        let pointer: String
        /// The new value; nil to remove the old one.
        let value: JSONValue?
        /// Places and causes, sorted.
        let refused: [String]
        /// Pointers of the values that stashgate adds.
        let defaulted: [String]
    }

    private let table: MutationTable
    let rows: [Row]

    /// The tables of a kind.
    static func tables(of kind: String) throws -> [KindMutations] {
        try MutationTable.all(of: kind).map { KindMutations(table: $0, rows: $0.rows.map(row)) }
    }

    private static func row(_ row: MutationTable.Row) -> Row {
        let places = row.outcome.split(separator: " | ").flatMap { $0.split(separator: ", ") }.filter { $0 != "fine" }
            .map { $0.contains(":") ? String($0) : "\(path(row.pointer)):\($0)" }
        return Row(
            text: row.text, pointer: row.pointer, value: row.value,
            refused: Set(places.filter { !$0.hasSuffix(":Default") }).sorted(),
            defaulted: places.filter { $0.hasSuffix(":Default") }.map { place in
                String(place.dropLast(":Default".count)).replacing("[", with: "/").replacing("]", with: "")
                    .replacing(".", with: "/")
            })
    }

    /// The object, with metadata that no rule looks at.
    func object(of kind: Kind) throws -> JSONValue {
        try table.object(
            apiVersion: "\(kind.names.group)/\(kind.names.version)", kind: kind.names.kind,
            isNamespaced: kind.scope == .namespaced)
    }
}
