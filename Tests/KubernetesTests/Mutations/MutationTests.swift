import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Embedded types are judged as Kubernetes judges them: the same fields for the same causes.
@Suite struct MutationTests {
    /// All objects and changes.
    static let tables =
        Mutations.pods + Mutations.morePods + Mutations.containers + Mutations.moreContainers + Mutations.volumes
        + Mutations.moreVolumes

    @Test(arguments: tables)
    func agreesWithKubernetes(_ table: Mutations) throws {
        let valid = try #require(try table.object())
        #expect(try errors(in: valid, table.type) == [], "the object must be fine before it is changed")
        for row in try table.parsedRows() {
            let row = try #require(row)
            var object = valid
            object[row.pointer] = row.value
            let value = row.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "(none)"
            #expect(
                try errors(in: object, table.type) == Set(row.expected.map(Self.withoutKeys)).sorted(),
                "\(row.pointer) = \(value)")
        }
    }

    /// A place without the keys of maps: Kubernetes names the map of a bad label, and stashgate the entry.
    private static func withoutKeys(_ place: String) -> String {
        place.replacing(/\[([^\]]*[^\]0-9][^\]]*)?\]/, with: "")
    }

    /// A test with empty tables would prove nothing.
    @Test func hasHundredsOfRows() throws {
        #expect(try Self.tables.map { try $0.parsedRows().count }.reduce(0, +) > 400)
    }

    private func errors(in object: JSONValue, _ type: ObjectType) throws -> [String] {
        let document = try Document(json: object.json)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        try findings.requireStatedFields { type.rules(concerning: $0) }
        let found = findings.all.filter { $0.severity == .error }.map { finding in
            "\(Self.withoutKeys("\(finding.path)")):\(finding.cause.rawValue.replacing("FieldValue", with: ""))"
        }
        return Set(found).sorted()
    }
}
