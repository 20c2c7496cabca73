/// One document of a YAML text as it is written: scalars are not resolved, and aliases are not followed.
struct YAMLTree {
    enum Content {
        case scalar
        case sequence
        case mapping
        /// A reference to the node with that index.
        case alias(Int)
    }

    /// A plain value, as is ``YAMLEvent``.
    struct Node {
        var content: Content
        /// Where the node begins in the text: at its anchor or tag, if it has one.
        let offset: Int
        /// The range of the node without them.
        var range: Range<Int>
        let style: Document.Style
        let tag: YAMLTag?
        let text: Range<Int>
        let isPlain: Bool
        /// The index after the node and all that is in it; 0 while it is open.
        var end = 0

        var isAlias: Bool {
            if case .alias = content { true } else { false }
        }
    }

    private(set) var nodes: [Node] = []
    private var open: [Int] = []
    private var anchors: [String: Int] = [:]
    /// The offset after the last byte of all nodes so far.
    private var lastByte = 0
    private let limits: Document.Limits

    /// Makes an empty tree.
    init(limits: Document.Limits) {
        self.limits = limits
    }

    /// Adds the next event of the document.
    ///
    /// - Parameters:
    ///   - event: Neither the start nor the end of a document.
    ///   - names: The names of the document's anchors.
    /// - Throws: An error if a limit is exceeded, or if an alias has no value to refer to.
    mutating func add(_ event: YAMLEvent, anchors names: [String]) throws(ParseFailure) {
        switch event.kind {
        case .containerEnd:
            close(event)
        case .alias:
            try append(event, .alias(target(of: event, names)), names)
        case .scalar:
            try append(event, .scalar, names)
        case .sequenceStart:
            try begin(event, .sequence, names)
        case .mappingStart:
            try begin(event, .mapping, names)
        case .documentStart, .documentEnd, .streamEnd:
            break
        }
    }

    /// Ends the innermost container.
    ///
    /// Only brackets have an end of their own: any other container, such as a pair in a list, ends with the last node
    /// in it.
    private mutating func close(_ event: YAMLEvent) {
        guard let closed = open.popLast() else { return }
        nodes[closed].end = nodes.count
        if nodes[closed].style == .flow, !event.range.isEmpty { lastByte = max(lastByte, event.range.upperBound) }
        let start = nodes[closed].range.lowerBound
        nodes[closed].range = start..<max(start, lastByte)
    }

    private mutating func append(_ event: YAMLEvent, _ content: Content, _ names: [String]) throws(ParseFailure) {
        guard nodes.count < limits.nodes else {
            throw ParseFailure(.limit, "more than \(limits.nodes) values", at: event.mark)
        }
        if case .alias = content {} else if let anchor = event.anchor { anchors[names[anchor]] = nodes.count }
        nodes.append(
            Node(
                content: content, offset: event.mark, range: range(of: event), style: event.style, tag: event.tag,
                text: event.text, isPlain: event.isPlain, end: nodes.count + 1))
    }

    private mutating func begin(_ event: YAMLEvent, _ content: Content, _ names: [String]) throws(ParseFailure) {
        guard open.count < limits.depth else {
            throw ParseFailure(.limit, "nested deeper than \(limits.depth) levels", at: event.mark)
        }
        open.append(nodes.count)
        try append(event, content, names)
        nodes[nodes.count - 1].end = 0
    }

    private func target(of event: YAMLEvent, _ names: [String]) throws(ParseFailure) -> Int {
        let name = event.anchor.map { names[$0] } ?? ""
        guard let target = anchors[name] else {
            throw ParseFailure(.syntax, "there is no anchor \(Quoted.text(name, limit: 64)) before", at: event.mark)
        }
        guard nodes[target].end > 0 else {
            throw ParseFailure(
                .syntax, "the value of the anchor \(Quoted.text(name, limit: 64)) holds itself", at: event.mark)
        }
        return target
    }

    /// The range of a node.
    ///
    /// A missing value of a block mapping that libyaml notices at the next token gets the place after its key: the text
    /// between the two does not belong to the mapping.
    private mutating func range(of event: YAMLEvent) -> Range<Int> {
        guard event.kind == .scalar || event.kind == .alias else { return event.range }
        if event.isLate, let container = open.last, nodes[container].style == .block {
            lastByte = max(lastByte, nodes[container].range.lowerBound)
            return lastByte..<lastByte
        }
        lastByte = max(lastByte, event.range.upperBound)
        return event.range
    }
}
