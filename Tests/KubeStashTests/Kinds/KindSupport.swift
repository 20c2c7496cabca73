import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

extension Kind {
    /// The findings about an object with a spec, given as YAML in one line: `rule Cause path: detail`, with `~` before a
    /// warning.
    func findings(inSpec spec: String) throws -> [String] {
        try findings(in: "{metadata: {name: a, namespace: demo}, spec: \(spec)}")
    }

    /// The findings about an update of an object, both given as YAML in one line.
    func findings(updating old: String, to new: String) throws -> [String] {
        try findings(in: "[{metadata: {name: a, namespace: demo}, \(new)}, {metadata: {name: a}, \(old)}]")
    }

    private func findings(in yaml: String) throws -> [String] {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let items = Array(document.elements(of: document.root))
        let context = Context(
            document, namespace: "demo", operation: items.isEmpty ? .create : .update, since: items.last)
        return check(items.first ?? document.root, in: context, unknownFields: .reported).all.map { finding in
            let cause = finding.cause.rawValue.replacing("FieldValue", with: "")
            return
                "\(finding.severity == .warning ? "~" : "")\(finding.rule) \(cause) \(finding.path): \(finding.detail)"
        }
    }

    /// The defaults that a spec gets, as `path value`.
    func additions(toSpec spec: String) throws -> [String] {
        let document = try #require(try Document.documents(yaml: Array("{spec: \(spec)}".utf8)).first)
        let patch = try #require(defaults(for: document.root, in: document).patch(from: document.root))
        let operations = try Document(json: patch.json)
        return operations.elements(of: operations.root).map { operation in
            let path = operations.present("path", of: operation).flatMap { operations.string($0) } ?? ""
            return "\(path) \(operations.present("value", of: operation).map { operations.compactText(of: $0) } ?? "")"
        }
    }
}
