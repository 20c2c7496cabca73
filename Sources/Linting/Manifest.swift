package import Document
package import KubeStash
package import Schema

/// The objects of a manifest, lists taken apart.
package struct Manifest: Sendable {
    /// One object.
    package struct Object: Sendable {
        /// The document that contains the object.
        package let document: Document
        /// The object in its document.
        package let node: Document.Node
        /// Its `apiVersion`.
        package let apiVersion: String
        /// Its `kind`.
        package let kind: String
        /// Whether two opening braces are anywhere in its document, as in a template.
        let mayBeTemplate: Bool

        /// A text of its metadata.
        ///
        /// - Parameter key: The field of the metadata.
        /// - Returns: The text, empty if there is none.
        package func metadata(_ key: Key) -> String {
            document.present("metadata", of: node).flatMap { document.text(key, of: $0) }
                .flatMap { document.string($0) } ?? ""
        }

        /// Its name, or the prefix of its name while it has none.
        package var name: String {
            let name = metadata("name")
            return name.isEmpty ? metadata("generateName") : name
        }

        /// The API group of its kind, empty for the core group.
        package var group: String {
            apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
        }

        /// Its place in the file.
        package var position: SourcePosition { document.position(of: node) }

        /// The namespace of the object.
        ///
        /// - Parameter other: The namespace of an object that names none.
        /// - Returns: Its own namespace, else the other one, else an empty text.
        package func namespace(orElse other: String?) -> String {
            let own = metadata("namespace")
            return own.isEmpty ? other ?? "" : own
        }

        /// The fields that tell one object from all others.
        package struct Identity: Hashable, Sendable {
            /// The API group of its kind.
            package let group: String
            /// Its kind.
            package let kind: String
            /// Its namespace, or that of objects that name none.
            package let namespace: String
            /// Its name.
            package let name: String
        }

        /// The identity of the object.
        ///
        /// - Parameter namespace: The namespace of an object that names none.
        /// - Returns: The identity.
        package func identity(orElse namespace: String?) -> Identity {
            Identity(group: group, kind: kind, namespace: self.namespace(orElse: namespace), name: metadata("name"))
        }

        /// The kind and the name in one line, with the namespace if it is known.
        ///
        /// - Parameter other: The namespace of an object that names none.
        /// - Returns: The title, such as `BackupConfiguration demo/nightly`.
        package func title(in other: String?) -> String {
            Self.title(kind, name, in: namespace(orElse: other))
        }

        static func title(_ kind: String, _ name: String, in namespace: String) -> String {
            let full = namespace.isEmpty ? name : "\(namespace)/\(name)"
            return name.isEmpty ? Quoted.bare(kind) : "\(Quoted.bare(kind)) \(Quoted.bare(full))"
        }

        /// Whether it is a review of the webhook's API, rather than an object of a cluster.
        package var isReview: Bool { kind == "AdmissionReview" && group == "admission.k8s.io" }
    }

    /// A value that is not an object of Kubernetes, or a list without items.
    package struct Problem: Sendable {
        /// Its place in the file.
        package let position: SourcePosition
        /// The problem, in one line.
        package let message: String
        /// Whether nothing in the value says that it should be an object of Kubernetes.
        package let isForeign: Bool
    }

    /// The objects, in order.
    package private(set) var objects: [Object] = []
    /// The values that are not objects, in order.
    package private(set) var problems: [Problem] = []
    /// Whether the document that is taken apart may have a template's braces.
    private var mayBeTemplate = false
    /// Finds the places of the problems in one pass.
    private var cursor = PositionCursor()

    /// Takes documents apart.
    ///
    /// - Parameter documents: The documents; empty ones are left out.
    package init(_ documents: [Document]) {
        for document in documents { add(document) }
    }

    /// Takes another document apart, unless it is empty.
    ///
    /// - Parameter document: The document.
    package mutating func add(_ document: Document) {
        guard !document.isNull(document.root) else { return }
        mayBeTemplate = TemplateText.isPossible(in: document)
        add(document.root, of: document, within: nil)
    }

    /// The `apiVersion` and the `kind` of a list's items, which a list of one kind leaves out.
    private typealias ItemType = (apiVersion: String, kind: String)

    /// Adds an object or the items of a list; as deep as the document, whose depth the parser has capped.
    private mutating func add(_ node: Document.Node, of document: Document, within list: ItemType?) {
        func text(_ key: Key) -> String {
            document.text(key, of: node).flatMap { document.string($0) } ?? ""
        }
        let (apiVersion, kind) = (text("apiVersion"), text("kind"))
        let type: ItemType =
            kind.isEmpty && apiVersion.isEmpty ? list ?? ("", "") : (apiVersion: apiVersion, kind: kind)
        guard document.kind(of: node) == .object, !type.kind.isEmpty, !type.apiVersion.isEmpty else {
            let isForeign = type.kind.isEmpty && type.apiVersion.isEmpty
            report(Self.lack(of: type, at: node, in: document), at: node, of: document, isForeign: isForeign)
            return
        }
        let items = document.present("items", of: node)
        if let items, document.kind(of: items) == .array, type.kind.hasSuffix("List") {
            let itemKind = String(type.kind.dropLast("List".count))
            let itemType: ItemType? = itemKind.isEmpty ? nil : (apiVersion: type.apiVersion, kind: itemKind)
            for item in document.elements(of: items) { add(item, of: document, within: itemType) }
        } else if Self.isList(type.kind) {
            let problem = "\(type.kind): items must be a list, and \(items == nil ? "is missing" : "is none")"
            report(problem, at: items ?? node, of: document)
        } else {
            objects.append(
                Object(
                    document: document, node: node, apiVersion: type.apiVersion, kind: type.kind,
                    mayBeTemplate: mayBeTemplate))
        }
    }

    private mutating func report(
        _ message: String, at node: Document.Node, of document: Document, isForeign: Bool = false
    ) {
        let position = cursor.position(of: node, in: document)
        problems.append(Problem(position: position, message: message, isForeign: isForeign))
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
    package enum Treatment {
        /// It is judged.
        case judged(Kind)
        /// It is an object of Stash.
        case stash(StashKind)
        /// It says that it is of a kind that KubeStash does not have.
        case misnamed(Finding)
        /// It is not judged, for this reason.
        case skipped(String)
    }

    /// The kinds by their names.
    private static let kinds = [String: Kind](uniqueKeysWithValues: Kinds.all.map { ($0.names.kind, $0) })

    /// The treatment of the object, by its group, version and kind.
    package var treatment: Treatment {
        if let kind = Self.kinds[kind], "\(kind.names.group)/\(kind.names.version)" == apiVersion {
            return .judged(kind)
        }
        if group == StashKind.group, let kind = StashKind.named(kind) { return .stash(kind) }
        if let apiVersion = document.text("apiVersion", of: node), let kind = document.text("kind", of: node),
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
