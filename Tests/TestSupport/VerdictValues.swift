/// The texts that are tried for each format, from `Fixtures/verdicts/values.txt`, whose head explains the lines.
package struct VerdictValues: Sendable {
    /// The lists, by the names of their sections.
    private let sections: [String: [JSONValue]]

    /// How many texts of a list are tried where its format was met before in the same kind.
    package static let brief = 4

    /// The lists of the page.
    package static let all = VerdictValues()

    private init() {
        let text = String(decoding: Fixtures.read("\(Fixtures.folder)/verdicts/values.txt"), as: UTF8.self)
        var sections: [String: [JSONValue]] = [:]
        var names: [Substring] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") && line.hasSuffix("]:") {
                names = line.dropFirst().dropLast(2).split(separator: " ")
            } else {
                for name in names { sections[String(name), default: []].append(Self.value(line)) }
            }
        }
        self.sections = sections
    }

    /// The names of all sections.
    package var names: Set<String> { Set(sections.keys) }

    /// The list of a section.
    ///
    /// - Parameter name: The name of a format, or `.` and the end of a path.
    /// - Returns: The list; nil if there is none.
    package func list(_ name: String) -> [JSONValue]? { sections[name] }

    /// The longest end of a path that has a section of its own.
    ///
    /// - Parameter path: The path, with dots between its keys.
    /// - Returns: The name of the section; nil if there is none.
    package func section(ofPath path: String) -> String? {
        let steps = path.split(separator: ".")
        return steps.indices.lazy.map { ".\(steps[$0...].joined(separator: "."))" }.first { sections[$0] != nil }
    }

    /// Reads a line: JSON values with `+` between texts, each with `x` and a number behind it if it is repeated.
    private static func value(_ line: Substring) -> JSONValue {
        let parts = line.split(separator: " + ").map { part -> JSONValue in
            let words = part.split(separator: " x ")
            guard words.count == 2, let count = Int(words[1]), case .string(let text) = parsed(words[0]) else {
                return parsed(part)
            }
            return .string(String(repeating: text, count: count))
        }
        guard parts.count > 1 else { return parts.first ?? .null }
        return .string(parts.map { if case .string(let text) = $0 { text } else { "" } }.joined())
    }

    private static func parsed(_ text: Substring) -> JSONValue {
        (try? JSONValue(parsing: Array(text.utf8))) ?? .string("cannot be read: \(text)")
    }
}
