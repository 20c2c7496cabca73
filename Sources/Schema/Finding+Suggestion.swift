internal import Document
internal import Text

extension Finding {
    /// A change that would correct the mistake; the text of the suggestion is made from it.
    public enum Suggestion: Hashable, Sendable {
        /// Another value, a text.
        case replace(with: String)
        /// A change that only the author of the object can judge, as the end of the question `did you mean …?`.
        ///
        /// No edit is made of it.
        case ask(about: String)
        /// Another value that is not a text: JSON text.
        case replaceValue(json: String)
        /// An object with these fields in the place of the value.
        case replaceWithObject([TextMember])
        /// An object in the place of the value, with this value, a JSON text, under these keys.
        case nest(json: String, under: [String])
        /// These fields for the object that has the value, one of them the value itself.
        case setFields([TextMember])
        /// Another key for the value.
        case renameKey(to: String)
        /// A value for a field that is missing: JSON text.
        case insert(json: String)
        /// Remove the field.
        case remove
    }

    /// A field with a text.
    public struct TextMember: Hashable, Sendable {
        /// The name of the field.
        public let name: String
        /// Its text.
        public let text: String

        /// Makes a field.
        ///
        /// - Parameters:
        ///   - name: The name of the field.
        ///   - text: Its text.
        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }
}

extension Finding.Suggestion {
    /// The end of the question `did you mean "name"?`; nil if there is no question, as for a field to remove.
    package var meant: String? {
        guard isQuestion else { return nil }
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether it makes a question, which a field to remove does not.
    var isQuestion: Bool {
        switch self {
        case .replace, .ask, .renameKey, .replaceValue, .replaceWithObject, .nest, .setFields: true
        case .insert, .remove: false
        }
    }

    /// Appends the end of the question `did you mean "name"?`.
    func write(to line: inout [UInt8]) {
        switch self {
        case .replace(let text), .renameKey(let text): Quoted.write(text, to: &line)
        case .replaceValue(let text), .ask(let text): line.append(text)
        case .replaceWithObject(let members): line.append("\(Self.words(for: members)) under it")
        case .nest(let json, let keys): line.append("\(Quoted.text(Self.words(for: json, under: keys))) under it")
        case .setFields(let members): line.append(Self.words(for: members))
        case .insert, .remove: break
        }
    }

    /// The value as YAML has it, with quotes only where it needs them.
    private static func words(for json: String, under keys: [String]) -> String {
        let isText = json.first == "\"" && !json.contains("\\")
        let value = isText ? YAMLWriter.shown(String(json.dropFirst().dropLast())) : json
        return "\(keys.joined(separator: ".")): \(value)"
    }

    /// The same change as a question that no edit is made of.
    package var asQuestion: Finding.Suggestion {
        meant.map { .ask(about: $0) } ?? self
    }

    private static func words(for members: [Finding.TextMember]) -> String {
        members.map { Quoted.text("\($0.name): \(YAMLWriter.shown($0.text))") }.joined(separator: " and ")
    }
}
