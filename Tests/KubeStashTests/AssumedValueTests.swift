import KubeStash
import Schema
import TestSupport
import Testing

/// The values that `stashgate explain` says others assume for a missing field: a user who is told a wrong value leaves
/// the field out.
///
/// The page has each value once, with the field's type: `Type.field: value, by whom`.
@Suite struct AssumedValueTests {
    private static let page = "Tests/TestSupport/Fixtures/assumed-values.txt"

    private static func objectType(in type: ValueType) -> ObjectType? {
        switch type {
        case .object(let type): type
        case .list(let type): objectType(in: type.item)
        default: nil
        }
    }

    /// The lines of a type and of the types of its fields, each type once.
    private static func lines(_ type: ObjectType, _ seen: inout Set<ObjectIdentifier>) -> [String] {
        guard seen.insert(ObjectIdentifier(type)).inserted else { return [] }
        return type.fields.flatMap { field in
            let own = field.assumed.map { ["\(type.name).\(field.name): \($0)"] } ?? []
            return own + (objectType(in: field.type).map { lines($0, &seen) } ?? [])
        }
    }

    @Test func everyValue() throws {
        let wanted = Set(try Repository.text(of: Self.page).split(separator: "\n").map(String.init))
        var seen: Set<ObjectIdentifier> = []
        let found = Set((Kinds.all.map(\.schema) + [Policy.schema]).flatMap { Self.lines($0, &seen) })
        #expect(found.subtracting(wanted).sorted() == [], "is said and stands not in \(Self.page)")
        #expect(wanted.subtracting(found).sorted() == [], "stands in \(Self.page) and is not said")
    }
}
