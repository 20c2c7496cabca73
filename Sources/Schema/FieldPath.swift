public import Document

/// Where in an object a finding is, written as Kubernetes writes it: `spec.sessions[2].name`.
public struct FieldPath: Hashable, Sendable {
    /// One step down.
    public enum Element: Hashable, Sendable {
        /// Into a field of an object.
        case field(String)
        /// Into an item of a list.
        case index(Int)
    }

    /// The steps from the object's root on.
    public var elements: [Element]

    /// Makes a path of its steps.
    public init(_ elements: [Element] = []) {
        self.elements = elements
    }

    /// The path to a node, or to a field that the node lacks.
    ///
    /// - Parameters:
    ///   - node: The value, or the object that lacks the field.
    ///   - field: The missing field.
    ///   - root: Where the path begins: the object under judgement, which stands somewhere in the review.
    ///   - document: The document of both.
    public init(to node: Document.Node, missing field: Key? = nil, from root: Document.Node, in document: Document) {
        var elements: [Element] = field.map { [.field($0.text)] } ?? []
        var current = node
        while current != root, let parent = document.parent(of: current) {
            if let index = document.index(of: current) {
                elements.append(.index(index))
            } else if let key = document.key(of: current) {
                elements.append(.field(document.string(key) ?? ""))
            }
            current = parent
        }
        self.init(elements.reversed())
    }

    /// The same path whatever the place in each list: `spec.sessions.name`.
    public var withoutIndices: FieldPath {
        FieldPath(
            elements.filter { element in
                if case .field = element { true } else { false }
            })
    }
}

extension FieldPath: CustomStringConvertible {
    /// The path with dots and brackets; that of the object itself is `object`.
    public var description: String {
        guard !elements.isEmpty else { return "object" }
        var text = ""
        for element in elements {
            switch element {
            case .field(let name):
                if !text.isEmpty { text += "." }
                text += name
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}
