extension Document {
    /// Parses a JSON text (RFC 8259), with every check: grammar, UTF-8, escapes and surrogates, duplicate keys, limits.
    ///
    /// The cost is linear in the length of the text, for any text.
    ///
    /// - Parameters:
    ///   - json: The text. The document keeps it; nothing is copied.
    ///   - limits: The limits for the text.
    /// - Throws: A `ParseError` at the first mistake.
    public convenience init(json: [UInt8], limits: Limits = Limits()) throws(ParseError) {
        var parser = JSONParser(limits: limits)
        // The parser needs space for two nodes in every iteration, including the last one.
        let most = limits.nodes + 2
        // One node for eight bytes is dense for JSON; a denser text makes the array grow.
        var capacity = min(json.count / 8 + 8, most)
        var records: [NodeRecord] = []
        do throws(JSONParser.Failure) {
            guard json.count <= limits.bytes else {
                throw JSONParser.Failure(.limit, "the text is longer than \(limits.bytes) bytes", at: limits.bytes)
            }
            var outcome = JSONParser.Outcome.full
            while outcome == .full {
                let known = records
                records = try [NodeRecord](capacity: capacity) { (nodes) throws(JSONParser.Failure) in
                    for record in known { nodes.append(record) }
                    outcome = try unsafe parser.run(over: json.span.bytes, into: &nodes)
                }
                capacity = min(2 * capacity, most)
            }
        } catch {
            throw ParseError(error.code, error.message, at: SourcePosition(offset: error.offset, in: json))
        }
        self.init(bytes: json, records: records)
        try refuseDuplicateKeys(in: parser.largeObjects)
    }
}

/// A JSON parser that fills a given space with nodes and can go on after the space has grown.
///
/// It neither recurses nor keeps a stack: the parents in the nodes lead back up.
struct JSONParser {
    typealias Failure = ParseFailure

    enum Outcome {
        case complete
        /// There is no space for the next node; nothing is lost.
        case full
    }

    /// The position of the parser, between two items of one container.
    private struct State: BitwiseCopyable {
        /// The offset up to which the text is read.
        var offset = 0
        /// The node of the innermost container.
        var container = 0
        /// Whether that container is an object, so that a key comes next.
        var isInObject = false
        /// The number of its items or members so far.
        var items: UInt32 = 0
        /// The number of open containers.
        var depth = 0
        /// The keys of the innermost object so far, a bit for each by its fingerprint; all bits if two may be equal.
        var keys: UInt32 = 0
    }

    /// The most members of an object whose keys are compared at once, by fingerprint.
    ///
    /// A larger object waits for a hash table, so that no input makes the check quadratic.
    static let smallObject: UInt32 = 16

    /// The objects whose keys are still to be compared.
    private(set) var largeObjects: [Document.Node] = []
    private var state = State()
    private let limits: Document.Limits

    init(limits: Document.Limits) {
        self.limits = limits
    }

    /// Parses until the text ends or the space is used up.
    mutating func run(over text: RawSpan, into nodes: inout OutputSpan<NodeRecord>) throws(Failure) -> Outcome {
        // This copy is local, so that it stays in the processor's registers.
        var state = state
        defer { self.state = state }
        while true {
            // An iteration makes at most two nodes, a key and its value.
            guard nodes.freeCapacity >= 2 else { return .full }
            if state.isInObject { try Self.key(text, &state, &nodes) }
            let isOpen = try Self.value(text, &state, &nodes, within: limits)
            guard nodes.count <= limits.nodes else {
                throw Failure(.limit, "more than \(limits.nodes) values", at: state.offset)
            }
            if isOpen, Self.token(text, &state.offset) != Self.closing(state) { continue }
            // After a value comes a comma, or the end of its container, which is the end of a value as well.
            while true {
                guard state.depth > 0 else {
                    guard Self.token(text, &state.offset) == 0, state.offset == text.byteCount else {
                        throw Failure(.syntax, "unexpected text after the end of the document", at: state.offset)
                    }
                    return .complete
                }
                let byte = Self.token(text, &state.offset)
                if byte == UInt8(ascii: ",") { break }
                guard byte == Self.closing(state) else {
                    let wanted = state.isInObject ? "',' or '}' after a member" : "',' or ']' after an item"
                    throw Self.unexpected(text, at: state.offset, wanted: wanted)
                }
                try close(text, &state, &nodes)
            }
            state.offset &+= 1
        }
    }

