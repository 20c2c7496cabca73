import TestSupport
import Testing

@testable import KubeStash

/// A storage must describe one place that can exist; KubeStash accepts nearly anything (reference: its webhook).
@Suite struct BackupStorageTests {
    private static let s3 = "endpoint: 'https://s3.example.com', bucket: backups"

    private func findings(_ storage: String) throws -> [String] {
        try BackupStorage.kind.findings(inSpec: "{storage: \(storage)}")
    }

    /// The forms of public manifests, and of KubeStash's documentation.
    @Test(arguments: [
        "{provider: s3, s3: {\(s3), region: us-east-1, prefix: demo, secretName: s3-secret, maxConnections: 5}}",
        // Without a secret the Jobs use their service account.
        "{provider: s3, s3: {\(s3), insecureTLS: true}}",
        "{provider: s3, s3: {endpoint: 'http://minio.demo.svc:9000', bucket: a.b-c, prefix: /backup/demo}}",
        "{provider: gcs, gcs: {bucket: my_backups, prefix: /demo, secretName: gcs-secret}}",
        "{provider: azure, azure: {storageAccount: backups1, container: demo, prefix: a, secretName: azure-secret}}",
        "{provider: azure, azure: {storageAccount: backups1, container: $root}}",
        "{provider: local, local: {mountPath: /data, persistentVolumeClaim: {claimName: backups}, subPath: demo}}",
        "{provider: local, local: {mountPath: /data, nfs: {server: nfs.example.com, path: /backups}}}",
        // A null is a field that is missing.
        "{provider: s3, s3: {\(s3)}, gcs: null, local: null}",
    ])
    func takes(_ storage: String) throws {
        #expect(try findings(storage) == [])
    }

    /// A storage without the block of its provider makes KubeStash's webhook crash at every later storage of the same
    /// provider; with two blocks, or that of another provider, KubeStash writes to the first one that it finds.
    @Test(
        arguments: [
            (
                "{provider: s3}",
                [
                    "provider-mismatch Required spec.storage.s3: the provider is s3, and nothing else says where its "
                        + "data goes"
                ]
            ),
            (
                "{provider: s3, s3: null}",
                [
                    "provider-mismatch Required spec.storage.s3: the provider is s3, and nothing else says where its "
                        + "data goes"
                ]
            ),
            (
                "{provider: gcs, s3: {\(s3)}}",
                [
                    "provider-mismatch Forbidden spec.storage.s3: the provider is gcs",
                    "provider-mismatch Required spec.storage.gcs: the provider is gcs, and nothing else says where its "
                        + "data goes",
                ]
            ),
            // KubeStash takes s3 first.
            (
                "{provider: gcs, s3: {\(s3)}, gcs: {bucket: backups}}",
                [
                    "provider-mismatch Forbidden spec.storage.s3: KubeStash would write to it, although the provider is "
                        + "gcs"
                ]
            ),
            // It takes gcs last, so this works.
            (
                "{provider: s3, s3: {\(s3)}, gcs: {bucket: backups}}",
                ["~provider-mismatch Forbidden spec.storage.gcs: has no effect, since the provider is s3"]
            ),
            (
                "{s3: {\(s3)}}",
                ["required-field Required spec.storage.provider: it says which of the fields beside it counts"]
            ),
            (
                "{provider: '', s3: {\(s3)}}",
                ["required-field Required spec.storage.provider: it says which of the fields beside it counts"]
            ),
        ])
    func demandsTheBlockOfTheProvider(_ storage: String, _ expected: [String]) throws {
        #expect(try findings(storage) == expected)
    }

    /// The provider that is meant is that of the block, or a service that is reached by it.
    @Test(
        arguments: [
            ("{provider: S3, s3: {\(s3)}}", "s3"), ("{provider: aws, s3: {\(s3)}}", "s3"),
            ("{provider: minio, s3: {\(s3)}}", "s3"), ("{provider: something, s3: {\(s3)}}", "s3"),
            ("{provider: Azure}", "azure"), ("{provider: azur}", "azure"), ("{provider: GCP}", "gcs"),
            ("{provider: nfs}", "local"), ("{provider: 's3 '}", "s3"), ("{provider: something}", nil),
            // The provider that is written and the block that is described contradict each other.
            ("{provider: azur, s3: {\(s3)}}", nil), ("{provider: x, s3: {\(s3)}, gcs: {bucket: backups}}", nil),
            ("{provider: GCS, s3: {\(s3)}, gcs: {bucket: backups}}", "gcs"),
        ] as [(String, String?)])
    func knowsTheProviders(_ storage: String, _ meant: String?) throws {
        let list = #"supported values: "s3", "gcs", "azure", "local""#
        let end = meant.map { "; did you mean \"\($0)\"?" } ?? ""
        #expect(try findings(storage) == ["unknown-provider NotSupported spec.storage.provider: \(list)\(end)"])
    }

