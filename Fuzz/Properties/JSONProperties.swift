internal import Document

/// The properties of every text that is read as JSON.
enum JSONProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        try checkLimits(input)
        let document: Document
        do throws(ParseError) {
            document = try Document(json: input)
        } catch {
            try checkPosition(error.position, in: input)
            try require(!error.message.isEmpty, "a mistake has a message")
            return
        }
        try checkRoundTrip(document)
        try checkNavigation(document)
        try YAMLProperties.checkWriting(document)
        try EditProperties.check(document)
    }

    /// A position lies within its text, and its line and column are those of its offset.
    static func checkPosition(_ position: SourcePosition, in text: [UInt8]) throws(Violation) {
        try require((0...text.count).contains(position.offset), "offset \(position.offset) is outside of the text")
        try require(position == SourcePosition(offset: position.offset, in: text), "\(position) contradicts itself")
    }

    /// A written document is read back as the same document, and writing it again gives the same bytes.
    private static func checkRoundTrip(_ document: Document) throws(Violation) {
        let text = document.json
        guard let again = try? Document(json: text) else { throw Violation("what was written is no JSON") }
        try require(
            Document.areSame(document, again) && document.nodeCount == again.nodeCount,
            "what was written is not the same")
        try require(again.json == text, "writing twice gives two texts")
        for limit in [0, 1, 7, 64] {
            let short = document.compactText(of: document.root, limit: limit)
            try require(short.utf8.count <= limit + 3, "\(limit) bytes were wanted and \(short.utf8.count) came")
        }
    }

    /// Every value is found at its pointer, and comes after the value that contains it.
    private static func checkNavigation(_ document: Document) throws(Violation) {
        // Counting lines and following a pointer take time in proportion to the text.
        guard document.nodeCount <= 200 else { return }
        var last = -1
        try document.visitValues { (node) throws(Violation) in
            let position = document.position(of: node)
            try checkPosition(position, in: document.bytes)
            try require(position.offset > last, "a value begins before the one before it")
            last = position.offset
            try SourceProperties.checkChildren(of: node, in: document)
            try checkText(of: node, in: document)
            if let parent = document.parent(of: node), let key = document.key(of: node) {
                try require(document.position(of: key).offset < position.offset, "a key stands behind its value")
                var name = document.string(key) ?? ""
                let found = name.withUTF8 { unsafe document.member(Key($0), of: parent) }
                try require(found == node, "a member is not found by its key")
            }
            if document.kind(of: node) == .number { _ = document.integer(node) }
        }
    }

    /// The text in the range of a value is that value.
    private static func checkText(of node: Document.Node, in document: Document) throws(Violation) {
        let place = document.place(of: node)
        try require(place.range.lowerBound == document.position(of: node).offset, "a value has two places")
        guard let alone = try? Document(json: Array(document.source.text[place.range])) else {
            throw Violation("the text of a value is none")
        }
        try require(Document.areSame(node, of: document, alone.root, of: alone), "the text of a value is another")
    }

    /// No text gets past a limit, well-formed or not.
    private static func checkLimits(_ input: [UInt8]) throws(Violation) {
        var limits = Document.Limits()
        limits.depth = 3
        limits.nodes = 12
        limits.bytes = 256
        guard let document = try? Document(json: input, limits: limits) else { return }
        try require(input.count <= limits.bytes, "a text of \(input.count) bytes passes")
        try require(document.nodeCount <= limits.nodes, "\(document.nodeCount) values pass")
        let depth = document.greatestDepth
        try require(depth <= limits.depth, "a depth of \(depth) passes")
        guard let unlimited = try? Document(json: input) else { throw Violation("only limits let a text pass") }
        try require(Document.areSame(document, unlimited), "limits change what is read")
    }
}
