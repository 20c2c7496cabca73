/// A way to one value of a document (RFC 6901).
public struct JSONPointer: Hashable, Sendable {
    /// The keys and indices from the root on, unescaped.
    public var tokens: [String]

    /// Makes a pointer of its tokens; none point to the whole document.
    public init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// The way to a node from the root, or from a node above it.
    ///
    /// - Parameters:
    ///   - node: The value to point to.
    ///   - origin: Where the way begins, the root unless said otherwise; it must be above the node.
    ///   - document: The document of both.
    public init(to node: Document.Node, from origin: Document.Node? = nil, in document: Document) {
        var tokens: [String] = []
        var current = node
        while current != origin, let parent = document.parent(of: current) {
            if let index = document.index(of: current) {
                tokens.append(String(index))
            } else if let key = document.key(of: current) {
                tokens.append(document.string(key) ?? "")
            }
            current = parent
        }
        self.init(tokens.reversed())
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as RFC 6901, section 3, writes it: `/a~1b/0`.
    public var description: String {
        var text = ""
        for token in tokens {
            text += "/"
            // Hardly any key has a character that must be escaped.
            if token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) {
                for character in token.unicodeScalars {
                    switch character {
                    case "~": text += "~0"
                    case "/": text += "~1"
                    default: text.unicodeScalars.append(character)
                    }
                }
            } else {
                text += token
            }
        }
        return text
    }
}
