import Testing

@testable import Editing

/// Edits are made once and in their order, and never overlap.
@Suite struct TextEditsTests {
    /// Edits of `abcdef`, each with its change, and the result.
    @Test(
        arguments: [
            ([], "abcdef", []), ([(0, 1..<2, "X")], "aXcdef", []),
            ([(0, 4..<5, "Y"), (1, 1..<2, "X")], "aXcdYf", []),
            // Insertions at one offset keep their order, and come before the bytes that are replaced there.
            ([(0, 2..<2, "1"), (1, 2..<2, "2"), (2, 2..<3, "X")], "ab12Xdef", []),
            ([(0, 2..<3, "X"), (1, 2..<2, "1")], "ab1Xdef", []),
            ([(0, 1..<3, "X"), (1, 3..<3, "1"), (2, 3..<4, "Y")], "aX1Yef", []),
            ([(0, 0..<0, "<"), (0, 6..<6, ">")], "<abcdef>", []),
            // Of two that overlap, the one that begins first is made, else the first in the list.
            ([(0, 2..<4, "X"), (1, 1..<3, "Y")], "aYdef", [0]),
            ([(0, 1..<3, "X"), (1, 1..<2, "Y")], "aXdef", [1]),
            ([(0, 1..<4, "X"), (1, 2..<2, "1")], "aXef", [1]),
            ([(0, 1..<2, "X"), (1, 1..<2, "X")], "aXcdef", [1]),
            // A change is made as a whole or not at all, and makes no room for others if it is left out.
            ([(0, 0..<2, "X"), (1, 1..<3, "Y"), (1, 5..<6, "Z")], "Xcdef", [1]),
            ([(0, 0..<2, "X"), (1, 1..<3, "Y"), (1, 4..<6, "Z"), (2, 5..<6, "W")], "Xcdef", [1, 2]),
        ] as [([(Int, Range<Int>, String)], String, Set<Int>)])
    func arranges(_ changes: [(Int, Range<Int>, String)], result: String, dropped: Set<Int>) {
        let edits = TextEdits(changes.map { ($0.0, TextEdit($0.1, $0.2)) })
        #expect(String(decoding: edits.applied(to: Array("abcdef".utf8)), as: UTF8.self) == result)
        #expect(edits.dropped == dropped)
    }

    /// The edits of parts are those of the whole, at the offsets of the parts.
    @Test func appendsParts() {
        var edits = TextEdits([(0, TextEdit(0..<1, "X"))])
        edits.append(TextEdits([(0, TextEdit(1..<1, "Y"))]), at: 3)
        #expect(edits.edits == [TextEdit(0..<1, "X"), TextEdit(4..<4, "Y")])
        #expect(String(decoding: edits.applied(to: Array("abcdef".utf8)), as: UTF8.self) == "XbcdYef")
    }

    /// Edits beyond the end of a text count as insertions at its end.
    @Test func staysWithinTheText() {
        let edits = TextEdits([(0, TextEdit(1..<9, "X")), (1, TextEdit(12..<13, "Y"))])
        #expect(String(decoding: edits.applied(to: Array("ab".utf8)), as: UTF8.self) == "aXY")
    }
}
