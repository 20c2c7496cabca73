public import Document

/// The fields that an object lacks and that have a default, with their values.
///
/// Sources of defaults add to the plan, and writers read it: ``patch(from:)`` for the webhook, ``changes`` for a text.
public struct DefaultsPlan: Sendable {
    /// A field to add.
    private struct Addition {
        let parent: Document.Node
        /// An index in `values`.
        let value: UInt32
    }

    /// The most additions.
    ///
    /// Twenty thousand sessions that lack every field with a default need some 100,000 additions. An object that needs
    /// more has more sessions than etcd can store (1.5 MiB), and its patch would exceed ``patchLimit``, as an operation
    /// takes at least 48 bytes.
    static let limit = patchLimit / 48

    /// The longest patch in bytes.
    ///
    /// If a patch could be eighty times as large as the request, eight megabytes of `{}` would take all memory.
    public static let patchLimit = 8 * 1024 * 1024

    private let document: Document
    private var values: [NewMember]
    private var additions: [Addition] = []
    /// Whether there were more additions than are kept.
    private var isOverLimit = false

    /// Plans the defaults of a schema, in its order; null counts as missing, and a value of the wrong type is left
    /// alone.
    ///
    /// - Parameters:
    ///   - object: The object to complete.
    ///   - schema: The schema.
    ///   - document: The document of the object.
    public init(for object: Document.Node, of schema: CompiledSchema, in document: Document) {
        self.document = document
        values = schema.defaults
        complete(object, as: schema.root, schema)
    }

    /// Plans one more field, whose value the schema cannot know.
    ///
    /// - Parameters:
    ///   - member: The field and its value.
    ///   - parent: The object that lacks it.
    public mutating func add(_ member: NewMember, to parent: Document.Node) {
        values.append(member)
        append(UInt32(values.count - 1), to: parent)
    }

    private mutating func append(_ value: UInt32, to parent: Document.Node) {
        guard additions.count < Self.limit else {
            isOverLimit = true
            return
        }
        additions.append(Addition(parent: parent, value: value))
    }

    private mutating func complete(_ node: Document.Node, as type: CompiledSchema.TypeCode, _ schema: CompiledSchema) {
        switch type {
        case .object(let type) where document.kind(of: node) == .object:
            for index in schema.objects[Int(type)].defaultFields {
                let place = schema.defaultFields[index]
                let field = schema.fields[place.field]
                if let value = document.present(field.key, of: node) {
                    complete(value, as: field.type, schema)
                } else if let value = place.value {
                    append(value, to: node)
                }
            }
        case .list(let type) where document.kind(of: node) == .array && schema.lists[Int(type)].hasDefaults:
            for element in document.elements(of: node) where !isOverLimit {
                complete(element, as: schema.lists[Int(type)].item, schema)
            }
        default: break
        }
    }
}

extension DefaultsPlan {
    /// The planned fields, each with the object that lacks it, in the order of the plan.
    public var fields: [(owner: Document.Node, member: NewMember)] {
        additions.map { ($0.parent, values[Int($0.value)]) }
    }

    /// The smallest patch that makes the planned additions, in the order of the plan.
    ///
    /// - Parameter root: The start of the patch's pointers: the object that the plan is for.
    /// - Returns: The patch, nil if it would be longer than ``patchLimit``.
    public func patch(from root: Document.Node) -> JSONPatch? {
        guard !isOverLimit else { return nil }
        var patch = JSONPatch()
        var pointer = JSONPointer()
        var parent: Document.Node?
        for addition in additions {
            if addition.parent != parent {
                parent = addition.parent
                pointer.move(to: addition.parent, from: root, in: document)
            }
            let member = values[Int(addition.value)]
            pointer.append(member.name)
            patch.add(at: pointer) { $0.value(member.value) }
            pointer.removeLast()
            guard patch.byteCount <= Self.patchLimit else { return nil }
        }
        return patch
    }

    /// The changes that make the planned additions, one for each object that lacks fields, in the order of the plan.
    ///
    /// A plan without a ``patch(from:)`` has no complete changes either.
    package var changes: [Change] {
        var members: [Document.Node: [NewMember]] = [:]
        var parents: [Document.Node] = []
        for addition in additions {
            if members[addition.parent] == nil { parents.append(addition.parent) }
            members[addition.parent, default: []].append(values[Int(addition.value)])
        }
        return parents.map { .set(members[$0] ?? [], of: $0) }
    }
}
