import TestSupport
import Testing

@testable import KubeStash

/// The place of a storage: names that can exist, an endpoint with its scheme, and a volume that keeps data.
@Suite struct StoragePlaceTests {
    private func findings(_ storage: String) throws -> [String] {
        try BackupStorage.kind.findings(inSpec: "{storage: \(storage)}")
    }

    /// KubeStash's client of S3 needs a scheme since v2025.2.10; half of the public storages have none.
    @Test(
        arguments: [
            ("s3.amazonaws.com", "must begin with https://, or with http://", "https://s3.amazonaws.com"),
            (
                "us-east-1.linodeobjects.com", "must begin with https://, or with http://",
                "https://us-east-1.linodeobjects.com"
            ),
            // Only its owner knows whether an own service has TLS.
            ("minio.demo.svc:9000", "must begin with https://, or with http://", nil),
            // What has a port, a blank or a user may be meant otherwise.
            ("a:1.s3.amazonaws.com", "must begin with https://, or with http://", nil),
            ("a b.s3.amazonaws.com", "must begin with https://, or with http://", nil),
            ("a@b.s3.amazonaws.com", "must begin with https://, or with http://", nil),
            ("s3://backups", "must begin with https://", nil),
            ("https:/a.example", "must begin with https://", "https://a.example"),
            ("HTTPS://a.example", "must begin with https://", "https://a.example"), ("https://", "names no host", nil),
            ("https:///backups", "names no host", nil), ("https://a b.example", "must not have a blank", nil),
            ("https://a.example:", "must have a port from 1 to 65535 after the ':'", nil),
            ("https://a.example:99999/x", "must have a port from 1 to 65535 after the ':'", nil),
            ("https://[::1]:http", "must have a port from 1 to 65535 after the ':'", nil),
            (
                "https://a:b@a.example",
                "must not have a user or a password in it, which belong to the Secret that "
                    + "secretName names", nil
            ),
            ("https://a.example?region=eu", "must not have a query or a fragment, which begin with ? and #", nil),
            ("https://a.example/x#y", "must not have a query or a fragment", nil),
            // The client adds the bucket itself.
            ("https://s3.amazonaws.com/backups", "must not contain the bucket, which the field bucket names", nil),
            ("https://minio.demo.svc:9000/backups/", "must not contain the bucket", nil),
            ("https://backups.s3.eu-west-1.amazonaws.com", "must not contain the bucket", nil),
            ("https://backups.nyc3.digitaloceanspaces.com", "must not contain the bucket", nil),
        ] as [(String, String, String?)])
    func demandsAScheme(_ endpoint: String, _ problem: String, _ meant: String?) throws {
        let found = try findings("{provider: s3, s3: {bucket: backups, endpoint: '\(endpoint)'}}")
            .filter { $0.hasPrefix("~storage-endpoint Invalid spec.storage.s3.endpoint: \(problem)") }
        #expect(found.count == 1)
        #expect(found.first?.contains("did you mean") == (meant != nil))
        if let meant { #expect(found.first?.hasSuffix("did you mean \"\(meant)\"?") == true) }
    }

    /// A host or a path that looks like the bucket's name is not it.
    @Test(arguments: [
        ("https://backups.demo.svc", "backups"), ("https://nyc3.digitaloceanspaces.com", "nyc3"),
        ("https://backups.example.com/s3", "backups"), ("https://a.example/backups/x", "backups"),
        ("https://[2001:db8::1]", "backups"), ("https://[::1]:9000", "backups"),
        ("https://a.example:65535/", "backups"),
    ])
    func takesOtherEndpoints(_ endpoint: String, _ bucket: String) throws {
        let found = try findings("{provider: s3, s3: {bucket: \(bucket), endpoint: '\(endpoint)'}}")
        #expect(found.allSatisfy { $0.hasPrefix("~trailing-slash ") })
    }

    @Test(arguments: ["", "endpoint: '', ", "endpoint: null, "])
    func asksForAnEndpoint(_ endpoint: String) throws {
        let found = "~storage-endpoint Required spec.storage.s3.endpoint: KubeStash asks for it, also for AWS: "
        #expect(
            try findings("{provider: s3, s3: {\(endpoint)bucket: backups}}") == [
                "\(found)https://s3.<region>.amazonaws.com"
            ])
    }

