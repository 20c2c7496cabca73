internal import Document
internal import KubeStash
internal import Schema

/// Finds the places of other objects, for the notes of one file's mistakes.
final class NoteFinder {
    /// The most documents that are read again; further notes are left out, as each costs a pass over its file.
    private static let mostReadings = 64

    private let files: [FileContents]
    private var cursor = PositionCursor()
    /// The last document that was read again, and its place.
    private var last: (source: Int, document: Document)?
    private var readings = 0

    /// Makes a finder.
    ///
    /// - Parameter files: All files.
    init(_ files: [FileContents]) {
        self.files = files
    }

    /// The note about another object, nil if its place is not known any more.
    func note(about related: Finding.Related) -> Diagnostic.Note? {
        guard related.source != KnownObject.liveSource else { return Diagnostic.Note(about: related) }
        let position = ObjectPosition(source: related.source)
        guard files.indices.contains(position.file), let document = document(at: position, related.source),
            let node = document.node(at: related.mark)
        else { return nil }
        let place = Diagnostic.Place(of: node, in: document, files[position.file].path, &cursor)
        return Diagnostic.Note(place: place, message: related.note)
    }

    private func document(at position: ObjectPosition, _ source: Int) -> Document? {
        let file = files[position.file]
        if file.documents != nil { return file.document(at: position.document) }
        if let last, last.source == source { return last.document }
        guard readings < Self.mostReadings else { return nil }
        readings += 1
        guard let document = file.document(at: position.document) else { return nil }
        last = (source, document)
        return document
    }
}
