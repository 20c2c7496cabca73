internal import Document

/// Kubeconfig files, merged as kubectl merges them: the first file that has a name wins, and so does the first
/// current-context.
///
/// Only what a context refers to is read further, so that a mistake in another cluster does no harm.
package struct Kubeconfig: Sendable {
    /// The largest file in bytes: one of a hundred clusters with inline certificates has a megabyte.
    private static let mostBytes = 8 << 20

    /// A value in a file.
    struct Entry: Sendable {
        let document: Document
        /// The value; nil for one without fields.
        let node: Document.Node?
        /// The path of the file.
        let file: String
    }

    private(set) var clusters: [String: Entry] = [:]
    private(set) var users: [String: Entry] = [:]
    private(set) var contexts: [String: Entry] = [:]

    /// The context that is used if none is asked for.
    package private(set) var currentContext: String?
    /// The paths of the files that were read, in order.
    package private(set) var files: [String] = []

    /// The names of all contexts, sorted.
    package var contextNames: [String] { contexts.keys.sorted() }

    /// Makes a configuration without files.
    package init() {}

    /// The files to read: that which was asked for, or those of KUBECONFIG, or the default file.
    ///
    /// - Parameters:
    ///   - path: The path that was asked for, nil if none was.
    ///   - environment: The variables of the process.
    /// - Returns: The paths, and whether each of them must exist.
    package static func paths(
        asked path: String?, environment: [String: String]
    ) -> (paths: [String], mustExist: Bool) {
        if let path { return ([path], true) }
        var seen: Set<String> = []
        let listed = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
            .filter { seen.insert($0).inserted }
        if !listed.isEmpty { return (listed, false) }
        guard let home = environment["HOME"], !home.isEmpty else { return ([], false) }
        return (["\(home)/.kube/config"], false)
    }

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - path: The path that was asked for, nil if none was.
    ///   - environment: The variables of the process.
    /// - Throws: `ConfigurationError` if there is no file, or one cannot be read.
    package init(asked path: String? = nil, environment: [String: String]) throws(ConfigurationError) {
        let (paths, mustExist) = Self.paths(asked: path, environment: environment)
        for path in paths {
            do throws(ConfigurationError) {
                try merge(BoundedFile.read(path, upTo: Self.mostBytes), of: path)
            } catch  where !mustExist && BoundedFile.isMissing(path) {
                // kubectl goes on without the files of KUBECONFIG that do not exist.
                continue
            }
        }
        guard !files.isEmpty else {
            let list = paths.isEmpty ? "neither KUBECONFIG nor HOME is set" : "no \(paths.joined(separator: ", no "))"
            throw ConfigurationError(.missing, "there is no kubeconfig file: \(list)")
        }
    }

    /// Adds a file to those before it.
    ///
    /// - Parameters:
    ///   - bytes: The text of the file, in YAML or JSON.
    ///   - path: Its path.
    /// - Throws: `ConfigurationError` if it is not a kubeconfig file.
    package mutating func merge(_ bytes: [UInt8], of path: String) throws(ConfigurationError) {
        let documents: [Document]
        do throws(ParseError) {
            documents = try Document.documents(yaml: bytes)
        } catch {
            throw ConfigurationError(.malformed, "\(path): \(error)")
        }
        files.append(path)
        // kubectl reads the first document only, and an empty file is one without entries.
        guard let document = documents.first, !document.isNull(document.root) else { return }
        let reader = FieldReader(Entry(document: document, node: document.root, file: path), place: "\(path)")
        try reader.requireObject()
        if let kind = try reader.text("kind"), kind != "Config" {
            throw ConfigurationError(.malformed, "\(path) has the kind \(Quoted.text(kind)), not Config")
        }
        try add(reader, "clusters", "cluster", to: \.clusters)
        try add(reader, "users", "user", to: \.users)
        try add(reader, "contexts", "context", to: \.contexts)
        if currentContext == nil { currentContext = try reader.text("current-context") }
    }

    /// Adds the entries of a list, such as `clusters`, each of which has a name and a value, such as `cluster`.
    private mutating func add(
        _ file: FieldReader, _ list: Key, _ member: Key, to entries: WritableKeyPath<Kubeconfig, [String: Entry]>
    ) throws(ConfigurationError) {
        var names: Set<String> = []
        for item in try file.objects(list) {
            guard let name = try item.text("name") else {
                throw ConfigurationError(.malformed, "\(item.place) has no name")
            }
            guard names.insert(name).inserted else {
                throw ConfigurationError(
                    .malformed, "\(file.place) has two \(list.text) of the name \(Quoted.text(name))")
            }
            guard self[keyPath: entries][name] == nil else { continue }
            let place = "\(file.place): \(member.text) \(Quoted.text(name))"
            // An entry without a value is one without fields, as of a user that needs no credentials.
            let value = try FieldReader(item.entry, place: place).object(member)
            self[keyPath: entries][name] = value
        }
    }
}
