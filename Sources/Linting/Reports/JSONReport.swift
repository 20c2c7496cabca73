internal import Document
internal import Schema

/// The report as a JSON array, with one object for each mistake.
package struct JSONReport: LintReport {
    private var isFirst = true

    /// Makes a report.
    package init() {}

    package mutating func begin(_ output: inout [UInt8]) {
        output += "[".utf8
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        for diagnostic in report.diagnostics {
            output += (isFirst ? "\n" : ",\n").utf8
            isFirst = false
            var writer = JSONWriter()
            diagnostic.write(to: &writer)
            output += writer.bytes
        }
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        output += (isFirst ? "]\n" : "\n]\n").utf8
    }
}

extension Diagnostic {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        place.write(to: &writer)
        writer.member("rule", rule.rawValue)
        writer.member("severity", severity.rawValue)
        writer.member("message", message)
        writer.member("path", path)
        writer.member("kind", subject?.kind ?? "")
        writer.member("name", subject?.name ?? "")
        writer.member("namespace", subject?.namespace ?? "")
        if let suggestion, let help {
            writer.member("suggestion") { writer in
                writer.member("message", help)
                suggestion.write(to: &writer)
            }
        }
        if !edits.isEmpty {
            writer.member("fix") { writer in
                writer.key("edits")
                writer.array(edits) { edit, writer in
                    writer.object { writer in
                        edit.place.writeRange(to: &writer)
                        writer.member("text", edit.text)
                    }
                }
            }
        }
        if !notes.isEmpty {
            writer.key("related")
            writer.array(notes) { note, writer in
                writer.object { writer in
                    note.place.write(to: &writer)
                    writer.member("message", note.message)
                }
            }
        }
        writer.endObject()
    }
}

extension Diagnostic.Place {
    /// Writes the place as members of an object.
    fileprivate func write(to writer: inout JSONWriter) {
        guard isInFile else { return writer.member("object", file) }
        writer.member("file", file)
        writeRange(to: &writer)
    }

    /// Writes the lines and columns as members of an object.
    fileprivate func writeRange(to writer: inout JSONWriter) {
        writer.member("line", start.line)
        writer.member("column", start.column)
        writer.member("endLine", end.line)
        writer.member("endColumn", end.column)
    }
}

extension Finding.Suggestion {
    /// Writes the change as a member of an object, named after the change.
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .replace(let text): writer.member("replace", text)
        case .replaceValue(let json), .insert(let json):
            if case .insert = self { writer.key("insert") } else { writer.key("replace") }
            writer.json(json)
        case .replaceWithObject(let members), .setFields(let members):
            if case .setFields = self { writer.key("set") } else { writer.key("replace") }
            writer.beginObject()
            for member in members { writer.member(member.name, member.text) }
            writer.endObject()
        case .nest(let json, let keys):
            writer.key("replace")
            for key in keys {
                writer.beginObject()
                writer.key(key)
            }
            writer.json(json)
            for _ in keys { writer.endObject() }
        case .renameKey(let name): writer.member("rename", name)
        case .remove: writer.member("remove", true)
        case .ask: break
        }
    }
}
