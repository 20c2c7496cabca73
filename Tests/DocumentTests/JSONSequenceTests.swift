import Document
import Testing

/// JSON texts that follow one another, as jq and kubectl write them.
@Suite struct JSONSequenceTests {
    /// The texts, each in compact form, until the first mistake, and the offset of that.
    private func read(_ text: String) -> (texts: [String], mistake: Int?) {
        var texts: [String] = []
        do throws(ParseError) {
            try Document.readSequence(json: Array(text.utf8)) { texts.append($0.compactText(of: $0.root)) }
            return (texts, nil)
        } catch {
            return (texts, error.position.offset)
        }
    }

    @Test(arguments: [
        ("", []), (" \t\r\n", []), ("{}", ["{}"]), ("{}{}", ["{}", "{}"]), (" {} \n\t{} ", ["{}", "{}"]),
        ("[1][2]", ["[1]", "[2]"]), (#"{"a":[1]}{"b":[[2]]}"#, [#"{"a":[1]}"#, #"{"b":[[2]]}"#]),
        (#"[{"a":1},{"b":2}] [3]"#, [#"[{"a":1},{"b":2}]"#, "[3]"]),
        // Brackets and quotes inside strings do not count.
        (#"{"a":"}"}{"b":"{["}"#, [#"{"a":"}"}"#, #"{"b":"{["}"#]),
        (#"{"a":"\"}"}{"b":"\\"}{"c":1}"#, [#"{"a":"\"}"}"#, #"{"b":"\\"}"#, #"{"c":1}"#]),
        (#"{"}":1}{"]":2}"#, [#"{"}":1}"#, #"{"]":2}"#]),
        // A text without brackets reaches to the end.
        ("1", ["1"]), ("\"a b\"", ["\"a b\""]),
    ])
    func separates(_ text: String, into texts: [String]) {
        let found = read(text)
        #expect(found.texts == texts)
        #expect(found.mistake == nil)
    }

    /// The texts before a mistake are used, and its place counts from the beginning of the whole text.
    @Test(arguments: [
        ("{", [], 1), ("{}}", ["{}"], 2), ("{} x", ["{}"], 3), ("{}[1", ["{}"], 4), ("{\\} {}", [], 1),
        (#"{}{"a":"\"#, ["{}"], 8), ("1 2", [], 2), ("[1}{}", [], 2), ("] {}", [], 0),
    ])
    func stops(_ text: String, after texts: [String], at offset: Int) {
        let found = read(text)
        #expect(found.texts == texts)
        #expect(found.mistake == offset)
    }

    /// Lines and columns go on from text to text.
    @Test func places() throws {
        var places: [String] = []
        try Document.readSequence(json: Array("{}\n{\"a\":\n1} {}\n".utf8)) { document in
            let position = document.position(of: document.root)
            places.append("\(position.line):\(position.column)")
        }
        #expect(places == ["1:1", "2:1", "3:4"])
    }
}
