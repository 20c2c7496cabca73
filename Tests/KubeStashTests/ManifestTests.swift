import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Whole manifests as people write them.
@Suite struct BackupConfigurationManifestTests {
    /// The shapes of KubeStash's own guides, and a few more, are neither denied nor warned of, even where unknown fields
    /// count as mistakes.
    @Test(arguments: Fixtures.manifests(in: "pass").map(\.name))
    func passes(_ name: String) throws {
        let document = try manifest(name, in: "pass")
        #expect(lines(BackupConfiguration.kind.check(document.root, in: Context(document))) == [])
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(BackupConfiguration.kind.schema, unknownFields: .reported, into: &findings)
        #expect(lines(findings) == [])
    }

    /// What is wrong is found, all of it and nothing else.
    @Test(arguments: Fixtures.manifests(in: "fail").map(\.name))
    func fails(_ name: String) throws {
        let document = try manifest(name, in: "fail")
        let text = String(decoding: try #require(bytes(name, in: "fail")), as: UTF8.self)
        let expected = text.split(separator: "\n").prefix { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) }
        #expect(!expected.isEmpty)
        #expect(lines(BackupConfiguration.kind.check(document.root, in: Context(document))) == expected)
    }

    private func lines(_ findings: Findings) -> [String] {
        findings.all.map { "\($0.rule) \($0.path)" }
    }

    private func manifest(_ name: String, in folder: String) throws -> Document {
        let documents = try Document.documents(yaml: try #require(bytes(name, in: folder)))
        return try #require(documents.first)
    }

    private func bytes(_ name: String, in folder: String) -> [UInt8]? {
        Fixtures.manifests(in: folder).first { $0.name == name }?.bytes
    }
}
