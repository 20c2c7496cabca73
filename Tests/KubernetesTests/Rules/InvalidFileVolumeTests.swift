import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// The files of volumes that are made from objects must be possible.
@Suite struct InvalidFileVolumeTests {
    @Test(
        arguments: [
            ("{$: obj}", []),
            ("{$: obj, defaultMode: 0, optional: true}", []),
            ("{$: obj, defaultMode: 511, items: [{key: a/b, path: c/d, mode: 256}]}", []),
            ("{}", ["required-field Required $"]),
            ("{$: ''}", ["required-field Required $"]),
            ("{$: obj, defaultMode: 512}", ["out-of-range Invalid defaultMode"]),
            ("{$: obj, defaultMode: -1}", ["out-of-range Invalid defaultMode"]),
            ("{$: obj, defaultMode: '0644'}", ["wrong-type TypeInvalid defaultMode"]),
            (
                "{$: obj, items: [{}]}",
                ["required-field Required items[0].key", "required-field Required items[0].path"]
            ),
            ("{$: obj, items: [{key: k, path: /a}]}", ["invalid-volume Invalid items[0].path"]),
            ("{$: obj, items: [{key: k, path: a/../b}]}", ["invalid-volume Invalid items[0].path"]),
            ("{$: obj, items: [{key: k, path: ..a}]}", ["invalid-volume Invalid items[0].path"]),
            ("{$: obj, items: [{key: k, path: a..}]}", []),
            ("{$: obj, items: [{key: k, path: a, mode: 512}]}", ["out-of-range Invalid items[0].mode"]),
            // Kubernetes takes two files of one path for one file.
            ("{$: obj, items: [{key: k, path: a}, {key: l, path: a}]}", []),
        ] as [Row])
    func judgesObjects(_ row: Row) throws {
        for (type, name) in [(ObjectType.secretVolume, "secretName"), (ObjectType.configMapVolume, "name")] {
            #expect(
                try Set(findings(row.yaml.replacing("$", with: name), as: type))
                    == Set(row.found.map { $0.replacing("$", with: name) }))
        }
    }

    @Test(
        arguments: [
            ("{}", []),
            ("{items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}", []),
            (
                "{items: [{path: cpu, resourceFieldRef: {containerName: c, resource: limits.cpu}}], defaultMode: 420}",
                []
            ),
            ("{items: [{path: a}]}", ["invalid-volume Required items[0]"]),
            (
                "{items: [{path: a, fieldRef: {fieldPath: metadata.name}, resourceFieldRef: {containerName: c, resource: limits.cpu}}]}",
                ["invalid-volume Invalid items[0]"]
            ),
            (
                "{items: [{fieldRef: {fieldPath: metadata.name}}]}", ["required-field Required items[0].path"]
            ),
            (
                "{items: [{path: ../a, fieldRef: {fieldPath: metadata.name}}]}",
                ["invalid-volume Invalid items[0].path"]
            ),
            (
                "{items: [{path: a, mode: 512, fieldRef: {fieldPath: metadata.name}}]}",
                ["out-of-range Invalid items[0].mode"]
            ),
            (
                "{items: [{path: a, fieldRef: {fieldPath: spec.nodeName}}]}",
                ["invalid-field-reference NotSupported items[0].fieldRef.fieldPath"]
            ),
            (
                "{items: [{path: a, resourceFieldRef: {resource: limits.cpu}}]}",
                ["required-field Required items[0].resourceFieldRef.containerName"]
            ),
        ] as [Row])
    func judgesFilesAboutThePod(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .downwardAPIVolume) == row.found)
    }

    @Test(
        arguments: [
            ("[]", []), ("[{}]", []),
            ("[{secret: {name: s}}, {configMap: {name: c, items: [{key: k, path: a}]}}]", []),
            ("[{serviceAccountToken: {path: t}}]", []),
            ("[{serviceAccountToken: {path: t, expirationSeconds: 600, audience: a}}]", []),
            ("[{serviceAccountToken: {path: t, expirationSeconds: 4294967296}}]", []),
            ("[{secret: {}}]", ["required-field Required [0].secret.name"]),
            ("[{configMap: {name: ''}}]", ["required-field Required [0].configMap.name"]),
            ("[{secret: {name: s}, configMap: {name: c}}]", ["invalid-volume Forbidden [0]"]),
            (
                "[{secret: {name: s, items: [{key: k, path: a}]}}, {downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.uid}}]}}]",
                ["invalid-volume Invalid [1].downwardAPI.items[0].path"]
            ),
            (
                "[{secret: {name: s, items: [{key: k, path: a}, {key: l, path: a}]}}]",
                ["invalid-volume Invalid [0].secret.items[1].path"]
            ),
            ("[{serviceAccountToken: {}}]", ["required-field Required [0].serviceAccountToken.path"]),
            (
                "[{serviceAccountToken: {path: t, expirationSeconds: 599}}]",
                ["out-of-range Invalid [0].serviceAccountToken.expirationSeconds"]
            ),
            (
                "[{serviceAccountToken: {path: t, expirationSeconds: 4294967297}}]",
                ["out-of-range Invalid [0].serviceAccountToken.expirationSeconds"]
            ),
            ("[{serviceAccountToken: {path: /t}}]", ["invalid-volume Invalid [0].serviceAccountToken.path"]),
            ("[{clusterTrustBundle: {name: b, path: p}}]", []),
            ("[{clusterTrustBundle: {signerName: a/b, path: p, labelSelector: {}}}]", []),
            ("[{clusterTrustBundle: {path: p}}]", ["invalid-volume Required [0].clusterTrustBundle"]),
            (
                "[{clusterTrustBundle: {name: b, signerName: a/b, path: p}}]",
                ["invalid-volume Invalid [0].clusterTrustBundle"]
            ),
            (
                "[{clusterTrustBundle: {name: b, path: p, labelSelector: {}}}]",
                ["invalid-volume Invalid [0].clusterTrustBundle.labelSelector"]
            ),
            ("[{podCertificate: {keyType: ED25519, signerName: a/b, keyPath: k}}]", []),
            (
                "[{podCertificate: {keyType: RSA1024, signerName: a/b, keyPath: k}}]",
                ["unsupported-value NotSupported [0].podCertificate.keyType"]
            ),
            (
                "[{podCertificate: {keyType: ED25519, signerName: a/b}}]",
                ["invalid-volume Required [0].podCertificate"]
            ),
            (
                "[{podCertificate: {keyType: ED25519, signerName: a/b, keyPath: k, certificateChainPath: k}}]",
                ["invalid-volume Invalid [0].podCertificate.certificateChainPath"]
            ),
            (
                "[{podCertificate: {keyType: ED25519, signerName: a/b, keyPath: k, maxExpirationSeconds: 3599}}]",
                ["out-of-range Invalid [0].podCertificate.maxExpirationSeconds"]
            ),
            // Only Kubernetes' own signers have this limit; others have the limit of all.
            ("[{podCertificate: {keyType: ED25519, signerName: a/b, keyPath: k, maxExpirationSeconds: 86401}}]", []),
            (
                "[{podCertificate: {keyType: ED25519, signerName: my.kubernetes.io/x, keyPath: k, maxExpirationSeconds: 86401}}]",
                []
            ),
            (
                "[{podCertificate: {keyType: ED25519, signerName: kubernetes.iox/y, keyPath: k, maxExpirationSeconds: 86401}}]",
                []
            ),
            (
                "[{podCertificate: {keyType: ED25519, signerName: kubernetes.io/x, keyPath: k, maxExpirationSeconds: 86400}}]",
                []
            ),
            (
                "[{podCertificate: {keyType: ED25519, signerName: kubernetes.io/x, keyPath: k, maxExpirationSeconds: 86401}}]",
                ["invalid-volume Invalid [0].podCertificate.maxExpirationSeconds"]
            ),
        ] as [Row])
    func judgesProjections(_ row: Row) throws {
        #expect(
            try findings("{sources: \(row.yaml)}", as: .projectedVolume)
                == row.found.map { $0.replacing(" [", with: " sources[") })
    }
}
