internal import Document

/// A schema compiled for the structural check: tables of plain values that refer to each other by index.
///
/// All threads share one schema. If each counted references to it, the processors would take the cache lines of the
/// counts from each other, hundreds of times in each review. Plain values need no counting.
@safe
public final class CompiledSchema: Sendable {
    /// The type of a value, with the index of its entry in the tables.
    enum TypeCode: Sendable {
        case string(UInt32)
        case boolean
        case integer(UInt32)
        case quantity(UInt32)
        case integerOrString(UInt32, UInt32)
        case object(UInt32)
        case list(UInt32)
        case map(UInt32)
        case freeObject
    }

    /// An object with known fields.
    struct Object: Sendable {
        /// Its fields, in the order of their names.
        let fields: Range<Int>
        /// The number of its required fields.
        let neededCount: Int
        let rules: Range<Int>
        /// Indices of `defaultFields`.
        let defaultFields: Range<Int>
    }

    /// A field that has a default, or that contains one that has.
    struct DefaultField: Sendable {
        /// Its index in `fields`.
        let field: Int
        /// The index of its own default in `defaults`, nil if it has none.
        let value: UInt32?
    }

    /// A field of an object.
    struct Field: Sendable {
        let key: Key
        let type: TypeCode
        let isNeeded: Bool
        let isReadOnly: Bool
        /// Whether an empty text is a value rather than a missing one.
        let emptyIsValue: Bool
        /// Its index among the fields of its object in the order of declaration.
        let order: Int
    }

    /// A text.
    struct Text: Sendable {
        let choices: Range<Int>
        /// Nil if any text is allowed.
        let format: Int?
        let allowsEmpty: Bool
    }

    /// A list.
    struct List: Sendable {
        let item: TypeCode
        /// Whether a default is stated somewhere in the items.
        let hasDefaults: Bool
        let uniqueKeys: Range<Int>
    }

    /// An object with free keys.
    struct Map: Sendable {
        let values: TypeCode
        /// Nil if any key is allowed.
        let keyFormat: Int?
    }

    /// The bit that belongs to no field and is set for every object.
    static let always: UInt64 = 1 << 63

    /// The type of the outermost object.
    let root: TypeCode
    let objects: [Object]
    let fields: [Field]
    /// For each object, the indices of its fields in the order of declaration, at the same place as its fields.
    let declared: [Int]
    /// The fingerprints of the fields' keys, so that a search reads little memory.
    let fingerprints: [UInt32]
    let texts: [Text]
    let integers: [ClosedRange<Int64>]
    /// For each of the integers, why it has its bounds.
    let reasons: [String?]
    let lists: [List]
    let maps: [Map]
    /// The choices of texts and the unique keys of lists.
    let keys: [Key]
    /// The formats, which `types` keeps alive: a counted reference to one would be counted at every text.
    let formats: [Unmanaged<Format>]
    /// The fields with defaults, object by object, in the order of declaration.
    let defaultFields: [DefaultField]
    /// The defaults as members of the objects that lack them.
    let defaults: [NewMember]
    let rules: [any ObjectRule]
    /// For each rule, its trigger fields as bits by their index in the object; ``always`` for a rule that looks at
    /// every object.
    let triggers: [UInt64]
    /// The objects as they were declared, for messages.
    let types: [ObjectType]

    /// Compiles a schema.
    ///
    /// - Parameter type: The type of the outermost object.
    public init(_ type: ObjectType) {
        var compiler = SchemaCompiler()
        root = compiler.code(for: .object(type))
        objects = compiler.objects
        fields = compiler.fields
        declared = compiler.declared
        fingerprints = compiler.fields.map(\.key.fingerprint)
        texts = compiler.texts
        integers = compiler.integers.map(\.bounds)
        reasons = compiler.integers.map(\.reason)
        lists = compiler.lists
        maps = compiler.maps
        keys = compiler.keys
        unsafe formats = compiler.formats.map { unsafe .passUnretained($0) }
        defaultFields = compiler.defaultFields
        defaults = compiler.defaults
        rules = compiler.rules
        triggers = compiler.triggers
        types = compiler.types
    }

    /// The index of the field with a name, nil if the object has no such field.
    ///
    /// - Parameters:
    ///   - name: The key.
    ///   - object: The index of the object.
    /// - Returns: The index in `fields`.
    func field(_ name: String, of object: Int) -> Int? {
        types[object].index(of: name).map { declared[objects[object].fields.lowerBound + $0] }
    }

    /// The index of the field with this key, nil if the object has no such field.
    ///
    /// The API server writes the keys of custom resources in alphabetical order, so the field usually follows that of
    /// the previous key closely.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - object: The object.
    ///   - hint: Where to begin: an index in `fields`, or the end of the object's fields.
    ///   - document: The document of the key.
    /// - Returns: The index in `fields`.
    @inline(__always)
    func field(_ key: Document.Node, of object: Object, from hint: Int, in document: Document) -> Int? {
        let fingerprint = document.fingerprint(ofKey: key)
        return search(hint..<object.fields.upperBound, fingerprint, key, document)
            ?? search(object.fields.lowerBound..<hint, fingerprint, key, document)
    }

    @inline(__always)
    private func search(
        _ places: Range<Int>, _ fingerprint: UInt32, _ key: Document.Node, _ document: Document
    ) -> Int? {
        var place = places.lowerBound
        while place < places.upperBound {
            if fingerprints[place] == fingerprint, document.isKey(key, fields[place].key) { return place }
            place &+= 1
        }
        return nil
    }
}

