/// One document of a YAML text as it is written: scalars are not resolved, aliases not followed.
struct YAMLTree {
    enum Content {
        case scalar
        case sequence
        case mapping
        /// Stands for the node of that index.
        case alias(Int)
    }

    struct Node {
        var content: Content
        let position: SourcePosition
        let tag: String?
        let text: Range<Int>
        let isPlain: Bool
        /// The index behind the node and all that is in it; 0 while it is open.
        var end = 0

        var isAlias: Bool {
            if case .alias = content { true } else { false }
        }
    }

    private(set) var nodes: [Node] = []
    private var open: [Int] = []
    private var anchors: [String: Int] = [:]
    private let limits: Document.Limits

    /// Makes a tree without a node.
    init(limits: Document.Limits) {
        self.limits = limits
    }

    /// Takes in the next event of the document.
    ///
    /// - Parameter event: Neither the start nor the end of a document.
    /// - Throws: A limit that is passed, or an alias that stands for nothing.
    mutating func add(_ event: YAMLEvent) throws(ParseError) {
        switch event.kind {
        case .containerEnd:
            if let closed = open.popLast() { nodes[closed].end = nodes.count }
        case .alias:
            try append(event, .alias(target(of: event)))
        case .scalar:
            try append(event, .scalar)
        case .sequenceStart:
            try begin(event, .sequence)
        case .mappingStart:
            try begin(event, .mapping)
        case .documentStart, .documentEnd, .streamEnd:
            break
        }
    }

    private mutating func append(_ event: YAMLEvent, _ content: Content) throws(ParseError) {
        guard nodes.count < limits.nodes else {
            throw ParseError(.limit, "more than \(limits.nodes) values", at: event.position)
        }
        if case .alias = content {} else if let anchor = event.anchor { anchors[anchor] = nodes.count }
        nodes.append(
            Node(
                content: content, position: event.position, tag: event.tag, text: event.text, isPlain: event.isPlain,
                end: nodes.count + 1))
    }

    private mutating func begin(_ event: YAMLEvent, _ content: Content) throws(ParseError) {
        guard open.count < limits.depth else {
            throw ParseError(.limit, "nested deeper than \(limits.depth) levels", at: event.position)
        }
        open.append(nodes.count)
        try append(event, content)
        nodes[nodes.count - 1].end = 0
    }

    private func target(of event: YAMLEvent) throws(ParseError) -> Int {
        let name = event.anchor ?? ""
        guard let target = anchors[name] else {
            throw ParseError(.syntax, "there is no anchor \(Quoted.text(name, limit: 64)) before", at: event.position)
        }
        guard nodes[target].end > 0 else {
            throw ParseError(
                .syntax, "the value of the anchor \(Quoted.text(name, limit: 64)) holds itself", at: event.position)
        }
        return target
    }
}
