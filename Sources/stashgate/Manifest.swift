import Admission
import Document
import KubeStash
import Schema

/// The input of `stashgate review`.
enum ReviewInput {
    /// An AdmissionReview as JSON text, or something that is neither that nor a manifest.
    case review([UInt8])
    /// Objects.
    case manifest(Manifest)

    /// Tells manifests from AdmissionReviews.
    ///
    /// - Parameters:
    ///   - text: The file.
    ///   - file: Its name, for messages.
    ///   - isForWebhook: Whether what cannot be read is answered as the webhook answers it.
    /// - Throws: A ``CommandFailure`` if the text is neither.
    init(_ text: [UInt8], named file: String, isForWebhook: Bool) throws(CommandFailure) {
        let documents: [Document]
        do throws(ParseError) {
            documents = try Self.documents(of: text, named: file)
        } catch {
            if isForWebhook, Self.looksLikeJSON(text) {
                self = .review(text)
                return
            }
            throw CommandFailure("\(file):\(error.position.line):\(error.position.column): \(error.message)")
        }
        if documents.count == 1, let first = documents.first, Self.isReview(first, orAnyJSON: isForWebhook) {
            // The document of a YAML text holds the JSON text that it stands for.
            self = .review(first.bytes)
            return
        }
        guard documents.contains(where: { !$0.isNull($0.root) }) else {
            if isForWebhook {
                self = .review(text)
                return
            }
            throw CommandFailure("\(file): there is no object in it")
        }
        self = .manifest(try Manifest(documents, named: file))
    }

    /// Reads JSON as JSON, and any other text as YAML, which JSON with comments or several documents is too.
    private static func documents(of text: [UInt8], named file: String) throws(ParseError) -> [Document] {
        guard looksLikeJSON(text) else { return try Document.documents(yaml: text) }
        do throws(ParseError) {
            return [try Document(json: text)]
        } catch let problem {
            do throws(ParseError) {
                return try Document.documents(yaml: text)
            } catch {
                throw problem
            }
        }
    }

    /// Whether a text is empty or begins as an object of JSON does.
    private static func looksLikeJSON(_ text: [UInt8]) -> Bool {
        let first = text.first { !" \t\r\n".utf8.contains($0) }
        return first == nil || first == UInt8(ascii: "{")
    }

    private static func isReview(_ document: Document, orAnyJSON: Bool) -> Bool {
        let kind = document.member("kind", of: document.root).flatMap { document.string($0) }
        if kind == "AdmissionReview" { return true }
        return orAnyJSON && (kind ?? "").isEmpty && !document.isNull(document.root)
    }
}

/// The objects of a manifest, lists taken apart.
struct Manifest {
    /// One object.
    struct Object {
        /// The object in its document.
        let value: Submission.Value
        /// Its `apiVersion`.
        let apiVersion: String
        /// Its `kind`.
        let kind: String

        /// A text of its metadata, empty if it has none.
        func metadata(_ key: Key) -> String {
            let document = value.document
            return document.present("metadata", of: value.node).flatMap { document.text(key, of: $0) }
                .flatMap { document.string($0) } ?? ""
        }

        /// Its name, or the prefix of its name while it has none.
        var name: String {
            let name = metadata("name")
            return name.isEmpty ? metadata("generateName") : name
        }

        /// The API group of its kind, empty for the core group.
        var group: String {
            apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
        }
    }

    /// The name of the file.
    let file: String
    /// The objects, in order.
    private(set) var objects: [Object] = []

    /// Takes documents apart.
    ///
    /// - Parameters:
    ///   - documents: The documents; empty ones are left out.
    ///   - file: The name of their file.
    /// - Throws: A ``CommandFailure`` that lists what is no object.
    init(_ documents: [Document], named file: String) throws(CommandFailure) {
        self.file = file
        var problems: [String] = []
        for document in documents where !document.isNull(document.root) {
            add(document.root, of: document, within: nil, &problems)
        }
        guard problems.isEmpty else { throw CommandFailure(problems) }
    }

