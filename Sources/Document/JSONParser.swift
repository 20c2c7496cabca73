extension Document {
    /// Parses a JSON text (RFC 8259), with every check: grammar, UTF-8, escapes and surrogates, duplicate keys, limits.
    ///
    /// The cost is linear in the text, whatever it holds.
    ///
    /// - Parameters:
    ///   - json: The text. The document keeps it; nothing is copied.
    ///   - limits: What the text may ask for.
    /// - Throws: A `ParseError` at the first mistake.
    public convenience init(json: [UInt8], limits: Limits = Limits()) throws(ParseError) {
        var parser = JSONParser(limits: limits)
        // The parser wants room for two nodes at every step, also at the last one.
        let most = limits.nodes + 2
        // Eight bytes a node is dense for JSON; whatever needs more grows.
        var records = [NodeRecord](repeating: NodeRecord(), count: min(json.count / 8 + 8, most))
        do throws(JSONParser.Failure) {
            guard json.count <= limits.bytes else {
                throw JSONParser.Failure(.limit, "the text is longer than \(limits.bytes) bytes", at: limits.bytes)
            }
            while try unsafe parser.run(over: json.span.bytes, into: &records) == .full, records.count < most {
                records.append(contentsOf: repeatElement(NodeRecord(), count: min(records.count, most - records.count)))
            }
            guard parser.count <= limits.nodes else {
                throw JSONParser.Failure(.limit, "more than \(limits.nodes) values", at: parser.offset)
            }
            records.removeLast(records.count - parser.count)
        } catch {
            throw ParseError(error.code, error.message, at: SourcePosition(offset: error.offset, in: json))
        }
        self.init(bytes: json, records: records)
        try refuseDuplicateKeys(in: parser.largeObjects)
    }
}

/// A JSON reader that fills a given space with nodes and can go on after the space has grown.
///
/// It neither recurses nor keeps a stack: the way back up leads along the parents in the nodes.
struct JSONParser {
    /// An error whose line and column are still to be counted.
    struct Failure: Error {
        let code: ParseError.Code
        let message: String
        let offset: Int

        init(_ code: ParseError.Code, _ message: String, at offset: Int) {
            self.code = code
            self.message = message
            self.offset = offset
        }
    }

    enum Outcome {
        case complete
        /// No room for the next node; nothing is lost.
        case full
    }

    /// What the text must go on with.
    private enum Expectation {
        case value
        case firstKeyOrEnd
        case key
        case firstItemOrEnd
        case separatorOrEnd
        case end
    }

    /// Up to this many members every two fingerprints of an object are compared on the spot; a larger object waits for a
    /// hash table, so that no input makes the check quadratic.
    static let smallObject = 16

    /// How far the text is read.
    var offset = 0
    /// How many nodes are made.
    private(set) var count = 0
    /// The objects whose keys are still to be compared.
    private(set) var largeObjects: [Document.Node] = []
    private var container = 0
    private var depth = 0
    private var expectation = Expectation.value
    private let maximumDepth: Int

    init(limits: Document.Limits) {
        maximumDepth = limits.depth
    }

    /// Reads on until the text ends or the space is used up.
    mutating func run(over text: RawSpan, into records: inout [NodeRecord]) throws(Failure) -> Outcome {
        var nodes = records.mutableSpan
        while true {
            // A step makes two nodes at the most, a key and its value.
            guard count &+ 2 <= nodes.count else { return .full }
            skipWhitespace(text)
            switch expectation {
            case .value:
                try value(text, &nodes)
            case .key:
                try member(text, &nodes)
            case .separatorOrEnd:
                try separator(text, &nodes)
            case .firstKeyOrEnd:
                if offset < text.byteCount, text.byte(at: offset) == UInt8(ascii: "}") {
                    try close(text, &nodes)
                } else {
                    try member(text, &nodes)
                }
            case .firstItemOrEnd:
                if offset < text.byteCount, text.byte(at: offset) == UInt8(ascii: "]") {
                    try close(text, &nodes)
                } else {
                    try value(text, &nodes)
                }
            case .end:
                guard offset == text.byteCount else {
                    throw Failure(.syntax, "unexpected text after the end of the document", at: offset)
                }
                return .complete
            }
        }
    }

    @inline(__always)
    private mutating func skipWhitespace(_ text: RawSpan) {
        while offset < text.byteCount {
            let byte = text.byte(at: offset)
            // Most bytes that stand here are no white space; one comparison tells.
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            offset &+= 1
        }
    }

