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
}
