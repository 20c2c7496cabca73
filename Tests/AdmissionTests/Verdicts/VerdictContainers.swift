import Schema
import TestSupport

extension VerdictChanges {
    /// Values in the place of an object, and the object with members that do not belong there.
    mutating func objects(of type: ObjectType, at site: VerdictSite) -> [JSONValue] {
        guard case .object(let members)? = site.value else {
            return [[:], Self.least(of: type), "x", []]
        }
        let more = JSONValue.object(members + [JSONValue.Member("unknownField", 1)])
        let former = type.formerFields.keys.sorted().map { JSONValue.object(members + [JSONValue.Member($0, 1)]) }
        let others: [JSONValue] = ["x", 5, [], [.object(members)]]
        return [[:], more] + once("object \(type.name)", others, else: [])
            + once("former \(type.name)", former, else: [])
    }

    /// Values in the place of a list, and the list with its items repeated, exchanged and empty.
    mutating func lists(of type: ListType, at site: VerdictSite) -> [JSONValue] {
        guard case .array(let items)? = site.value, let first = items.first else {
            return [
                [], .array([Self.good(type.item)]), .array([Self.good(type.item), Self.good(type.item)]), [.null], "x",
            ]
        }
        var lists: [JSONValue] = [[], .array(items + [first]), .array(items + [.null]), "x", [:], first]
        if items.count > 1 { lists.append(.array(items.reversed())) }
        return lists
    }

    /// Values in the place of a map, and maps with keys and values of all kinds.
    mutating func maps(of type: MapType, at site: VerdictSite) -> [JSONValue] {
        let value = Self.good(type.values)
        let keys = type.keys.flatMap { VerdictValues.all.list($0.name) } ?? ["a", "A b", ""]
        let entries = keys.compactMap { key -> JSONValue? in
            guard case .string(let key) = key else { return nil }
            return .object([JSONValue.Member(key, value)])
        }
        let all = [["a": .null], ["a": 5], ["a": true], ["a": [:]], ["a": ["b"]]] + entries
        return [[:], "x", []] + once("map \(type.keys?.name ?? "")", all, else: Array(entries.prefix(3)))
    }

    /// The object with each key misspelt, and with each member in the object around it.
    func misplacements(of members: [JSONValue.Member], in site: VerdictSite) -> [VerdictChange] {
        members.enumerated().flatMap { index, member -> [VerdictChange] in
            let first = member.key.prefix(1)
            let other = first.lowercased() == first ? first.uppercased() : first.lowercased()
            let names = [String(member.key.dropLast()), other + member.key.dropFirst(), "\(member.key)s"]
            var changes = names.filter { !$0.isEmpty }.map { name in
                var others = members
                others[index].key = name
                return VerdictChange(
                    label: "the key \(name) for \(member.key)", pointer: site.pointer, value: .object(others))
            }
            if let outer = Self.outerObject(of: site.steps) {
                changes.append(
                    VerdictChange(
                        label: "\(member.key) one object further out",
                        pointer: VerdictSite.pointer(site.steps[...] + [member.key]), value: nil,
                        moved: (VerdictSite.pointer(outer + [member.key]), member.value)))
            }
            return changes
        }
    }

    /// The steps to the object around another one, which may be an item of a list; nil for the root.
    private static func outerObject(of steps: [String]) -> ArraySlice<String>? {
        guard let last = steps.last else { return nil }
        return steps.dropLast(Int(last) == nil ? 1 : 2)
    }

    /// An object with the required fields alone.
    static func least(of type: ObjectType) -> JSONValue {
        .object(type.fields.filter { $0.need != nil }.map { JSONValue.Member($0.name, good($0.type)) })
    }

    /// An object, or a list of one, with all fields, each with the least that it needs.
    static func most(_ type: ValueType) -> JSONValue {
        switch type {
        case .object(let type):
            .object(type.fields.filter { !$0.isReadOnly }.map { JSONValue.Member($0.name, good($0.type)) })
        case .list(let list): .array([most(list.item)])
        default: good(type)
        }
    }

    /// A value that its type takes.
    static func good(_ type: ValueType) -> JSONValue {
        switch type {
        case .string(let type): .string(type.allowed.first ?? type.format?.examples.first ?? "a")
        case .boolean: true
        case .integer(let type), .integerOrString(let type, _):
            .number(String(min(max(1, type.bounds.lowerBound), type.bounds.upperBound)))
        case .quantity: "1"
        case .object(let type): least(of: type)
        case .list(let type): .array([good(type.item)])
        case .map, .freeObject: [:]
        }
    }
}
