import Document

/// The places of all nodes of a YAML text or of its documents, in order: the style and the text, and `shared` for a
/// node from an alias or a merge key.
func places(_ yaml: String) throws(ParseError) -> [String] {
    try Document.documents(yaml: Array(yaml.utf8)).flatMap(places)
}

/// The places of all nodes of a document, in its order.
func places(of document: Document) -> [String] {
    nodes(of: document).map { node in
        let place = document.place(of: node)
        let text = String(decoding: document.source.text[place.range], as: UTF8.self)
        let properties = String(
            decoding: document.source.text[place.rangeWithProperties.lowerBound..<place.range.lowerBound],
            as: UTF8.self)
        return (place.isShared ? "shared " : "")
            + "\(place.style) \(properties.isEmpty ? "" : "(\(properties))")\(text)"
    }
}

/// All nodes of a document in its order.
func nodes(of document: Document) -> [Document.Node] {
    Array(sequence(first: document.root) { document.first(in: $0) }.prefix(document.nodeCount))
}

/// The node at the end of a path of keys and indices.
func value(at path: String, in document: Document) -> Document.Node? {
    path.split(separator: "/").reduce(document.root) { node, token in
        guard let node else { return nil }
        if let index = Int(token) { return document.elements(of: node).dropFirst(index).first { _ in true } }
        return member(String(token), of: node, in: document)
    }
}

/// The value that an object holds under a key.
func member(_ name: String, of object: Document.Node, in document: Document) -> Document.Node? {
    var name = name
    return name.withUTF8 { unsafe document.member(Key($0), of: object) }
}

/// The text of a comment.
func text(_ comment: Document.Comment, in document: Document) -> String {
    String(decoding: document.source.text[comment.range], as: UTF8.self)
}

extension Document.Comment {
    /// Its text, and whether it has a line to itself.
    func shown(in document: Document) -> String {
        (isWholeLine ? "line " : "end ") + text(self, in: document)
    }
}
