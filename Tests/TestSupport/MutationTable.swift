import Document

/// An object that the API server accepts, and its answers once single values have changed: a table of
/// `Fixtures/mutations`, whose pages `KindMutationTests` describes.
package struct MutationTable: Sendable {
    /// One changed value.
    package struct Row: Sendable {
        /// The line.
        package let text: String
        /// The place of the value, as a JSON Pointer.
        package let pointer: String
        /// The new value; nil if the old one is removed.
        package let value: JSONValue?
        /// The answer, as the table states it.
        package let outcome: String
    }

    /// A table without one of its parts.
    package struct Malformed: Error, CustomStringConvertible {
        /// The text at fault.
        package let description: String
    }

    /// The spec of the object in YAML.
    package let spec: String
    /// The changed values, in order.
    package let rows: [Row]

    /// The tables of a kind's page.
    ///
    /// - Parameter kind: The name of the kind.
    /// - Returns: The tables, in order.
    /// - Throws: ``Malformed`` if a table lacks a part, `CommandFailed` if there is no page.
    package static func all(of kind: String) throws -> [MutationTable] {
        try Repository.text(of: "Tests/TestSupport/Fixtures/mutations/\(kind).txt").split(separator: "\n===\n").map {
            let parts = $0.split(separator: "\n---\n")
            guard parts.count == 2 else { throw Malformed(description: String($0)) }
            return MutationTable(spec: String(parts[0]), rows: try parts[1].split(separator: "\n").map(row))
        }
    }

    private static func row(_ text: Substring) throws -> Row {
        let halves = text.split(separator: " -> ")
        guard halves.count == 2, let mark = halves[0].firstRange(of: " = ") else {
            throw Malformed(description: String(text))
        }
        let value = halves[0][mark.upperBound...]
        return Row(
            text: String(text), pointer: String(halves[0][..<mark.lowerBound]),
            value: value == "(none)" ? .none : try JSONValue(parsing: Array(value.utf8)), outcome: String(halves[1]))
    }

    /// The object, with metadata that no rule looks at.
    ///
    /// - Parameters:
    ///   - apiVersion: Its API group and version.
    ///   - kind: Its kind.
    ///   - isNamespaced: Whether it is in a namespace.
    /// - Returns: The object.
    /// - Throws: `ParseError` if the spec is not YAML, ``Malformed`` if it is empty.
    package func object(apiVersion: String, kind: String, isNamespaced: Bool) throws -> JSONValue {
        guard let document = try Document.documents(yaml: Array(spec.utf8)).first else {
            throw Malformed(description: spec)
        }
        let metadata: JSONValue = isNamespaced ? ["name": "a", "namespace": "demo"] : ["name": "a"]
        return [
            "apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": metadata,
            "spec": JSONValue(document.root, of: document),
        ]
    }
}
