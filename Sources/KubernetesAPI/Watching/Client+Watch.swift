package import Document

/// What a watch tells.
package enum WatchEvent {
    /// The server has accepted the watch.
    case began
    /// An object was added or changed.
    case changed(Document, Document.Node)
    /// An object was removed; this is its last state.
    case removed(Document, Document.Node)
    /// Nothing has changed up to a newer resourceVersion.
    case bookmark
}

extension Client {
    /// Watches a resource until the server ends the watch.
    ///
    /// - Parameters:
    ///   - resource: The resource.
    ///   - version: The resourceVersion to begin with; it follows the events, also if an error is thrown.
    ///   - seconds: How long the server is asked to keep the watch open.
    ///   - use: Takes the events.
    /// - Throws: `APIError` if the watch breaks; `isExpired` if the resourceVersion is too old.
    package func watch(
        _ resource: Resource, from version: inout String, seconds: Int, _ use: (WatchEvent) -> Void
    ) throws(APIError) {
        var call = Call(resource.path, limits: limits)
        call.accept = Self.accept(resource, list: false)
        call.query = [
            ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version),
            ("timeoutSeconds", String(seconds)),
        ]
        // Events may be rare, and the kernel notices a peer that is gone.
        call.idleTime = .seconds(seconds) + limits.watchGrace
        call.answerTime = call.idleTime
        let place = name(of: call)
        try begin(call)
        use(.began)
        var lines = LineSplitter(limit: limits.eventBytes)
        do throws(APIError) {
            while let piece = try nextPiece() {
                lines.append(piece)
                while let line = try lines.next() {
                    let event = try event(line, place)
                    version = event.version
                    use(event.event)
                }
            }
            guard !lines.isInsideLine else {
                throw APIError(.disconnected, "\(place): the watch ended within an event")
            }
        } catch {
            close()
            throw error
        }
    }

    private func event(_ line: [UInt8], _ place: String) throws(APIError) -> (event: WatchEvent, version: String) {
        let document = try parse(line, place)
        guard let typeNode = document.present("type", of: document.root), document.isString(typeNode),
            let object = document.present("object", of: document.root), document.isObject(object)
        else { throw APIError(.malformed, "\(place): an event has no type and object") }
        let type = document.string(typeNode, upTo: 20) ?? ""
        if type == "ERROR" { throw Self.error(document, object, code: nil, place) }
        guard let metadata = document.present("metadata", of: object),
            let versionNode = document.present("resourceVersion", of: metadata), document.isString(versionNode),
            let version = document.string(versionNode, upTo: limits.tokenBytes), !version.isEmpty,
            version.utf8.count <= limits.tokenBytes
        else { throw APIError(.malformed, "\(place): an event has no resourceVersion") }
        if type == "BOOKMARK" { return (.bookmark, version) }
        guard ObjectIdentity(document, object) != nil else {
            throw APIError(.malformed, "\(place): the object of an event has no name")
        }
        switch type {
        case "ADDED", "MODIFIED": return (.changed(document, object), version)
        case "DELETED": return (.removed(document, object), version)
        default: throw APIError(.malformed, "\(place): an event has an unknown type")
        }
    }
}
