import Admission
import Document
import KubeStash
import Schema

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

        /// Its place in the file.
        var position: SourcePosition { value.document.position(of: value.node) }

        /// Its namespace, or another one if it names none.
        func namespace(orElse other: String?) -> String {
            let own = metadata("namespace")
            return own.isEmpty ? other ?? "" : own
        }

        /// The kind and the name in one line, with the namespace if it is known.
        func title(in other: String?) -> String {
            let namespace = namespace(orElse: other)
            let full = namespace.isEmpty ? name : "\(namespace)/\(name)"
            return name.isEmpty ? Quoted.bare(kind) : "\(Quoted.bare(kind)) \(Quoted.bare(full))"
        }

        /// Whether it is a review of the webhook's API, rather than an object of a cluster.
        var isReview: Bool { kind == "AdmissionReview" && group == "admission.k8s.io" }
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
    /// - Throws: A ``CommandFailure`` that lists the documents that are not objects.
    init(_ documents: [Document], named file: String) throws(CommandFailure) {
        self.file = file
        var problems = Problems(file: file)
        for document in documents where !document.isNull(document.root) {
            add(document.root, of: document, within: nil, &problems)
        }
        guard problems.lines.isEmpty else { throw CommandFailure(problems.lines) }
    }

    /// Takes documents apart, and leaves out values that are not objects.
    ///
    /// - Parameter documents: The documents.
    init(_ documents: [Document]) {
        file = ""
        var problems = Problems(file: file)
        for document in documents { add(document.root, of: document, within: nil, &problems) }
    }

    /// The `apiVersion` and the `kind` of a list's items, which a list of one kind leaves out.
    private typealias ItemType = (apiVersion: String, kind: String)

    /// The lines about documents that are not objects, with the place of each, found in one pass.
    private struct Problems {
        let file: String
        private(set) var lines: [String] = []
        private var cursor = PositionCursor()

        init(file: String) {
            self.file = file
        }

        mutating func add(_ problem: String, at node: Document.Node, of document: Document) {
            let position = cursor.position(of: node, in: document)
            lines.append("\(file):\(position.line):\(position.column): \(problem)")
        }
    }

    /// Adds an object or the items of a list; as deep as the document, whose depth the parser has capped.
    private mutating func add(
        _ node: Document.Node, of document: Document, within list: ItemType?, _ problems: inout Problems
    ) {
        func text(_ key: Key) -> String {
            document.text(key, of: node).flatMap { document.string($0) } ?? ""
        }
        let (apiVersion, kind) = (text("apiVersion"), text("kind"))
        let type: ItemType =
            kind.isEmpty && apiVersion.isEmpty ? list ?? ("", "") : (apiVersion: apiVersion, kind: kind)
        guard document.kind(of: node) == .object, !type.kind.isEmpty, !type.apiVersion.isEmpty else {
            problems.add(Self.lack(of: type, at: node, in: document), at: node, of: document)
            return
        }
        let items = document.present("items", of: node)
        if let items, document.kind(of: items) == .array, type.kind.hasSuffix("List") {
            let itemKind = String(type.kind.dropLast("List".count))
            let itemType: ItemType? = itemKind.isEmpty ? nil : (apiVersion: type.apiVersion, kind: itemKind)
            for item in document.elements(of: items) { add(item, of: document, within: itemType, &problems) }
        } else if Self.isList(type.kind) {
            let problem = "\(type.kind): items must be a list, and \(items == nil ? "is missing" : "is none")"
            problems.add(problem, at: items ?? node, of: document)
        } else {
            objects.append(
                Object(value: Submission.Value(node, of: document), apiVersion: type.apiVersion, kind: type.kind))
        }
    }

    /// Whether a kind is a list whatever it contains: kubectl's, or one of KubeStash's objects.
    private static func isList(_ kind: String) -> Bool {
        kind == "List" || kind.hasSuffix("List") && KubeStashAPI.hasKind(String(kind.dropLast("List".count)))
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
        /// It says that it is of a kind that KubeStash does not have.
        case misnamed(Finding)
        /// It is not judged, for this reason.
        case skipped(String)
    }

    /// The treatment of the object, by its group, version and kind.
    var treatment: Treatment {
        if let kind = Kinds.all.first(where: {
            "\($0.names.group)/\($0.names.version)" == apiVersion && $0.names.kind == kind
        }) {
            return .judged(kind)
        }
        if group == StashKind.group, let kind = StashKind.named(kind) { return .stash(kind) }
        let document = value.document
        if let apiVersion = document.text("apiVersion", of: value.node),
            let kind = document.text("kind", of: value.node),
            let mistake = KubeStashAPI.mistake(apiVersion, kind, in: document)
        {
            return .misnamed(mistake)
        }
        if kind == "Policy", apiVersion == Policy.apiVersion {
            return .skipped("'stashgate policy check' is for such a file")
        }
        if let same = Kinds.all.first(where: { $0.names.kind == kind }), group != StashKind.group {
            return .skipped("KubeStash's \(kind) is \(same.names.group)/\(same.names.version)")
        }
        return .skipped("stashgate judges kinds of KubeStash only")
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
            throw CommandFailure("\(name.isEmpty ? "''" : name): \(error)")
        }
    }
}
