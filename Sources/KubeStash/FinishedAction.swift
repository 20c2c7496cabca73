public import Document
internal import Schema

extension Kind {
    /// Whether an object is history: an action that is over, which nothing does again, whatever becomes of the object.
    ///
    /// - Parameters:
    ///   - object: The object as it is stored.
    ///   - document: The document that contains it.
    /// - Returns: Whether its status says so; never for a kind that is not an action.
    public func isOver(_ object: Document.Node, in document: Document) -> Bool {
        guard !finalPhases.isEmpty, let status = document.present(KubeStash.Names.status, of: object),
            let phase = document.text(Self.phase, of: status).flatMap({ document.string($0) })
        else { return false }
        return finalPhases.contains(phase)
    }

    private static let phase: Key = "phase"

    /// The phases of a run, of a backup or of its verification, that is over.
    static let finalRunPhases = ["Succeeded", "Failed", "Skipped"]

    /// The phases that a run may have.
    ///
    /// - Parameter first: Those before it is over.
    /// - Returns: The type of the field.
    static func runPhase(after first: Key...) -> ValueType {
        .string(allowed: first + finalRunPhases.map { Key(permanent: $0) })
    }
}
