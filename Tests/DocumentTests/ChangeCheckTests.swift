import Testing

@testable import Document

/// An edit of a text is taken only if the value that is read from it is the whole planned value, and nothing more.
@Suite struct ChangeCheckTests {
    private static let list = NewValue.array([.integer(1), .string("b")])
    private static let object = NewValue.object([
        NewMember("b", .integer(1)), NewMember("c", .object([NewMember("d", .array([]))])),
    ])

    @Test(
        arguments: [
            (list, #"[1,"b"]"#, true), (list, "[1]", false), (list, #"[1,"b",2]"#, false), (list, #"["b",1]"#, false),
            (list, "[]", false), (list, "{}", false), (.array([]), "[]", true), (.array([]), "[0]", false),
            (object, #"{"b":1,"c":{"d":[]}}"#, true), (object, #"{"c":{"d":[]},"b":1}"#, true),
            (object, #"{"b":1}"#, false), (object, #"{"b":1,"c":{"d":[]},"e":1}"#, false),
            (object, #"{"b":2,"c":{"d":[]}}"#, false), (object, #"{"b":1,"c":{"d":[0]}}"#, false),
            (object, #"{"b":1,"c":{}}"#, false), (object, "[]", false),
            (.string("1"), #""1""#, true), (.string("1"), "1", false), (.string("1"), #""12""#, false),
            (.integer(1), "1", true), (.integer(1), #""1""#, false), (.integer(1), "2", false),
            (.boolean(true), "true", true), (.boolean(true), "false", false), (.boolean(true), #""true""#, false),
        ] as [(NewValue, String, Bool)])
    func replaced(by planned: NewValue, read: String, isAsPlanned: Bool) throws {
        let old = try Document(json: Array(#"{"a":null}"#.utf8))
        let new = try Document(json: Array(#"{"a":\#(read)}"#.utf8))
        let node = try #require(value(at: "a", in: old))
        let index = ChangeIndex([.replace(node, by: planned)], of: old)
        var check = ChangeCheck(old, new, planned: index, count: 1)
        #expect(check.isAsPlanned() == isAsPlanned)
        #expect(check.made == [isAsPlanned])
    }
}
