package import Schema
internal import Document

/// The findings of a type's schema and rules in a value: `rule Cause path`, with `~` before a warning.
package func findings(_ yaml: String, as type: ObjectType) throws -> [String] {
    let document = try Document.documents(yaml: Array(yaml.utf8))[0]
    var findings = Findings(about: document.root, in: document)
    StructuralCheck.run(CompiledSchema(type), into: &findings)
    try findings.requireStatedFields { type.rules(concerning: $0) }
    return try findings.all.map { finding in
        try SaidFindings.check(finding)
        let cause = finding.cause.rawValue.replacing("FieldValue", with: "")
        return "\(finding.severity == .warning ? "~" : "")\(finding.rule) \(cause) \(finding.path)"
    }
}

/// A value and its findings; a valid one has none.
package typealias Row = (yaml: String, found: [String])

/// Writes a pointer such as `/a/0/b` as Kubernetes does: `a[0].b`.
package func path(_ pointer: String) -> String {
    pointer.split(separator: "/").reduce(into: "") { path, token in
        path += Int(token) != nil ? "[\(token)]" : path.isEmpty ? "\(token)" : ".\(token)"
    }
}
