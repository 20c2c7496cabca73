import Testing

@testable import stashgate

/// That what a terminal shows is safe, short, and marked at the right columns.
@Suite struct ScheduleExcerptTests {
    @Test(arguments: [
        ("61 * * * *", 0..<2, "61 * * * *", "^^"),
        ("0 0 * *", 7..<7, "0 0 * *", "       ^"),
        // A tab and an escape sequence take as many columns as they are written with.
        ("0\t\u{1B}[2J", 2..<6, "0\\u{9}\\u{1B}[2J", "      ^^^^^^^^^"),
        // An accent takes no column of its own, a full-width character takes two.
        ("e\u{301} ＊ 7", 8..<9, "e\u{301} ＊ 7", "     ^"),
        ("é ＊ 7", 3..<6, "é ＊ 7", "  ^^"),
        ("", 0..<0, "", "^"),
    ])
    func marksColumns(expression: String, part: Range<Int>, text: String, underline: String) {
        let excerpt = ScheduleExcerpt(of: expression, marking: part)
        #expect(excerpt.text == text)
        #expect(excerpt.underline == underline)
    }

    /// Both ends of each block of wide characters, and what is beside them (Unicode's EastAsianWidth.txt, W and F).
    @Test func widths() throws {
        let wide: [UInt32] = [
            0x1100, 0x115E, 0x2E80, 0x303E, 0x3041, 0xA4C6, 0xAC00, 0xD7A3, 0xF900, 0xFAD9, 0xFE30, 0xFE6B, 0xFF01,
            0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1FAF0, 0x20000, 0x2A6DF, 0x30000,
        ]
        let narrow: [UInt32] = [
            0x41, 0xE9, 0x10FF, 0x1161, 0x2E5D, 0x303F, 0xA4D0, 0xABF9, 0xD7B0, 0xFB00, 0xFE70, 0xFF61, 0xFFE8, 0x1F2B,
            0x1D7FF, 0x1FB00,
        ]
        for (values, width) in [(wide, 2), (narrow, 1)] {
            for value in values {
                let scalar = try #require(UnicodeScalar(value))
                let text = "\(Character(scalar))7"
                let end = text.utf8.count
                let excerpt = ScheduleExcerpt(of: text, marking: end - 1..<end)
                #expect(excerpt.underline == String(repeating: " ", count: width) + "^", "\(String(value, radix: 16))")
            }
        }
    }

    /// A long expression is cut so that the marked part stays in sight.
    @Test(arguments: [0, 3, 100, 161, 5000, 9995])
    func showsTheMarkedPart(offset: Int) {
        var characters = [Character](repeating: "a", count: 10_000)
        characters.replaceSubrange(offset..<offset + 5, with: "WRONG")
        let excerpt = ScheduleExcerpt(of: String(characters), marking: offset..<offset + 5)
        #expect(excerpt.text.count <= 162)
        let marked = zip(excerpt.text, excerpt.underline).filter { $0.1 == "^" }.map(\.0)
        #expect(String(marked) == "WRONG")
    }

    /// A line has 160 columns, and 40 of them before a marked part that would not fit otherwise, to the column.
    @Test(arguments: [0, 1, 39, 40, 41, 42, 59, 60, 61, 100])
    func boundaries(lead: Int) {
        for marked in [1, 60, 99, 100, 101, 118, 119, 120, 121, 160, 161] {
            let text = String(repeating: "a", count: lead) + String(repeating: "b", count: marked)
            let excerpt = ScheduleExcerpt(of: text, marking: lead..<lead + marked)
            let isCut = lead + marked > 160 && lead > 40
            #expect(excerpt.text.hasPrefix("…") == isCut, "\(lead) \(marked)")
            let shownLead = isCut ? 41 : lead
            #expect(excerpt.underline.count { $0 == " " } == shownLead)
            #expect(excerpt.underline.count { $0 == "^" } == min(marked, 160 - shownLead))
            #expect(excerpt.text.hasSuffix("…") == (shownLead + marked > 160))
            #expect(excerpt.text.count == min(shownLead + marked, 161))
        }
    }

    /// A marked part that is longer than a line is marked up to its end.
    @Test func cutsTheCarets() {
        let excerpt = ScheduleExcerpt(of: String(repeating: "a", count: 10_000), marking: 0..<10_000)
        #expect(excerpt.text.count == excerpt.underline.count + 1)
        #expect(excerpt.text.hasSuffix("a…"))
    }
}