    /// Other tools replace variables in manifests before they are applied.
    @Test(arguments: [("s3", "bucket"), ("gcs", "secretName"), ("azure", "container")])
    func leavesVariables(_ provider: String, _ field: String) throws {
        let found = try findings("{provider: \(provider), \(provider): {\(field): '${CLUSTER}-Backups'}}")
        #expect(!found.contains { $0.hasPrefix("~unlikely-storage-name") }, "\(found)")
    }

    /// A bucket is a name alone; which names there are depends on the service.
    @Test(
        arguments: [
            ("s3", "bucket", "s3://backups", "is a name alone", "backups"),
            ("s3", "bucket", "/backups", "is a name alone", "backups"),
            ("s3", "bucket", "backups/demo", "a directory in it belongs in prefix", nil),
            ("s3", "bucket", "s3://backups/demo", "a directory in it belongs in prefix", nil),
            ("s3", "bucket", "My_Bucket", "3 to 63 lower-case letters", nil),
            ("s3", "bucket", "<your-bucket>", "3 to 63 lower-case letters", nil),
            ("s3", "bucket", "ab", "3 to 63 lower-case letters", nil),
            ("s3", "bucket", " backups", "3 to 63 lower-case letters", "backups"),
            ("s3", "secretName", "S3_secret", "at most 253 lower-case letters", nil),
            ("s3", "secretName", "demo/s3-secret", "in the namespace of the storage", "s3-secret"),
            ("s3", "secretName", "other/s3-secret", "in the namespace of the storage", nil),
            // A slash too many may stand for a name that is missing.
            ("s3", "secretName", "demo/s3-secret/", "in the namespace of the storage", nil),
            ("s3", "secretName", "/demo/s3-secret", "in the namespace of the storage", nil),
            ("s3", "secretName", "demo//s3-secret", "in the namespace of the storage", nil),
            ("gcs", "bucket", "gs://backups", "is a name alone", "backups"),
            ("gcs", "bucket", "Backups", "3 to 222 lower-case letters", nil),
            ("azure", "container", "demo/", "is a name alone", "demo"),
            ("azure", "container", "a_b", "3 to 63 lower-case letters", nil),
            ("azure", "storageAccount", "my-account", "3 to 24 lower-case letters and digits", nil),
            (
                "azure", "storageAccount", "https://a.blob.core.windows.net", "3 to 24 lower-case letters and digits",
                nil
            ),
        ] as [(String, String, String, String, String?)])
    func knowsTheNames(_ provider: String, _ field: String, _ name: String, _ problem: String, _ meant: String?) throws
    {
        let found = try findings("{provider: \(provider), \(provider): {\(field): '\(name)'}}")
            .filter { $0.hasPrefix("~unlikely-storage-name Invalid spec.storage.\(provider).\(field): ") }
        #expect(found.count == 1 && found.allSatisfy { $0.contains(problem) })
        let question = found.first?.split(separator: "; did you mean ").dropFirst().first.map(String.init)
        #expect(question == meant.map { "\"\($0)\"?" })
    }