    /// Skips white space.
    ///
    /// - Returns: The byte after it, which begins a token; 0, which begins none, at the end of the text.
    @inline(__always)
    private static func token(_ text: RawSpan, _ offset: inout Int) -> UInt8 {
        let byte = text.byteOrZero(at: offset)
        // Most bytes here are not white space; one comparison tells.
        if byte > 0x20 { return byte }
        offset = skipWhitespace(text, from: offset)
        return text.byteOrZero(at: offset)
    }

    /// The byte that ends the innermost container.
    @inline(__always)
    private static func closing(_ state: State) -> UInt8 {
        state.isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    }

    /// Reads a key and the colon after it.
    @inline(__always)
    private static func key(
        _ text: RawSpan, _ state: inout State, _ nodes: inout OutputSpan<NodeRecord>
    ) throws(Failure) {
        guard token(text, &state.offset) == UInt8(ascii: "\"") else {
            throw unexpected(text, at: state.offset, wanted: "a key in quotes")
        }
        let start = state.offset &+ 1
        let (end, isEscaped, fingerprint) = try keyText(text, from: start)
        state.offset = end &+ 1
        guard token(text, &state.offset) == UInt8(ascii: ":") else {
            throw unexpected(text, at: state.offset, wanted: "':' after the key")
        }
        state.offset &+= 1
        let bit: UInt32 = 1 &<< (fingerprint &>> 27)
        if state.keys & bit != 0, state.items < smallObject, hasKey(fingerprint, in: state.container, nodes) {
            state.keys = .max
        }
        state.keys |= bit
        add(.key, from: start, to: end, isEscaped: isEscaped, link: fingerprint, &state, &nodes, length: 2)
    }

    /// Reads a value; of a container, only its opening bracket.
    ///
    /// - Returns: Whether the value is a container, which is open now.
    @inline(__always)
    private static func value(
        _ text: RawSpan, _ state: inout State, _ nodes: inout OutputSpan<NodeRecord>, within limits: Document.Limits
    ) throws(Failure) -> Bool {
        let link = state.items
        state.items = link &+ 1
        let byte = token(text, &state.offset)
        let start = state.offset
        switch byte {
        case UInt8(ascii: "\""):
            let (end, isEscaped) = try string(text, from: start &+ 1)
            state.offset = end &+ 1
            add(.string, from: start &+ 1, to: end, isEscaped: isEscaped, link: link, &state, &nodes)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard state.depth < limits.depth else {
                throw Failure(.limit, "nested deeper than \(limits.depth) levels", at: start)
            }
            let isObject = byte == UInt8(ascii: "{")
            let opened = nodes.count
            if opened > 0 {
                nodes[state.container].next = state.items
                nodes[state.container].end = state.keys
            }
            add(isObject ? .object : .array, from: start, to: start, link: link, &state, &nodes)
            state.container = opened
            state.isInObject = isObject
            state.items = 0
            state.keys = 0
            state.depth &+= 1
            state.offset = start &+ 1
            return true
        default:
            let (kind, end) = try numberOrLiteral(text, at: start)
            state.offset = end
            add(kind, from: start, to: end, link: link, &state, &nodes)
        }
        return false
    }

    /// Ends the innermost container.
    @inline(__always)
    private mutating func close(
        _ text: RawSpan, _ state: inout State, _ nodes: inout OutputSpan<NodeRecord>
    ) throws(Failure) {
        state.offset &+= 1
        let closed = state.container
        nodes[closed].end = UInt32(truncatingIfNeeded: state.offset)
        let next = UInt32(truncatingIfNeeded: nodes.count)
        nodes[closed].next = next
        if state.isInObject, state.items > Self.smallObject {
            largeObjects.append(Document.Node(index: UInt32(truncatingIfNeeded: closed)))
        } else if state.keys == .max {
            try Self.refuseDuplicateKeys(of: closed, text, nodes)
        }
        state.container = Int(nodes[closed].parent)
        state.isInObject = nodes[state.container].kind == .object
        // The key has been given the next one of a value without contents.
        if state.isInObject, closed > 0 { nodes[closed &- 1].next = next }
        state.items = nodes[state.container].next
        state.keys = nodes[state.container].end
        state.depth &-= 1
    }

    /// Appends a node.
    ///
    /// `run` has made sure that there is space. The length is the number of nodes up to the next one beside it, as far
    /// as it is known.
    @inline(__always)
    private static func add(
        _ kind: NodeRecord.Kind, from start: Int, to end: Int, isEscaped: Bool = false, link: UInt32,
        _ state: inout State, _ nodes: inout OutputSpan<NodeRecord>, length: Int = 1
    ) {
        nodes.append(
            NodeRecord(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count &+ length),
                parent: UInt32(truncatingIfNeeded: state.container), link: link, kind: kind, isEscaped: isEscaped))
    }
}
