import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// Rules learn whether another object is found, missing or unknown; an unknown object never denies.
@Suite struct InventoryTests {
    private static func objects(_ yaml: String, namespace: String = "") throws -> [KnownObject] {
        try Document.documents(yaml: Array(yaml.utf8)).enumerated().compactMap { index, document in
            let kind = document.member("kind", of: document.root).flatMap { document.string($0) } ?? ""
            return KnownObject(
                document.root, of: document, kind: kind, namespace: namespace, source: index, order: index)
        }
    }

    private static func storage(_ name: String, _ namespace: String?, _ s3: String = "bucket: b") -> String {
        """
        kind: BackupStorage
        metadata: {name: \(name)\(namespace.map { ", namespace: \($0)" } ?? "")}
        spec: {storage: {provider: s3, s3: {\(s3)}}}

        """
    }

    private static func text(_ answer: Inventory.Answer) -> String {
        switch answer {
        case .found(let objects): "found \(objects.count)"
        case .missing: "missing"
        case .unknown: "unknown"
        }
    }

    @Test func hasThreeAnswers() throws {
        let objects = try Self.objects(Self.storage("a", "demo") + "---\n" + Self.storage("nowhere", nil))
        let inventory = Inventory(objects, from: .files)
        func answer(_ namespace: String, _ name: String) -> String {
            Self.text(inventory.object(ObjectName("BackupStorage", namespace, name)))
        }
        #expect(answer("demo", "a") == "found 1")
        #expect(answer("demo", "b") == "missing")
        #expect(answer("other", "a") == "missing")
        // An object that does not say its namespace may be in any, and so may one that refers to it.
        #expect(answer("", "a") == "unknown")
        #expect(answer("other", "nowhere") == "unknown")
        #expect(answer("", "nowhere") == "found 1")
        #expect(answer("", "b") == "missing")
        #expect(Self.text(Inventory.unknown.object(ObjectName("BackupStorage", "demo", "a"))) == "unknown")
    }

    @Test("an object of another kind or without a name means nothing to others")
    func leavesOut() throws {
        #expect(try Self.objects("kind: ConfigMap\nmetadata: {name: a}").isEmpty)
        #expect(try Self.objects("kind: BackupStorage\nmetadata: {}").isEmpty)
        #expect(try Self.objects("kind: BackupStorage").isEmpty)
        #expect(try Self.objects("kind: BackupStorage\nmetadata: {name: 1}").isEmpty)
    }

    /// Fields of the wrong type are for the structural check; facts are what is left.
    @Test(arguments: [
        "spec: 1", "spec: {storage: []}", "spec: {storage: {provider: s3, s3: 1}}", "spec: {usagePolicy: [1]}",
        "spec: {usagePolicy: {allowedNamespaces: {from: 1}}}",
        "spec: {default: 1, storage: {provider: [], s3: {bucket: {}}}}",
    ])
    func takesAnything(_ spec: String) throws {
        let objects = try Self.objects("kind: BackupStorage\nmetadata: {name: a, namespace: n}\n\(spec)\n")
        #expect(objects.count == 1)
        _ = Inventory(objects, from: .files)
    }

    @Test(
        "one place is one place, however it is written",
        arguments: [
            ("bucket: b", "bucket: b, prefix: /", true),
            ("bucket: b, prefix: a/b", "bucket: b, prefix: /a//b/./", true),
            ("bucket: b, prefix: a/../b", "bucket: b, prefix: b", true),
            ("bucket: b", "bucket: b/", true),
            ("bucket: b, endpoint: 'https://s3.amazonaws.com'", "bucket: b, region: eu-west-1", true),
            ("bucket: b, endpoint: 'https://S3.eu-west-1.amazonaws.com/'", "bucket: b", true),
            ("bucket: b, endpoint: 'http://minio:9000'", "bucket: b, endpoint: minio:9000", true),
            // Two servers may have one bucket's name each.
            ("bucket: b, endpoint: 'http://minio-a:9000'", "bucket: b, endpoint: 'http://minio-b:9000'", false),
            ("bucket: b, endpoint: 'http://minio:9000'", "bucket: b", false),
            ("bucket: b, prefix: a", "bucket: b, prefix: A", false),
            ("bucket: b, prefix: a", "bucket: b, prefix: a/b", false),
            ("bucket: a", "bucket: b", false),
        ])
    func places(_ one: String, _ other: String, same: Bool) throws {
        let objects = try Self.objects(Self.storage("a", "n", one) + "---\n" + Self.storage("b", "n", other))
        let places = objects.compactMap { object in
            if case .storage(let storage) = object.facts { storage.place } else { nil }
        }
        #expect(places.count == 2)
        #expect((places.first == places.last) == same)
    }

