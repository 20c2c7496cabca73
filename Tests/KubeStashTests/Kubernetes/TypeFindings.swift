import Document
import Schema
import Testing

/// What the schema and the rules of a type make of a value: `rule Cause path`, with `~` before a warning.
func findings(_ yaml: String, as type: ObjectType) throws -> [String] {
    let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
    var findings = Findings(about: document.root, in: document)
    StructuralCheck.run(type, into: &findings)
    return findings.all.map { finding in
        let cause = finding.cause.rawValue.replacing("FieldValue", with: "")
        return "\(finding.severity == .warning ? "~" : "")\(finding.rule) \(cause) \(finding.path)"
    }
}

/// A value and what is found in it; nothing in a good one.
typealias Row = (yaml: String, found: [String])
