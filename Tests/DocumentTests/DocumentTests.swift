import Document
import TestSupport
import Testing

/// The queries that rules make of a document.
@Suite struct DocumentTests {
    private func parse(_ text: String) throws -> Document {
        try Document(json: Array(text.utf8))
    }

    @Test func findsMembersByEscapedKeys() throws {
        let document = try parse(
            #"{"name":1,"n\u0061mes":2,"":3,"longer-than-eight":4,"longer-than-Eight":5,"no":null}"#)
        let value = { (key: Key) in document.member(key, of: document.root).flatMap { document.number($0) } }
        #expect(value("name") == "1")
        #expect(value("names") == "2")
        #expect(value("") == "3")
        #expect(value("longer-than-eight") == "4")
        #expect(value("longer-than-Eight") == "5")
        #expect(value("nam") == nil)
        #expect(document.member("no", of: document.root) != nil)
        #expect(document.present("no", of: document.root) == nil)
    }

    @Test func walksUpAndDown() throws {
        let document = try parse(#"{"a":[10,{"b":"x"},[]],"c":{}}"#)
        let list = try #require(document.member("a", of: document.root))
        let items = Array(document.elements(of: list))
        #expect(items.map { document.index(of: $0) } == [0, 1, 2])
        #expect(items.map { document.parent(of: $0) } == [list, list, list])
        #expect(document.key(of: list).flatMap { document.string($0) } == "a")
        #expect(document.key(of: items[0]) == nil)
        #expect(document.index(of: list) == nil)
        #expect(document.parent(of: document.root) == nil)
        #expect(document.isEmptyContainer(items[2]))
        #expect(!document.isEmptyContainer(list))
        let inner = try #require(document.member("b", of: items[1]))
        #expect(document.parent(of: inner) == items[1])
        #expect(document.position(of: inner) == SourcePosition(offset: 14, line: 1, column: 15))
    }

    /// Kubernetes takes any number with a whole value for an integer, and no digit may be lost.
    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("0.0", 0), ("0e99999999999999999999", 0), ("1", 1), ("1.0", 1), ("10e-1", 1),
            ("1e2", 100),
            ("1.5", nil), ("15e-1", nil), ("1e-1", nil), ("0.001e3", 1), ("0.0015e3", nil),
            ("2147483648", 2_147_483_648),
            ("9223372036854775807", .max), ("9223372036854775808", .max), ("-9223372036854775808", .min),
            ("-9223372036854775809", .min), ("1e18", 1_000_000_000_000_000_000), ("1e19", .max), ("-1e400", .min),
            ("1e9999999999999999999999", .max), ("1e-9999999999999999999999", nil),
            ("123456789.000000000000000000000", 123_456_789),
            ("\"1\"", nil), ("true", nil), ("null", nil),
        ] as [(String, Int64?)])
    func readsWholeNumbers(_ text: String, value: Int64?) throws {
        let document = try parse(text)
        #expect(document.integer(document.root) == value)
    }

    @Test(
        arguments: [
            ("9223372036854775807", false), ("9223372036854775808", true), ("-9223372036854775808", false),
            ("-9223372036854775809", true), ("1e400", true), ("0", false), ("1.5", false), ("\"1\"", false),
        ])
    func detectsNumbersBeyondInt64(_ text: String, isBeyond: Bool) throws {
        let document = try parse(text)
        #expect(document.isBeyondInt64(document.root) == isBeyond)
    }

    @Test func readsVeryLongNumbers() throws {
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(try parse(digits).integer(try parse(digits).root) == .max)
        #expect(try parse("1." + digits).integer(try parse("1." + digits).root) == nil)
    }

    @Test func comparesDecodedTexts() throws {
        let document = try parse(#"["abc","\u0061bc","abd","","a\nb"]"#)
        let items = Array(document.elements(of: document.root))
        #expect(document.haveSameText(items[0], items[1]))
        #expect(!document.haveSameText(items[0], items[2]))
        #expect(document.isString(items[1], "abc"))
        #expect(!document.isString(items[1], "ab"))
        #expect(!document.isString(items[1], "abcd"))
        #expect(document.isEmptyString(items[3]))
        #expect(!document.isEmptyString(items[0]))
    }

    @Test(arguments: [1, 7, 8, 9, 10, 33, 64, 1000])
    func tablesFindEveryDuplicate(count: Int) throws {
        let names = (0..<count).flatMap { ["\"name-\($0)\"", "\"n\\u0061me-\($0)\""] }
        let document = try parse("[" + names.joined(separator: ",") + ",\"other\"]")
        var table = NodeTable()
        for (index, node) in document.elements(of: document.root).enumerated() {
            let known = table.insert(node, of: document)
            #expect((known != nil) == (index % 2 == 1))
            if let known { #expect(document.string(known) == document.string(node)) }
        }
        #expect(table.count == count + 1)
        table.removeAll()
        #expect(document.elements(of: document.root).allSatisfy { table.first(like: $0, of: document) == nil })
    }
}
