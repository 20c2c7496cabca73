import Document
import TestSupport

/// The output of `kubectl kustomize` for folders of manifests/.
enum Kustomize {
    /// Whether this machine has kubectl.
    static let isHere = Repository.has(command: "kubectl")

    /// The resources of a folder with a kustomization, each under `Kind/name`.
    static func resources(of path: String) throws -> [String: JSONValue] {
        let resources = try documents(in: Repository.output(of: "kubectl kustomize \(Repository.quoted(path))"))
        let named = resources.map { ("\($0.text("kind"))/\($0.text("metadata/name"))", $0) }
        return Dictionary(uniqueKeysWithValues: named)
    }

    /// The documents of a YAML text.
    static func documents(in yaml: String) throws -> [JSONValue] {
        try Document.documents(yaml: Array(yaml.utf8)).map { JSONValue($0.root, of: $0) }
    }
}

extension JSONValue {
    /// The string at a pointer; empty if there is none.
    func text(_ pointer: String) -> String {
        if case .string(let text)? = self[pointer] { text } else { "" }
    }

    /// The strings of the list at a pointer.
    func texts(_ pointer: String) -> [String] {
        items(pointer).compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// The items of the list at a pointer; none if there is no list.
    func items(_ pointer: String) -> [JSONValue] {
        if case .array(let items)? = self[pointer] { items } else { [] }
    }
}
