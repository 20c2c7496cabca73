import TestSupport
import Testing

@testable import Document

/// The places in random texts.
@Suite struct SourcePropertyTests {
    @Test("places and comments of a random text are where they were written", arguments: [false, true])
    func places(_ isASCII: Bool) throws {
        for seed in 0..<400 as Range<UInt64> {
            let yaml = RandomYAML(depth: 4, seed: seed)
            // In ASCII every byte is a character, which the reader makes use of. A mark at the start would move the rest.
            guard !isASCII || !yaml.bytes.starts(with: ByteOrderMark.utf8) else { continue }
            let bytes = isASCII ? yaml.bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "e") } : yaml.bytes
            let text = String(decoding: bytes, as: UTF8.self)
            let documents = try Document.documents(yaml: bytes)
            let document = try #require(documents.first)
            let found = nodes(of: document).map { node in
                let place = document.place(of: node)
                return RandomYAML.Place(range: place.range, style: place.style)
            }
            try #require(found == yaml.places, "\(text)")
            try #require(document.source.comments.map(\.range) == yaml.comments, "\(text)")
        }
    }

    @Test("positions agree with counting from the beginning")
    func positions() throws {
        for seed in 0..<30 as Range<UInt64> {
            let yaml = RandomYAML(depth: 3, seed: seed)
            let source = try #require(try Document.documents(yaml: yaml.bytes).first).source
            let hasMark = yaml.bytes.starts(with: ByteOrderMark.utf8)
            for offset in (hasMark ? 3 : 0)...yaml.bytes.count {
                let slow = SourcePosition(offset: offset, in: yaml.bytes)
                // A byte order mark has no column.
                let column = hasMark && slow.line == 1 ? slow.column - 1 : slow.column
                let expected = SourcePosition(offset: offset, line: slow.line, column: column)
                #expect(source.position(atOffset: offset) == expected)
            }
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            let document = try Document(json: JSONValue.random(depth: 3, using: &random).json)
            for offset in -1...document.bytes.count + 1 {
                #expect(
                    document.source.position(atOffset: offset) == SourcePosition(offset: offset, in: document.bytes))
            }
        }
    }

    @Test("positions in a part of a file continue from its start")
    func parts() {
        let text = Array("ä\nb\n".utf8)
        let table = LineTable(text, origin: SourcePosition(offset: 10, line: 5, column: 3))
        #expect(table.position(of: 2, in: text) == SourcePosition(offset: 12, line: 5, column: 4))
        #expect(table.position(of: 4, in: text) == SourcePosition(offset: 14, line: 6, column: 2))
        #expect(table.position(of: 9, in: text) == SourcePosition(offset: 15, line: 7, column: 1))
    }

    @Test("bytes and characters are found the same way eight at a time and one by one")
    func words() {
        var random = SeededGenerator(seed: 8)
        let characters: [Character] = ["a", "\n", "é", "漢", "😀", "\u{8A}", "\u{10A}"]
        for length in 0..<60 {
            let text = Array(String((0..<length).map { _ in characters.randomElement(using: &random) ?? "a" }).utf8)
            let span = unsafe text.span.bytes
            #expect(span.isASCII == text.allSatisfy { $0 < 0x80 })
            for start in 0...text.count {
                let next = text[start...].firstIndex(of: UInt8(ascii: "\n"))
                #expect(span.firstIndex(of: UInt8(ascii: "\n"), from: start, to: text.count) == next)
            }
            for start in 0...text.count {
                let unusual = text[start...].firstIndex { $0 < 0x20 || $0 >= 0x80 } ?? text.count
                #expect(span.firstUnusual(from: start, to: text.count) == unusual)
            }
            for count in 0...length {
                let prefix = String(decoding: text, as: UTF8.self).unicodeScalars.prefix(count)
                #expect(span.offset(behind: count, from: 0) == String(String.UnicodeScalarView(prefix)).utf8.count)
            }
        }
    }

    @Test("a byte that is not ASCII is found wherever it is")
    func ascii() {
        for length in 0..<40 {
            var text = [UInt8](repeating: 0x7F, count: length)
            #expect(unsafe text.span.bytes.isASCII)
            for place in text.indices {
                text[place] = 0x80
                #expect(!(unsafe text.span.bytes.isASCII))
                text[place] = 0x7F
            }
        }
    }

    @Test("two equal bytes in a row are found wherever they are")
    func twoBytes() {
        let brace = UInt8(ascii: "{")
        // Neighbours of a byte in its bits, and bytes that borrow or carry in sums of words.
        let others: [UInt8] = [0, 1, 0x7A, 0x7C, 0x7F, 0x80, 0xFA, 0xFB, 0xFF]
        for length in 0..<40 {
            for place in -1..<length {
                for other in others {
                    var text = [UInt8](repeating: other, count: length)
                    if place >= 0 { text[place] = brace }
                    #expect(!(unsafe text.span.bytes.hasTwo(brace)))
                    guard place >= 0, place + 1 < length else { continue }
                    text[place + 1] = brace
                    #expect(unsafe text.span.bytes.hasTwo(brace))
                }
            }
        }
    }
}
