import Document
import TestSupport
import Testing

/// Properties of all JSON texts.
@Suite struct JSONPropertyTests {
    /// Parsing, writing and parsing again gives the same values, with any white space.
    @Test func roundTripsRandomValues() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let value = JSONValue.random(depth: 5, using: &random)
            let text = value.json
            #expect(try JSONValue(parsing: text) == value)
            #expect(try JSONValue(parsing: Self.spaced(text, using: &random)) == value)
            let document = try Document(json: text)
            #expect(Array(document.compactText(of: document.root).utf8) == text)
        }
    }

    /// A broken text is refused or read without a crash, and a text that is read can be written and read again.
    @Test func noMutationCrashes() throws {
        var random = SeededGenerator(seed: 2)
        let seeds = ["minimal-create-mutate", "bad-three-ways-create-validate", "full-create-validate"].map(
            Fixtures.review)
        let bytes = Array("\"\\{}[],:0-9eE.+tfn u\u{0}".utf8) + [0x80, 0xC3, 0xED, 0xF4, 0xFF]
        var read = 0
        for round in 0..<6000 {
            var text = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text[place] = bytes.randomElement(using: &random) ?? 0
                case 1: text.remove(at: place)
                case 2: text.insert(bytes.randomElement(using: &random) ?? 0, at: place)
                default: text.removeSubrange(place...)
                }
                if text.isEmpty { text = [0] }
            }
            guard let value = try? JSONValue(parsing: text) else { continue }
            read += 1
            #expect(try JSONValue(parsing: value.json) == value)
        }
        #expect(read > 100)
    }

    /// Every truncated review is refused.
    @Test func refusesTruncatedReviews() {
        var text = Fixtures.review("bad-three-ways-create-validate")
        while text.last == UInt8(ascii: "\n") { text.removeLast() }
        #expect(!text.isEmpty)
        for length in 0..<text.count {
            #expect(throws: ParseError.self) { try Document(json: Array(text[..<length])) }
        }
    }

    /// Real reviews are written exactly as they were read.
    @Test(arguments: Fixtures.reviews)
    func roundTripsRealReviews(_ name: String) throws {
        let text = Fixtures.review(name)
        let document = try Document(json: text)
        #expect(document.kind(of: document.root) == .object)
        let again = try Document(json: Array(document.compactText(of: document.root).utf8))
        #expect(JSONValue(again.root, of: again) == JSONValue(document.root, of: document))
    }

    private static func spaced(_ text: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var result: [UInt8] = []
        var inString = false
        var escaped = false
        for byte in text {
            let isPunctuation = !inString && "{}[],:".utf8.contains(byte)
            if isPunctuation, Bool.random(using: &random) { result += Array(" \n\t\r ".utf8) }
            result.append(byte)
            if isPunctuation, Bool.random(using: &random) { result += Array("  ".utf8) }
            if byte == UInt8(ascii: "\""), !escaped { inString.toggle() }
            escaped = inString && byte == UInt8(ascii: "\\") && !escaped
        }
        return result
    }
}

extension JSONValue {
    static func random(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .boolean(Bool.random(using: &random))
        case 2:
            return .number(
                ["0", "-1", "1.50", "1e400", "123456789012345678901", "-0.0"].randomElement(using: &random) ?? "0")
        case 3, 4: return .string(text(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<6, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            var members: [Member] = []
            for _ in 0..<Int.random(in: 0..<(Bool.random(using: &random) ? 6 : 40), using: &random) {
                let key = text(using: &random)
                if !members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) {
                    members.append(Member(key, .random(depth: depth - 2, using: &random)))
                }
            }
            return .object(members)
        }
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "b", "c", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "é", "漢", "😀", "\u{10FFFF}",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0..<20, using: &random) {
            text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "x")
        }
        return text
    }
}
