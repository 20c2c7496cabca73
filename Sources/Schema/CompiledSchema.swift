internal import Document

/// A schema compiled for the structural check: tables of plain values that refer to each other by index.
///
/// All threads share one schema. If each counted references to it, the processors would take the cache lines of the
/// counts from each other, hundreds of times in each review. Plain values need no counting.
@safe
public final class CompiledSchema: Sendable {
    /// The type of a value, with the index of its entry in the tables.
    enum TypeCode: Sendable {
        /// Any text.
        case anyText
        case string(UInt32)
        case boolean
        case integer(UInt32)
        case quantity(UInt32)
        case integerOrString(UInt32, UInt32)
        case object(UInt32)
        case list(UInt32)
        case map(UInt32)
        case freeObject

        /// Whether the values are texts and nothing else.
        var isText: Bool {
            switch self {
            case .anyText, .string: true
            default: false
            }
        }
    }

    /// An object with known fields.
    struct Object: Sendable {
        /// Its fields, in the order of declaration.
        let fields: Range<Int>
        /// Its slots.
        let slots: Slots
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
        /// The bit of its key among the inner triggers of rules, 0 if it is none.
        var mark: UInt64 = 0
    }

    /// An object's hash table of fields: a power of two of slots, at least twice as many as fields.
    struct Slots: Sendable {
        /// The index of its first slot in `slots`.
        let first: Int
        /// One less than the number of slots.
        let mask: Int
        /// The bits of a fingerprint below those that choose the slot, the highest, which are the best mixed.
        let shift: UInt32

        func home(of fingerprint: UInt32) -> Int {
            Int(fingerprint &>> shift)
        }
    }

    /// A slot of an object's hash table of fields (open addressing, linear probing).
    struct Slot: Sendable {
        /// The fingerprint of the field's key.
        let fingerprint: UInt32
        /// The index of the field in `fields`; ``free`` if there is none.
        let field: UInt32

        static let free = UInt32.max
    }

    /// A text.
    struct Text: Sendable {
        let choices: Range<Int>
        /// Nil if any text is allowed.
        let format: Int?
        let allowsEmpty: Bool
        let isName: Bool
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
    let slots: [Slot]
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
    /// The rules, which `heldRules` keeps alive: a call neither copies a rule nor counts a reference to it.
    let rules: [Unmanaged<HeldRule>]
    private let heldRules: [HeldRule]
    /// For each rule, its trigger fields as bits by their index in the object; ``always`` for a rule that looks at
    /// every object.
    let triggers: [UInt64]
    /// For each rule, its inner triggers as bits, the same in the whole schema; ``always`` for a rule without.
    let innerTriggers: [UInt64]
    /// The objects as they were declared, for messages.
    let types: [ObjectType]

    /// Compiles a schema.
    ///
    /// - Parameter type: The type of the outermost object.
    public init(_ type: ObjectType) {
        var compiler = SchemaCompiler()
        root = compiler.code(for: .object(type))
        objects = compiler.objects
        (fields, innerTriggers) = compiler.markedFields()
        slots = compiler.slots
        texts = compiler.texts
        integers = compiler.integers.map(\.bounds)
        reasons = compiler.integers.map(\.reason)
        lists = compiler.lists
        maps = compiler.maps
        keys = compiler.keys
        unsafe formats = compiler.formats.map { unsafe .passUnretained($0) }
        defaultFields = compiler.defaultFields
        defaults = compiler.defaults
        heldRules = compiler.rules.map { HeldRule($0) }
        unsafe rules = heldRules.map { unsafe .passUnretained($0) }
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
        let object = objects[object]
        let text = name.utf8.span
        let fingerprint = Key.fingerprint(of: text)
        var place = object.slots.home(of: fingerprint)
        while true {
            let slot = slots[object.slots.first &+ place]
            guard slot.field != Slot.free else { return nil }
            if slot.fingerprint == fingerprint, fields[Int(slot.field)].key.isEqual(to: text) { return Int(slot.field) }
            place = (place &+ 1) & object.slots.mask
        }
    }

    /// The index of the field with this key, nil if the object has no such field.
    ///
    /// The cost is at most that of the object's own fields, whatever the key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - object: The object.
    ///   - document: The document of the key.
    /// - Returns: The index in `fields`.
    @inline(__always)
    func field(_ key: Document.Node, of object: Object, in document: Document) -> Int? {
        let fingerprint = document.fingerprint(ofKey: key)
        var place = object.slots.home(of: fingerprint)
        while true {
            let slot = slots[object.slots.first &+ place]
            // At least half of the slots are free, so the search ends.
            guard slot.field != Slot.free else { return nil }
            let field = Int(slot.field)
            if slot.fingerprint == fingerprint, document.hasText(key, fields[field].key) { return field }
            place = (place &+ 1) & object.slots.mask
        }
    }
}

/// A rule of a type, at a fixed place.
final class HeldRule: Sendable {
    private let rule: any ObjectRule

    init(_ rule: any ObjectRule) {
        self.rule = rule
    }

    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        rule.check(object, in: document, &findings)
    }
}

extension CompiledSchema.TypeCode {
    /// The name of the type in messages, with its article.
    var name: String {
        switch self {
        case .anyText, .string: "a string"
        case .boolean: "true or false"
        case .integer: "an integer"
        case .quantity: "a quantity, such as 500m or 1Gi"
        case .integerOrString: "an integer or a string"
        case .object, .map, .freeObject: "an object"
        case .list: "a list"
        }
    }
}
