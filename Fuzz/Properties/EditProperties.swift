internal import Document
internal import KubeStash
internal import Linting
internal import Schema
internal import TestSupport

/// The properties of changes that are made in the text of a document.
enum EditProperties {
    static func check(_ document: Document) throws(Violation) {
        guard document.nodeCount <= 300 else { return }
        try checkAdditions(to: document)
        try checkDefaults(of: document)
    }

    /// A member that no input has.
    private static let added = NewMember("an added: member", .object([NewMember("x", .string("- y"))]))

    /// With a member more in each object, the text has these members more, as many as are said to be added, and
    /// otherwise the same values.
    private static func checkAdditions(to document: Document) throws(Violation) {
        var owners: [Document.Node] = []
        var hasMember = false
        try document.visitValues { (node) throws(Violation) in
            guard document.kind(of: node) == .object else { return }
            owners.append(node)
            hasMember = hasMember || document.members(of: node).contains { document.string($0.key) == added.name }
        }
        guard !hasMember, !owners.isEmpty else { return }
        let editor = DocumentEditor(document, owners.map { .set([added], of: $0) })
        let edited = try read(editor.text, like: document)
        var count = 0
        let rest = sorted(edited.root, of: edited, without: added.name, &count)
        var none = 0
        try require(
            rest == sorted(document.root, of: document, without: added.name, &none), "an added member changes others")
        try require(count == owners.count - editor.left.count, "\(count) members are added, which is not what is said")
    }

    /// With its defaults, a text has the values that the webhook's patch makes of it, and lacks no other default.
    ///
    /// - Parameter document: A document; one that names no kind counts as a BackupConfiguration.
    /// - Throws: A `Violation` if it is otherwise.
    static func checkDefaults(of document: Document) throws(Violation) {
        let kind = kind(of: document)
        let plan = kind.defaults(for: document.root, in: document)
        let changes = plan.changes
        guard let patch = plan.patch(from: document.root), !changes.isEmpty else { return }
        let editor = DocumentEditor(document, changes)
        let edited = try read(editor.text, like: document)
        let missing = kind.defaults(for: edited.root, in: edited).changes
        try require(
            missing.count == editor.left.count, "\(missing.count) objects lack defaults, which is not what is said")
        guard editor.left.isEmpty else { return }
        guard let value = try? JSONValue(parsing: document.json), let operations = try? JSONValue(parsing: patch.json),
            let patched = value.applying(operations), let expected = try? Document(json: patched.json)
        else { throw Violation("a patch does not apply") }
        try require(
            sorted(edited.root, of: edited) == sorted(expected.root, of: expected),
            "the text with its defaults differs from the patched object")
    }

    private static func kind(of document: Document) -> Kind {
        guard let object = Manifest([document]).objects.first, object.node == document.root,
            case .judged(let kind) = object.treatment
        else { return BackupConfiguration.kind }
        return kind
    }

    /// An edited text, which is one document as before.
    static func read(_ text: [UInt8], like document: Document) throws(Violation) -> Document {
        let documents =
            document.isWrittenAsJSON
            ? (try? Document(json: text)).map { [$0] } : try? Document.documents(yaml: text)
        guard let documents, documents.count == 1, let edited = documents.first else {
            throw Violation("an edited text is not one document")
        }
        return edited
    }

    /// A value as JSON with sorted keys.
    static func sorted(_ node: Document.Node, of document: Document) -> [UInt8] {
        var none = 0
        return sorted(node, of: document, without: "", &none)
    }

    /// A value as JSON with sorted keys, without the members of a name, which are counted.
    private static func sorted(
        _ node: Document.Node, of document: Document, without name: String, _ count: inout Int
    ) -> [UInt8] {
        switch document.kind(of: node) {
        case .array:
            var items: [[UInt8]] = []
            for item in document.elements(of: node) { items.append(sorted(item, of: document, without: name, &count)) }
            return Array("[".utf8) + items.joined(separator: Array(",".utf8)) + Array("]".utf8)
        case .object:
            var members: [[UInt8]] = []
            for (key, value) in document.members(of: node) {
                if !name.isEmpty, document.string(key) == name {
                    count += 1
                    continue
                }
                let text = Array(document.compactText(of: key).utf8)
                members.append(text + Array(":".utf8) + sorted(value, of: document, without: name, &count))
            }
            members.sort { $0.lexicographicallyPrecedes($1) }
            return Array("{".utf8) + members.joined(separator: Array(",".utf8)) + Array("}".utf8)
        default: return Array(document.compactText(of: node).utf8)
        }
    }
}
