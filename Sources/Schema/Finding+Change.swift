package import Document

extension Finding {
    /// The change of a document that the suggestion proposes.
    ///
    /// - Parameters:
    ///   - place: The value or key that the finding is about; for a missing field, the object that lacks it.
    ///   - document: The document of the place, which may be another one than that of the finding.
    /// - Returns: The change; nil if there is no suggestion.
    package func change(at place: Document.Node, in document: Document) -> Change? {
        switch suggestion {
        case .replace(let text): .replace(place, by: .string(text))
        case .replaceValue(let json): NewValue(json: json).map { .replace(place, by: $0) }
        case .replaceWithObject(let members): .replace(place, by: .object(Self.newMembers(members)))
        case .setFields(let members):
            document.parent(of: place).map { .set(Self.newMembers(members), of: $0) }
        case .renameKey(let name): .rename(place, to: name)
        case .insert(let json): insertion(of: json, into: place)
        case .remove: .remove(place)
        case nil: nil
        }
    }

    private static func newMembers(_ members: [TextMember]) -> [NewMember] {
        members.map { NewMember($0.name, .string($0.text)) }
    }

    private func insertion(of json: String, into object: Document.Node) -> Change? {
        guard case .field(let name)? = path.elements.last, let value = NewValue(json: json) else { return nil }
        return .set([NewMember(name, value)], of: object)
    }
}