/// Fills the tables of a ``CompiledSchema``, each type once.
private struct SchemaCompiler {
    private(set) var objects: [CompiledSchema.Object] = []
    private(set) var fields: [CompiledSchema.Field] = []
    private(set) var declared: [Int] = []
    private(set) var texts: [CompiledSchema.Text] = []
    private(set) var integers: [IntegerType] = []
    private(set) var lists: [CompiledSchema.List] = []
    private(set) var maps: [CompiledSchema.Map] = []
    private(set) var keys: [Key] = []
    private(set) var formats: [Format] = []
    private(set) var defaultFields: [CompiledSchema.DefaultField] = []
    private(set) var defaults: [NewMember] = []
    private(set) var rules: [any ObjectRule] = []
    private(set) var triggers: [UInt64] = []
    private(set) var types: [ObjectType] = []
    private var known: [ObjectIdentifier: UInt32] = [:]

    mutating func code(for type: ValueType) -> CompiledSchema.TypeCode {
        switch type {
        case .string(let text): .string(place(of: text))
        case .boolean: .boolean
        case .integer(let integer): .integer(place(of: integer))
        case .quantity(let format): .quantity(UInt32(place(of: format)))
        case .integerOrString(let integer, let text): .integerOrString(place(of: integer), place(of: text))
        case .object(let object): .object(place(of: object))
        case .list(let list): .list(place(of: list))
        case .map(let map): .map(place(of: map))
        case .freeObject: .freeObject
        }
    }

    private mutating func place(of text: StringType) -> UInt32 {
        let format = text.format.map { place(of: $0) }
        texts.append(.init(choices: add(text.choices), format: format, allowsEmpty: text.allowsEmpty))
        return UInt32(texts.count - 1)
    }

    private mutating func place(of integer: IntegerType) -> UInt32 {
        integers.append(integer)
        return UInt32(integers.count - 1)
    }

    private mutating func place(of list: ListType) -> UInt32 {
        let item = code(for: list.item)
        lists.append(.init(item: item, hasDefaults: list.item.hasDefaults, uniqueKeys: add(list.keys)))
        return UInt32(lists.count - 1)
    }

    private mutating func place(of map: MapType) -> UInt32 {
        let values = code(for: map.values)
        maps.append(.init(values: values, keyFormat: map.keys.map { place(of: $0) }))
        return UInt32(maps.count - 1)
    }

    private mutating func place(of format: Format) -> Int {
        if let known = formats.firstIndex(where: { $0 === format }) { return known }
        formats.append(format)
        return formats.count - 1
    }

    /// Adds nested types first, so that the fields of one object are contiguous.
    private mutating func place(of object: ObjectType) -> UInt32 {
        if let known = known[ObjectIdentifier(object)] { return known }
        let compiled = object.fields.enumerated().map { order, field in
            CompiledSchema.Field(
                key: field.key, type: code(for: field.type), isNeeded: field.need != nil,
                isReadOnly: field.isReadOnly, emptyIsValue: field.emptyIsValue, order: order)
        }
        let firstField = fields.count
        fields += compiled.sorted { object.fields[$0.order].name < object.fields[$1.order].name }
        declared += fields[firstField...].indices.sorted { fields[$0].order < fields[$1].order }
        let firstDefault = defaultFields.count
        addDefaults(of: object, from: firstField)
        let firstRule = rules.count
        rules += object.rules
        triggers += object.rules.map { mask(of: $0, in: fields[firstField...]) }
        objects.append(
            .init(
                fields: firstField..<fields.count, neededCount: compiled.count { $0.isNeeded },
                rules: firstRule..<rules.count, defaultFields: firstDefault..<defaultFields.count))
        types.append(object)
        let place = UInt32(objects.count - 1)
        known[ObjectIdentifier(object)] = place
        return place
    }

    private mutating func addDefaults(of object: ObjectType, from firstField: Int) {
        for (field, place) in zip(object.fields, declared[firstField...]) where field.hasDefaults {
            let value = field.default.map { NewMember(field.name, $0.value(of: field.type)) }
            if let value { defaults.append(value) }
            defaultFields.append(.init(field: place, value: value.map { _ in UInt32(defaults.count - 1) }))
        }
    }

    /// The bits of a rule's triggers; all objects if one of them has no bit of its own, or is not a field of the
    /// object.
    private func mask(of rule: any ObjectRule, in fields: ArraySlice<CompiledSchema.Field>) -> UInt64 {
        let places = rule.triggers.map { trigger in
            fields.firstIndex { $0.key.fingerprint == trigger.fingerprint && $0.key.text == trigger.text }.map {
                $0 - fields.startIndex
            } ?? .max
        }
        guard !places.isEmpty, places.allSatisfy({ $0 < 63 }) else { return CompiledSchema.always }
        return places.reduce(0) { $0 | 1 << UInt64($1) }
    }

    private mutating func add(_ more: [Key]) -> Range<Int> {
        let first = keys.count
        keys += more
        return first..<keys.count
    }
}

extension CompiledSchema.TypeCode {
    /// The name of the type in messages, with its article.
    var name: String {
        switch self {
        case .string: "a string"
        case .boolean: "true or false"
        case .integer: "an integer"
        case .quantity: "a quantity, such as 500m or 1Gi"
        case .integerOrString: "an integer or a string"
        case .object, .map, .freeObject: "an object"
        case .list: "a list"
        }
    }
}
