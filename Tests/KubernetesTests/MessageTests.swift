import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// The messages about mistakes within a Pod: a wrong number in one sends its reader into the next denial.
///
/// The page has each message once, with its rule: `rule: detail`. Most come from the tables of mutations; the objects
/// here exceed limits that are too high for a line of a table.
@Suite struct MessageTests {
    private static let page = "Tests/TestSupport/Fixtures/messages.txt"

    private static func many(_ count: Int, _ text: (Int) -> String) -> String {
        (0..<count).map(text).joined(separator: ", ")
    }

    /// Objects over a limit.
    private static let large: [(type: ObjectType, yaml: String)] = [
        (ObjectType.objectMeta, "{annotations: {ab: \(String(repeating: "a", count: 262_143))}}"),
        (
            ObjectType.container,
            """
            {name: a, image: b, restartPolicy: Never, restartPolicyRules: [\(
                many(21) { "{action: Restart, exitCodes: {operator: In, values: [\($0)]}}" })]}
            """
        ),
        (
            ObjectType.container,
            """
            {name: a, image: b, restartPolicy: Never, restartPolicyRules: [{action: Restart, exitCodes: {operator: In,
            values: [\(many(256, String.init))]}}]}
            """
        ),
        (ObjectType.podSpec, "{priority: 1000000001}"),
        (ObjectType.podSpec, "{dnsConfig: {nameservers: [\(many(4) { "10.0.0.\($0)" })]}}"),
        (ObjectType.podSpec, "{dnsConfig: {searches: [\(many(33) { "a\($0)" })]}}"),
        (
            ObjectType.podSpec,
            "{dnsConfig: {searches: [\(many(12) { "\(String(repeating: "a", count: 60)).\(String(repeating: "b", count: 60)).\(String(repeating: "c", count: 60))\($0)" })]}}"
        ),
        (ObjectType.jobTemplate, "{completionMode: Indexed, completions: 5, parallelism: 100001}"),
        (
            ObjectType.projectedVolume,
            """
            {sources: [{podCertificate: {keyType: ED25519, signerName: kubernetes.io/x, keyPath: k,
            maxExpirationSeconds: 86401}}]}
            """
        ),
    ]

    private static func messages(_ document: Document, _ type: ObjectType) -> [String] {
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        return findings.all.filter { !$0.detail.isEmpty }.map { "\($0.rule): \($0.detail)" }
    }

    private static func found() throws -> Set<String> {
        var found: Set<String> = []
        for table in MutationTests.tables {
            let valid = try #require(try table.object())
            for row in try table.parsedRows() {
                let row = try #require(row)
                var object = valid
                object[row.pointer] = row.value
                found.formUnion(messages(try Document(json: object.json), table.type))
            }
        }
        for (type, yaml) in large {
            let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
            let messages = messages(document, type)
            #expect(!messages.isEmpty, "\(yaml.prefix(80))")
            found.formUnion(messages)
        }
        return found
    }

    @Test func messages() throws {
        let wanted = Set(try Repository.text(of: Self.page).split(separator: "\n").map(String.init))
        let found = try Self.found()
        #expect(found.subtracting(wanted).sorted() == [], "is said and stands not in \(Self.page)")
        #expect(wanted.subtracting(found).sorted() == [], "stands in \(Self.page) and is not said")
    }
}
