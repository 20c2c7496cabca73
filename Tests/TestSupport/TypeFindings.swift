package import Schema
internal import Document

/// What the schema and the rules of a type make of a value: `rule Cause path`, with `~` before a warning.
package func findings(_ yaml: String, as type: ObjectType) throws -> [String] {
    let document = try Document.documents(yaml: Array(yaml.utf8))[0]
    var findings = Findings(about: document.root, in: document)
    StructuralCheck.run(CompiledSchema(type), into: &findings)
    return findings.all.map { finding in
        let cause = finding.cause.rawValue.replacing("FieldValue", with: "")
        return "\(finding.severity == .warning ? "~" : "")\(finding.rule) \(cause) \(finding.path)"
    }
}

/// A value and what is found in it; nothing in a good one.
package typealias Row = (yaml: String, found: [String])

/// A pointer such as `/a/0/b` as Kubernetes writes it: `a[0].b`.
package func path(_ pointer: String) -> String {
    pointer.split(separator: "/").reduce(into: "") { path, token in
        path += Int(token) != nil ? "[\(token)]" : path.isEmpty ? "\(token)" : ".\(token)"
    }
}
