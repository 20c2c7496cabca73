internal import Document
internal import HTTP
internal import Net
internal import System
internal import TLS

/// An API server over TLS that holds objects: it lists them by pages, and tells watches of their changes.
///
/// It has what a client can stumble over: it can be slow to start, answer with errors, forget old versions, cut its
/// connections, and end and return on the same port.
package final class FakeAPIServer: Sendable {
    /// The port on 127.0.0.1.
    package let port: UInt16
    /// The kubeconfig file of a user of the server.
    package let kubeconfig: String

    private let interruption: Interruption
    private let state: Locked<State>
    private let changes = ChangeBells()
    private let threads = Locked<[WorkerThread]>([])

    /// Starts a server.
    ///
    /// - Parameter collections: The paths of what is installed, such as `/api/v1/namespaces`.
    /// - Throws: `SystemError` or `TLSError` if it cannot be started.
    package init(_ collections: some Sequence<String>) throws {
        let authority = try CertificateAuthority(days: 1)
        let pair = try authority.issue(for: [HostName("127.0.0.1")])
        let context = try ServerContext(
            Credentials(
                certificate: PEMFile(contents: pair.certificate, name: "tls.crt"),
                key: PEMFile(contents: pair.key, name: "tls.key")))
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        port = listener.address.port
        interruption = try Interruption()
        state = Locked(
            State(collections: [String: [String: JSONValue]](uniqueKeysWithValues: collections.map { ($0, [:]) })))
        kubeconfig = """
            apiVersion: v1
            kind: Config
            current-context: fake
            contexts: [{name: fake, context: {cluster: fake, user: fake}}]
            users: [{name: fake, user: {token: fake}}]
            clusters:
            - name: fake
              cluster:
                server: https://127.0.0.1:\(port)
                certificate-authority-data: \(Base64.encode(try authority.keyPair().certificate))
            """
        let thread = try WorkerThread(name: "fake-api") { [self] in
            while wait(for: listener.number, nil) {
                guard case .connection(let socket) = listener.accept() else { continue }
                serve(socket, context)
            }
        }
        threads.withLock { $0.append(thread) }
    }

    /// The targets of the requests so far.
    package var requests: [String] { state.withLock { $0.requests } }

    /// The methods and paths of the requests that were to change an object, with the status of their answers, as in
    /// `PUT /api/v1/namespaces/demo/secrets/tls 409`.
    package var writes: [String] { state.withLock { $0.writes } }

    /// An object.
    ///
    /// - Parameters:
    ///   - collection: The path of its collection.
    ///   - name: The namespace and the name, as in `demo/s3`; `/demo` for an object without a namespace.
    /// - Returns: The object; nil if there is none.
    package func object(_ collection: String, _ name: String) -> JSONValue? {
        state.withLock { $0.collections[collection]?[name] }
    }

    /// Adds or changes an object.
    ///
    /// - Parameters:
    ///   - collection: The path of its collection.
    ///   - text: The object in JSON, with a name and, unless it has none, a namespace.
    /// - Throws: An error if that is not JSON.
    package func apply(_ collection: String, _ text: String) throws {
        var object = try JSONValue(parsing: Array(text.utf8))
        state.withLock { state in
            state.version += 1
            object["/metadata/resourceVersion"] = .string("\(state.version)")
            let isNew =
                state.collections[collection, default: [:]].updateValue(object, forKey: object.namespacedName) == nil
            state.note(isNew ? "ADDED" : "MODIFIED", object.json, of: collection)
        }
        changes.ring()
    }

    /// Adds the objects of a manifest.
    ///
    /// - Parameters:
    ///   - manifest: The objects in YAML.
    ///   - path: Finds the path of the collection of a kind.
    /// - Throws: An error if that is not YAML.
    package func apply(manifest: String, path: (_ kind: String) -> String) throws {
        for document in try Document.documents(yaml: Array(manifest.utf8)) {
            let object = JSONValue(document.root, of: document)
            guard case .string(let kind)? = object["kind"] else { continue }
            try apply(path(kind), String(decoding: object.json, as: UTF8.self))
        }
    }

    /// Removes an object.
    ///
    /// - Parameters:
    ///   - collection: The path of its collection.
    ///   - name: The namespace and the name, as in `demo/s3`; `/demo` for an object without a namespace.
    package func remove(_ collection: String, _ name: String) {
        state.withLock { state in
            guard var object = state.collections[collection]?.removeValue(forKey: name) else { return }
            state.version += 1
            object["/metadata/resourceVersion"] = .string("\(state.version)")
            state.note("DELETED", object.json, of: collection)
        }
        changes.ring()
    }

    /// Tells all watches the newest version.
    package func sendBookmarks() {
        state.withLock { state in
            for collection in state.collections.keys.sorted() {
                let object = #"{"metadata":{"resourceVersion":"\#(state.version)"}}"#
                state.note("BOOKMARK", Array(object.utf8), of: collection)
            }
        }
        changes.ring()
    }

    /// Installs or removes a collection, as with its definition.
    package func install(_ collection: String, _ isInstalled: Bool = true) {
        state.withLock { $0.collections[collection] = isInstalled ? [:] : nil }
    }

    /// Answers every request with an error from now on, and cuts the connections.
    ///
    /// - Parameter status: The status; nil to answer as usual again.
    package func fail(with status: Int?) {
        state.withLock { $0.failure = status }
        cut()
    }

    /// Answers requests for a path with 403 from now on.
    ///
    /// - Parameter path: The path, such as that of a collection.
    package func forbid(_ path: String) {
        state.withLock { _ = $0.forbidden.insert(path) }
    }

    /// The bodies of server-side applies, by path; the objects themselves stay as they were.
    package var applied: [String: String] { state.withLock { $0.applied } }

    /// Cuts all connections.
    package func cut() {
        state.withLock { $0.cuts += 1 }
        changes.ring()
    }

    /// Forgets old events, so that watches from before are told 410.
    package func compact() {
        state.withLock { state in
            state.oldest = state.version
            state.events = []
        }
    }

    /// Ends the server; call it once.
    package func stop() {
        interruption.request()
        while let thread = threads.withLock({ $0.popLast() }) { thread.join() }
    }

    /// Refuses the next page of a list but its first with 410, once, and removes an object before that.
    ///
    /// - Parameters:
    ///   - collection: The path of the collection.
    ///   - name: The object that is gone when the list begins anew, as in `demo/s3`.
    package func expirePages(of collection: String, removing name: String) {
        state.withLock { $0.expiring[collection] = name }
    }

    /// Waits until a descriptor can be read; the bell ends the wait, too.
    private func wait(for number: Int32, _ bell: Int32?, writing: Bool = false) -> Bool {
        let readable = (writing ? [] : [number]) + (bell.map { [$0] } ?? [])
        let end = DescriptorWait.wait(
            readable: readable, writable: writing ? [number] : [], until: .never, interruption: interruption)
        if case .ready = end { return true }
        return false
    }

    private func serve(_ socket: consuming Socket, _ context: ServerContext) {
        let taken = Locked<Socket?>(socket)
        let thread = try? WorkerThread(name: "fake-api-client") { [self] in
            guard let socket = taken.withLock({ $0 }), let bell = changes.add() else { return }
            let cuts = state.withLock { $0.cuts }
            guard var exchange = try? Exchange(socket, context) else { return }
            while state.withLock({ $0.cuts }) == cuts {
                switch exchange.next() {
                case .request(let request): answer(request, in: &exchange)
                case .wait(let writing):
                    guard sendEvents(in: &exchange), wait(for: socket.number, bell.number, writing: writing) else {
                        return
                    }
                    bell.silence()
                case .end: return
                }
            }
        }
        if let thread { threads.withLock { $0.append(thread) } }
    }

    private func answer(_ request: Request, in exchange: inout Exchange) {
        let path = request.head.path
        let query = request.head.query ?? ""
        var parameters: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { parameters[String(parts[0])] = String(parts[1]) }
        }
        state.withLock { state in
            state.requests.append(query.isEmpty ? path : "\(path)?\(query)")
            if let failure = state.failure { return exchange.send(status: failure) }
            if state.forbidden.contains(path) { return exchange.send(status: 403) }
            if parameters["continue"] != nil, let gone = state.expiring.removeValue(forKey: path) {
                state.collections[path]?[gone] = nil
                return exchange.send(status: 410)
            }
            if request.head.method == .patch, parameters["force"] != nil {
                state.applied[path] = String(decoding: request.body, as: UTF8.self)
                return exchange.send(Array("{}".utf8))
            }
            if let answer = state.answer(request) {
                if request.head.method != .get {
                    state.writes.append("\(request.head.method.rawValue) \(path) \(answer.status)")
                }
                guard let body = answer.body else { return exchange.send(status: answer.status) }
                return exchange.send(body, status: answer.status)
            }
            if let group = state.resources(of: path) { return exchange.send(group) }
            guard let objects = state.objects(at: path) else { return exchange.send(status: 404) }
            guard parameters["watch"] == "true" else {
                return exchange.send(Self.page(of: objects, parameters, version: state.version))
            }
            let version = Int(parameters["resourceVersion"] ?? "") ?? 0
            guard version >= state.oldest else { return exchange.send(status: 410) }
            exchange.beginWatch(of: path, from: version)
        }
    }

    private static func page(
        of objects: [String: JSONValue], _ parameters: [String: String], version: Int
    ) -> [UInt8] {
        let limit = Int(parameters["limit"] ?? "") ?? Int.max
        let start = Int(parameters["continue"] ?? "") ?? 0
        let sorted = objects.sorted { $0.key < $1.key }
        let end = min(sorted.count, start.addingReportingOverflow(limit).overflow ? .max : start + limit)
        let items = sorted[min(start, end)..<end].map { String(decoding: $0.value.json, as: UTF8.self) }
        let token = end < sorted.count ? "\(end)" : ""
        return Array(
            #"{"metadata":{"resourceVersion":"\#(version)","continue":"\#(token)"},"items":[\#(items.joined(separator: ","))]}"#
                .utf8)
    }

    /// Sends the events that a watch of the connection has not had; false if the connection is broken.
    private func sendEvents(in exchange: inout Exchange) -> Bool {
        guard let watched = exchange.watched else { return true }
        let last = exchange.lastEvent
        let (events, count) = state.withLock { state in
            (state.events.filter { $0.number > last && $0.collection == watched.path }, state.count)
        }
        exchange.lastEvent = count
        for event in events where event.version > watched.version || event.type == "BOOKMARK" {
            let object = String(decoding: event.object, as: UTF8.self)
            exchange.send(chunk: #"{"type":"\#(event.type)","object":\#(object)}"# + "\n")
        }
        return exchange.flush()
    }
}
