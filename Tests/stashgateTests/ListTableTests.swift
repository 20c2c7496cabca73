import TestSupport
import Testing

/// No list of names changes unnoticed: neither an item of an array, nor a pattern of a case that has several.
///
/// Most of these lists are facts of Kubernetes, KubeStash or OpenSSL, or words that people use. A test of one item says
/// nothing about its siblings, so the page states each list a second time.
struct ListTableTests {
    private static let page = "Tests/TestSupport/Fixtures/lists.txt"

    /// The lists of the page, each after its file.
    private static func rows() throws -> [String] {
        var file = ""
        var rows: [String] = []
        for line in try Repository.text(of: page).split(separator: "\n").drop(while: { !$0.hasPrefix("## ") }) {
            if line.hasPrefix("## ") { file = String(line.dropFirst(3)) } else { rows.append("\(file): \(line)") }
        }
        return rows
    }

    @Test func everyList() throws {
        let found = try SourceText.all().flatMap { source in
            ListScanner.lists(of: source.withoutComments).map { "\(source.path): \($0)" }
        }
        let rows = try Self.rows()
        #expect(found.count > 400)
        #expect(Set(found).subtracting(rows).sorted() == [], "in Sources, and not in \(Self.page)")
        #expect(Set(rows).subtracting(found).sorted() == [], "in \(Self.page), and not in Sources")
        #expect(found.count == rows.count)
    }

    @Test(arguments: [
        ("let a = [\"b\", \"c d\"]", ["\"b\", \"c d\""]), ("[\n  1,\n  .two,\n]", ["1, .two"]),
        ("case .a, .b: x", [".a, .b"]), ("case \"a\", \"b,]\":", ["\"a\", \"b,]\""]), ("[Self.a, b]", ["Self.a, b"]),
        // One item, a call, a key with a value, and a subscript are no lists.
        ("[a]", []), ("[f(1), 2]", []), ("[a: b, c: d]", []), ("case .a:", []), ("showcase a, b:", []), ("[a, b", []),
        ("[[a, b], [c]]", ["a, b"]),
    ])
    func finds(_ source: String, _ lists: [String]) {
        #expect(ListScanner.lists(of: source) == lists)
    }
}

/// Finds lists of literals and names in Swift.
private struct ListScanner {
    private let source: [UInt8]
    private var index = 0

    private init(_ text: String) {
        source = Array(text.utf8)
    }

    /// The items of each array, and of each case with several patterns, in order, with a comma and a space between them.
    static func lists(of text: String) -> [String] {
        var scanner = ListScanner(text)
        var lists: [String] = []
        while scanner.index < scanner.source.count {
            let start = scanner.index
            if let list = scanner.list() {
                lists.append(list)
            } else {
                scanner.index = start + 1
            }
        }
        return lists
    }

    private func byte(_ place: Int) -> UInt8 {
        source.indices.contains(place) ? source[place] : 0
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    private mutating func skipBlanks() {
        while byte(index) == UInt8(ascii: " ") || byte(index) == UInt8(ascii: "\n") { index += 1 }
    }

    /// The list that begins here, which has two items or more.
    private mutating func list() -> String? {
        let isArray = byte(index) == UInt8(ascii: "[")
        let word = "case ".utf8
        guard isArray || source[index...].starts(with: word) && !Self.isName(byte(index - 1)) else { return nil }
        index += isArray ? 1 : word.count
        let end = isArray ? UInt8(ascii: "]") : UInt8(ascii: ":")
        var items: [String] = []
        while true {
            skipBlanks()
            if byte(index) == end { break }
            guard let item = item() else { return nil }
            items.append(item)
            skipBlanks()
            if byte(index) == UInt8(ascii: ",") { index += 1 } else if byte(index) != end { return nil }
        }
        return items.count > 1 ? items.joined(separator: ", ") : nil
    }

    /// A literal or a name.
    private mutating func item() -> String? {
        let start = index
        if byte(index) == UInt8(ascii: "\"") {
            index += 1
            while index < source.count, source[index] != UInt8(ascii: "\""), source[index] != UInt8(ascii: "\n") {
                index += source[index] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard byte(index) == UInt8(ascii: "\"") else { return nil }
            index += 1
        } else {
            while Self.isName(byte(index)) { index += 1 }
        }
        return index > start ? String(decoding: source[start..<index], as: UTF8.self) : nil
    }
}
