import CYAML

/// A YAML document as a flat table from path to scalar, such as `spec.ports[0].port` to `443`: enough to state facts
/// about manifests without knowing the rest of them.
struct YAMLFacts {
    private(set) var facts: [String: String] = [:]

    /// The scalar at a path; nil where there is none.
    subscript(path: String) -> String? { facts[path] }

    /// The scalars of a list, in its order.
    func list(_ path: String) -> [String] {
        var items: [String] = []
        while let item = facts["\(path)[\(items.count)]"] { items.append(item) }
        return items
    }

    /// Reads all documents of a YAML stream.
    ///
    /// - Throws: ``NotYAML`` with the line of the first fault.
    static func documents(in text: String) throws -> [YAMLFacts] {
        // libyaml's parser points at itself, so it stays in one place while it is in use.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { unsafe parser.deallocate() }
        guard unsafe yaml_parser_initialize(parser) == 1 else { throw NotYAML(line: 0) }
        defer { unsafe yaml_parser_delete(parser) }
        let bytes = Array(text.utf8)
        return try unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            var documents: [YAMLFacts] = []
            while true {
                var document = unsafe yaml_document_t()
                guard unsafe yaml_parser_load(parser, &document) == 1 else {
                    throw NotYAML(line: unsafe Int(parser.pointee.problem_mark.line) + 1)
                }
                defer { unsafe yaml_document_delete(&document) }
                guard unsafe yaml_document_get_root_node(&document) != nil else { return documents }
                var facts = YAMLFacts()
                unsafe facts.collect(1, of: &document, at: "")
                documents.append(facts)
            }
        }
    }

    private mutating func collect(_ index: Int32, of document: UnsafeMutablePointer<yaml_document_t>, at path: String) {
        guard let node = unsafe yaml_document_get_node(document, index)?.pointee else { return }
        switch unsafe node.type {
        case YAML_SCALAR_NODE:
            facts[path] = unsafe Self.text(of: node)
        case YAML_SEQUENCE_NODE:
            let items = unsafe node.data.sequence.items
            let list = unsafe Array(UnsafeBufferPointer(start: items.start, count: items.top - items.start))
            for (position, item) in list.enumerated() {
                unsafe collect(item, of: document, at: "\(path)[\(position)]")
            }
        case YAML_MAPPING_NODE:
            let pairs = unsafe node.data.mapping.pairs
            for pair in unsafe Array(UnsafeBufferPointer(start: pairs.start, count: pairs.top - pairs.start)) {
                guard let key = unsafe yaml_document_get_node(document, pair.key)?.pointee else { continue }
                let name = unsafe Self.text(of: key)
                unsafe collect(pair.value, of: document, at: path.isEmpty ? name : "\(path).\(name)")
            }
        default:
            break
        }
    }

    private static func text(of node: yaml_node_t) -> String {
        let scalar = unsafe node.data.scalar
        return unsafe String(
            decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    }
}

/// Text that is no YAML.
struct NotYAML: Error {
    let line: Int
}
