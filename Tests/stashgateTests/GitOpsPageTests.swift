import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The examples of Docs/gitops.md are true.
struct GitOpsPageTests {
    /// The blocks of code in a language, without their indentation.
    private static func blocks(_ language: String) throws -> [String] {
        var blocks: [String] = []
        var lines: [String]?
        for line in try Repository.text(of: "Docs/gitops.md").split(separator: "\n", omittingEmptySubsequences: false) {
            let text = lines != nil && line.hasPrefix("  [") ? line.drop { $0 == " " } : line
            if text.drop(while: { $0 == " " }).hasPrefix("```") {
                if let lines { blocks.append(lines.joined()) }
                lines = lines == nil && text.hasSuffix("```\(language)") ? [] : nil
            } else {
                lines?.append("\(text)\n")
            }
        }
        return blocks
    }

    /// The diff and the patch are those of the manifest, and the next run finds nothing.
    @Test func defaults() throws {
        let manifest = try #require(try Self.blocks("yaml").first)
        let files = ["backup.yaml": manifest]
        let diff = try DefaultCommandTests.run(["-o", "diff", "backup.yaml"], files: files)
        #expect(try Self.blocks("diff") == [diff.output])
        let patch = try DefaultCommandTests.run(["-o", "patch", "backup.yaml"], files: files)
        #expect(try Self.blocks("json") == [patch.output])
        let complete = try DefaultCommandTests.run(["backup.yaml"], files: files)
        #expect(try DefaultCommandTests.run(["-o", "diff", "-"], input: complete.output).output == "")
    }

    @Test("every block of YAML is YAML")
    func yaml() throws {
        let blocks = try Self.blocks("yaml")
        #expect(blocks.count == 4)
        for block in blocks { #expect(try Document.documents(yaml: Array(block.utf8)).count == 1) }
    }

    /// The expressions for Argo CD are the fields with a default in lists, of every kind.
    @Test func ignoredFields() throws {
        var expected: Set<String> = []
        func visit(_ type: ValueType, _ path: String, isInList: Bool) {
            switch type {
            case .object(let object):
                for field in object.fields where !field.isReadOnly {
                    let inner = "\(path).\(field.name)"
                    if isInList, field.default != nil {
                        expected.insert(inner)
                    } else {
                        visit(field.type, inner, isInList: isInList)
                    }
                }
            case .list(let list): visit(list.item, "\(path)[]?", isInList: true)
            default: break
            }
        }
        for kind in Kinds.all { visit(.object(kind.schema), "\(kind.names.kind) ", isInList: false) }
        var (listed, kind) = ([String](), "")
        for line in try Repository.text(of: "Docs/gitops.md").split(separator: "\n") {
            guard let last = line.split(separator: " ").last else { continue }
            if line.hasPrefix("      kind: ") { kind = String(last) }
            if line.contains("- .spec") { listed.append("\(kind) \(last)") }
        }
        #expect(Set(listed) == expected)
        #expect(listed.count == expected.count)
    }
}