    /// A blank name is an error: it is the same as none.
    @Test func refusesABlankName() throws {
        let found = try findings("{provider: gcs, gcs: {bucket: ' '}}")
        #expect(found == ["invalid-name Invalid spec.storage.gcs.bucket: must not be blank"])
        #expect(
            try findings("{provider: gcs, gcs: {bucket: abc, prefix: a/../b}}").map { $0.prefix { $0 != ":" } } == [
                "invalid-directory Invalid spec.storage.gcs.prefix"
            ])
    }

    /// KubeStash cuts one slash off these when they are stored, which differ from the manifest for ever.
    @Test(
        arguments: [
            ("s3", "prefix", "demo/", "demo"), ("s3", "prefix", "demo//", "demo"),
            ("s3", "bucket", "backups/", "backups"),
            ("s3", "endpoint", "https://a.example/", "https://a.example"), ("gcs", "prefix", "/demo/", "/demo"),
            ("gcs", "bucket", "backups/", "backups"), ("azure", "prefix", "demo/", "demo"),
        ])
    func warnsOfASlash(_ provider: String, _ field: String, _ text: String, _ meant: String) throws {
        let found = try findings("{provider: \(provider), \(provider): {\(field): '\(text)'}}")
            .filter { !$0.contains("Required") }
        #expect(
            found == [
                "~trailing-slash Invalid spec.storage.\(provider).\(field): KubeStash stores it without the slash at its "
                    + "end, so that it differs from the manifest; did you mean \"\(meant)\"?"
            ])
    }

    @Test func leavesNoBucketOfSlashes() throws {
        #expect(
            try findings("{provider: gcs, gcs: {bucket: /, prefix: /}}") == [
                "required-field Required spec.storage.gcs.bucket: KubeStash cuts the slash off, and nothing is left",
                "~trailing-slash Invalid spec.storage.gcs.prefix: KubeStash stores it as an empty text, which means the "
                    + "same: leave it out",
            ])
        // This one is not cut.
        #expect(
            try findings(
                "{provider: local, local: {mountPath: /a, subPath: b/, persistentVolumeClaim: {claimName: c}}}") == [])
    }

    /// Kubernetes makes an empty directory of a volume without a source, and takes the first of two sources.
    @Test(
        arguments: [
            (
                "{mountPath: /data}",
                [
                    "local-storage Required spec.storage.local: a source of a volume must say what keeps the data, such "
                        + "as persistentVolumeClaim or nfs"
                ]
            ),
            (
                "{mountPath: /data, nfs: {server: a, path: /b}, persistentVolumeClaim: {claimName: c}}",
                [
                    "invalid-volume Forbidden spec.storage.local.persistentVolumeClaim: a volume is of one kind only, and "
                        + "it is nfs already"
                ]
            ),
            (
                "{mountPath: /data, emptyDir: {}}",
                [
                    "~local-storage Invalid spec.storage.local.emptyDir: is gone with the Job that writes to it, and the "
                        + "backups with it"
                ]
            ),
            (
                "{mountPath: /data, secret: {secretName: a}}",
                [
                    "~local-storage Invalid spec.storage.local.secret: can only be read, so no backup can be stored in it"
                ]
            ),
            (
                "{mountPath: /data, persistentVolumeClaim: {claimName: a, readOnly: true}}",
                [
                    "~local-storage Invalid spec.storage.local.persistentVolumeClaim.readOnly: no backup can be stored in "
                        + "a volume that may only be read"
                ]
            ),
            (
                "{mountPath: data, hostPath: {path: /data}}",
                [
                    "~host-access Invalid spec.storage.local.hostPath: a hostPath volume reaches the files of whatever "
                        + "node the pod runs on",
                    "~local-storage Invalid spec.storage.local.mountPath: KubeStash opens it as a path from the root, so "
                        + "it must begin with '/'",
                ]
            ),
            (
                "{mountPath: /, nfs: {server: a, path: /b}}",
                [
                    "~local-storage Invalid spec.storage.local.mountPath: the volume would hide all files of the Job's image"
                ]
            ),
            (
                "{mountPath: /a, subPath: ../b, hostPath: null, nfs: {server: a, path: /b}}",
                ["invalid-volume-mount Invalid spec.storage.local.subPath: must not contain '..'"]
            ),
        ])
    func demandsAVolume(_ local: String, _ expected: [String]) throws {
        #expect(try findings("{provider: local, local: \(local)}") == expected)
    }

    @Test func knowsSettingsWithoutEffect() throws {
        #expect(
            try findings(
                "{provider: s3, s3: {bucket: abc, endpoint: 'http://a', insecureTLS: true, maxConnections: -1}}") == [
                    "~no-effect Invalid spec.storage.s3.maxConnections: has no effect below 1: the default is used instead",
                    "~no-effect Invalid spec.storage.s3.insecureTLS: has no effect: the endpoint is http://, which has no "
                        + "certificate",
                ])
        #expect(try findings("{provider: gcs, gcs: {bucket: abc, maxConnections: 0}}").count == 1)
        #expect(try findings("{provider: gcs, gcs: {bucket: abc, maxConnections: 1}}") == [])
    }
}
