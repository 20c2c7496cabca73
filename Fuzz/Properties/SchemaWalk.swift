internal import Schema

/// The formats and field names of a schema, collected over its types, which may contain each other.
struct SchemaWalk {
    /// Every format that a field or a key has.
    private(set) var formats: [Format] = []
    /// The names of all fields, some of them several times.
    private(set) var names: [String] = []
    private var seen: Set<ObjectIdentifier> = []

    init(_ type: ValueType) {
        visit(type)
    }

    private mutating func visit(_ type: ValueType) {
        switch type {
        case .string(let type), .integerOrString(_, let type): add(type.format)
        case .quantity(let format): add(format)
        case .list(let type): visit(type.item)
        case .map(let type):
            add(type.keys)
            visit(type.values)
        case .object(let type):
            guard seen.insert(ObjectIdentifier(type)).inserted else { return }
            for field in type.fields {
                names.append(field.name)
                visit(field.type)
            }
        case .boolean, .integer, .freeObject: break
        }
    }

    private mutating func add(_ format: Format?) {
        guard let format, seen.insert(ObjectIdentifier(format)).inserted else { return }
        formats.append(format)
    }
}
