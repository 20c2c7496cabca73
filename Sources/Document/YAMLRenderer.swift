/// Writes one YAML document as the JSON text that it stands for, and records where every value and key was written.
///
/// kubectl also converts YAML to JSON; so a document that was YAML is like any other to the code that reads it.
struct YAMLRenderer {
    let tree: YAMLTree
    let text: [UInt8]
    private let source: SourceText
    private let limits: Document.Limits
    private var writer: JSONWriter
    /// The place of every value and key, in the order of the JSON text.
    private var places: [PlaceRecord] = []
    private var starts: [Int] = []
    private var aliased = 0
    private var aliasedBytes = 0

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - tree: The document.
    ///   - text: The text that contains its scalars.
    ///   - source: The text that it was read from.
    ///   - limits: The limits for the document.
    init(_ tree: YAMLTree, text: [UInt8], source: SourceText, limits: Document.Limits) {
        self.tree = tree
        self.text = text
        self.source = source
        self.limits = limits
        writer = JSONWriter(capacity: text.count + 4 * tree.nodes.count)
        places.reserveCapacity(tree.nodes.count)
        starts.reserveCapacity(tree.nodes.count)
    }

    /// Writes the document.
    ///
    /// - Returns: The document of the JSON text, with the places of the YAML text.
    /// - Throws: The first mistake.
    mutating func document() throws(ParseFailure) -> Document {
        guard !tree.nodes.isEmpty else {
            throw ParseFailure(.unexpectedEnd, "the document is empty", at: source.start.offset)
        }
        try value(0, isShared: false, depth: 0)
        // The JSON text may be longer than the YAML text (`n` becomes `false`), up to the largest offset of 32 bits.
        var limits = limits
        limits.bytes = Int(UInt32.max)
        do throws(ParseError) {
            let json = try Document(json: writer.bytes, limits: limits)
            return Document(json, source: Document.Source(source, comments: comments(), places: places))
        } catch {
            throw ParseFailure(error.code, error.message, at: offset(ofOffset: error.position.offset))
        }
    }

    private func comments() -> [Document.Comment] {
        var comments = YAMLComments(in: source.bytes)
        for node in tree.nodes {
            guard case .scalar = node.content else { continue }
            let start = node.range.lowerBound - source.start.offset
            comments.skip(start..<start + node.range.count, node.style)
        }
        comments.find(to: source.bytes.count)
        return comments.found
    }

    private mutating func value(
        _ index: Int, isShared: Bool, depth: Int, at alias: YAMLTree.Node? = nil
    ) throws(ParseFailure) {
        let node = tree.nodes[index]
        let isSharedHere = isShared || alias != nil
        switch node.content {
        case .alias(let target):
            try value(target, isShared: isShared, depth: depth, at: node)
        case .scalar:
            try note(alias ?? node, isShared: isSharedHere, bytes: node.text.count)
            switch try scalar(node) {
            case .null: writer.null()
            case .boolean(let value): writer.boolean(value)
            case .number(let number): writer.number(number.json)
            case .string:
                let text = text
                writer.string(utf8: text.span.extracting(node.text))
            }
        case .sequence:
            try note(alias ?? node, isShared: isSharedHere)
            try refuse(depth + 1, at: node.offset)
            writer.beginArray()
            var item = index + 1
            while item < node.end {
                try value(item, isShared: isSharedHere, depth: depth + 1)
                item = tree.nodes[item].end
            }
            writer.endArray()
        case .mapping:
            try note(alias ?? node, isShared: isSharedHere)
            try refuse(depth + 1, at: node.offset)
            writer.beginObject()
            if hasMergeKey(index) {
                for member in try mergedMembers(of: index, depth: depth) {
                    try self.member(member, isShared: isSharedHere, depth: depth + 1)
                }
            } else {
                try ownMembers(of: index, isShared: isSharedHere, depth: depth + 1)
            }
            writer.endObject()
        }
    }

    /// Writes the members of a mapping without a merge key, without a list of them; that two have one name is found when
    /// the JSON text is read.
    private mutating func ownMembers(of mapping: Int, isShared: Bool, depth: Int) throws(ParseFailure) {
        let end = tree.nodes[mapping].end
        var key = mapping + 1
        while key < end {
            let value = tree.nodes[key].end
            guard value < end else { return }
            try member(Member(key: key, value: value, isMerged: false), isShared: isShared, depth: depth)
            key = tree.nodes[value].end
        }
    }

    private mutating func member(_ member: Member, isShared: Bool, depth: Int) throws(ParseFailure) {
        let isShared = isShared || member.isMerged
        let key = tree.nodes[member.key]
        if case .scalar = key.content, case .string = try scalar(key) {
            try note(key, isShared: isShared, bytes: key.text.count)
            let text = text
            writer.key(utf8: text.span.extracting(key.text))
        } else {
            let name = try name(of: member.key)
            try note(key, isShared: isShared || key.isAlias, bytes: name.utf8.count)
            writer.key(name)
        }
        try value(member.value, isShared: isShared, depth: depth)
    }

    /// The nodes right under a container.
    func children(of container: Int) -> [Int] {
        sequence(first: container + 1) { tree.nodes[$0].end }.prefix { $0 < tree.nodes[container].end }
    }

    /// Resolves a scalar.
    func scalar(_ node: YAMLTree.Node) throws(ParseFailure) -> YAMLScalar {
        do throws(YAMLScalar.Failure) {
            return try YAMLScalar(text[node.text], tag: node.tag, isPlain: node.isPlain)
        } catch {
            throw ParseFailure(.syntax, error.message, at: node.offset)
        }
    }

    /// Counts a value that an alias adds.
    mutating func countAliased(bytes: Int, at offset: Int) throws(ParseFailure) {
        aliased += 1
        guard aliased <= limits.aliasedNodes else {
            throw ParseFailure(.limit, "aliases add more than \(limits.aliasedNodes) values", at: offset)
        }
        // A long text behind many aliases is a bomb as well.
        aliasedBytes += bytes
        guard aliasedBytes <= limits.bytes else {
            throw ParseFailure(.limit, "aliases add more than \(limits.bytes) bytes", at: offset)
        }
    }

    func refuse(_ depth: Int, at offset: Int) throws(ParseFailure) {
        guard depth <= limits.depth else {
            throw ParseFailure(.limit, "nested deeper than \(limits.depth) levels", at: offset)
        }
    }

    private mutating func note(_ node: YAMLTree.Node, isShared: Bool, bytes: Int = 0) throws(ParseFailure) {
        if isShared { try countAliased(bytes: bytes, at: node.offset) }
        let base = source.start.offset
        places.append(
            PlaceRecord(
                mark: UInt32(clamping: node.offset - base), start: UInt32(clamping: node.range.lowerBound - base),
                end: UInt32(clamping: node.range.upperBound - base), style: node.style, isShared: isShared))
        starts.append(writer.bytes.count)
    }

    /// The offset of the value or key whose JSON text contains an offset.
    private func offset(ofOffset offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return source.start.offset + Int(places[low].mark)
    }
}
