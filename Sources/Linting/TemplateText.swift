package import Document

/// A template where a manifest belongs: one of a Helm chart, or one in the same language.
///
/// It becomes a manifest only when it is rendered, so nothing can be said about the objects in it.
package struct TemplateText: Sendable {
    /// Where its first action begins.
    package let position: SourcePosition
    /// Whether it is a template for certain; otherwise the action may be a text for another program.
    package let isCertain: Bool

    /// The texts that only actions of a chart's templates have, wherever they stand.
    private static let ofCharts = [
        ".Values", ".Release", ".Chart", ".Capabilities", ".Files", "include \"", "include \\\"",
    ]
    /// The functions of charts that a text of a manifest can use, too, as the body of a HookTemplate does.
    private static let functionsOfCharts = ["tpl ", "toYaml "]
    /// The texts that actions of a template begin with.
    private static let statements = [
        "if ", "else", "end ", "end}", "end-", "range ", "with ", "define ", "template ", "/*",
    ]
    /// The longest line that is searched, in bytes; those that people write are far shorter.
    private static let longestLine = 4096

    /// Looks for the actions of a template in a text that cannot be read as a manifest; nil if there is none.
    ///
    /// - Parameter text: The text.
    package init?(unreadable text: [UInt8]) {
        var (offset, found) = (0, Int?.none)
        var blocks = BlockScalars()
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { offset += line.count + 1 }
            let isInBlock = blocks.contain(line)
            guard line.first(where: { $0 != UInt8(ascii: " ") }) != UInt8(ascii: "#"),
                let (column, action) = Self.firstAction(
                    in: String(decoding: line.prefix(Self.longestLine), as: UTF8.self))
            else { continue }
            // The braces of a block scalar, and those in quotes, belong to the text of a value.
            let isInText = isInBlock || Self.areQuotesOpen(in: line.prefix(column))
            let marks = Self.functionsOfCharts
            if Self.isOfChart(action)
                || !isInText
                    && (marks.contains(where: action.contains) || Self.statements.contains(where: action.hasPrefix))
            {
                (position, isCertain) = (SourcePosition(offset: offset + column, in: text), true)
                return
            }
            if !isInBlock { found = found ?? offset + column }
        }
        guard let found else { return nil }
        (position, isCertain) = (SourcePosition(offset: found, in: text), false)
    }

    /// Looks for the actions of a template in an object, any in its name and those of a chart in all its texts; nil if
    /// there is none.
    ///
    /// - Parameter object: The object.
    package init?(_ object: Manifest.Object) {
        let document = object.document
        guard object.mayBeTemplate else { return nil }
        let metadata = document.present("metadata", of: object.node)
        let names = ["name", "namespace"].compactMap { (key: Key) in metadata.flatMap { document.text(key, of: $0) } }
        if let name = names.first(where: { Self.firstAction(in: document.string($0) ?? "") != nil }) {
            position = document.position(of: name)
        } else if Self.hasChartAction(document.compactText(of: object.node)) {
            position = object.position
        } else {
            return nil
        }
        isCertain = true
    }

    /// Whether a document may have a template's actions: nearly none has such braces, which one search in place tells.
    ///
    /// In JSON text, only strings have them.
    static func isPossible(in document: Document) -> Bool {
        document.hasTwo(UInt8(ascii: "{"))
    }

    /// The first `{{ … }}` of a line: its offset in bytes, and the text behind the braces.
    private static func firstAction(in line: String) -> (column: Int, action: Substring)? {
        guard let start = line.firstRange(of: "{{"), let end = line[start.upperBound...].firstRange(of: "}}") else {
            return nil
        }
        let action = line[start.upperBound..<end.upperBound].drop { $0 == "-" || $0 == " " }
        return (line.utf8.distance(from: line.startIndex, to: start.lowerBound), action)
    }

    /// Whether a quotation mark before some place in a line has no other one behind it.
    private static func areQuotesOpen(in line: ArraySlice<UInt8>) -> Bool {
        var open: UInt8?
        for byte in line where byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            if open == nil { open = byte } else if open == byte { open = nil }
        }
        return open != nil
    }

    private static func hasChartAction(_ text: String) -> Bool {
        text.ranges(of: "{{").contains { start in
            let action = text[start.upperBound...].prefix(longestAction)
            return isOfChart(action.firstRange(of: "}}").map { action[..<$0.lowerBound] } ?? action)
        }
    }

    /// The longest action that is searched, in characters.
    private static let longestAction = 256

    private static func isOfChart(_ action: Substring) -> Bool {
        ofCharts.contains { action.contains($0) }
    }
}

/// The block scalars of a text in YAML, found line by line: a `|` or `>` at the end of a line, and the lines below it that
/// are indented more.
private struct BlockScalars {
    /// The indentation of the key of the block that the last line began or belonged to.
    private var indentation: Int?

    private static let blank = UInt8(ascii: " ")
    private static let indicators = Set("+-0123456789".utf8)

    /// Whether the next line belongs to a block scalar.
    mutating func contain(_ line: ArraySlice<UInt8>) -> Bool {
        let content = line.drop { $0 == Self.blank }
        let isEmpty = content.allSatisfy { $0 == Self.blank || $0 == UInt8(ascii: "\r") }
        if let indentation, isEmpty || content.startIndex - line.startIndex > indentation { return true }
        indentation = isEmpty ? indentation : Self.indentation(of: line, content)
        return false
    }

    /// The indentation of the key whose value begins a block at the end of a line; nil if none does.
    private static func indentation(of line: ArraySlice<UInt8>, _ content: ArraySlice<UInt8>) -> Int? {
        let end = line.lastIndex { $0 != blank && $0 != UInt8(ascii: "\r") } ?? line.startIndex
        guard let mark = line[...end].lastIndex(where: { !indicators.contains($0) }), mark > content.startIndex,
            line[mark] == UInt8(ascii: "|") || line[mark] == UInt8(ascii: ">"), line[mark - 1] == blank
        else { return nil }
        var key = content
        while key.starts(with: [UInt8(ascii: "-"), blank]), key.startIndex + 2 < mark {
            key = key.dropFirst(2).drop { $0 == blank }
        }
        return key.startIndex - line.startIndex
    }
}
