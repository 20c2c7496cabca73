extension JSONParser {
    /// Whether a container has a key with this fingerprint.
    @inline(never)
    static func hasKey(
        _ fingerprint: UInt32, in container: Int, _ nodes: borrowing OutputSpan<NodeRecord>
    ) -> Bool {
        var key = container &+ 1
        while key < nodes.count {
            if nodes[key].link == fingerprint { return true }
            key = Int(nodes[key &+ 1].next)
        }
        return false
    }

    /// Compares each key of a small object with those before it, by fingerprint first.
    @inline(never)
    static func refuseDuplicateKeys(
        of object: Int, _ text: RawSpan, _ nodes: borrowing OutputSpan<NodeRecord>
    ) throws(Failure) {
        let end = Int(nodes[object].next)
        var key = object &+ 1
        while key < end {
            var other = object &+ 1
            while other < key {
                if nodes[other].link == nodes[key].link, areSame(nodes[other], nodes[key], text) {
                    throw Failure(.duplicateKey, duplicateKeyMessage(nodes[key], text), at: Int(nodes[key].start) &- 1)
                }
                other = Int(nodes[other &+ 1].next)
            }
            key = Int(nodes[key &+ 1].next)
        }
    }

    private static func areSame(_ left: NodeRecord, _ right: NodeRecord, _ text: RawSpan) -> Bool {
        if left.isEscaped || right.isEscaped {
            return decoded(left, text) == decoded(right, text)
        }
        guard left.end &- left.start == right.end &- right.start else { return false }
        return text.isSame(from: Int(left.start), as: Int(right.start), count: Int(left.end &- left.start))
    }

    private static func decoded(_ record: NodeRecord, _ text: RawSpan) -> [UInt8] {
        var bytes: [UInt8] = []
        EscapedText.decode(text, from: Int(record.start), to: Int(record.end)) { bytes.append($0) }
        return bytes
    }

    private static func duplicateKeyMessage(_ key: NodeRecord, _ text: RawSpan) -> String {
        DuplicateKey.message(String(decoding: decoded(key, text), as: UTF8.self))
    }
}

extension Document {
    /// Compares the keys of large objects with a hash table, one table for all objects.
    func refuseDuplicateKeys(in objects: [Node]) throws(ParseError) {
        var seen = NodeTable()
        for object in objects {
            seen.removeAll()
            for (key, _) in members(of: object) where seen.insert(key, of: self) != nil {
                throw ParseError(.duplicateKey, DuplicateKey.message(string(key) ?? ""), at: position(of: key))
            }
        }
    }
}

/// The message about an object that has one key twice.
enum DuplicateKey {
    static func message(_ key: String) -> String {
        "the object has the key \(Quoted.text(key, limit: 64)) already"
    }
}
