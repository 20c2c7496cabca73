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

    /// A marked part that is longer than a line is marked up to its end.
    @Test func cutsTheCarets() {
        let excerpt = ScheduleExcerpt(of: String(repeating: "a", count: 10_000), marking: 0..<10_000)
        #expect(excerpt.text.count == excerpt.underline.count + 1)
        #expect(excerpt.text.hasSuffix("a…"))
    }
}
