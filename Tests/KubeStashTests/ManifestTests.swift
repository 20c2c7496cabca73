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

/// What users are told to try: a sample that passes is allowed, and one that is to be refused is.
@Suite struct SampleTests {
    private static let folder = "\(Fixtures.package)/manifests/samples"

    private static func samples(in folder: String) throws -> [String] {
        try TemporaryFolder.names(in: folder).filter { $0.hasSuffix(".yaml") }
    }

    private static func errors(in path: String) throws -> [String] {
        let document = try #require(try Document.documents(yaml: try TemporaryFolder.read(path)).first)
        let name = try #require(document.present("kind", of: document.root).flatMap { document.string($0) })
        let kind = try #require(Kinds.called(name))
        return kind.check(document.root, in: Context(document), unknownFields: .reported).all.filter {
            $0.severity == .error
        }.map { "\($0.rule) \($0.path)" }
    }

    @Test func areAllowedOrRefused() throws {
        let good = try Self.samples(in: Self.folder)
        let bad = try Self.samples(in: "\(Self.folder)/refused")
        for name in good { #expect(try Self.errors(in: "\(Self.folder)/\(name)") == [], "\(name)") }
        for name in bad { #expect(try Self.errors(in: "\(Self.folder)/refused/\(name)") != [], "\(name)") }
        #expect(good.count >= Kinds.all.count && bad.count >= Kinds.all.count)
    }

    @Test func refusesThePeriodAndTheSelector() throws {
        #expect(
            try Self.errors(in: "\(Self.folder)/refused/retention-policy.yaml") == [
                "invalid-retention-period spec.maxRetentionPeriod",
                "missing-namespace-selector spec.usagePolicy.allowedNamespaces.selector",
            ])
    }
}
