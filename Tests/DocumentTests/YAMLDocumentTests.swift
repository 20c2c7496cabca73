import Document
import TestSupport
import Testing

/// Whole documents: their values, and the places of these.
@Suite struct YAMLDocumentTests {
    /// The trees beside the manifests were written by kubectl 1.32, which sorts keys and rewrites fractions.
    @Test(arguments: ["minimal", "default-backend", "sample", "full", "bad-three-ways", "every-feature"])
    func `a manifest has the values that kubectl reads`(_ name: String) throws {
        let yaml = try Document.documents(yaml: manifest("\(name).yaml"))
        let json = try Document(json: manifest("\(name).json"))
        #expect(yaml.count == 1)
        let document = try #require(yaml.first)
        #expect(document.nodeCount > 10)
        #expect(normal(JSONValue(document.root, of: document)) == normal(JSONValue(json.root, of: json)))
    }

    private func normal(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let text): .number(Double(text).map { "\($0)" } ?? text)
        case .array(let items): .array(items.map(normal))
        case .object(let members):
            .object(members.map { .init($0.key, normal($0.value)) }.sorted { $0.key < $1.key })
        default: value
        }
    }

    /// JSON is YAML, so both readers must give the same document.
    @Test func `both readers agree on random JSON`() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<1000 {
            // A number that does not fit a double is a string to kubectl's YAML.
            let json = String(decoding: JSONValue.random(depth: 5, using: &random).json, as: UTF8.self)
                .split(separator: "1e400", omittingEmptySubsequences: false).joined(separator: "1e300")
            let expected = try Document(json: Array(json.utf8))
            let documents = try Document.documents(yaml: Array(json.utf8))
            let document = try #require(documents.first)
            #expect(documents.count == 1)
            #expect(JSONValue(document.root, of: document) == JSONValue(expected.root, of: expected), "\(json)")
            #expect(document.nodeCount == expected.nodeCount)
        }
    }

    /// Positions of YAML are not computed from the tree's own text, as those of JSON are.
    @Test func `both readers agree on positions in random JSON`() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<300 {
            let json = JSONValue.random(depth: 5, using: &random).json
            let expected = try Document(json: json)
            let document = try #require(try Document.documents(yaml: json).first)
            #expect(positions(document) == positions(expected), "\(String(decoding: json, as: UTF8.self))")
        }
    }

    private func positions(_ document: Document) -> [SourcePosition] {
        func walk(_ node: Document.Node, _ found: inout [SourcePosition]) {
            found.append(document.position(of: node))
            for item in document.elements(of: node) { walk(item, &found) }
            for (key, value) in document.members(of: node) {
                found.append(document.position(of: key))
                walk(value, &found)
            }
        }
        var found: [SourcePosition] = []
        walk(document.root, &found)
        return found
    }

    @Test func `every value knows its line and column`() throws {
        let yaml = "# comment\nkind: Ä\nlist:\n  - é: 1\n    \"ü\": |\n      text\n  -\r\n  - &a [x, *a]\n"
            .replacingFirst("*a", with: "*b").replacingFirst("kind: Ä", with: "kind: &b Ä")
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let places = positions(document).map { "\($0.line):\($0.column)" }
        #expect(
            places == [
                "2:1", "2:1", "2:7", "3:1", "4:3", "4:5", "4:5", "4:8", "5:5", "5:10", "7:4", "8:5", "8:9", "8:12",
            ])
        for position in positions(document) {
            #expect(position == SourcePosition(offset: position.offset, in: Array(yaml.utf8)))
        }
    }

    @Test func `a value from an alias has the position of its anchor`() throws {
        let yaml = "a: &a\n  b: 1\nc: *a\nd:\n  <<: *a\n  e: 2\n"
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let alias = try #require(document.member("c", of: document.root))
        #expect(document.position(of: alias).line == 3)
        let inside = try #require(document.member("b", of: alias))
        #expect(document.position(of: inside).line == 2)
        let merging = try #require(document.member("d", of: document.root))
        let merged = try #require(document.member("b", of: merging))
        #expect(document.position(of: merged).line == 2)
    }

    @Test(
        arguments: [
            ("", []), ("# only a comment\n", []), ("---\n", ["null"]), ("a\n---\nb\n", [#""a""#, #""b""#]),
            ("---\na: 1\n---\n# nothing\n---\nb: 2\n...\n", [#"{"a":1}"#, "null", #"{"b":2}"#]),
            ("--- a\n--- {b: c}\n--- |\n text\n", [#""a""#, #"{"b":"c"}"#, #""text\n""#]),
            ("%YAML 1.1\n---\na\n...\n%TAG ! tag:x,2026:\n---\nb", [#""a""#, #""b""#]),
            ("\u{FEFF}a: 1", [#"{"a":1}"#]), ("a: &x 1\n---\nb: &x 2\nc: *x\n", [#"{"a":1}"#, #"{"b":2,"c":2}"#]),
            ("a: 1\r\nb:\r\n  - c\r\n", [#"{"a":1,"b":["c"]}"#]),
        ] as [(String, [String])])
    func `a stream has any number of documents`(_ yaml: String, _ documents: [String]) throws {
        #expect(try render(yaml) == documents)
    }

    /// The rows with a key before `<<` follow kubectl, not the rules of YAML.
    @Test(arguments: [
        ("{<<: {x: 2, z: 3}, x: 1}", #"{"x":1,"z":3}"#), ("{x: 1, <<: {x: 2, z: 3}, w: 4}", #"{"x":2,"z":3,"w":4}"#),
        ("{<<: [{x: 1}, {x: 2, z: 2}]}", #"{"x":1,"z":2}"#), ("{<<: {q: 1}, <<: {q: 2}}", #"{"q":2}"#),
        ("{<<: {<<: {a: 1, b: 1}, b: 2}, c: 3}", #"{"a":1,"b":2,"c":3}"#), ("{\"<<\": {a: 1}}", #"{"<<":{"a":1}}"#),
        ("{<<: {}, a: 1}", #"{"a":1}"#), ("{<<: []}", "{}"), ("{!!merge <<: {b: 1}}", #"{"b":1}"#),
        ("{!!merge x: {b: 1}}", #"{"x":{"b":1}}"#), ("{<<: {1: a}, '1': b}", #"{"1":"b"}"#),
        ("[&a {k: 1}, &b {<<: *a, k: 2}, {<<: [*b, *a]}]", #"[{"k":1},{"k":2},{"k":2}]"#),
    ])
    func `merge keys bring members of other mappings`(_ yaml: String, _ json: String) throws {
        #expect(try render(yaml) == [json])
    }
}

extension String {
    fileprivate func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return self[..<range.lowerBound] + new + self[range.upperBound...]
    }
}
