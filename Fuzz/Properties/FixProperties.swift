internal import Document
internal import Editing
internal import KubeStash
internal import Linting
internal import Schema

/// The properties of every manifest that `stashgate lint --fix` mends and `stashgate default` completes.
enum FixProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        guard let documents = read(input) else { return }
        for document in documents where document.nodeCount <= mostNodes {
            for object in Manifest([document]).objects { try checkChanges(for: object) }
            try EditProperties.checkDefaults(of: document)
        }
        try checkMending(input, into: documents.count)
    }

    /// The largest document that is edited; each edited text is read again.
    private static let mostNodes = 2000

    /// The text with the suggestions of an object's errors has the values that they say, and otherwise the same ones.
    private static func checkChanges(for object: Manifest.Object) throws(Violation) {
        guard case .judged(let kind) = object.treatment else { return }
        let document = object.document
        let findings = kind.check(object.node, in: Context(document), unknownFields: .reported)
        let changes = findings.all.compactMap { finding in
            finding.severity == .error
                ? (finding.node ?? finding.owner).flatMap { finding.change(at: $0, in: document) } : nil
        }
        guard !changes.isEmpty else { return }
        let editor = DocumentEditor(document, changes)
        let left = Set(editor.left)
        let made = changes.indices.filter { !left.contains($0) }.map { changes[$0] }
        let edited = try EditProperties.read(editor.text, like: document)
        var writer = JSONWriter()
        ChangedTree(made, of: document).write(document.root, to: &writer)
        guard let expected = try? Document(json: writer.bytes) else { throw Violation("the suggestions make no JSON") }
        try require(
            EditProperties.sorted(edited.root, of: edited) == EditProperties.sorted(expected.root, of: expected),
            "the mended text differs from the suggestions")
        // The edits of one change are among those of all.
        let all = Set(editor.edits.edits)
        for index in changes.indices {
            try require(
                editor.edits(of: index).allSatisfy { all.contains($0) }, "an edit of one change is not among all")
            try require(!left.contains(index) || editor.edits(of: index).isEmpty, "a change that is left has edits")
        }
    }

    /// The mended text has as many documents, and a second run finds nothing more to mend, unless the first one gave up.
    private static func checkMending(_ text: [UInt8], into count: Int) throws(Violation) {
        let mending = try mending(of: text)
        guard let file = mending.files.first else { return }
        let mended = read(file.text)
        try require(mended?.count == count, "a mended text cannot be read, or has other documents")
        guard mending.isFinished else { return }
        try require(try self.mending(of: file.text).files.isEmpty, "a second run mends more")
    }

    private static func mending(of text: [UInt8]) throws(Violation) -> Mending {
        var options = LintOptions()
        options.texts[InputPaths.standardInput] = text
        do {
            return try Mender.mend(InputPaths([InputPaths.standardInput]), options)
        } catch {
            throw Violation("a text in memory cannot be mended: \(error)")
        }
    }

    /// The documents of a text; nil if it, or the rest of it, cannot be read.
    private static func read(_ text: [UInt8]) -> [Document]? {
        var documents: [Document] = []
        if text.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{"),
            (try? Document.readSequence(json: text) { documents.append($0) }) != nil
        {
            return documents
        }
        return try? Document.documents(yaml: text)
    }
}

/// A document with some changes of its values.
private struct ChangedTree {
    private let document: Document
    private var replaced: [Document.Node: NewValue] = [:]
    private var renamed: [Document.Node: String] = [:]
    private var removed: Set<Document.Node> = []
    private var set: [Document.Node: [NewMember]] = [:]

    /// Of two changes of one value, the first counts.
    init(_ changes: [Change], of document: Document) {
        self.document = document
        for change in changes {
            switch change {
            case .replace(let node, let value): replaced[node] = replaced[node] ?? value
            case .rename(let node, let name): renamed[node] = renamed[node] ?? name
            case .remove(let node): removed.insert(node)
            case .set(let members, let object):
                for member in members where set[object, default: []].allSatisfy({ $0.name != member.name }) {
                    set[object, default: []].append(member)
                }
            }
        }
    }

    /// Writes a value with its changes; as deep as the document, whose depth the parser has capped.
    func write(_ node: Document.Node, to writer: inout JSONWriter) {
        if let value = replaced[node] { return writer.value(value) }
        switch document.kind(of: node) {
        case .array:
            writer.beginArray()
            for item in document.elements(of: node) { write(item, to: &writer) }
            writer.endArray()
        case .object:
            var fresh = set[node] ?? []
            writer.beginObject()
            for (key, value) in document.members(of: node) where !removed.contains(value) && !removed.contains(key) {
                let name = renamed[value] ?? renamed[key] ?? document.string(key) ?? ""
                writer.key(name)
                if let index = fresh.firstIndex(where: { $0.name == name }) {
                    writer.value(fresh.remove(at: index).value)
                } else {
                    write(value, to: &writer)
                }
            }
            for member in fresh {
                writer.key(member.name)
                writer.value(member.value)
            }
            writer.endObject()
        default: writer.value(node, of: document)
        }
    }
}
