import Admission
import Document
import Editing
import KubeStash
import Linting
import Schema
import Text

/// A manifest with the defaults of its objects, as edits of its text.
struct DefaultedFile {
    /// An object of KubeStash.
    struct Object {
        let object: Manifest.Object
        /// The patch that the mutating webhook makes.
        let patch: JSONPatch
    }

    /// The name of the file.
    let name: String
    /// The text of the file.
    let text: [UInt8]
    /// Whether the text is JSON.
    let isJSON: Bool
    /// The documents of the file that are not empty, each with the members that its objects lack.
    private(set) var documents: [(document: Document, added: [Document.Node: [NewMember]])] = []
    /// The objects of KubeStash, in order.
    private(set) var objects: [Object] = []
    /// The edits that add the defaults.
    private(set) var edits = TextEdits()
    /// Whether the text is a template, which is left as it is.
    private(set) var isTemplate = false
    /// Remarks about what is left as it is, a line each.
    private(set) var notes: [String] = []

    /// Finds the defaults of the objects in a file; whatever else is in it stays as it is.
    ///
    /// - Parameters:
    ///   - text: The text of the file.
    ///   - name: Its name.
    /// - Throws: A ``CommandFailure`` if the text cannot be read, or an object lacks too many fields.
    init(_ text: [UInt8], named name: String) throws(CommandFailure) {
        self.name = name
        self.text = text
        var read: [Document] = []
        do throws(ParseError) {
            read = try ReviewInput.documents(of: text)
        } catch {
            let template = TemplateText(unreadable: text)
            guard let template, template.isCertain else { throw CommandFailure(error, template, in: name) }
            isTemplate = true
            notes.append(Quoted.line("\(name):\(template.position): note: \(Self.templateRemark)") + "\n")
        }
        isJSON = !read.isEmpty && read.allSatisfy(\.isWrittenAsJSON)
        for document in read where !document.isNull(document.root) { try add(document) }
    }

    /// The remark on a template.
    static let templateRemark =
        "this is a template and stays as it is; render it first, as in 'helm template CHART | stashgate default -'"

    /// The text with the defaults.
    var editedText: [UInt8] { edits.applied(to: text) }

    /// Whether the file has all defaults.
    var isUnchanged: Bool { edits.edits.isEmpty }

    private mutating func add(_ document: Document) throws(CommandFailure) {
        var changes: [(object: Manifest.Object, change: Change)] = []
        for object in Manifest([document]).objects {
            guard case .judged(let kind) = object.treatment else { continue }
            let node = object.node
            let plan = kind.defaults(for: node, in: document)
            guard let patch = plan.patch(from: node) else {
                throw CommandFailure(
                    "\(name):\(object.position): \(object.title(in: nil)): the object lacks so many fields that the "
                        + "webhook's patch would pass \(DefaultsPlan.patchLimit) bytes")
            }
            objects.append(Object(object: object, patch: patch))
            changes += plan.changes.map { (object, $0) }
        }
        var added: [Document.Node: [NewMember]] = [:]
        for case (_, .set(let members, let owner)) in changes { added[owner] = members }
        documents.append((document, added))
        guard !changes.isEmpty else { return }
        let editor = DocumentEditor(document, changes.map(\.change))
        edits.append(editor.edits, at: document.source.start.offset)
        let isShared = document.hasSharedValues
        for index in editor.left {
            guard case .set(let members, let owner) = changes[index].change else { continue }
            let path = FieldPath(to: owner, from: changes[index].object.node, in: document).description
            let note =
                "\(name):\(document.position(of: owner)): warning: \(path.isEmpty ? "" : "\(path): ")"
                + "\(members.map(\.name).listed) \(members.count == 1 ? "is" : "are") not added, "
                + (isShared ? Self.sharedRemark : Self.otherRemark)
            notes.append(Quoted.line(note) + "\n")
        }
    }

    private static let sharedRemark =
        "as an alias shares the text with another place, which would change as well; write the object out"
    private static let otherRemark = "as its text has a form to which nothing can be added"
}

extension DefaultedFile {
    /// The documents with the defaults, as JSON texts.
    var json: [[UInt8]] {
        documents.map { document, added in
            var writer = JSONWriter()
            writer.value(document.root, of: document, adding: added)
            return writer.bytes
        }
    }

    /// The manifest with the defaults as YAML: the edited text, unless that is JSON.
    ///
    /// - Throws: A `ParseError` if the text with the defaults exceeds a limit.
    func yaml() throws -> [UInt8] {
        guard isJSON else { return editedText }
        return Array(
            try json.map { YAMLWriter.text(of: try Document(json: $0)) }.joined(separator: Array("---\n".utf8)))
    }

    /// The difference that the defaults make; empty if there is none.
    var difference: [UInt8] {
        UnifiedDiff(of: text, edits).text(for: name == InputFile.standardInput ? "stdin" : name)
    }
}

/// Manifests that follow one another, in one text.
struct ManifestStream {
    private(set) var bytes: [UInt8] = []
    private var isJSON = false

    /// Appends a manifest, after a separator if there is something before it.
    ///
    /// - Parameters:
    ///   - text: The manifest.
    ///   - isJSON: Whether it is JSON; JSON texts need no separator between them.
    mutating func append(_ text: [UInt8], isJSON: Bool) {
        defer { self.isJSON = isJSON }
        guard !bytes.isEmpty else {
            bytes = text
            return
        }
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        // A byte order mark is only the first character of a text.
        let mark = Array("\u{FEFF}".utf8)
        let text = text.starts(with: mark) ? text.dropFirst(mark.count) : text[...]
        if !(self.isJSON && isJSON) { bytes += Self.separator(before: text).utf8 }
        bytes += text
    }

    /// The separator before a manifest, which may begin with one, or with directives, before which a document must end.
    private static func separator(before text: ArraySlice<UInt8>) -> String {
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let start = line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
            guard let start, start != UInt8(ascii: "#") else { continue }
            if line.starts(with: "---".utf8) { return "" }
            return line.first == UInt8(ascii: "%") ? "...\n" : "---\n"
        }
        return "---\n"
    }
}
