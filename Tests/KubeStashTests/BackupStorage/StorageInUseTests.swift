import TestSupport
import Testing

@testable import KubeStash

/// A storage that is in use must stay where it is; KubeStash refuses any other change, too, even of a slash.
@Suite struct StorageInUseTests {
    private static let inUse = "status: {repositories: [{name: web}]}"

    private func findings(_ old: String, _ new: String, status: String = inUse) throws -> [String] {
        try BackupStorage.kind.findings(
            updating: "spec: {storage: \(old)}, \(status)", to: "spec: {storage: \(new)}, \(status)"
        ).filter { $0.contains("immutable-field") }
    }

    private static func s3(_ fields: String) -> String { "{provider: s3, s3: {\(fields)}}" }

    @Test(
        arguments: [
            (s3("bucket: a, prefix: b"), s3("bucket: c, prefix: b"), ["s3.bucket"]),
            (s3("bucket: a, prefix: b"), s3("bucket: a, prefix: c"), ["s3.prefix"]),
            (s3("bucket: a, prefix: b"), s3("bucket: a"), ["s3.prefix"]),
            (s3("bucket: a"), s3("bucket: a, prefix: b"), ["s3.prefix"]),
            (s3("bucket: a"), "{provider: gcs, gcs: {bucket: a}}", ["provider"]),
            ("{provider: gcs, gcs: {bucket: a}}", "{provider: gcs, gcs: {bucket: b}}", ["gcs.bucket"]),
            (
                "{provider: azure, azure: {storageAccount: a, container: b}}",
                "{provider: azure, azure: {storageAccount: b, container: a}}",
                ["azure.storageAccount", "azure.container"]
            ),
            (
                "{provider: local, local: {nfs: {server: a, path: /b}}}",
                "{provider: local, local: {nfs: {server: a, path: /c}}}", ["local"]
            ),
            (
                "{provider: local, local: {nfs: {server: a, path: /b}}}",
                "{provider: local, local: {nfs: {server: a, path: /b}, subPath: c}}", ["local.subPath"]
            ),
        ])
    func staysWhereItIs(_ old: String, _ new: String, _ places: [String]) throws {
        let found = try findings(old, new).map { $0.split(separator: ":")[0].split(separator: " ") }
        #expect(found.map { $0[0] } == places.map { _ in "immutable-field" })
        #expect(found.map { $0[2] } == places.map { "spec.storage.\($0)" })
        // Nothing holds a storage that is not in use.
        #expect(try findings(old, new, status: "status: {repositories: []}") == [])
        #expect(try findings(old, new, status: "status: {}") == [])
    }

    /// A storage that was stored with a slash, before KubeStash's webhook cut them, can never be updated there again.
    @Test(
        arguments: [
            ("prefix: demo/", "prefix: demo"), ("prefix: demo", "prefix: /demo/"), ("prefix: ''", "{}"),
            ("bucket: backups/", "bucket: backups"), ("endpoint: 'https://a/'", "endpoint: 'https://a'"),
            ("prefix: /", "prefix: null"), ("insecureTLS: false", "maxConnections: 0"),
        ])
    func takesAnotherSpellingOfThePlace(_ old: String, _ new: String) throws {
        #expect(try findings(Self.s3(old), Self.s3(new == "{}" ? "" : new)) == [])
    }

    /// A new Secret, limit or address leaves the data where it is; only KubeStash's own webhook may not think so.
    @Test(
        arguments: [
            ("secretName: a", "secretName: b", "secretName"), ("{}", "secretName: b", "secretName"),
            ("endpoint: 'http://a'", "endpoint: 'https://a'", "endpoint"), ("region: a", "region: b", "region"),
            ("maxConnections: 1", "maxConnections: 2", "maxConnections"), ("{}", "insecureTLS: true", "insecureTLS"),
        ])
    func warnsOfAnotherWayToThePlace(_ old: String, _ new: String, _ field: String) throws {
        let found = try findings(Self.s3(old == "{}" ? "" : old), Self.s3(new))
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.hasPrefix("~immutable-field Invalid spec.storage.s3.\(field): ") })
        #expect(found.allSatisfy { $0.hasSuffix("refuses any change of spec.storage while a Repository is in it") })
    }

    @Test func saysWhatItWas() throws {
        #expect(
            try findings(Self.s3("bucket: a"), Self.s3("bucket: b")) == [
                #"immutable-field Invalid spec.storage.s3.bucket: may not change from "a": the backed up data stays "#
                    + "where it is"
            ])
        #expect(
            try findings(Self.s3("bucket: a, prefix: b"), Self.s3("bucket: a")) == [
                "immutable-field Required spec.storage.s3.prefix: may not be removed: the backed up data stays where it is"
            ])
        #expect(
            try findings(Self.s3("bucket: a"), Self.s3("bucket: a, prefix: b")) == [
                "immutable-field Invalid spec.storage.s3.prefix: may not be set later: the backed up data stays where it is"
            ])
    }
}
