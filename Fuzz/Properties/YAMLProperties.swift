internal import Document

/// The properties of every text that is read as YAML, and of every document that is written as YAML.
enum YAMLProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        try checkLimits(input)
        let documents: [Document]
        do throws(ParseError) {
            documents = try Document.documents(yaml: input)
        } catch {
            try checkPosition(error.position, in: input)
            try require(!error.message.isEmpty, "a mistake has a message")
            try checkStream(input, [], error)
            try checkParts(input)
            return
        }
        var end = 0
        for document in documents {
            let source = document.source
            try require(source.start.offset == end, "a document does not begin where the one before it ends")
            end += source.text.count
            try require(source.text.elementsEqual(input[source.start.offset..<end]), "a source is not the text")
            try checkPlaces(of: document, in: input)
            try checkJSON(of: document)
            try checkWriting(document)
            try EditProperties.check(document)
        }
        try checkStream(input, documents, nil)
        try checkParts(input)
    }

    /// A document that is written as YAML is read back as the same single document.
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

    /// Whether YAML can express a document.
    ///
    /// It cannot if a number has more digits than a reader of YAML keeps, or if a key is the merge key.
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

    /// A document that was read from YAML is read back the same from its text as JSON.
    private static func checkJSON(of document: Document) throws(Violation) {
        guard let again = try? Document(json: document.json) else { throw Violation("it is no JSON") }
        try require(Document.areSame(document, again), "as JSON it has other values")
    }

    private static func checkPlaces(of document: Document, in input: [UInt8]) throws(Violation) {
        guard document.nodeCount <= 200 else { return }
        var scalars: [Range<Int>] = []
        try document.visitValues { (node) throws(Violation) in
            for place in [node] + (document.key(of: node).map { [$0] } ?? []) {
                try checkPosition(document.position(of: place), in: input)
                try SourceProperties.checkScalar(place, of: document)
                let written = document.place(of: place)
                let isScalar = [.plain, .singleQuoted, .doubleQuoted].contains(written.style)
                if isScalar, !written.range.isEmpty { scalars.append(written.range) }
            }
            try SourceProperties.checkChildren(of: node, in: document)
        }
        var end = 0
        for comment in document.source.comments {
            try require(comment.range.lowerBound >= end, "comments are not in their order")
            end = comment.range.upperBound
            try require(document.source.text[comment.range].first == UInt8(ascii: "#"), "a comment begins with no #")
            try require(!scalars.contains { $0.overlaps(comment.range) }, "a comment lies in a scalar")
        }
    }

    /// A position lies within its text, and its line and column are those of its offset; a byte order mark has no
    /// column, except in errors about bytes.
    private static func checkPosition(_ position: SourcePosition, in text: [UInt8]) throws(Violation) {
        try require((0...text.count).contains(position.offset), "offset \(position.offset) is outside of the text")
        let counted = SourcePosition(offset: position.offset, in: text)
        let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF]) && counted.line == 1
        try require(
            counted.line == position.line
                && (counted.column == position.column || hasMark && counted.column == position.column + 1),
            "\(position) contradicts itself")
    }

    /// A stream gives the same documents and the same error as the whole text, wherever its pieces end.
    private static func checkStream(
        _ input: [UInt8], _ documents: [Document], _ mistake: ParseError?
    ) throws(Violation) {
        // A stream finds invalid UTF-8 only after the documents and mistakes before it.
        guard input.count <= 4096, mistake?.code != .invalidText else { return }
        let piece = 1 + input.count % 7
        var offset = 0
        var stream = YAMLStream<Never> { buffer in
            for byte in input[offset..<min(offset + piece, input.count)] { buffer.append(byte) }
            offset = min(offset + piece, input.count)
        }
        var read: [Document] = []
        var found: ParseError?
        do throws(YAMLStream<Never>.Failure) {
            while let document = try stream.next() { read.append(document) }
        } catch {
            if case .malformed(let error) = error { found = error }
        }
        try require(found == mistake, "a stream has another mistake: \(found.map { "\($0)" } ?? "none")")
        guard mistake == nil else { return }
        try checkSame(read, documents, "a stream")
    }

    /// A text that is read in parts, each by itself, has the same documents and the same mistake, wherever it is divided.
    ///
    /// As libyaml looks ahead, fewer documents may come before the mistake of an undivided text.
    private static func checkParts(_ input: [UInt8]) throws(Violation) {
        guard input.count <= 4096, let whole = try? YAMLPart(input) else { return }
        let (documents, mistake) = read(whole)
        var parts: [Document] = []
        var found: ParseError?
        for part in whole.parts(atLeast: input.count % 9) {
            if let complete = part.documents() {
                parts += complete
            } else {
                let rest = read(part.rest)
                parts += rest.documents
                found = rest.mistake
                break
            }
        }
        try require(found == mistake, "parts have another mistake: \(found.map { "\($0)" } ?? "none")")
        if mistake != nil { parts = Array(parts.prefix(documents.count)) }
        try checkSame(parts, documents, "what is read in parts")
    }

    private static func read(_ part: YAMLPart) -> (documents: [Document], mistake: ParseError?) {
        var documents: [Document] = []
        do throws(ParseError) {
            try part.read { documents.append($0) }
            return (documents, nil)
        } catch {
            return (documents, error)
        }
    }

    private static func checkSame(_ read: [Document], _ documents: [Document], _ what: String) throws(Violation) {
        try require(read.count == documents.count, "\(what) has \(read.count) documents, not \(documents.count)")
        for (one, other) in zip(read, documents) {
            try require(Document.areSame(one, other), "\(what) has other values")
            try require(
                one.source.start == other.source.start && one.source.text == other.source.text
                    && one.source.comments == other.source.comments, "\(what) has other sources")
        }
    }

    /// No text gets past a limit, even by way of aliases.
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

