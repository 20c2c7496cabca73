import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The findings in an object of a kind, of which the spec is given as YAML.
///
/// Each is `rule Cause path`, with `~` before a warning. Unknown fields are findings, as offline.
func findings(inSpec spec: String, of kind: Kind) throws -> [String] {
    let document = try document(withSpec: spec, of: kind)
    let found = kind.check(document.root, in: Context(document), unknownFields: .reported)
    // A query is an object with any content.
    try found.requireStatedFields { steps in
        kind.rules(concerning: steps.starts(with: ["spec", "query"]) ? ["spec", "query"] : steps)
    }
    return found.all.map {
        let cause = $0.cause.rawValue.replacing("FieldValue", with: "")
        return "\($0.severity == .warning ? "~" : "")\($0.rule) \(cause) \($0.path)"
    }
}

/// The messages of the findings in an object of a kind, each after its path.
func messages(inSpec spec: String, of kind: Kind) throws -> [String] {
    let document = try document(withSpec: spec, of: kind)
    return kind.check(document.root, in: Context(document), unknownFields: .reported).all.map {
        "\($0.path): \($0.message(in: document))"
    }
}

/// The defaults that a spec gets, as `path value`.
func additions(toSpec spec: String, of kind: Kind) throws -> [String] {
    let document = try document(withSpec: spec, of: kind)
    let patch = try #require(kind.defaults(for: document.root, in: document).patch(from: document.root))
    let operations = try Document(json: patch.json)
    return operations.elements(of: operations.root).map { operation in
        let path = operations.present("path", of: operation).flatMap { operations.string($0) } ?? ""
        return "\(path) \(operations.present("value", of: operation).map { operations.compactText(of: $0) } ?? "")"
    }
}

private func document(withSpec spec: String, of kind: Kind) throws -> Document {
    let names = kind.names
    let yaml =
        "{apiVersion: \(names.group)/\(names.version), kind: \(names.kind), metadata: {name: a}, spec: \(spec)}"
    return try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
}
