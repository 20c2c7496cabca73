import Document
import TestSupport
import Testing

/// The record of texts: how each text of `Fixtures/verdicts/input/texts.txt` is read as YAML and as JSON.
@Suite struct TextRecordTests {
    private static let heading = """
        How the texts of verdicts/input/texts.txt are read, as YAML and as JSON: the values, each with the line and column where
        it begins, or the mistake and its place. `make verdicts` writes this page.
        """

    @Test func readsAsRecorded() throws {
        let page = String(decoding: Fixtures.read("\(Fixtures.folder)/verdicts/input/texts.txt"), as: UTF8.self)
        let lines = page.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count > 100)
        var record = ""
        for line in lines {
            guard case .string(let text) = try JSONValue(parsing: Array(line.utf8)) else { continue }
            let bytes = Array(text.utf8)
            let yaml = Self.answer { () throws(ParseError) in try Document.documents(yaml: bytes) }
            let json = Self.answer { () throws(ParseError) in [try Document(json: bytes)] }
            let jsonLines = json == yaml ? ["the same as JSON"] : json.map { "JSON: \($0)" }
            record += "\(line)\n" + (yaml + jsonLines).map { "    \($0)\n" }.joined()
        }
        let differences = try RecordedPage("verdicts/texts", heading: Self.heading).differences(from: record)
        #expect(differences == nil, "\(differences ?? "")")
    }

    private static func answer(_ read: () throws(ParseError) -> [Document]) -> [String] {
        do throws(ParseError) {
            return try read().map { document in
                let value = String(decoding: JSONValue(document.root, of: document).json, as: UTF8.self)
                return "\(value) \(places(in: document.root, of: document).joined(separator: " "))"
            }
        } catch {
            return ["\(error.code.rawValue) at \(place(error.position)): \(error.message)"]
        }
    }

    /// Where values begin and end, each object and list before what is in it.
    private static func places(in node: Document.Node, of document: Document) -> [String] {
        let start = document.position(of: node)
        let own = "\(place(start))"
        switch document.kind(of: node) {
        case .object:
            return [own]
                + document.members(of: node).flatMap {
                    places(in: $0.key, of: document) + places(in: $0.value, of: document)
                }
        case .array: return [own] + document.elements(of: node).flatMap { places(in: $0, of: document) }
        default: return [own]
        }
    }

    private static func place(_ position: SourcePosition) -> String { "\(position.line):\(position.column)" }
}
