package import Editing

/// Makes changes of a document's values in its text.
///
/// The edited text is read again: whatever edits do to it, its values are those of the document with the changes, and
/// no others. A value behind an alias is written once and read several times, so an edit of it must be right in all
/// places; one that is not is left out, and so are the changes that need it.
package struct DocumentEditor {
    /// The most readings of an edited text, after which the changes that are left are not made.
    ///
    /// One is enough, except for texts with aliases, of which people write some dozens.
    static let mostReadings = 64

    private let document: Document
    private let index: ChangeIndex
    private let placed: [[SourceEditor.Placed]?]
    private var readings = 0
    private var accepted: [Int] = []
    /// The edits of the accepted changes.
    package private(set) var edits = TextEdits()
    /// Whether each change is made by the edits.
    private var made: [Bool]

    /// Finds the edits for some changes.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - changes: The changes, none of which depends on another one; of two that touch the same text, the one that
    ///     begins first is made.
    package init(_ document: Document, _ changes: [Change]) {
        self.document = document
        index = ChangeIndex(changes, of: document)
        let editor = SourceEditor(document)
        placed = changes.map { editor.edits(for: $0) }
        made = [Bool](repeating: false, count: changes.count)
        accept(placed.indices.filter { !(placed[$0] ?? []).isEmpty }[...])
    }

    /// The indices of the changes that the edits do not make.
    package var left: [Int] { made.indices.filter { !made[$0] } }

    /// The edits that make one of the changes.
    ///
    /// - Parameter change: The index of the change.
    /// - Returns: The edits; none if the change is not made.
    package func edits(of change: Int) -> [TextEdit] {
        guard made.indices.contains(change), made[change] else { return [] }
        return (placed[change] ?? []).map(\.edit)
    }

    /// The text of the document's source with the edits.
    package var text: [UInt8] { edits.applied(to: document.source.text) }

    /// Accepts some changes if the edited text has the right values, and else each half of them on its own.
    private mutating func accept(_ candidates: ArraySlice<Int>) {
        guard !candidates.isEmpty, readings < Self.mostReadings else { return }
        readings += 1
        if attempt(accepted + candidates) {
            accepted += candidates
        } else if candidates.count > 1 {
            let middle = candidates.startIndex + candidates.count / 2
            accept(candidates[..<middle])
            accept(candidates[middle...])
        }
    }

    private mutating func attempt(_ numbers: [Int]) -> Bool {
        let all = numbers.flatMap { number in (placed[number] ?? []).map { (number, $0) } }
        let order = all.indices.sorted { left, right in
            let (one, other) = (all[left].1, all[right].1)
            if one.isInPlace != other.isInPlace { return one.isInPlace }
            return one.start == other.start ? left < right : one.start > other.start
        }
        let edits = TextEdits(order.map { (change: all[$0].0, edit: all[$0].1.edit) })
        guard let edited = Self.read(edits.applied(to: document.source.text), like: document) else { return false }
        var check = ChangeCheck(document, edited, planned: index, count: made.count)
        guard check.isAsPlanned(), numbers.allSatisfy({ check.made[$0] || edits.dropped.contains($0) }) else {
            return false
        }
        self.edits = edits
        made = check.made
        return true
    }

    /// Reads an edited text; nil unless it is one document.
    private static func read(_ text: [UInt8], like document: Document) -> Document? {
        if document.isWrittenAsJSON { return try? Document(json: text) }
        guard let documents = try? Document.documents(yaml: text), documents.count == 1 else { return nil }
        return documents.first
    }
}
