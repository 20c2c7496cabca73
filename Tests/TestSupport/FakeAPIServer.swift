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

    /// The objects and the troubles of a server.
    private struct State: Sendable {
        /// The collections that are installed, by path: their objects by namespace and name.
        var collections: [String: [String: JSONValue]]
        /// The events of all collections, the oldest first.
        var events: [Event] = []
        /// How many events there have been.
        var count = 0
        var version = 1
        /// The oldest version that a watch may begin with.
        var oldest = 0
        /// The status of every answer; nil to answer as usual.
        var failure: Int?
        /// The paths that the user may not read.
        var forbidden: Set<String> = []
        /// The bodies of server-side applies, by path.
        var applied: [String: String] = [:]
        var requests: [String] = []
        /// The methods and paths of the requests that were to change an object, with the status of their answers.
        var writes: [String] = []
        /// How often connections were cut.
        var cuts = 0

        /// The objects of a collection, or those of a namespace in it.
        func objects(at path: String) -> [String: JSONValue]? {
            let parts = path.split(separator: "/")
            guard parts.count > 3, parts[parts.count - 3] == "namespaces" else { return collections[path] }
            let collection = (parts.dropLast(3) + parts.suffix(1)).map { "/\($0)" }.joined()
            return collections[collection]?.filter { $0.key.hasPrefix("\(parts[parts.count - 2])/") }
        }

        /// The resources of a group's version; nil if the path is that of something else.
        func resources(of path: String) -> [UInt8]? {
            let names = collections.keys.filter { $0.hasPrefix("\(path)/") }.map { $0.dropFirst(path.utf8.count + 1) }
            guard !names.isEmpty else { return nil }
            let list = names.sorted().map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
            return Array(#"{"resources":[\#(list)]}"#.utf8)
        }

        /// The collection of an object's path, and the object's key in it.
        func place(of path: String) -> (collection: String, key: String)? {
            let parts = path.split(separator: "/")
            guard let name = parts.last, parts.count > 2 else { return nil }
            let hasNamespace = parts.count > 4 && parts[parts.count - 4] == "namespaces"
            let kept = hasNamespace ? parts.dropLast(4) + [parts[parts.count - 2]] : parts.dropLast()
            let collection = kept.map { "/\($0)" }.joined()
            guard collections[collection] != nil else { return nil }
            return (collection, "\(hasNamespace ? String(parts[parts.count - 3]) : "")/\(name)")
        }

        /// Reads or changes one object as an API server does; nil if the path is not that of an object.
        mutating func answer(_ request: Request) -> (status: Int, body: [UInt8]?)? {
            let path = request.head.path
            if request.head.method == .post {
                guard let sent = try? JSONValue(parsing: request.body) else { return (400, nil) }
                guard let (collection, key) = place(of: "\(path)/\(sent.text(at: "/metadata/name"))") else {
                    return nil
                }
                guard collections[collection]?[key] == nil else { return (409, nil) }
                return (201, put(sent, in: collection, key))
            }
            guard let (collection, key) = place(of: path) else { return nil }
            guard let present = collections[collection]?[key] else { return (404, nil) }
            guard request.head.method != .get else { return (200, present.json) }
            guard let sent = try? JSONValue(parsing: request.body) else { return (400, nil) }
            let version = sent.text(at: "/metadata/resourceVersion")
            guard version.isEmpty || version == present.text(at: "/metadata/resourceVersion") else { return (409, nil) }
            return (200, put(request.head.method == .put ? sent : present.merging(sent), in: collection, key))
        }

        private mutating func put(_ object: JSONValue, in collection: String, _ key: String) -> [UInt8] {
            var object = object
            version += 1
            object["/metadata/resourceVersion"] = .string("\(version)")
            let isNew = collections[collection, default: [:]].updateValue(object, forKey: key) == nil
            note(isNew ? "ADDED" : "MODIFIED", object.json, of: collection)
            return object.json
        }

        mutating func note(_ type: String, _ object: [UInt8], of collection: String) {
            count += 1
            events.append(Event(number: count, version: version, collection: collection, type: type, object: object))
        }
    }

    private struct Event: Sendable {
        let number: Int
        let version: Int
        let collection: String
        let type: String
        let object: [UInt8]
    }

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
            let isNew = state.collections[collection, default: [:]].updateValue(object, forKey: object.name) == nil
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

/// Bells of all connections of a server.
private final class ChangeBells: Sendable {
    final class Bell: Sendable {
        private let bell: WakeUp
        var number: Int32 { bell.number }

        init() throws {
            bell = try WakeUp()
        }

        func ring() {
            bell.ring()
        }

        func silence() {
            bell.silence()
        }
    }

    private let bells = Locked<[Bell]>([])

    func add() -> Bell? {
        guard let bell = try? Bell() else { return nil }
        bells.withLock { $0.append(bell) }
        return bell
    }

    func ring() {
        for bell in bells.withLock({ $0 }) { bell.ring() }
    }
}

/// One connection of a server.
private struct Exchange: ~Copyable {
    enum Step {
        case request(Request)
        case wait(writing: Bool)
        case end
    }

    private let socket: Socket
    private var connection: TLS.Connection
    private var parser = RequestParser()
    private var buffer = [UInt8](repeating: 0, count: 16 << 10)
    private var isEstablished = false
    private var output: [UInt8] = []
    /// The watch, if one has begun.
    private(set) var watched: (path: String, version: Int)?
    /// The number of the last event of the server that the watch has looked at.
    var lastEvent = 0

    init(_ socket: Socket, _ context: ServerContext) throws {
        self.socket = socket
        connection = try TLS.Connection(context, socket: socket.number)
    }

    mutating func next() -> Step {
        guard flush() else { return .end }
        guard output.isEmpty else { return .wait(writing: true) }
        connection.beginTurn(records: 100)
        let outcome = isEstablished ? connection.read(into: &buffer) : connection.handshake()
        switch outcome {
        case .done(let count):
            if isEstablished { parser.append(buffer.prefix(count)) }
            isEstablished = true
        case .wantRead, .heldBack: return .wait(writing: false)
        case .wantWrite: return .wait(writing: true)
        case .closed, .failed: return .end
        }
        while true {
            switch parser.next() {
            case .request(let request): return .request(request)
            case .needsMore: return next()
            case .failure: return .end
            case .head: continue
            }
        }
    }

    mutating func send(status: Int) {
        let body =
            #"{"kind":"Status","status":"Failure","message":"no","reason":"No","code":\#(status)}"#
        send(Array(body.utf8), status: status)
    }

    mutating func send(_ body: [UInt8], status: Int = 200) {
        output += Array(
            "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
        output += body
    }

    mutating func send(chunk: String) {
        output += Array("\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n".utf8)
    }

    mutating func beginWatch(of path: String, from version: Int) {
        watched = (path, version)
        lastEvent = 0
        output += Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    }

    /// Sends what there is to send; false if the connection is broken.
    mutating func flush() -> Bool {
        while !output.isEmpty {
            let bytes = output
            switch connection.write(bytes.span) {
            case .done(let count): output.removeFirst(count)
            case .wantWrite: return true
            default: return false
            }
        }
        return true
    }
}

extension JSONValue {
    /// The namespace and the name of an object, as in `demo/s3`.
    fileprivate var name: String {
        "\(text(at: "/metadata/namespace"))/\(text(at: "/metadata/name"))"
    }

    fileprivate func text(at pointer: String) -> String {
        if case .string(let text) = self[pointer] { text } else { "" }
    }

    /// The value with a strategic merge patch applied, whose lists have items with names.
    fileprivate func merging(_ patch: JSONValue) -> JSONValue {
        switch (self, patch) {
        case (.object(let members), .object(let changes)):
            var result = members
            for change in changes {
                if let index = result.firstIndex(where: { $0.key == change.key }) {
                    result[index] = Member(change.key, result[index].value.merging(change.value))
                } else {
                    result.append(change)
                }
            }
            return .object(result)
        case (.array(let items), .array(let changes)) where changes.allSatisfy({ !$0.text(at: "/name").isEmpty }):
            return .array(
                items.map { item in
                    changes.first { $0.text(at: "/name") == item.text(at: "/name") }.map(item.merging) ?? item
                })
        default: return patch
        }
    }
}