/// The properties of places in the source of JSON and YAML documents.
enum SourceProperties {
    /// The children of a container lie within its text, one after another.
    static func checkChildren(of node: Document.Node, in document: Document) throws(Violation) {
        let place = document.place(of: node)
        try require(place.range.upperBound <= document.source.text.count, "a value is beyond its text")
        guard place.style == .block || place.style == .flow else { return }
        var parts: [Range<Int>] = []
        func add(_ child: Document.Node) throws(Violation) {
            let part = document.place(of: child)
            // A value from a merge key has its place elsewhere; an alias has its own place.
            guard !part.isShared || part.style == .alias, !document.place(of: node).isShared else { return }
            let whole = part.rangeWithProperties
            // The place of a missing value may be behind the container.
            guard !part.range.isEmpty || whole.lowerBound < part.range.lowerBound else { return }
            let isInside = place.range.lowerBound <= whole.lowerBound && whole.upperBound <= place.range.upperBound
            try require(isInside, "\(whole) is not in \(place.range)")
            parts.append(whole)
        }
        for item in document.elements(of: node) { try add(item) }
        for (key, value) in document.members(of: node) {
            try add(key)
            // The value of a merged member may be an alias, which has its own place in the other mapping.
            if !document.place(of: key).isShared { try add(value) }
        }
        parts.sort { $0.lowerBound < $1.lowerBound }
        for (one, other) in zip(parts, parts.dropFirst()) {
            try require(one.upperBound <= other.lowerBound, "\(one) and \(other) overlap")
        }
    }

    /// The text of a plain or quoted scalar stands for its value.
    static func checkScalar(_ node: Document.Node, of document: Document) throws(Violation) {
        let place = document.place(of: node)
        guard [.plain, .singleQuoted, .doubleQuoted].contains(place.style), !place.range.isEmpty else { return }
        let text = Array(document.source.text[place.rangeWithProperties])
        // A directive may have declared the handle of the tag.
        if place.range != place.rangeWithProperties, text.contains(UInt8(ascii: "!")) { return }
        // A number, boolean or null is a string if it is a key; one or three dashes mean something else at the
        // beginning of a text.
        let isKey = document.parent(of: node).map { document.members(of: $0).contains { $0.key == node } } ?? false
        let alone = [
            text, Array("--- ".utf8) + text, Array("- ".utf8) + text, Array("[".utf8) + text + Array("]".utf8),
            text + Array(": 0".utf8),
        ]
        let isSame = alone.contains { text in
            guard let read = try? Document.documents(yaml: text).first else { return false }
            let first = read.members(of: read.root).map(\.key) + read.elements(of: read.root)
            let value = first.first ?? read.root
            if isKey, read.kind(of: value) != .string { return true }
            return Document.areSame(node, of: document, value, of: read)
        }
        try require(isSame, "\(String(decoding: text, as: UTF8.self)) has another value alone")
    }
}
