internal import Document

/// Reads the fields of an object of a kubeconfig file or of a plugin's output, and says where a mistake is.
struct FieldReader {
    let entry: Kubeconfig.Entry
    /// The place of the object, for messages.
    let place: String

    /// Reads an object.
    ///
    /// - Parameters:
    ///   - entry: The object.
    ///   - place: Its place, for messages.
    init(_ entry: Kubeconfig.Entry, place: String) {
        self.entry = entry
        self.place = place
    }

    private var document: Document { entry.document }

    private func present(_ name: Key) -> Document.Node? {
        entry.node.flatMap { document.present(name, of: $0) }
    }

    /// The path of the file that the object is in.
    var file: String { entry.file }

    /// The text of a field; nil if it is missing or empty, as Go does not tell these apart.
    func text(_ name: Key) throws(ConfigurationError) -> String? {
        guard let node = present(name) else { return nil }
        guard document.isString(node), let text = document.string(node) else { throw wrong(name, "a string") }
        return text.isEmpty ? nil : text
    }

    /// The value of a field that is true or false.
    func flag(_ name: Key) throws(ConfigurationError) -> Bool {
        guard let node = present(name) else { return false }
        guard let flag = document.boolean(node) else { throw wrong(name, "true or false") }
        return flag
    }

    /// The texts of a list.
    func texts(_ name: Key) throws(ConfigurationError) -> [String] {
        guard let node = present(name) else { return [] }
        guard document.isArray(node) else { throw wrong(name, "a list of strings") }
        var texts: [String] = []
        for item in document.elements(of: node) {
            guard document.isString(item), let text = document.string(item) else {
                throw wrong(name, "a list of strings")
            }
            texts.append(text)
        }
        return texts
    }

    /// The objects of a list.
    func objects(_ name: Key) throws(ConfigurationError) -> [FieldReader] {
        guard let node = present(name) else { return [] }
        guard document.isArray(node) else { throw wrong(name, "a list") }
        var objects: [FieldReader] = []
        for (index, item) in document.elements(of: node).enumerated() {
            let place = "\(place): \(name.text)[\(index)]"
            guard document.isObject(item) else {
                throw ConfigurationError(.malformed, "\(place) must be an object")
            }
            objects.append(FieldReader(Kubeconfig.Entry(document: document, node: item, file: file), place: place))
        }
        return objects
    }

    /// The value of a field that is an object, or an object without fields if it is missing.
    func object(_ name: Key) throws(ConfigurationError) -> Kubeconfig.Entry {
        guard let node = present(name) else { return Kubeconfig.Entry(document: document, node: nil, file: file) }
        guard document.isObject(node) else { throw wrong(name, "an object") }
        return Kubeconfig.Entry(document: document, node: node, file: file)
    }

    /// The reader of a field that is an object; nil if it is missing.
    func reader(_ name: Key) throws(ConfigurationError) -> FieldReader? {
        guard let node = present(name) else { return nil }
        guard document.isObject(node) else { throw wrong(name, "an object") }
        return FieldReader(
            Kubeconfig.Entry(document: document, node: node, file: file), place: "\(place): \(name.text)")
    }

    /// The members of a field that is an object of lists of texts.
    func lists(_ name: Key) throws(ConfigurationError) -> [(key: String, values: [String])] {
        guard let object = try reader(name), let node = object.entry.node else { return [] }
        var lists: [(key: String, values: [String])] = []
        for (key, value) in document.members(of: node) {
            let texts = document.elements(of: value).map { document.isString($0) ? document.string($0) : nil }
            guard document.isArray(value), !texts.contains(nil), let key = document.string(key) else {
                throw wrong(name, "an object of lists of strings")
            }
            lists.append((key, texts.compactMap(\.self)))
        }
        return lists
    }

    /// Inline data in base64, which may have line breaks.
    func data(_ name: Key) throws(ConfigurationError) -> [UInt8]? {
        guard let text = try text(name) else { return nil }
        guard let bytes = Base64.decode(text.filter { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }), !bytes.isEmpty else {
            throw wrong(name, "base64")
        }
        return bytes
    }

    /// A path, which counts from the folder of the file that it is in.
    func path(_ name: Key) throws(ConfigurationError) -> String? {
        guard let path = try text(name) else { return nil }
        return Self.path(path, from: file)
    }

    /// A path as seen from this process.
    ///
    /// - Parameters:
    ///   - path: The path as it is in a file.
    ///   - file: The path of that file.
    /// - Returns: The path.
    static func path(_ path: String, from file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return String(file[...slash]) + path
    }

    /// Refuses a value that is no object.
    func requireObject() throws(ConfigurationError) {
        guard let node = entry.node, document.isObject(node) else {
            throw ConfigurationError(.malformed, "\(place) must be an object with clusters, users and contexts")
        }
    }

    /// Writes the object as JSON.
    func write(to writer: inout JSONWriter) {
        guard let node = entry.node else { return writer.null() }
        writer.value(node, of: document)
    }

    private func wrong(_ name: Key, _ wanted: String) -> ConfigurationError {
        ConfigurationError(.malformed, "\(place): \(name.text) must be \(wanted)")
    }
}
