import Document
import Schema
import Testing

/// Items that several fields tell apart together.
@Suite struct PairedItemsTests {
    @Test(
        arguments: [
            ("{a: x, b: 1}, {a: x, b: 2}, {a: y, b: 1}", []), ("{a: x, b: 1}, {a: x, b: 1}", ["items[1]"]),
            ("{a: x}, {a: x}", ["items[1]"]), ("{a: x}, {b: 1}", []), ("{}, {}", ["items[1]"]),
            // A text is no number, and what is no object has a mistake of its own.
            ("{a: '1', b: 1}, {a: 1, b: 1}", []),
            ("{a: x, b: 1}, {b: 1, a: x}, {a: x, b: 1}", ["items[1]", "items[2]"]),
            ("null, null", []),
        ] as [(String, [String])])
    func duplicates(_ items: String, places: [String]) throws {
        let item = ObjectType("Item", "An item.", [Field("a", .string()), Field("b", .int32())])
        let type = ObjectType(
            "Holder", "Holds items.", [Field("items", .list(of: .object(item), uniqueBy: ["a", "b"]))])
        let document = try #require(try Document.documents(yaml: Array("items: [\(items)]".utf8)).first)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        let found = findings.all.filter { $0.rule.rawValue == "duplicate-name" }
        #expect(found.map { "\($0.path)" } == places)
        #expect(found.allSatisfy { $0.cause == .duplicate && $0.detail == "no two items may have the same a and b" })
    }
}
