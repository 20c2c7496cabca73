import Editing
import TestSupport
import Testing

/// Edits that follow one another are one set of edits of the original text.
struct TextEditsCompositionTests {
    private static func edits(_ generator: inout SeededGenerator, of text: [UInt8]) -> TextEdits {
        var changes: [(change: Int, edit: TextEdit)] = []
        var offset = 0
        while offset <= text.count {
            let start = offset + Int.random(in: 0...6, using: &generator)
            let end = start + Int.random(in: 0...4, using: &generator)
            guard end <= text.count else { break }
            let new = String(repeating: "xy", count: Int.random(in: 0...3, using: &generator))
            changes.append((changes.count, TextEdit(start..<end, new)))
            offset = end + 1
        }
        return TextEdits(changes)
    }

    @Test("any edits, one after the other", arguments: 0..<200)
    func composes(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = Array("The quick brown fox jumps over the lazy dog".utf8)
        var all = TextEdits()
        var current = text
        for _ in 0..<4 {
            let next = Self.edits(&generator, of: current)
            all = all.followed(by: next, count: text.count)
            current = next.applied(to: current)
            #expect(all.applied(to: text) == current)
            #expect(zip(all.edits, all.edits.dropFirst()).allSatisfy { $0.range.upperBound < $1.range.lowerBound })
        }
    }

    /// Two changes that touch become one, for those who show or apply it.
    @Test func joinsNeighbours() {
        let first = TextEdits([(0, TextEdit(2..<3, "xy"))])
        for (next, joined) in [
            (TextEdit(4..<6, "z"), TextEdit(2..<5, "xyz")), (TextEdit(0..<2, "z"), TextEdit(0..<3, "zxy")),
            (TextEdit(3..<4, ""), TextEdit(2..<3, "x")), (TextEdit(2..<4, ""), TextEdit(2..<3, "")),
        ] {
            let both = first.followed(by: TextEdits([(0, next)]), count: 6)
            #expect(both.edits == [joined])
        }
        let begin = TextEdits([(0, TextEdit(0..<1, "xy"))]).followed(
            by: TextEdits([(0, TextEdit(0..<0, "z"))]), count: 6)
        #expect(begin.edits == [TextEdit(0..<1, "zxy")])
        let touching = TextEdits([(0, TextEdit(2..<3, "x")), (1, TextEdit(3..<4, "y"))])
        #expect(touching.followed(by: TextEdits(), count: 6).edits == [TextEdit(2..<4, "xy")])
    }
}
