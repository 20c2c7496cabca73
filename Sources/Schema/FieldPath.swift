public import Document
internal import Text

/// The place of a finding in an object, as Kubernetes writes it: `spec.sessions[2].name`.
public struct FieldPath: Hashable, Sendable {
    /// One step of a path.
    public enum Element: Hashable, Sendable {
        /// Into a field of an object.
        case field(String)
        /// Into an item of a list.
        case index(Int)
        /// Into an entry of an object with free keys.
        case entry(String)
    }

    /// The steps from the object's root on.
    public var elements: [Element]

    /// Makes a path from its steps.
    public init(_ elements: [Element] = []) {
        self.elements = elements
    }

    /// The path to a node, or to a field that the node lacks.
    ///
    /// - Parameters:
    ///   - node: The value, or the object that lacks the field.
    ///   - field: The missing field.
    ///   - root: The start of the path: the object that is checked, which is inside the review.
    ///   - document: The document of both.
    public init(to node: Document.Node, missing field: Key? = nil, from root: Document.Node, in document: Document) {
        // A key has no step of its own.
        let hasStep = document.index(of: node) != nil || document.key(of: node) != nil
        let last = hasStep ? node : document.parent(of: node) ?? node
        var depth = 0
        var current = last
        while current != root, let parent = document.parent(of: current) {
            depth += 1
            current = parent
        }
        // From the last step to the first, each at its place.
        var elements: [Element] = []
        // With room for a field that is missing, and for one that would have it.
        elements.reserveCapacity(depth + 2)
        for _ in 0..<depth { elements.append(.index(0)) }
        if let field { elements.append(.field(field.text)) }
        current = last
        for place in (0..<depth).reversed() {
            if let index = document.index(of: current) {
                elements[place] = .index(index)
            } else if let key = document.key(of: current) {
                elements[place] = .field(document.string(key) ?? "")
            }
            current = document.parent(of: current) ?? root
        }
        self.init(elements)
    }

    /// The same path without list indices: `spec.sessions.name`.
    public var withoutIndices: FieldPath {
        FieldPath(
            elements.filter { element in
                if case .index = element { false } else { true }
            })
    }
}

extension FieldPath: CustomStringConvertible {
    /// The usual length of a field's name at most.
    private static let usualLength = 16

    /// The path with dots and brackets; that of the object itself is `object`.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(elements.count * Self.usualLength)
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the path to a line of UTF-8: bytes are joined much faster than strings.
    ///
    /// - Parameter line: The line.
    package func write(to line: inout [UInt8]) {
        if elements.isEmpty { line.append("object") }
        for (index, element) in elements.enumerated() {
            switch element {
            case .field(let name):
                if index > 0 { line.append(UInt8(ascii: ".")) }
                Quoted.write(visible: name, to: &line)
            case .index(let index):
                line.append(UInt8(ascii: "["))
                line.append(decimal: index)
                line.append(UInt8(ascii: "]"))
            case .entry(let key):
                // Kubernetes writes the key as it is, quotes and brackets, too.
                line.append(UInt8(ascii: "["))
                Quoted.write(visible: key, to: &line)
                line.append(UInt8(ascii: "]"))
            }
        }
    }
}
