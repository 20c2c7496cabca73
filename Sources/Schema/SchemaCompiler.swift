internal import Document

/// Fills the tables of a ``CompiledSchema``, each type once.
struct SchemaCompiler {
    private(set) var objects: [CompiledSchema.Object] = []
    private(set) var fields: [CompiledSchema.Field] = []
    private(set) var slots: [CompiledSchema.Slot] = []
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
        case .string(let text):
            text.choices.isEmpty && text.format == nil && !text.isName ? .anyText : .string(place(of: text))
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
        texts.append(
            .init(choices: add(text.choices), format: format, allowsEmpty: text.allowsEmpty, isName: text.isName))
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
        let compiled = object.fields.map { field in
            CompiledSchema.Field(
                key: field.key, type: code(for: field.type), isNeeded: field.need != nil,
                isReadOnly: field.isReadOnly, emptyIsValue: field.emptyIsValue)
        }
        let firstField = fields.count
        fields += compiled
        let slots = addSlots(from: firstField)
        let firstDefault = defaultFields.count
        addDefaults(of: object, from: firstField)
        let firstRule = rules.count
        rules += object.rules
        triggers += object.rules.map { mask(of: $0, in: fields[firstField...]) }
        objects.append(
            .init(
                fields: firstField..<fields.count, slots: slots, neededCount: compiled.count { $0.isNeeded },
                rules: firstRule..<rules.count, defaultFields: firstDefault..<defaultFields.count))
        types.append(object)
        let place = UInt32(objects.count - 1)
        known[ObjectIdentifier(object)] = place
        return place
    }

    /// Makes the hash table of the last object's fields.
    private mutating func addSlots(from firstField: Int) -> CompiledSchema.Slots {
        let fields = fields[firstField...]
        var bits: UInt32 = 1
        while 1 << bits < 2 * fields.count { bits += 1 }
        let table = CompiledSchema.Slots(first: slots.count, mask: 1 << bits - 1, shift: 32 - bits)
        slots += repeatElement(.init(fingerprint: 0, field: CompiledSchema.Slot.free), count: table.mask + 1)
        for (index, field) in zip(fields.indices, fields) {
            var place = table.home(of: field.key.fingerprint)
            while slots[table.first + place].field != CompiledSchema.Slot.free { place = (place + 1) & table.mask }
            slots[table.first + place] = .init(fingerprint: field.key.fingerprint, field: UInt32(index))
        }
        return table
    }

    private mutating func addDefaults(of object: ObjectType, from firstField: Int) {
        for (place, field) in zip(firstField..., object.fields) where field.hasDefaults {
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

    /// The fields with the bits of their keys among the inner triggers of all rules, and those bits for each rule.
    ///
    /// - Returns: The fields, and the inner triggers in the order of the rules.
    func markedFields() -> ([CompiledSchema.Field], [UInt64]) {
        let names = Set(rules.flatMap { $0.innerTriggers.map(\.text) }).sorted()
        // Triggers beyond the bits share the last one.
        let bits = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt64(1) << UInt64(min($0, 62))) })
        let marked = fields.map { field in
            var field = field
            field.mark = bits[field.key.text] ?? 0
            return field
        }
        let inner = rules.map { rule in
            rule.innerTriggers.isEmpty
                ? CompiledSchema.always : rule.innerTriggers.reduce(0) { $0 | (bits[$1.text] ?? 0) }
        }
        return (marked, inner)
    }

    private mutating func add(_ more: [Key]) -> Range<Int> {
        let first = keys.count
        keys += more
        return first..<keys.count
    }
}
