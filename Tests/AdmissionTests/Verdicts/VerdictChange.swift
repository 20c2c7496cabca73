import Schema
import TestSupport

/// One change of an object.
struct VerdictChange {
    /// The change in a few words: the new value, or what happens to the old one.
    let label: String
    /// Where the object changes.
    let pointer: String
    /// The new value; nil if the old one is removed.
    let value: JSONValue?
    /// A value that moves to another place.
    var moved: (pointer: String, value: JSONValue)?

    /// The changed object.
    func applied(to object: JSONValue) -> JSONValue {
        if pointer.isEmpty { return value ?? .null }
        var object = object
        object[pointer] = value
        if let moved { object[moved.pointer] = moved.value }
        return object
    }

    /// Whether the defaults may differ after the change.
    var removesValues: Bool {
        guard let value else { return true }
        switch value {
        case .null, .object, .array: return true
        case .boolean, .number, .string: return false
        }
    }
}

/// Makes the changes of all values of an object, those of a format once in full.
struct VerdictChanges {
    /// The places whose changes were made; items of a list share them.
    private var seenPaths: Set<String> = []
    /// The formats, bounds and other types whose long lists were used.
    private var seenLists: Set<String> = []

    /// The first place of each field of a type; at others, short lists are enough.
    private var places: [String: String] = [:]

    private let values = VerdictValues.all

    /// The types whose values another page changes with all lists, so that the short ones are enough here.
    private let shared: Set<ObjectIdentifier>
    private var isBrief = false

    init(sharing types: Set<ObjectIdentifier> = []) {
        shared = types
    }

    /// How many values of a field's own list are tried where another page tries them all.
    private static let few = 8

    /// Whether a field of a type was changed at another place; keeps the first.
    private mutating func isKnown(_ site: VerdictSite, of owner: ObjectType) -> Bool {
        let field = "\(owner.name) \(site.sharedPath.split(separator: ".").last ?? "")"
        guard let place = places[field] else {
            places[field] = site.sharedPath
            return false
        }
        return place != site.sharedPath
    }

    /// The changes of a value, or of a field that is not there.
    mutating func changes(of site: VerdictSite) -> [VerdictChange] {
        isBrief = site.owner.map { shared.contains(ObjectIdentifier($0)) || isKnown(site, of: $0) } ?? false
        let isFirst = seenPaths.insert(site.sharedPath).inserted
        var changes: [VerdictChange] = []
        if site.value != nil, !site.steps.isEmpty {
            changes.append(VerdictChange(label: "absent", pointer: site.pointer, value: nil))
        }
        guard isFirst else { return changes }
        var tried: Set<JSONValue> = []
        if let value = site.value { tried.insert(value) }
        for value in newValues(of: site) where tried.insert(value).inserted {
            changes.append(
                VerdictChange(label: VerdictChange.label(of: value), pointer: site.pointer, value: value))
        }
        if case .object(let members)? = site.value, case .object(let type) = site.type,
            !shared.contains(ObjectIdentifier(type)), seenLists.insert("keys of \(type.name)").inserted
        {
            changes += misplacements(of: members, in: site)
        }
        return changes
    }

    private mutating func newValues(of site: VerdictSite) -> [JSONValue] {
        let ofType: [JSONValue] =
            switch site.type {
            case .string(let type): strings(of: type)
            case .boolean: [true, false] + once("boolean", ["true", "no", "", 1, 0, [], [:]], else: ["true"])
            case .integer(let type): integers(of: type)
            case .quantity(let format): texts(of: format) + [1, 0, -1, "1.5", [:]]
            case .integerOrString(let integer, let text): integers(of: integer) + strings(of: text)
            case .object(let type): objects(of: type, at: site)
            case .list(let type): lists(of: type, at: site)
            case .map(let type): maps(of: type, at: site)
            case .freeObject: [[:], "x", [], ["unknownField": 1]]
            }
        return [.null] + special(site) + ofType
    }

    /// A long list the first time that it is asked for, and a short one later.
    mutating func once(_ name: String, _ list: [JSONValue], else brief: [JSONValue]) -> [JSONValue] {
        !isBrief && seenLists.insert(name).inserted ? list : brief
    }

    /// The values that only this field gets.
    private func special(_ site: VerdictSite) -> [JSONValue] {
        guard let name = values.section(ofPath: site.sharedPath), let list = values.list(name) else { return [] }
        return isBrief ? Array(list.prefix(Self.few)) : list
    }

    private mutating func strings(of type: StringType) -> [JSONValue] {
        let wrong = once("string \(type.format?.name ?? "")", [5, .number("1.5"), true, [], [:]], else: [5])
        let meant: [JSONValue] = [["a"], ["name": "a"]]
        let allowed = type.allowed
        guard allowed.isEmpty else {
            let near = allowed.prefix(1).flatMap {
                [$0.lowercased(), $0.uppercased(), "\($0) ", String($0.dropLast())]
            }
            let known = "one of \(allowed.joined(separator: " "))"
            let all = once(known, (allowed + near + ["", " ", "x"]).map { .string($0) }, else: ["", "x"])
            return all + wrong
        }
        return texts(of: type.format) + wrong + once("meant \(type.format?.name ?? "")", meant, else: [])
    }

    private mutating func texts(of format: Format?) -> [JSONValue] {
        let name = format?.name ?? "text"
        let list = values.list(name) ?? values.list("text") ?? []
        return once(name, list, else: Array(list.prefix(VerdictValues.brief)))
    }

    private mutating func integers(of type: IntegerType) -> [JSONValue] {
        func number(_ value: Int64, _ step: Int64) -> JSONValue? {
            let (sum, overflow) = value.addingReportingOverflow(step)
            return overflow ? nil : .number(String(sum))
        }
        let (low, high) = (type.bounds.lowerBound, type.bounds.upperBound)
        let bounds = [number(low, 0), number(high, 0), number(low, -1), number(high, 1)].compactMap { $0 }
        let others: [JSONValue] = [
            2, 1000, "5", "x", true, [], [:], .number("1.5"), .number("1.0"), .number("1e3"), .number("-0"),
            .number("9223372036854775808"), .number("1e400"),
        ]
        return once("integer \(low) \(high)", bounds + [-1, 0, 1] + others, else: [-1, 0, "5"])
    }
}

extension VerdictChange {
    /// The most characters of a value that a label shows.
    private static let longest = 72

    /// A value as a label.
    static func label(of value: JSONValue) -> String {
        let text = String(decoding: value.json, as: UTF8.self)
        guard text.count > longest else { return text }
        return "\(text.prefix(longest / 2))…\(text.suffix(8)) (\(text.utf8.count) bytes)"
    }
}
