import Schema
import TestSupport

/// A value of an object, or a field that the object could have.
struct VerdictSite {
    /// The keys and indices that lead to the value.
    let steps: [String]
    /// The place as findings write it.
    let path: String
    /// The value; nil for a field that is not there.
    let value: JSONValue?
    /// The type that the schema states.
    let type: ValueType
    /// The type of the object that the value is in, or is an item of a list in.
    let owner: ObjectType?

    /// The place without indices, which all items of a list share.
    var sharedPath: String {
        let parts = path.split(separator: "[", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts.first ?? "")) { text, part in
            let halves = part.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
            let isIndex = halves.count == 2 && Int(halves[0]) != nil
            return isIndex ? text + halves[1] : "\(text)[\(part)"
        }
    }

    /// The last two keys of the place, by which values of one meaning are found.
    var ending: [Substring] { sharedPath.split(separator: ".").suffix(2) }

    /// The place as a JSON Pointer.
    var pointer: String { Self.pointer(steps[...]) }

    /// Steps as a JSON Pointer.
    static func pointer(_ steps: ArraySlice<String>) -> String {
        steps.map { $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined(separator: "/")
    }

    /// All values of an object, whatever its kind.
    static func all(in object: JSONValue) -> [VerdictSite] {
        var sites: [VerdictSite] = []
        collect(object, .freeObject, [], "", of: nil, into: &sites)
        return sites
    }

    /// All values of an object and the fields that its objects lack, each object before what is in it.
    static func all(in object: JSONValue, of type: ObjectType) -> [VerdictSite] {
        var sites: [VerdictSite] = []
        collect(object, .object(type), [], "", of: nil, into: &sites)
        return sites
    }

    private static func collect(
        _ value: JSONValue, _ type: ValueType, _ steps: [String], _ path: String, of owner: ObjectType?,
        into sites: inout [VerdictSite]
    ) {
        sites.append(VerdictSite(steps: steps, path: path, value: value, type: type, owner: owner))
        let inside: ObjectType? = if case .object(let type) = type { type } else { owner }
        func collect(_ value: JSONValue, _ type: ValueType, _ step: String, _ path: String) {
            Self.collect(value, type, steps + [step], path, of: inside, into: &sites)
        }
        func inner(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        switch (value, type) {
        case (.object(let members), .object(let type)):
            for member in members {
                guard let field = type.field(member.key) else { continue }
                collect(member.value, field.type, member.key, inner(member.key))
            }
            for field in type.fields where !field.isReadOnly && !members.contains(where: { $0.key == field.name }) {
                sites.append(
                    VerdictSite(
                        steps: steps + [field.name], path: inner(field.name), value: nil, type: field.type,
                        owner: inside))
            }
        case (.object(let members), .map(let map)):
            for member in members { collect(member.value, map.values, member.key, "\(path)[\(member.key)]") }
        case (.object(let members), .freeObject):
            for member in members { collect(member.value, Self.type(of: member.value), member.key, inner(member.key)) }
        case (.array(let items), .list(let list)):
            for (index, item) in items.enumerated() { collect(item, list.item, "\(index)", "\(path)[\(index)]") }
        default: break
        }
    }

    /// The type of a value in an object of which the schema says nothing.
    private static func type(of value: JSONValue) -> ValueType {
        switch value {
        case .null, .string: .string()
        case .boolean: .boolean
        case .number: .int64()
        case .array(let items): .list(of: items.first.map(type) ?? .string())
        case .object: .freeObject
        }
    }
}
