internal import Document
internal import Schema

/// Names, of which the one that is meant by a misspelt name is looked for.
///
/// Most names are near to none of them, which their letters and lengths tell without comparing the texts.
struct NameSieve: Sendable {
    /// The number of letters in a name for each that may be wrong: names of other things are long enough for a few
    /// letters to make another one of them.
    private static let lettersPerMistake = 6
    /// The most letters that may be wrong, as in ``NearestName``.
    private static let mostMistakes = 3

    private let names: [String]
    /// The letters of each name as bits, and its length.
    private let shapes: [(letters: UInt64, length: Int)]

    init(_ names: [String]) {
        self.names = names
        shapes = names.map { name in (name.utf8.reduce(0) { $0 | Self.bit($1) }, name.utf8.count) }
    }

    /// The name that is meant by a text in lower case, nil if there is none, or if it is one of them.
    func nearest(to node: Document.Node, in document: Document) -> String? {
        let (letters, length) = document.withUTF8(of: node) { text in
            var letters: UInt64 = 0
            for index in text.indices { letters |= Self.bit(text[index]) }
            return (letters, text.count)
        }
        let allowed = min(Self.mostMistakes, length / Self.lettersPerMistake)
        guard hasNear(letters, length, allowed), let text = document.string(node, upTo: CatalogueNames.longest),
            text == text.lowercased(), !names.contains(text)
        else { return nil }
        return NearestName.of(
            text, among: names, mostCandidates: names.count, lettersPerMistake: Self.lettersPerMistake)
    }

    /// Whether the letters of a name differ from the text's in no more than may be wrong.
    private func hasNear(_ letters: UInt64, _ length: Int, _ allowed: Int) -> Bool {
        for shape in shapes where abs(shape.length - length) <= allowed {
            if (shape.letters & ~letters).nonzeroBitCount <= allowed,
                (letters & ~shape.letters).nonzeroBitCount <= allowed
            {
                return true
            }
        }
        return false
    }

    private static func bit(_ byte: UInt8) -> UInt64 {
        1 << UInt64(byte & 63)
    }
}