    /// The `apiVersion` and the `kind` of a list's items, which a list of one kind leaves out.
    private typealias ItemType = (apiVersion: String, kind: String)

    /// Adds an object or the items of a list; as deep as the document, whose depth the parser has capped.
    private mutating func add(
        _ node: Document.Node, of document: Document, within list: ItemType?, _ problems: inout [String]
    ) {
        func text(_ key: Key) -> String {
            document.text(key, of: node).flatMap { document.string($0) } ?? ""
        }
        let (apiVersion, kind) = (text("apiVersion"), text("kind"))
        let type: ItemType =
            kind.isEmpty && apiVersion.isEmpty ? list ?? ("", "") : (apiVersion: apiVersion, kind: kind)
        guard document.kind(of: node) == .object, !type.kind.isEmpty, !type.apiVersion.isEmpty else {
            let position = document.position(of: node)
            problems.append(
                "\(file):\(position.line):\(position.column): \(Self.lack(of: type, at: node, in: document))")
            return
        }
        if type.kind.hasSuffix("List"), let items = document.present("items", of: node),
            document.kind(of: items) == .array
        {
            let itemKind = String(type.kind.dropLast("List".count))
            let itemType: ItemType? = itemKind.isEmpty ? nil : (apiVersion: type.apiVersion, kind: itemKind)
            for item in document.elements(of: items) { add(item, of: document, within: itemType, &problems) }
            return
        }
        objects.append(
            Object(value: Submission.Value(node, of: document), apiVersion: type.apiVersion, kind: type.kind))
    }

    private static func lack(of type: ItemType, at node: Document.Node, in document: Document) -> String {
        guard document.kind(of: node) == .object else {
            return "this is not an object of Kubernetes, which has an apiVersion and a kind"
        }
        let missing = type.kind.isEmpty ? (type.apiVersion.isEmpty ? "apiVersion and no kind" : "kind") : "apiVersion"
        return "the object has no \(missing), so it cannot be judged"
    }
}

extension Manifest.Object {
    /// The treatment of an object.
    enum Treatment {
        /// It is judged.
        case judged(Kind)
        /// It is an object of Stash.
        case stash(StashKind)
        /// It is not judged, for this reason.
        case skipped(String)
    }

    /// The treatment of the object, by its group, version and kind.
    var treatment: Treatment {
        if let kind = Kinds.all.first(where: { "\($0.names.group)/\($0.names.version)" == apiVersion }, named: kind) {
            return .judged(kind)
        }
        if group == StashKind.group, let kind = StashKind.named(kind) { return .stash(kind) }
        let known = Kinds.all.map(\.names.kind)
        if let same = Kinds.all.first(where: { $0.names.kind == kind }), group != StashKind.group {
            return .skipped("KubeStash's \(kind) is \(same.names.group)/\(same.names.version)")
        }
        let isOfKubeStash = Kinds.all.contains { $0.names.group == group }
        if isOfKubeStash, let near = NearestName.of(kind, among: known) {
            return .skipped("there is no such kind; did you mean \(Quoted.text(near))?")
        }
        return .skipped("stashgate judges kinds of KubeStash only")
    }
}

extension [Kind] {
    /// The first kind of that name that satisfies a condition.
    fileprivate func first(where isMeant: (Kind) -> Bool, named name: String) -> Kind? {
        first { $0.names.kind == name && isMeant($0) }
    }
}

extension InputFile {
    /// Reads a whole file, or standard input.
    ///
    /// - Parameter name: The file's path, or `-`.
    /// - Returns: Its bytes.
    /// - Throws: A ``CommandFailure`` that names the file.
    static func text(of name: String) throws(CommandFailure) -> [UInt8] {
        do throws(StreamError) {
            return try read(name)
        } catch {
            throw CommandFailure("\(name): \(error)")
        }
    }
}
