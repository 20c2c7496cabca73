import Document
import Schema
import TestSupport

/// An object that Kubernetes accepts, and its answers to changes of single values.
///
/// Each line is an answer that the API server of Kubernetes 1.36.2 gave for a CronJob, and that the review of a
/// BackupConfiguration must give for the same part: `pointer = value -> Cause field:Cause`, or `-> fine`. A cause
/// without a field is that of the changed value. A value that Kubernetes cannot read at all has cause `TypeInvalid`.
struct Mutations: Sendable, CustomStringConvertible {
    /// One changed value, and the fields and causes that must be reported.
    struct Row {
        let pointer: String
        /// The new value; nil to remove the old one.
        let value: JSONValue?
        let expected: [String]
    }

    let type: ObjectType
    let base: String
    let rows: String

    init(of type: ObjectType, _ base: String, _ rows: String) {
        self.type = type
        self.base = base
        self.rows = rows
    }

    /// The beginning of the object, to tell the tables apart.
    var description: String {
        "\(type.name): \(base.prefix(60))"
    }

    /// The object, folded over several lines as in YAML.
    func object() throws -> JSONValue? {
        guard let document = try Document.documents(yaml: Array(base.utf8)).first else { return nil }
        return JSONValue(document.root, of: document)
    }

    /// The rows of the table; nil for a malformed line.
    func parsedRows() throws -> [Row?] {
        try rows.split(separator: "\n").map { line in
            let halves = line.split(separator: " -> ")
            guard halves.count == 2, let mark = halves[0].firstRange(of: " = ") else { return nil }
            let pointer = String(halves[0][..<mark.lowerBound])
            let text = halves[0][mark.upperBound...]
            // This is not `nil`, which would mean null.
            let value: JSONValue? = text == "(none)" ? .none : .some(try JSONValue(parsing: Array(text.utf8)))
            let expected = halves[1] == "fine" ? [] : halves[1].split(separator: " ")
            return Row(
                pointer: pointer, value: value,
                expected: expected.map { $0.contains(":") ? String($0) : "\(path(pointer)):\($0)" }.sorted())
        }
    }
}
