public import Document

/// Finds the fields that are missing and have a default, and adds them.
public struct Defaults {
    private let document: Document
    /// The way from the object to where the search is.
    private var pointer = JSONPointer()
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
        var defaults = Defaults(document: document)
        defaults.complete(object, as: .object(type))
        return defaults.patch.byteCount <= patchLimit ? defaults.patch : nil
    }

    private init(document: Document) {
        self.document = document
    }

    private mutating func complete(_ node: Document.Node, as type: ValueType) {
        guard type.hasDefaults, patch.byteCount <= Self.patchLimit else { return }
        switch type {
        case .object(let type) where document.kind(of: node) == .object:
            for field in type.fields where field.hasDefaults {
                pointer.append(field.name)
                if let value = document.present(field.key, of: node) {
                    complete(value, as: field.type)
                } else if let value = field.default {
                    patch.add(at: pointer) { Self.write(value, of: field.type, to: &$0) }
                }
                pointer.removeLast()
            }
        case .list(let type) where document.kind(of: node) == .array:
            for (index, element) in document.elements(of: node).enumerated() {
                pointer.append(String(index))
                complete(element, as: type.item)
                pointer.removeLast()
            }
        default:
            break
        }
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
                    writer.key(field.name)
                    write(value, of: field.type, to: &writer)
                }
            }
            writer.endObject()
        }
    }
}
