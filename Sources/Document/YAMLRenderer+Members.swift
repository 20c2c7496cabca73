extension YAMLRenderer {
    /// One member of a mapping, as the nodes of its key and its value.
    struct Member {
        let key: Int
        let value: Int
        /// Whether it comes from another mapping, through `<<`.
        let isMerged: Bool
    }

    /// Whether a mapping has a merge key.
    func hasMergeKey(_ mapping: Int) -> Bool {
        let end = tree.nodes[mapping].end
        var key = mapping + 1
        while key < end {
            if isMerge(key) { return true }
            let value = tree.nodes[key].end
            key = value < end ? tree.nodes[value].end : end
        }
        return false
    }

    /// The members of a mapping, including those of its merge keys.
    ///
    /// If a key occurs more than once through `<<`, the last one in the text wins, whether it is merged or not: that is
    /// kubectl's rule, though by YAML's own rule a mapping's own keys always win. Of several mappings in one `<<`, the
    /// first wins.
    mutating func mergedMembers(of mapping: Int, depth: Int) throws(ParseFailure) -> [Member] {
        var merged = Merged()
        try merge(pairs(of: mapping), into: &merged, isMerged: false, depth: depth + 1)
        return merged.members
    }

    /// The text of a key.
    ///
    /// - Throws: An error if no JSON object can have such a key.
    func name(of key: Int) throws(ParseFailure) -> String {
        var node = tree.nodes[key]
        let offset = node.offset
        if case .alias(let target) = node.content { node = tree.nodes[target] }
        guard case .scalar = node.content else {
            throw ParseFailure(.syntax, "a key must be a string, a number or a boolean", at: offset)
        }
        switch try scalar(node) {
        case .string: return String(decoding: text[node.text], as: UTF8.self)
        case .boolean(let value): return value ? "true" : "false"
        case .number(let number):
            guard let key = number.key else { throw ParseFailure(.syntax, "the key is too large a number", at: offset) }
            return key
        case .null:
            throw ParseFailure(.syntax, "a key must not be null", at: offset)
        }
    }

    /// Members in the order of their first occurrence, each with its last value.
    private struct Merged {
        var members: [Member] = []
        private var places: [[UInt8]: Int] = [:]

        mutating func set(_ name: [UInt8], _ member: Member) {
            if let place = places[name] {
                members[place] = member
            } else {
                places[name] = members.count
                members.append(member)
            }
        }
    }

    private mutating func merge(
        _ pairs: [(key: Int, value: Int)], into merged: inout Merged, isMerged: Bool, depth: Int
    ) throws(ParseFailure) {
        var own: Set<[UInt8]> = []
        for (key, value) in pairs {
            let offset = tree.nodes[key].offset
            if isMerged { try countAliased(bytes: tree.nodes[key].text.count, at: offset) }
            if isMerge(key) {
                // Mappings that merge mappings count as if they were nested.
                try refuse(depth, at: offset)
                for source in try sources(of: value).reversed() {
                    try merge(self.pairs(of: source), into: &merged, isMerged: true, depth: depth + 1)
                }
            } else {
                let text = try name(of: key)
                // As bytes: two strings that differ in their bytes may be equal to Swift.
                let name = Array(text.utf8)
                guard own.insert(name).inserted else {
                    throw ParseFailure(.duplicateKey, DuplicateKey.message(text), at: offset)
                }
                merged.set(name, Member(key: key, value: value, isMerged: isMerged))
            }
        }
    }

    /// The keys and values of a mapping as they are written.
    private func pairs(of mapping: Int) -> [(key: Int, value: Int)] {
        let nodes = children(of: mapping)
        return stride(from: 0, to: nodes.count - 1, by: 2).map { (nodes[$0], nodes[$0 + 1]) }
    }

    private func isMerge(_ key: Int) -> Bool {
        guard tree.nodes[key].text.count == "<<".utf8.count else { return false }
        let node = tree.nodes[key]
        guard case .scalar = node.content, text[node.text].elementsEqual("<<".utf8) else { return false }
        return node.isPlain || node.tag == .merge
    }

    /// The mappings that a merge key refers to.
    private func sources(of value: Int) throws(ParseFailure) -> [Int] {
        if let mapping = mapping(at: value) { return [mapping] }
        guard case .sequence = tree.nodes[value].content else { throw noMapping(at: value) }
        var sources: [Int] = []
        for item in children(of: value) {
            guard let mapping = mapping(at: item) else { throw noMapping(at: item) }
            sources.append(mapping)
        }
        return sources
    }

    private func mapping(at index: Int) -> Int? {
        switch tree.nodes[index].content {
        case .mapping: return index
        case .alias(let target):
            if case .mapping = tree.nodes[target].content { return target }
            return nil
        default: return nil
        }
    }

    private func noMapping(at index: Int) -> ParseFailure {
        ParseFailure(.syntax, "<< needs a mapping, or a list of mappings", at: tree.nodes[index].offset)
    }
}
