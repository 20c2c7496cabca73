/// Writes one YAML document as the JSON text that it stands for, and keeps where every value and key was written.
///
/// kubectl goes the same way from YAML to JSON; so a document that was YAML is like any other to whoever reads it.
struct YAMLRenderer {
    let tree: YAMLTree
    let text: [UInt8]
    private let limits: Document.Limits
    private var writer: JSONWriter
    /// Of every value and key, in the order of the JSON text: where it was written, and where it begins in that text.
    private var positions: [SourcePosition] = []
    private var starts: [Int] = []
    private var aliased = 0
    private var aliasedBytes = 0

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - tree: The document.
    ///   - text: The text that its scalars lie in.
    ///   - limits: What it may ask for.
    init(_ tree: YAMLTree, text: [UInt8], limits: Document.Limits) {
        self.tree = tree
        self.text = text
        self.limits = limits
        writer = JSONWriter(capacity: text.count + 4 * tree.nodes.count)
    }

    /// Writes the document.
    ///
    /// - Returns: The document of the JSON text, with the positions of the YAML text.
    /// - Throws: A `ParseError` at the first mistake.
    mutating func document() throws(ParseError) -> Document {
        guard !tree.nodes.isEmpty else {
            throw ParseError(.unexpectedEnd, "the document is empty", at: SourcePosition(offset: 0, in: []))
        }
        try value(0, isAliased: false, depth: 0)
        // The JSON text may be longer than the YAML text (`n` becomes `false`), as long as offsets of 32 bits reach.
        var limits = limits
        limits.bytes = Int(UInt32.max)
        do {
            let json = try Document(json: writer.bytes, limits: limits)
            return Document(bytes: json.bytes, records: json.records, positions: positions)
        } catch {
            throw ParseError(error.code, error.message, at: position(ofOffset: error.position.offset))
        }
    }

    private mutating func value(
        _ index: Int, isAliased: Bool, depth: Int, at place: SourcePosition? = nil
    ) throws(ParseError) {
        let node = tree.nodes[index]
        switch node.content {
        case .alias(let target):
            try value(target, isAliased: true, depth: depth, at: node.position)
        case .scalar:
            try note(place ?? node.position, isAliased: isAliased, bytes: node.text.count)
            switch try scalar(node) {
            case .null: writer.null()
            case .boolean(let value): writer.boolean(value)
            case .number(let number): writer.number(number.json)
            case .string: writer.string(String(decoding: text[node.text], as: UTF8.self))
            }
        case .sequence:
            try note(place ?? node.position, isAliased: isAliased)
            try refuse(depth + 1, at: node.position)
            writer.beginArray()
            for item in children(of: index) { try value(item, isAliased: isAliased, depth: depth + 1) }
            writer.endArray()
        case .mapping:
            try note(place ?? node.position, isAliased: isAliased)
            try refuse(depth + 1, at: node.position)
            writer.beginObject()
            for member in try members(of: index, depth: depth) {
                let isAliased = isAliased || member.isMerged
                let name = try name(of: member.key)
                let key = tree.nodes[member.key]
                try note(key.position, isAliased: isAliased || key.isAlias, bytes: name.utf8.count)
                writer.key(name)
                try value(member.value, isAliased: isAliased, depth: depth + 1)
            }
            writer.endObject()
        }
    }

    /// The nodes right under a container.
    func children(of container: Int) -> [Int] {
        sequence(first: container + 1) { tree.nodes[$0].end }.prefix { $0 < tree.nodes[container].end }
    }

    /// What a scalar is.
    func scalar(_ node: YAMLTree.Node) throws(ParseError) -> YAMLScalar {
        do throws(YAMLScalar.Failure) {
            return try YAMLScalar(text[node.text], tag: node.tag, isPlain: node.isPlain)
        } catch {
            throw ParseError(.syntax, error.message, at: node.position)
        }
    }

    /// Counts what comes out of aliases.
    mutating func countAliased(bytes: Int, at position: SourcePosition) throws(ParseError) {
        aliased += 1
        guard aliased <= limits.aliasedNodes else {
            throw ParseError(.limit, "aliases add more than \(limits.aliasedNodes) values", at: position)
        }
        // A long text behind many aliases is a bomb as well.
        aliasedBytes += bytes
        guard aliasedBytes <= limits.bytes else {
            throw ParseError(.limit, "aliases add more than \(limits.bytes) bytes", at: position)
        }
    }

    func refuse(_ depth: Int, at position: SourcePosition) throws(ParseError) {
        guard depth <= limits.depth else {
            throw ParseError(.limit, "nested deeper than \(limits.depth) levels", at: position)
        }
    }

    private mutating func note(_ position: SourcePosition, isAliased: Bool, bytes: Int = 0) throws(ParseError) {
        if isAliased { try countAliased(bytes: bytes, at: position) }
        positions.append(position)
        starts.append(writer.bytes.count)
    }

    /// Where the value or key was written that an offset of the JSON text is in.
    private func position(ofOffset offset: Int) -> SourcePosition {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return positions[low]
    }
}
