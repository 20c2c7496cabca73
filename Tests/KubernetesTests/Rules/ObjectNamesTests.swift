import Document
import Schema
import TestSupport
import Testing

@testable import Kubernetes

/// Names that no object has, where Kubernetes does not look at them.
@Suite struct ObjectNamesTests {
    @Test(
        arguments: [
            ("{imagePullSecrets: [{name: registry}, {name: a.b-c}]}", []),
            ("{imagePullSecrets: [{name: demo/registry}]}", ["~impossible-name Invalid imagePullSecrets[0].name"]),
            ("{imagePullSecrets: [{name: My_Registry}]}", ["~impossible-name Invalid imagePullSecrets[0].name"]),
            // Blank names and control characters are errors; a variable may stand for any name.
            ("{imagePullSecrets: [{name: ' '}]}", ["invalid-name Invalid imagePullSecrets[0].name"]),
            ("{imagePullSecrets: [{name: '${name}'}]}", []),
            (
                "{volumes: [{name: a, secret: {secretName: a/b}}]}",
                ["~impossible-name Invalid volumes[0].secret.secretName"]
            ),
            ("{volumes: [{name: a, configMap: {name: A}}]}", ["~impossible-name Invalid volumes[0].configMap.name"]),
            (
                "{volumes: [{name: a, persistentVolumeClaim: {claimName: 'a '}}]}",
                ["~impossible-name Invalid volumes[0].persistentVolumeClaim.claimName"]
            ),
            (
                "{volumes: [{name: a, projected: {sources: [{secret: {name: a/b}}, {configMap: {name: a_b}}]}}]}",
                [
                    "~impossible-name Invalid volumes[0].projected.sources[0].secret.name",
                    "~impossible-name Invalid volumes[0].projected.sources[1].configMap.name",
                ]
            ),
            (
                "{volumes: [{name: a, azureFile: {secretName: a/b, shareName: c}}]}",
                ["~impossible-name Invalid volumes[0].azureFile.secretName"]
            ),
            (
                "{volumes: [{name: a, flexVolume: {driver: a/b, secretRef: {name: a/b}}}]}",
                ["~impossible-name Invalid volumes[0].flexVolume.secretRef.name"]
            ),
            (
                "{volumes: [{name: a, cephfs: {monitors: [m], secretRef: {name: a/b}}}]}",
                ["~impossible-name Invalid volumes[0].cephfs.secretRef.name"]
            ),
        ] as [Row])
    func judges(_ row: Row) throws {
        #expect(try findings(row.yaml, as: .podSpec).filter { !$0.contains("unused") } == row.found)
    }

    private func details(_ yaml: String) throws -> [String] {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(ObjectType.claimVolume), into: &findings)
        return findings.all.map(\.detail)
    }

    /// The rest of a name with a namespace before it may be meant or not.
    @Test(arguments: [
        ("a/b", "no object has a '/' in its name: it is looked up in the namespace of the Pod"),
        (
            "My Claim",
            "no object can have this name: it must be a DNS name in lower case; did you mean \"my-claim\"?"
        ),
        ("'a '", "no object can have this name: it must be a DNS name in lower case; did you mean \"a\"?"),
        (
            "\"a\\u200b\"",
            "no object can have this name: it must be a DNS name in lower case; did you mean \"a\"?"
        ),
        ("\"a\\u200bb\"", "no object can have this name: it must be a DNS name in lower case"),
    ])
    func suggests(_ name: String, detail: String) throws {
        #expect(try details("{claimName: \(name)}") == [detail])
    }

    /// Names that other fields repeat, with the characters that are not seen.
    @Test(
        arguments: [
            ("a b", nil), ("ä", nil), ("a", nil), ("🙂", nil),
            ("a ", "U+0020; did you mean \"a\"?"), (" a", "U+0020; did you mean \"a\"?"),
            ("a\u{A0}", "U+00A0; did you mean \"a\"?"), ("\u{200B}a", "U+200B; did you mean \"a\"?"),
            ("a\u{2028}", "U+2028; did you mean \"a\"?"),
            ("\u{202E}a \u{FEFF}", "U+202E, U+0020, U+FEFF; did you mean \"a\"?"),
            // Each once, where there is nothing else.
            ("\u{200B}", "U+200B"), ("\u{2060}\u{200B}", "U+2060, U+200B"),
            ("a\u{200B}b", "U+200B"), ("a\u{A0}b", "U+00A0"), (" a b ", "U+0020, U+0020; did you mean \"a b\"?"),
            ("    a", "U+0020, U+0020, U+0020; did you mean \"a\"?"), ("a\u{E0041}", "U+E0041; did you mean \"a\"?"),
        ] as [(String, String?)])
    func showsHiddenCharacters(_ name: String, characters: String?) throws {
        let type = ObjectType("Named", "A name.", [Field("name", .string(.anyName))], rules: [HiddenCharacters("name")])
        let document = try Document(
            json: Array(("{\"name\":" + String(decoding: JSONValue.string(name).json, as: UTF8.self) + "}").utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        #expect(findings.all.map(\.rule.rawValue) == (characters == nil ? [] : ["hidden-characters"]))
        #expect(
            findings.all.map(\.detail)
                == [characters].compactMap { $0 }.map {
                    "has blanks at its ends or characters that are not seen: \($0)"
                })
    }
}
