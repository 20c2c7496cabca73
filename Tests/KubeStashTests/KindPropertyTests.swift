import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Random objects of every kind are accepted by their schemas, and no rule traps on them.
@Suite struct KindPropertyTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func schemasTakeValidValues(seed: UInt64) throws {
        for kind in Kinds.all {
            var generator = SchemaGenerator(seed: seed)
            let schema = kind.schema.withoutRules
            let document = try Document(json: generator.value(of: .object(schema)).json)
            var findings = Findings(about: document.root, in: document)
            StructuralCheck.run(CompiledSchema(schema), unknownFields: .reported, into: &findings)
            #expect(findings.all.map { "\($0.path): \($0.rule)" } == [], "\(kind.names.kind)")
            let found = kind.check(document.root, in: Context(document), unknownFields: .reported)
            for finding in found.all { #expect(!finding.message(in: document).isEmpty) }
        }
    }

    /// Every field and type has a description, and each rule reports fields that there are.
    @Test func everythingIsExplained() {
        for kind in Kinds.all {
            func visit(_ type: ValueType) {
                switch type {
                case .object(let object):
                    #expect(!object.summary.isEmpty, "\(object.name)")
                    for field in object.fields {
                        #expect(!field.summary.isEmpty, "\(object.name).\(field.name)")
                        visit(field.type)
                    }
                case .list(let list): visit(list.item)
                default: break
                }
            }
            visit(.object(kind.schema))
        }
    }
}
