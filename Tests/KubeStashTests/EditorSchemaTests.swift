import Document
import KubeStash
import TestSupport
import Testing

@testable import Kubernetes
@testable import Schema

/// The JSON Schemas refuse what the structural check refuses, and accept what it accepts.
@Suite struct EditorSchemaTests {
    private static func validator(of kind: String) throws -> JSONSchemaValidator {
        try JSONSchemaValidator(#require(EditorSchema.all.first { $0.kind == kind }).json)
    }

    /// Whether the structural check accepts an object, findings of formats left out that no pattern states.
    private func check(_ object: JSONValue, _ schema: CompiledSchema) throws -> [Finding] {
        let document = try Document(json: object.json)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(schema, unknownFields: .reported, into: &findings)
        return findings.all.filter { $0.rule != RuleInfo.duplicateName.id }
    }

    /// The rules whose findings a JSON Schema must have as well; the others are of formats without a pattern.
    private static let structural = Set(
        [RuleInfo.wrongType, .requiredField, .unknownField, .unsupportedValue, .outOfRange].map(\.id))

    /// An object with one wrong value is refused by both, and one without by neither.
    @Test(arguments: EditorSchema.all.map(\.kind).filter { $0 != "Policy" })
    func agrees(kind: String) throws {
        let validator = try Self.validator(of: kind)
        let type = try #require(Kinds.called(kind)).schema.withoutRules
        let schema = CompiledSchema(type)
        let subject = try #require(EditorSchema.all.first { $0.kind == kind })
        for seed in 0..<8 as Range<UInt64> {
            var generator = SchemaGenerator(seed: seed)
            var object = generator.value(of: .object(type))
            object["apiVersion"] = .string(subject.apiVersion)
            object["kind"] = .string(kind)
            #expect(
                try validator.accepts(object) == check(object, schema).isEmpty,
                "\(String(decoding: object.json, as: UTF8.self))")
            var random = SeededGenerator(seed: ~seed)
            for site in generator.sites.dropFirst().shuffled(using: &random).prefix(12) {
                guard !["apiVersion", "kind"].contains(site.pointer) else { continue }
                for wrong in Self.values(random: &random) {
                    var broken = object
                    broken[site.pointer] = wrong
                    let findings = try check(broken, schema)
                    let isAccepted = try validator.accepts(broken)
                    let place = "\(kind) \(site.pointer) = \(String(describing: wrong))"
                    if findings.isEmpty {
                        #expect(isAccepted, "\(place) is right")
                    } else if findings.contains(where: { Self.structural.contains($0.rule) }) {
                        #expect(!isAccepted, "\(place) is wrong: \(findings[0])")
                    }
                }
            }
        }
    }

    /// Values of all types, some of which are wrong anywhere.
    private static func values(random: inout SeededGenerator) -> [JSONValue?] {
        let all: [JSONValue?] = [
            nil, .null, true, 0, -1, 1, 70_000, .number("3000000000"), .number("1.5"), "", "a", "A b", [], [.null],
            ["a"],
            [[:]], [:], ["unknown": "x"], ["name": .null],
        ]
        return Array(all.shuffled(using: &random).prefix(5))
    }

    /// A text in a BackupBlueprint may have a variable, which no pattern knows.
    @Test(arguments: [
        ("BackupBlueprint", "${namespace}", true), ("BackupBlueprint", "No Name", false),
        ("BackupBlueprint", "shop", true), ("BackupBlueprint", "", true), ("BackupBlueprint", "$x", false),
    ])
    func allowsVariables(kind: String, namespace: String, isValid: Bool) throws {
        let object: JSONValue = [
            "apiVersion": "core.kubestash.com/v1alpha1", "kind": .string(kind), "metadata": ["name": "b"],
            "spec": [
                "backupConfigurationTemplate": [
                    "namespace": .string(namespace),
                    "sessions": [
                        [
                            "name": "s", "scheduler": ["schedule": "@daily"],
                            "addon": ["name": "a", "tasks": [["name": "t"]]],
                            "repositories": [["name": "r", "directory": "/d"]],
                        ]
                    ],
                ]
            ],
        ]
        #expect(try Self.validator(of: kind).accepts(object) == isValid)
    }

    /// The bundle judges the kinds that it knows, and lets other APIs pass.
    @Test(
        arguments: [
            (["apiVersion": "v1", "kind": "Secret", "anything": 1], true),
            (["apiVersion": "apps/v1", "kind": "Addon", "spec": 1], true),
            ([:], true), (.null, true), ("text", true),
            (["apiVersion": "storage.kubestash.com/v1alpha1", "kind": "RetentionPolicy"], false),
            (["apiVersion": "storage.kubestash.com/v1alpha1", "kind": "RetentionPolicyList", "items": []], true),
            (["apiVersion": "storage.kubestash.com/v1alpha1", "kind": "Addon"], false),
            (["apiVersion": "storage.kubestash.com/v1alpha1", "kind": "BackupStorages"], false),
            (
                [
                    "apiVersion": "storage.kubestash.com/v1alpha1", "kind": "RetentionPolicy",
                    "metadata": ["name": "a"],
                    "spec": ["maxRetentionPeriod": "30d"],
                ], true
            ),
            (
                [
                    "apiVersion": "v1", "kind": "List",
                    "items": [
                        [
                            "apiVersion": "storage.kubestash.com/v1alpha1", "kind": "RetentionPolicy",
                            "metadata": ["name": "a"], "spec": ["maxRetention": "30d"],
                        ]
                    ],
                ], false
            ),
            (["apiVersion": "v1", "kind": "List", "items": [["apiVersion": "v1", "kind": "Secret"]]], true),
            (["apiVersion": "stashgate.dev/v1alpha1", "kind": "Policy", "rules": ["*": "warning"]], true),
            (["apiVersion": "stashgate.dev/v1alpha1", "kind": "Policy", "rule": [:]], false),
        ] as [(JSONValue, Bool)])
    func selects(_ object: JSONValue, isValid: Bool) throws {
        #expect(try JSONSchemaValidator(EditorSchema.bundle).accepts(object) == isValid)
    }

