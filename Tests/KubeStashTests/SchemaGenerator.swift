import Document
import Schema
import TestSupport

/// Makes random valid values of a type, with all required fields.
struct SchemaGenerator {
    /// A generated value, and its place.
    struct Site {
        /// Its place as a pointer, for changing the value.
        let pointer: String
        /// Its place as findings write it.
        let place: String
        let type: ValueType
        /// Whether its object requires it.
        let isNeeded: Bool
        /// Whether it is an item of a list, which null cannot remove.
        let isItem: Bool
    }

    private(set) var sites: [Site] = []
    private var random: SeededGenerator
    private var pointer: [String] = []
    private var place = ""

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Texts of all kinds; every format must take some of them and refuse others.
    static let texts = [
        "a", "web", "demo-1", "a.b.c", "my-name", "UPPER_CASE", "Mixed.Case", "a b", " ", "..", "../x", "x/../y", "/",
        "/data",
        "data/x", "/dev/sda", "-", "-x", "a=b", "a/b/c", "example.com/name", "\u{E9}", "0", "90s", "1h30m", "-1s", "1d",
        "500m",
        "1Gi", "1e3", "1.5.2", "cpu", "memory", "limits.cpu", "requests.memory", "10.0.0.1", "010.0.0.1", "fd00::a",
        "2026-02-28T00:05:00Z", "iqn.2001-04.com.example:storage", "host:7000", "host:7000,other:7000", "nginx:1.27",
        "kernel.shm_rmid_forced", "X-Header", "kubernetes.io/x", String(repeating: "n", count: 300), "a:", "*", "a\nb",
        String(repeating: "n", count: 20_000), String(repeating: "x", count: 70_000),
    ]

    /// The texts that a format takes, or those that it refuses.
    static func texts(for format: Format, valid: Bool) -> [String] {
        texts.filter { (format.problem(with: $0.utf8.span) == nil) == valid }
    }

    mutating func value(of type: ValueType, isNeeded: Bool = false, isItem: Bool = false) -> JSONValue {
        let way = pointer.joined(separator: "/")
        sites.append(Site(pointer: way, place: place, type: type, isNeeded: isNeeded, isItem: isItem))
        switch type {
        case .string(let type): return .string(text(of: type))
        case .boolean: return .boolean(.random(using: &random))
        case .integer(let type): return .number(String(integer(of: type)))
        case .quantity: return pick(["500m", "1Gi", "2", "1.5", "1e3"])
        case .integerOrString(let integer, let text):
            return .random(using: &random) ? .number(String(self.integer(of: integer))) : .string(self.text(of: text))
        case .object(let type): return object(of: type)
        case .list(let type): return list(of: type, isNeeded: isNeeded)
        case .map(let type): return map(of: type)
        case .freeObject: return pick([[:], ["anything": [1, ["goes": .null]]]])
        }
    }

    private mutating func object(of type: ObjectType) -> JSONValue {
        var members: [JSONValue.Member] = []
        for field in type.fields where !field.isReadOnly {
            // Optional fields get rarer with the depth, or objects would grow without end.
            guard field.need != nil || Int.random(in: 0..<(pointer.count + 3), using: &random) < 2 else { continue }
            let value = within(field.key.text, place.isEmpty ? field.key.text : "\(place).\(field.key.text)") {
                $0.value(of: field.type, isNeeded: field.need != nil)
            }
            members.append(JSONValue.Member(field.key.text, value))
        }
        return .object(members.shuffled(using: &random))
    }

    private mutating func list(of type: ListType, isNeeded: Bool) -> JSONValue {
        var items: [JSONValue] = []
        for _ in 0..<Int.random(in: (isNeeded ? 1 : 0)...2, using: &random) {
            let before = sites.count
            let item = within("\(items.count)", "\(place)[\(items.count)]") { $0.value(of: type.item, isItem: true) }
            let isTwin = items.contains { other in type.keys.allSatisfy { item[$0.text] == other[$0.text] } }
            if !type.keys.isEmpty, isTwin {
                sites.removeSubrange(before...)
            } else {
                items.append(item)
            }
        }
        return .array(items)
    }

    private mutating func map(of type: MapType) -> JSONValue {
        let keys = type.keys.map { Self.texts(for: $0, valid: true) } ?? ["anything"]
        guard let key = keys.randomElement(using: &random), !key.contains("/"), .random(using: &random) else {
            return [:]
        }
        let value = within(key, "\(place)[\(key)]") { $0.value(of: type.values) }
        return .object([JSONValue.Member(key, value)])
    }

    private mutating func text(of type: StringType) -> String {
        if let allowed = type.allowed.randomElement(using: &random) { return allowed }
        let texts = type.format.map { Self.texts(for: $0, valid: true) } ?? ["text", "Text 2"]
        return texts.randomElement(using: &random) ?? "?"
    }

    private mutating func integer(of type: IntegerType) -> Int64 {
        let bounds = type.bounds
        return [bounds.lowerBound, bounds.upperBound, .random(in: bounds, using: &random)].randomElement(using: &random)
            ?? bounds.lowerBound
    }

    private mutating func pick(_ values: [JSONValue]) -> JSONValue {
        values.randomElement(using: &random) ?? .null
    }

    private mutating func within(
        _ step: String, _ inner: String, _ body: (inout SchemaGenerator) -> JSONValue
    ) -> JSONValue {
        let outer = place
        pointer.append(step)
        place = inner
        defer {
            pointer.removeLast()
            place = outer
        }
        return body(&self)
    }
}

extension ObjectType {
    /// The same type without the rules that check several fields together, at all depths.
    var withoutRules: ObjectType {
        ObjectType(
            name, summary,
            fields.map { field in
                Field(
                    field.key, field.type.withoutRules, field.summary, need: field.need,
                    isReadOnly: field.isReadOnly, emptyIsValue: field.emptyIsValue)
            })
    }
}

extension ValueType {
    fileprivate var withoutRules: ValueType {
        switch self {
        case .object(let type): .object(type.withoutRules)
        case .list(let type): .list(of: type.item.withoutRules, uniqueBy: type.keys)
        default: self
        }
    }
}