    @Test(
        "usage policies are those of KubeStash",
        arguments: [
            ("{}", "own", true), ("{}", "other", false), ("{from: Same}", "own", true),
            ("{from: Same}", "other", false),
            ("{from: All}", "other", true), ("{from: Selector, selector: {matchLabels: {team: a}}}", "labelled", true),
            ("{from: Selector, selector: {matchLabels: {team: b}}}", "labelled", false),
            // Labels of a namespace that is not known may match, but for the one that every namespace has.
            ("{from: Selector, selector: {matchLabels: {team: a}}}", "strange", nil),
            ("{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: strange}}}", "strange", true),
            ("{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: strange}}}", "labelled", false),
            (
                "{from: Selector, selector: {matchExpressions: [{key: team, operator: In, values: [a, c]}]}}",
                "labelled", true
            ),
            (
                "{from: Selector, selector: {matchExpressions: [{key: team, operator: NotIn, values: [a]}]}}",
                "labelled", false
            ),
            (
                "{from: Selector, selector: {matchExpressions: [{key: tier, operator: NotIn, values: [a]}]}}",
                "labelled", true
            ),
            ("{from: Selector, selector: {matchExpressions: [{key: team, operator: Exists}]}}", "labelled", true),
            (
                "{from: Selector, selector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}", "labelled",
                false
            ),
            ("{from: Selector, selector: {}}", "labelled", true),
            // What cannot be read is left to other rules.
            ("{from: Selector}", "labelled", nil), ("{from: Some}", "other", nil),
            ("{from: Selector, selector: {matchExpressions: [{key: team, operator: Is}]}}", "labelled", nil),
        ] as [(String, String, Bool?)])
    func usage(_ namespaces: String, _ namespace: String, expected: Bool?) throws {
        let objects = try Self.objects(
            """
            kind: BackupStorage
            metadata: {name: a, namespace: own}
            spec: {usagePolicy: {allowedNamespaces: \(namespaces)}}
            ---
            kind: Namespace
            metadata: {name: labelled, labels: {team: a}}
            """)
        let inventory = Inventory(objects, from: .files)
        let storage = try #require(objects.first)
        #expect(storage.usage?.allows(namespace, own: "own", among: inventory) == expected)
    }

    @Test(
        "variables are replaced as envsubst does it",
        arguments: [
            ("${a}", "1", []), ("x${a}y${a}", "x1y1", []), ("${b}", "", ["b"]), ("${b}${b}${c}", "", ["b", "c"]),
            ("${b:=d}", "d", []), ("${b=d}", "d", []), ("${b:-d}", "d", []), ("${a:=d}", "1", []), ("${e:=d}", "", []),
            ("$a, {a}, 100$", "$a, {a}, 100$", []), ("$$a", "$a", []), ("$${a}", "${a}", []), ("${A}", "", ["A"]),
        ] as [(String, String, [String])])
    func substitutes(_ template: String, expected: String, missing: [String]) {
        let made = Envsubst(Array(template.utf8), ["a": "1", "e": ""])
        #expect(String(decoding: made.text, as: UTF8.self) == expected)
        #expect(made.missing == missing)
        #expect(!made.isUnclear)
    }

    @Test(
        "what is not replaced here for certain is unclear",
        arguments: ["${a^^}", "${#a}", "${b:=${a}}", "${ a }", "${a", "${}", "${", "x${"])
    func unclear(_ template: String) {
        #expect(Envsubst(Array(template.utf8), ["a": "1"]).isUnclear)
    }
}
