import Document
import Schema

extension Explanation {
    /// The explanation as one line of JSON.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, text) in [
            ("group", target.kind.group), ("version", target.kind.version), ("kind", target.kind.kind),
            ("path", target.path),
        ] {
            writer.key(name)
            writer.string(text)
        }
        writeType(target.type, target.label, of: target.field, to: &writer)
        let bounds = target.type.bounds
        for (name, bound) in [("minimum", bounds.minimum), ("maximum", bounds.maximum)] {
            guard let bound else { continue }
            writer.key(name)
            writer.integer(Int(clamping: bound))
        }
        for fact in facts {
            writer.key(fact.name)
            writer.string(fact.text)
        }
        writer.key("description")
        writer.string(target.summaries.joined(separator: " "))
        writer.key("rules")
        writer.beginArray()
        for rule in target.rules { RuleListing.write(rule, to: &writer) }
        writer.endArray()
        if case .object(let type) = target.type.item { write(fieldsOf: type, to: &writer) }
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private func writeType(
        _ type: ValueType, _ label: String, of field: Field?, to writer: inout JSONWriter
    ) {
        writer.key("type")
        writer.string(label)
        writer.key("required")
        writer.boolean(field?.need != nil)
        for (name, text) in [("reason", field?.need), ("default", field?.defaultText(of: target.kind))] {
            guard let text else { continue }
            writer.key(name)
            writer.string(text)
        }
        guard !type.choices.isEmpty else { return }
        writer.key("enum")
        writer.beginArray()
        for choice in type.choices { writer.string(choice) }
        writer.endArray()
    }

    /// The fields below; those below them as well if the explanation is recursive, no deeper than the schema.
    private func write(fieldsOf type: ObjectType, to writer: inout JSONWriter) {
        writer.key("fields")
        writer.beginArray()
        for field in type.fields {
            writer.beginObject()
            writer.key("name")
            writer.string(field.name)
            writeType(field.type, field.type.label, of: field, to: &writer)
            writer.key("description")
            writer.string(field.summary)
            if isRecursive, case .object(let type) = field.type.item { write(fieldsOf: type, to: &writer) }
            writer.endObject()
        }
        writer.endArray()
    }
}
