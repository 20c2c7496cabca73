public import Document

/// Finds the fields that are missing and have a default, and adds them.
public struct Defaults {
    private let document: Document
    private let root: Document.Node
    private var patch = JSONPatch()

    /// Longest patch in bytes.
    ///
    /// Twenty thousand sessions without any field that has a default stay under it; an object whose patch is longer has
    /// more sessions than etcd can store (1.5 MiB), and a patch that grows with the request eighty times over would let
    /// eight megabytes of `{}` take all memory.
    public static let patchLimit = 8 * 1024 * 1024

    /// The smallest patch that adds what is missing, in the schema's order; null counts as missing, a value of the wrong
    /// type is left alone.
    ///
    /// - Parameters:
    ///   - object: The object to complete; pointers in the patch begin there.
    ///   - type: The schema that states the defaults.
    ///   - document: The document of the object.
    /// - Returns: The patch, nil where it would be longer than ``patchLimit``.
    public static func patch(for object: Document.Node, of type: ObjectType, in document: Document) -> JSONPatch? {
        var defaults = Defaults(document: document, root: object)
        defaults.complete(object, as: .object(type))
        return defaults.patch.byteCount <= patchLimit ? defaults.patch : nil
    }

    private init(document: Document, root: Document.Node) {
        self.document = document
        self.root = root
    }

    private mutating func complete(_ node: Document.Node, as type: ValueType) {
        guard type.hasDefaults, patch.byteCount <= Self.patchLimit else { return }
        switch type {
        case .object(let type) where document.kind(of: node) == .object:
            for field in type.fields where field.hasDefaults {
                if let value = document.present(field.key, of: node) {
                    complete(value, as: field.type)
                } else if let value = field.default {
                    add(value, to: field, of: node)
                }
            }
        case .list(let type) where document.kind(of: node) == .array:
            for element in document.elements(of: node) { complete(element, as: type.item) }
        default:
            break
        }
    }

    private mutating func add(_ value: Field.Default, to field: Field, of object: Document.Node) {
        var pointer = JSONPointer(to: object, from: root, in: document)
        pointer.append(field.key.text)
        patch.add(at: pointer) { Self.write(value, of: field.type, to: &$0) }
    }

    private static func write(_ value: Field.Default, of type: ValueType, to writer: inout JSONWriter) {
        switch value {
        case .string(let text): writer.string(text)
        case .integer(let number): writer.integer(number)
        case .object:
            writer.beginObject()
            if case .object(let type) = type {
                for field in type.fields {
                    guard let value = field.default else { continue }
                    writer.key(field.key.text)
                    write(value, of: field.type, to: &writer)
                }
            }
            writer.endObject()
        }
    }
}
