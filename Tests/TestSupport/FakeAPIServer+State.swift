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
        /// The bodies of server-side applies, by path.
        var applied: [String: String] = [:]
        var requests: [String] = []
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

    private func text(at pointer: String) -> String {
        if case .string(let text) = self[pointer] { text } else { "" }
    }
}
