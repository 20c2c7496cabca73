internal import Document

/// What holds for every text that is read as YAML, and for every document that is written as YAML.
enum YAMLProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        try checkLimits(input)
        let documents: [Document]
        do throws(ParseError) {
            documents = try Document.documents(yaml: input)
        } catch {
            try checkPosition(error.position, in: input)
            try require(!error.message.isEmpty, "a mistake has a message")
            return
        }
        for document in documents {
            try checkPositions(of: document, in: input)
            try checkJSON(of: document)
            try checkWriting(document)
        }
    }

    /// What is written as YAML is read back as the same one document.
    static func checkWriting(_ document: Document) throws(Violation) {
        guard isWritable(document) else { return }
        let documents: [Document]
        do throws(ParseError) {
            documents = try Document.documents(yaml: YAMLWriter.text(of: document))
        } catch {
            throw Violation("what was written as YAML is none: \(error)")
        }
        try require(documents.count == 1, "one document is written as \(documents.count)")
        try require(documents.allSatisfy { Document.areSame(document, $0) }, "what was written as YAML is not the same")
    }

    /// Whether YAML can say all that is in a document: not where a number has more than a reader of YAML keeps of it,
    /// nor where a key is the sign for a merge.
    private static func isWritable(_ document: Document) -> Bool {
        var isWritable = true
        try? document.visitValues { (node) throws(Violation) in
            if document.kind(of: node) == .number, !isPlainInteger(document.number(node) ?? "") { isWritable = false }
            if let key = document.key(of: node), document.string(key) == "<<" { isWritable = false }
        }
        return isWritable
    }

    private static func isPlainInteger(_ digits: String) -> Bool {
        Int64(digits).map { String($0) == digits } ?? false
    }

    /// A document of YAML is one of JSON: its text as JSON is read back as the same.
    private static func checkJSON(of document: Document) throws(Violation) {
        guard let again = try? Document(json: document.json) else { throw Violation("it is no JSON") }
        try require(Document.areSame(document, again), "as JSON it has other values")
    }

    private static func checkPositions(of document: Document, in input: [UInt8]) throws(Violation) {
        guard document.nodeCount <= 200 else { return }
        try document.visitValues { (node) throws(Violation) in
            try checkPosition(document.position(of: node), in: input)
            if let key = document.key(of: node) { try checkPosition(document.position(of: key), in: input) }
        }
    }

    /// A place lies in its text; lines and columns are YAML's own, which knows more line breaks than JSON.
    private static func checkPosition(_ position: SourcePosition, in text: [UInt8]) throws(Violation) {
        try require((0...text.count).contains(position.offset), "offset \(position.offset) is outside of the text")
        try require(position.line >= 1 && position.column >= 1, "lines and columns count from 1, not \(position)")
    }

    /// No text passes a limit, not even by way of aliases.
    private static func checkLimits(_ input: [UInt8]) throws(Violation) {
        var limits = Document.Limits()
        limits.depth = 4
        limits.nodes = 24
        limits.aliasedNodes = 6
        limits.bytes = 512
        guard let documents = try? Document.documents(yaml: input, limits: limits) else { return }
        let nodes = documents.reduce(0) { $0 + $1.nodeCount }
        try require(nodes <= limits.nodes, "\(nodes) values pass")
        for document in documents {
            let depth = document.greatestDepth
            try require(depth <= limits.depth, "a depth of \(depth) passes")
        }
    }
}
