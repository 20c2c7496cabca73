import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Whole manifests as people write them.
@Suite struct BackupConfigurationManifestTests {
    /// Manifests in the style of KubeStash's own guides, and a few others, are neither denied nor warned of, even if
    /// unknown fields count as errors.
    @Test(arguments: Fixtures.manifests(in: "pass").map(\.name))
    func passes(_ name: String) throws {
        let document = try manifest(name, in: "pass")
        #expect(lines(BackupConfiguration.kind.check(document.root, in: Context(document))) == [])
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(BackupConfiguration.kind.schema), unknownFields: .reported, into: &findings)
        #expect(lines(findings) == [])
    }

    /// Every mistake is found, and nothing else is reported.
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

/// The samples are what users try first: all are allowed, except those that demonstrate a denial.
@Suite struct SampleTests {
    private static let refused = [
        "addon.yaml": [
            "duplicate-name spec.backupTasks[1].name", "required-field spec.backupTasks[1].function",
            "unsupported-value spec.backupTasks[0].driver",
        ],
        "backup-verifier.yaml": [
            "missing-verification spec.function", "missing-verification spec.script", "required-field spec.scheduler",
        ],
        "function.yaml": ["invalid-substitution spec.args[1]", "required-field spec.image"],
        "hook-template.yaml": [
            "invalid-hook-action spec.action.httpPost", "invalid-pod-selector spec.executor.pod.selector",
            "invalid-template spec.action.httpPost.body",
        ],
        "bad-three-ways.yaml": [
            "duplicate-name spec.sessions[1].name", "invalid-schedule spec.sessions[0].scheduler.schedule",
            "unknown-backend spec.sessions[0].repositories[0].backend",
        ],
        "backup-session.yaml": [
            "invalid-duration spec.backupTimeout", "required-field spec.invoker",
        ],
        "backup-storage.yaml": [
            "provider-mismatch spec.storage.gcs", "provider-mismatch spec.storage.s3",
            "unknown-field spec.storage.s3.secret",
        ],
        "repository.yaml": [
            "invalid-directory spec.path", "unsupported-value spec.deletionPolicy",
        ],
        "backup-batch.yaml": [
            "unknown-backend spec.sessions[0].targets[0].repositories[0].backend",
            "unknown-target spec.sessions[0].targets[0].name",
        ],
        "backup-blueprint.yaml": [
            "invalid-duration spec.backupConfigurationTemplate.sessions[0].backupTimeout",
            "required-field spec.backupConfigurationTemplate.backends[0].storageRef",
            "wrong-type spec.backupConfigurationTemplate.sessions[0].sessionHistoryLimit",
            "directory-conflict spec.backupConfigurationTemplate.sessions[0].repositories[1].directory",
        ].sorted(),
        "restore-session.yaml": [
            "incomplete-data-source spec.dataSource.repository",
            "invalid-date-time spec.dataSource.pitr.targetTime", "required-field spec.addon",
        ],
        "retention-policy.yaml": [
            "invalid-retention-period spec.maxRetentionPeriod",
            "missing-namespace-selector spec.usagePolicy.allowedNamespaces.selector",
        ],
    ]

    private static func errors(in path: String) throws -> [String] {
        let document = try #require(try Document.documents(yaml: Array(Repository.text(of: path).utf8)).first)
        let name = try #require(document.present("kind", of: document.root).flatMap { document.string($0) })
        let kind = try #require(Kinds.called(name))
        return kind.check(document.root, in: Context(document), unknownFields: .reported).all.filter {
            $0.severity == .error
        }.map { "\($0.rule) \($0.path)" }.sorted()
    }

    @Test func areAllowedOrDenied() throws {
        let files = try Repository.output(of: "find manifests/samples -name '*.yaml'").split(separator: "\n")
        #expect(files.count { $0.contains("/refused/") } == Self.refused.count)
        for file in files {
            let name = String(try #require(file.split(separator: "/").last))
            let expected = file.hasPrefix("manifests/samples/refused/") ? try #require(Self.refused[name]) : []
            #expect(try Self.errors(in: "\(file)") == expected, "\(file)")
        }
    }

    /// Each kind that people write has a sample, and one that is refused.
    @Test(arguments: Kinds.all.map(\.names.kind))
    func areOfEachKind(_ kind: String) throws {
        guard !["BackupVerificationSession", "Snapshot"].contains(kind) else { return }
        let files = try Repository.output(of: "grep -rl '^kind: \(kind)$' manifests/samples").split(separator: "\n")
        #expect(files.contains { $0.contains("/refused/") } && files.contains { !$0.contains("/refused/") }, "\(kind)")
    }

    /// The samples of BackupConfigurations are the same files as the fixtures of the tests of whole reviews.
    @Test func areFixtures() throws {
        let files = try Repository.output(
            of: "cd manifests/samples && (ls reviews/*; grep -rl '^kind: BackupConfiguration$' --include=*.yaml .)"
        ).split(separator: "\n")
        #expect(files.count == 8)
        for file in files {
            let name = try #require(file.split(separator: "/").last)
            let folder = name.hasSuffix(".json") ? "admission-reviews" : "manifests"
            let fixture = try Repository.text(of: "Tests/TestSupport/Fixtures/\(folder)/\(name)")
            #expect(try Repository.text(of: "manifests/samples/\(file)") == fixture, "\(file)")
        }
    }
}
