package import Document

/// A part of a list, as it is read.
package enum ListPart {
    /// The list starts anew, and its objects so far no longer count.
    case restarted
    /// The next object, and the document of its page; it is an object with metadata.
    ///
    /// Objects of Kubernetes' own kinds have neither apiVersion nor kind in a list.
    case object(Document, Document.Node)
}

extension Client {
    /// Lists all objects of a resource, a page at a time, so that memory is that of a page.
    ///
    /// - Parameters:
    ///   - resource: The resource.
    ///   - use: Takes the parts of the list.
    /// - Returns: The resourceVersion of the list, from which to watch.
    /// - Throws: `APIError`; `isNotFound` if the resource is not installed.
    package func list(_ resource: Resource, _ use: (ListPart) -> Void) throws(APIError) -> String {
        var progress = ListProgress(pageSize: limits.pageSize)
        while true {
            let page: ListPage
            do throws(APIError) {
                page = try self.page(of: resource, progress)
            } catch  where error.code == .tooLarge && progress.pageSize > 1 {
                progress.pageSize = max(1, progress.pageSize / 8)
                continue
            } catch  where error.isExpired && progress.token != nil && progress.restarts < limits.listRestarts {
                progress = ListProgress(pageSize: progress.pageSize, restarts: progress.restarts + 1)
                use(.restarted)
                continue
            }
            progress.objects += page.count
            progress.emptyPages = page.count == 0 ? progress.emptyPages + 1 : 0
            guard progress.objects <= limits.objects else {
                throw APIError(.tooLarge, "the list of \(resource) has more than \(limits.objects) objects")
            }
            page.forEach { use(.object(page.document, $0)) }
            guard let token = page.token else { return page.version }
            guard token != progress.token, progress.emptyPages <= limits.emptyPages else {
                throw APIError(.malformed, "the list of \(resource) does not end")
            }
            progress.token = token
        }
    }

    private func page(of resource: Resource, _ progress: ListProgress) throws(APIError) -> ListPage {
        var call = Call(resource.path, limits: limits)
        call.accept = Self.accept(resource, list: true)
        call.query = [("limit", String(progress.pageSize))]
        if let token = progress.token { call.query.append(("continue", token)) }
        try begin(call)
        let place = name(of: call)
        let document = try parse(body(upTo: limits.pageBytes), place)
        return try ListPage(document, place, tokenBytes: limits.tokenBytes)
    }

    /// The wanted type of a list or an object.
    static func accept(_ resource: Resource, list: Bool) -> String {
        guard resource.metadataOnly else { return "application/json" }
        let kind = list ? "PartialObjectMetadataList" : "PartialObjectMetadata"
        return "application/json;as=\(kind);g=meta.k8s.io;v=v1, application/json"
    }
}

/// How far a list has been read.
private struct ListProgress {
    var pageSize: Int
    var restarts = 0
    var token: String?
    var objects = 0
    var emptyPages = 0
}

/// One page of a list.
private struct ListPage {
    let document: Document
    let items: Document.Node?
    /// The number of objects.
    let count: Int
    /// The resourceVersion of the list.
    let version: String
    /// Where the list goes on; nil on its last page.
    let token: String?

    /// Reads a page, and checks that each of its items is an object with metadata.
    init(_ document: Document, _ place: String, tokenBytes: Int) throws(APIError) {
        let metadata = document.present("metadata", of: document.root)
        func text(_ name: Key) throws(APIError) -> String? {
            guard let node = metadata.flatMap({ document.present(name, of: $0) }) else { return nil }
            guard let text = document.string(node, upTo: tokenBytes), text.utf8.count <= tokenBytes else {
                throw APIError(.malformed, "\(place): \(name.text) of the list is not a short string")
            }
            return text.isEmpty ? nil : text
        }
        guard let version = try text("resourceVersion") else {
            throw APIError(.malformed, "\(place): the answer is not a list with a resourceVersion")
        }
        self.document = document
        self.version = version
        token = try text("continue")
        // Go writes an empty list as null.
        items = document.present("items", of: document.root)
        var count = 0
        if let items {
            guard document.isArray(items) else { throw APIError(.malformed, "\(place): items is not an array") }
            for item in document.elements(of: items) {
                guard ObjectIdentity(document, item) != nil else {
                    throw APIError(.malformed, "\(place): items[\(count)] is not an object with a name")
                }
                count += 1
            }
        }
        self.count = count
    }

    func forEach(_ use: (Document.Node) -> Void) {
        guard let items else { return }
        for item in document.elements(of: items) { use(item) }
    }
}

/// The name by which an object is known within its resource.
package struct ObjectIdentity: Hashable, Sendable {
    /// The namespace; empty for an object without one.
    package let namespace: String
    /// The name.
    package let name: String

    /// The longest name of an object, and of a namespace, in bytes (RFC 1123, a subdomain).
    private static let mostBytes = 253

    /// Reads the name of an object.
    ///
    /// - Parameters:
    ///   - document: The document of the object.
    ///   - object: The object.
    package init?(_ document: Document, _ object: Document.Node) {
        guard let metadata = document.present("metadata", of: object),
            let name = Self.text("name", of: metadata, in: document), !name.isEmpty
        else { return nil }
        self.name = name
        guard document.present("namespace", of: metadata) != nil else {
            namespace = ""
            return
        }
        guard let namespace = Self.text("namespace", of: metadata, in: document) else { return nil }
        self.namespace = namespace
    }

    private static func text(_ name: Key, of metadata: Document.Node, in document: Document) -> String? {
        guard let node = document.present(name, of: metadata), document.isString(node),
            let text = document.string(node, upTo: mostBytes), text.utf8.count <= mostBytes
        else { return nil }
        return text
    }
}
