extension JSONParser {
    /// Compares every two keys of a small object, by fingerprint first.
    func refuseDuplicateKeys(
        of object: Int, _ text: RawSpan, _ nodes: borrowing MutableSpan<NodeRecord>
    ) throws(Failure) {
        let end = Int(nodes[object].next)
        var key = object &+ 1
        while key < end {
            let fingerprint = nodes[key].link
            var other = object &+ 1
            while other < key {
                if nodes[other].link == fingerprint, areSame(nodes[other], nodes[key], text) {
                    throw Failure(.duplicateKey, duplicateKeyMessage(nodes[key], text), at: Int(nodes[key].start) &- 1)
                }
                other = Int(nodes[other &+ 1].next)
            }
            key = Int(nodes[key &+ 1].next)
        }
    }

    @inline(never)
    private func areSame(_ left: NodeRecord, _ right: NodeRecord, _ text: RawSpan) -> Bool {
        if left.isEscaped || right.isEscaped {
            return decoded(left, text) == decoded(right, text)
        }
        guard left.end &- left.start == right.end &- right.start else { return false }
        var offset: UInt32 = 0
        while offset < left.end &- left.start {
            guard text.byte(at: Int(left.start &+ offset)) == text.byte(at: Int(right.start &+ offset)) else {
                return false
            }
            offset &+= 1
        }
        return true
    }

    private func decoded(_ record: NodeRecord, _ text: RawSpan) -> [UInt8] {
        var bytes: [UInt8] = []
        EscapedText.decode(text, from: Int(record.start), to: Int(record.end)) { bytes.append($0) }
        return bytes
    }

    private func duplicateKeyMessage(_ key: NodeRecord, _ text: RawSpan) -> String {
        DuplicateKey.message(String(decoding: decoded(key, text), as: UTF8.self))
    }
}

extension Document {
    /// Compares the keys of large objects by way of a hash table, one for all of them.
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

/// What is said of an object that has one key twice.
enum DuplicateKey {
    static func message(_ key: String) -> String {
        "the object has the key \(Quoted.text(key, limit: 64)) already"
    }
}
