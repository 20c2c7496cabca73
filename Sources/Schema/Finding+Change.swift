package import Document

extension Finding {
    /// The change of a document that the suggestion proposes.
    ///
    /// - Parameters:
    ///   - place: The value or key that the finding is about; for a missing field, the object that lacks it.
    ///   - document: The document of the place, which may be another one than that of the finding.
    /// - Returns: The change; nil if there is no suggestion.
    package func change(at place: Document.Node, in document: Document) -> Change? {
        suggestion?.change(of: path, at: place, in: document)
    }
}

extension Finding.Suggestion {
    /// The change of a document that the suggestion proposes.
    ///
    /// - Parameters:
    ///   - path: The path of the value.
    ///   - place: The value or key; for a missing field, the object that lacks it.
    ///   - document: The document of the place.
    /// - Returns: The change; nil if it cannot be made there.
    package func change(of path: FieldPath, at place: Document.Node, in document: Document) -> Change? {
        switch self {
        case .replace(let text): .replace(place, by: .string(text))
        case .ask: nil
        case .replaceValue(let json): NewValue(json: json).map { .replace(place, by: $0) }
        case .replaceWithObject(let members): .replace(place, by: .object(Self.newMembers(members)))
        case .nest(let json, let keys):
            NewValue(json: json).map { value in
                .replace(place, by: keys.reversed().reduce(value) { .object([NewMember($1, $0)]) })
            }
        case .setFields(let members):
            document.parent(of: place).map { .set(Self.newMembers(members), of: $0) }
        case .renameKey(let name): .rename(place, to: name)
        case .insert(let json): Self.insertion(of: json, at: path, into: place)
        case .remove: .remove(place)
        }
    }

    private static func newMembers(_ members: [Finding.TextMember]) -> [NewMember] {
        members.map { NewMember($0.name, .string($0.text)) }
    }

    private static func insertion(of json: String, at path: FieldPath, into object: Document.Node) -> Change? {
        guard case .field(let name)? = path.elements.last, let value = NewValue(json: json) else { return nil }
        return .set([NewMember(name, value)], of: object)
    }
}