    @Test(arguments: ["swift", "b2", "rest"])
    func saysThatAProviderIsGone(_ provider: String) throws {
        let list = #"supported values: "s3", "gcs", "azure", "local""#
        let gone = "KubeStash has had none of that name since v2024.1.31; "
        let found = try findings("{provider: \(provider), \(provider): {}}")
        #expect(
            found.first?.hasPrefix("unknown-field Invalid spec.storage.\(provider): unknown field; KubeStash") == false)
        #expect(found.contains("unknown-provider NotSupported spec.storage.provider: \(gone)\(list)"))
        #expect(
            found.contains { $0.hasPrefix("unknown-field Invalid spec.storage.\(provider): unknown field; KubeSt") })
    }

    /// KubeStash checks none of these; NewBlob fails on an empty account, and no client opens a bucket without a name.
    @Test(
        arguments: [
            ("{provider: s3, s3: {endpoint: 'https://a.example'}}", ["s3.bucket"]),
            ("{provider: s3, s3: {endpoint: 'https://a.example', bucket: ''}}", ["s3.bucket"]),
            ("{provider: gcs, gcs: {}}", ["gcs.bucket"]),
            ("{provider: azure, azure: {}}", ["azure.storageAccount", "azure.container"]),
            ("{provider: local, local: {emptyDir: null, nfs: {server: a, path: /}}}", ["local.mountPath"]),
        ])
    func demandsThePlace(_ storage: String, _ missing: [String]) throws {
        let found = try findings(storage).map { $0.prefix { $0 != ":" } }
        #expect(found == missing.map { "required-field Required spec.storage.\($0)" })
    }

    @Test func demandsAStorage() throws {
        let found = "required-field Required spec.storage: it says where the data goes"
        #expect(try BackupStorage.kind.findings(inSpec: "{}") == [found])
        #expect(try BackupStorage.kind.findings(inSpec: "{storage: null}") == [found])
        #expect(
            try BackupStorage.kind.findings(inSpec: "null") == [
                "required-field Required spec: it says where the data goes"
            ])
    }

    /// The endpoint is that of the service, and the bucket is named once.
    @Test(arguments: [
        ("https://backups.s3.example.com", "must not contain the bucket, which the field bucket names"),
        ("https://backups.s3-eu.example.com", "must not contain the bucket, which the field bucket names"),
        ("https://backups.nyc3.digitaloceanspaces.com", "must not contain the bucket, which the field bucket names"),
        (" https://s3.example.com", "must not begin or end with a blank; did you mean \"https://s3.example.com\"?"),
        ("s3.example.com ", "must not begin or end with a blank"),
        // A scheme in another spelling, of which no rest is cut off.
        (
            "HTTPS://s3.example.com",
            "must begin with https://, or with http:// for a service without TLS; did you mean \"https://s3.example.com\"?"
        ),
        (
            "http:/a.svc:9000",
            "must begin with https://, or with http:// for a service without TLS; did you mean \"http://a.svc:9000\"?"
        ),
        (
            "https//a.example",
            "must begin with https://, or with http:// for a service without TLS; did you mean \"https://a.example\"?"
        ),
        ("https:9000", "must begin with https://, or with http:// for a service without TLS"),
        ("https://", "names no host after its scheme"),
        ("http://https://a.example", "must have its scheme once; did you mean \"https://a.example\"?"),
        // A service of a cluster may be called like its bucket.
        ("http://backups.backups.svc:9000", nil), ("https://s3.example.com", nil),
    ])
    func judgesEndpoints(_ endpoint: String, _ problem: String?) throws {
        let found = try BackupStorage.kind.findings(
            inSpec: "{storage: {provider: s3, s3: {endpoint: '\(endpoint)', bucket: backups}}}")
        #expect(found == (problem.map { ["~storage-endpoint Invalid spec.storage.s3.endpoint: \($0)"] } ?? []))
    }

    /// KubeStash takes a limit below 1 for none.
    @Test(arguments: [(-1, true), (0, true), (1, false)])
    func warnsOfNoConnections(_ limit: Int, isUnused: Bool) throws {
        let found = try BackupStorage.kind.findings(
            inSpec: "{storage: {provider: s3, s3: {\(Self.s3), maxConnections: \(limit)}}}")
        #expect(found.count == (isUnused ? 1 : 0))
    }

    /// The fields of Stash and of older releases, and fields at the wrong place.
    @Test(
        arguments: [
            (
                "{storage: {provider: s3, s3: {\(s3), accessKey: a}}}", "spec.storage.s3.accessKey",
                "the Secret that secretName names has it"
            ),
            (
                "{storage: {provider: s3, s3: {\(s3)}}, runtimeSettings: {nodeName: a}}",
                "spec.runtimeSettings.nodeName", "it belongs under pod, as pod.nodeName"
            ),
            (
                "{storage: {provider: s3, s3: {\(s3)}}, runtimeSettings: {securityContext: {}}}",
                "spec.runtimeSettings.securityContext",
                "it belongs under container, as container.securityContext, or under pod"
            ),
            (
                "{storage: {provider: s3, s3: {\(s3), secret: a}}}", "spec.storage.s3.secret",
                "secretName since v2024.1.31"
            ),
            (
                "{storage: {provider: gcs, gcs: {bucket: abc, secret: a}}}", "spec.storage.gcs.secret",
                "secretName since"
            ),
            ("{storage: {provider: s3, bucket: a, s3: {\(s3)}}}", "spec.storage.bucket", "as in s3.bucket"),
            ("{provider: s3, storage: {provider: s3, s3: {\(s3)}}}", "spec.provider", "storage.provider"),
            (
                "{storage: {provider: local, local: {mountPath: /a, volumeSource: {}, emptyDir: {}}}}",
                "spec.storage.local.volumeSource", "right here"
            ),
        ])
    func saysWhereAFieldWent(_ spec: String, _ path: String, _ remark: String) throws {
        let found = try BackupStorage.kind.findings(inSpec: spec).filter {
            $0.hasPrefix("unknown-field Invalid \(path): ")
        }
        #expect(found.count == 1 && found.allSatisfy { $0.contains(remark) })
    }

    @Test(
        arguments: [
            (
                "{}",
                ["/spec/usagePolicy {\"allowedNamespaces\":{\"from\":\"Same\"}}", "/spec/deletionPolicy \"Delete\""]
            ),
            (
                "{usagePolicy: {}, deletionPolicy: WipeOut}",
                ["/spec/usagePolicy/allowedNamespaces {\"from\":\"Same\"}"]
            ),
            // Slashes stay, and nothing empty is added.
            (
                "{usagePolicy: {allowedNamespaces: {from: All}}, deletionPolicy: Delete, storage: {s3: {prefix: a/}}}",
                []
            ),
        ] as [(String, [String])])
    func completes(_ spec: String, _ expected: [String]) throws {
        #expect(try BackupStorage.kind.additions(toSpec: spec) == expected)
    }

    @Test(
        arguments: [
            (
                "WipeOut",
                ["~wipe-out Invalid spec.deletionPolicy: deletes the backed up data together with the BackupStorage"]
            ),
            ("Delete", []),
            // Only a repository of a BackupConfiguration can be kept.
            ("Retain", [#"unsupported-value NotSupported spec.deletionPolicy: supported values: "Delete", "WipeOut""#]),
        ] as [(String, [String])])
    func warnsOfWipeOut(_ policy: String, _ expected: [String]) throws {
        let spec = "{storage: {provider: s3, s3: {\(Self.s3)}}, deletionPolicy: \(policy)}"
        #expect(try BackupStorage.kind.findings(inSpec: spec) == expected)
    }

    /// KubeStash's webhook crashes without a usage policy, and takes any operator.
    @Test func checksTheUsagePolicy() throws {
        let storage = "storage: {provider: s3, s3: {\(Self.s3)}}"
        let found = try BackupStorage.kind.findings(
            inSpec: "{\(storage), usagePolicy: {allowedNamespaces: {from: Selector}}}")
        #expect(
            found == [
                "missing-namespace-selector Required spec.usagePolicy.allowedNamespaces.selector: from Selector needs it "
                    + "to choose namespaces"
            ])
        #expect(try BackupStorage.kind.findings(inSpec: "{\(storage), usagePolicy: {}}") == [])
    }
}