    @inline(__always)
    private mutating func value(_ text: RawSpan, _ nodes: inout MutableSpan<NodeRecord>) throws(Failure) {
        guard offset < text.byteCount else { throw end(text) }
        let byte = text.byte(at: offset)
        switch byte {
        case UInt8(ascii: "\""):
            let string = try string(text)
            add(.string, from: string.start, to: string.end, isEscaped: string.isEscaped, &nodes)
        case UInt8(ascii: "{"):
            try open(.object, &nodes)
            expectation = .firstKeyOrEnd
            return
        case UInt8(ascii: "["):
            try open(.array, &nodes)
            expectation = .firstItemOrEnd
            return
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = offset
            try number(text)
            add(.number, from: start, to: offset, &nodes)
        case UInt8(ascii: "t"):
            try literal("true", .true, text, &nodes)
        case UInt8(ascii: "f"):
            try literal("false", .false, text, &nodes)
        case UInt8(ascii: "n"):
            try literal("null", .null, text, &nodes)
        default:
            throw unexpected(text, wanted: "a value")
        }
        expectation = count == 1 ? .end : .separatorOrEnd
    }

    @inline(__always)
    private mutating func member(_ text: RawSpan, _ nodes: inout MutableSpan<NodeRecord>) throws(Failure) {
        guard offset < text.byteCount else { throw end(text) }
        guard text.byte(at: offset) == UInt8(ascii: "\"") else { throw unexpected(text, wanted: "a key in quotes") }
        let key = try string(text)
        skipWhitespace(text)
        guard offset < text.byteCount else { throw end(text) }
        guard text.byte(at: offset) == UInt8(ascii: ":") else { throw unexpected(text, wanted: "':' after the key") }
        offset &+= 1
        let index = count
        add(.key, from: key.start, to: key.end, isEscaped: key.isEscaped, &nodes)
        nodes[index].link =
            key.isEscaped
            ? EscapedText.fingerprint(text, from: key.start, to: key.end)
            : TextEnds(of: text, from: key.start, to: key.end).fingerprint
        skipWhitespace(text)
        try value(text, &nodes)
    }

    @inline(__always)
    private mutating func separator(_ text: RawSpan, _ nodes: inout MutableSpan<NodeRecord>) throws(Failure) {
        guard offset < text.byteCount else { throw end(text) }
        let isObject = nodes[container].kind == .object
        switch text.byte(at: offset) {
        case UInt8(ascii: ","):
            offset &+= 1
            expectation = isObject ? .key : .value
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
            try close(text, &nodes)
        default:
            throw unexpected(text, wanted: isObject ? "',' or '}' after a member" : "',' or ']' after an item")
        }
    }

    @inline(__always)
    private mutating func open(_ kind: NodeRecord.Kind, _ nodes: inout MutableSpan<NodeRecord>) throws(Failure) {
        guard depth < maximumDepth else {
            throw Failure(.limit, "nested deeper than \(maximumDepth) levels", at: offset)
        }
        let index = count
        add(kind, from: offset, to: offset, &nodes)
        nodes[index].next = 0
        container = index
        depth &+= 1
        offset &+= 1
    }

    @inline(__always)
    private mutating func close(_ text: RawSpan, _ nodes: inout MutableSpan<NodeRecord>) throws(Failure) {
        offset &+= 1
        let closed = container
        container = Int(nodes[closed].parent)
        depth &-= 1
        let items = nodes[closed].next
        nodes[closed].end = UInt32(truncatingIfNeeded: offset)
        nodes[closed].next = UInt32(truncatingIfNeeded: count)
        if nodes[closed].kind == .object, items > 2 {
            if items <= 2 &* Self.smallObject {
                try refuseDuplicateKeys(of: closed, text, nodes)
            } else {
                largeObjects.append(Document.Node(index: UInt32(truncatingIfNeeded: closed)))
            }
        }
        expectation = depth == 0 ? .end : .separatorOrEnd
    }

    /// Writes a node behind the others.
    ///
    /// `run` has seen to it that there is room.
    @inline(__always)
    private mutating func add(
        _ kind: NodeRecord.Kind, from start: Int, to end: Int, isEscaped: Bool = false,
        _ nodes: inout MutableSpan<NodeRecord>
    ) {
        let index = count
        let ordinal = index == 0 ? 0 : nodes[container].next
        if index != 0 { nodes[container].next = ordinal &+ 1 }
        count = index &+ 1
        nodes[index] = NodeRecord(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            next: UInt32(truncatingIfNeeded: count), parent: UInt32(truncatingIfNeeded: container), link: ordinal,
            kind: kind, isEscaped: isEscaped)
    }

    private mutating func literal(
        _ word: String, _ kind: NodeRecord.Kind, _ text: RawSpan, _ nodes: inout MutableSpan<NodeRecord>
    ) throws(Failure) {
        let start = offset
        guard startsWith(word, text) else { throw unexpected(text, wanted: "a value") }
        offset = start &+ word.utf8.count
        add(kind, from: start, to: offset, &nodes)
    }

    private func startsWith(_ word: String, _ text: RawSpan) -> Bool {
        guard word.utf8.count <= text.byteCount &- offset else { return false }
        var position = offset
        for letter in word.utf8 {
            guard letter == text.byte(at: position) else { return false }
            position &+= 1
        }
        return true
    }
}
