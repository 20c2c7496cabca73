internal import HTTP

extension FakeAPIServer {
    /// The objects and the troubles of a server.
    struct State: Sendable {
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
        /// The collections whose next page is refused, and the object that is removed then.
        var expiring: [String: String] = [:]
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

    struct Event: Sendable {
        let number: Int
        let version: Int
        let collection: String
        let type: String
        let object: [UInt8]
    }
}

extension JSONValue {
    /// The namespace and the name of an object, as in `demo/s3`.
    var namespacedName: String {
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
