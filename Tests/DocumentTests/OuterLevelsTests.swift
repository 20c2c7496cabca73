import Document
import Testing

struct OuterLevelsTests {
    @Test(arguments: [
        (#"{"a":1}"#, 1, #"{"a":1}"#), (#"{"a":{"b":1}}"#, 1, #"{"a":null}"#),
        (#"{"a":{"b":1}}"#, 2, #"{"a":{"b":1}}"#),
        (#"{"a":[[1],{}], "b" : {"c":[]}}"#, 2, #"{"a":[null,null], "b" : {"c":null}}"#), ("[[[]]]", 1, "[null]"),
        ("[]", 0, "null"), ("7", 0, "7"), ("", 1, ""),
        // Brackets in strings are none, and an escaped quote ends no string.
        (#"{"[":"{","a":["]"],"\"{":"\\"}"#, 1, #"{"[":"{","a":null,"\"{":"\\"}"#),
        (#"{"a":{"b":"\\\"}"},"c":"d"}"#, 1, #"{"a":null,"c":"d"}"#),
        // Malformed text stays malformed, and a closing bracket too many does not count.
        ("]]{}", 1, "]]{}"), (#"{"a":[1"#, 1, #"{"a":null"#),
    ])
    func kept(_ text: String, levels: Int, expected: String) {
        #expect(String(decoding: OuterLevels.text(of: Array(text.utf8), levels: levels), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        (#"{"a":{"b":[[1]]}}"#, "b", 2, 3, true), (#"{"a":{"b":[[1]]}}"#, "b", 2, 4, false),
        (#"{"a":{"b":[[1]]}}"#, "a", 1, 3, true), (#"{"a":{"b":[[1]]}}"#, "b", 1, 2, false),
        // Another member is deep, before it or behind it.
        (#"{"a":{"c":[[[]]],"b":[]}}"#, "b", 2, 4, false), (#"{"a":{"b":[],"c":[[[]]]}}"#, "b", 2, 4, false),
        (#"{"a":{"c":[],"b" : [[[]]]}}"#, "b", 2, 4, true),
        // A string is no name, has no brackets, and may have quotes.
        (#"{"a":{"c":"b","d":[[[]]]}}"#, "b", 2, 4, false), (#"{"a":{"b":"[[[[","c":0}}"#, "b", 2, 3, false),
        (#"{"a":{"b":["\"[[["]}}"#, "b", 2, 4, false), (#"{"a":{"\"b":[[[]]]}}"#, "b", 2, 4, false),
        ("", "b", 2, 4, false), ("]]]{", "b", 0, 0, false), (#"{"a":{"b":[[["#, "b", 2, 4, true),
    ])
    func tooDeep(_ text: String, name: String, level: Int, most: Int, expected: Bool) {
        #expect(OuterLevels.isTooDeep(name, at: level, in: Array(text.utf8), most: most) == expected)
    }
}