    /// Editors show the purpose of a field, its default, and what its texts look like.
    @Test func describesFields() throws {
        let text = String(
            decoding: try #require(EditorSchema.all.first { $0.kind == "BackupConfiguration" }).json, as: UTF8.self)
        for part in [
            #""$schema":"https://json-schema.org/draft/2020-12/schema""#,
            #""$id":"https://stashgate.dev/schemas/core.kubestash.com/backupconfiguration_v1alpha1.json""#,
            #""const":"core.kubestash.com/v1alpha1""#, #""examples":["0 2 * * *","30 1 * * sun","@daily"]"#,
            #""enum":["Delete","WipeOut","Retain",null],"default":"Delete""#, #""additionalProperties":false"#,
            "No two items have the same ", "Required: it tells the sessions apart.",
            "If it is missing: 3, by Kubernetes.", "Format: a duration above 0, such as 90s, 30m or 1h30m.",
            #""patternErrorMessage":"must be lower-case letters"#, #""readOnly":true"#, "Keys: letters, digits",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    /// A format without a pattern is one that no pattern can state, or that none needs.
    @Test func formatsWithoutPattern() throws {
        var formats: [String: Format] = [:]
        for kind in Kinds.all { collect(.object(kind.schema), into: &formats) }
        let without = formats.values.filter { $0.patterns.isEmpty }.map(\.name).sorted()
        let expected = [
            "any-name", "api-version", "claim-name", "container-path", "container-resource", "csi-driver",
            "date-time", "delay", "device-path", "directory", "file-path", "flex-option", "flocker-dataset",
            "gmsa-credential-spec", "header-token", "host-path", "image", "ip-address", "iscsi-name", "mount-path",
            "nfs-path", "pod-selector", "quantity", "quobyte-registry", "quobyte-tenant", "retention-period",
            "search-domain", "sub-path", "substitution", "sysctl-name", "timeout", "volume-path", "windows-user",
        ]
        #expect(without == expected)
    }

    /// Validators in Go and Rust, kubeconform among them, refuse a schema with lookaround or back references.
    @Test(arguments: EditorSchema.all.map(\.kind).filter { $0 != "Policy" })
    func patternsArePortable(kind: String) throws {
        let schema = try #require(EditorSchema.all.first { $0.kind == kind }).json
        let patterns = Self.patterns(in: try JSONValue(parsing: schema))
        #expect(!patterns.isEmpty)
        for pattern in patterns {
            #expect(pattern.firstMatch(of: /\(\?[^:]|\\[^.$*+?{}()|\[\]\\]/) == nil, "\(pattern)")
        }
    }

    private static func patterns(in tree: JSONValue) -> [String] {
        switch tree {
        case .array(let items): items.flatMap(patterns)
        case .object(let members):
            members.flatMap { member -> [String] in
                if member.key == "pattern", case .string(let text) = member.value { return [text] }
                return patterns(in: member.value)
            }
        default: []
        }
    }

    /// The patterns match exactly the texts that their format takes.
    @Test func patternsAreExact() throws {
        var formats: [String: Format] = [:]
        for kind in Kinds.all { collect(.object(kind.schema), into: &formats) }
        let patterned = formats.values.filter { !$0.patterns.isEmpty }.sorted { $0.name < $1.name }
        #expect(patterned.count > 10)
        for format in patterned {
            let regexes = try format.patterns.map { try Regex($0) }
            var random = SeededGenerator(seed: 13)
            var taken = 0
            for text in SchemaGenerator.texts + Self.edges + (0..<500).map({ _ in Self.text(&random) }) {
                let isValid = format.problem(with: text.utf8.span) == nil
                taken += isValid ? 1 : 0
                let matches = regexes.allSatisfy { text.firstMatch(of: $0) != nil }
                #expect(matches == isValid, "\(format.name): \(text.prefix(80))")
            }
            #expect(taken > 10, "\(format.name)")
        }
    }

    /// Texts at the limits of length, and with their separators at both ends.
    private static var edges: [String] {
        var edges: [String] = []
        for length in [1, 15, 16, 62, 63, 64, 252, 253, 254] {
            for letter in ["a", "A", "1"] {
                let name = String(repeating: letter, count: length)
                edges += [name, "\(name)-", "x/\(name)", "\(name)/b", "\(name).b"]
            }
            edges.append(String(repeating: "a.", count: length) + "b")
        }
        return edges
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let length = Int.random(in: 1...8, using: &random)
        return String((0..<length).map { _ in "aZ09-_./= \n~".randomElement(using: &random) ?? "a" })
    }

    private func collect(_ type: ValueType, into formats: inout [String: Format]) {
        for format in [type.format, type.keyFormat].compactMap({ $0 }) { formats[format.name] = format }
        if case .object(let object) = type.item {
            for field in object.fields { collect(field.type, into: &formats) }
        }
    }
}
