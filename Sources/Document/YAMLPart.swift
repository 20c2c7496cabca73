/// A part of a YAML text that is read by itself, so that several threads can read one text.
///
/// libyaml begins a document at each line with `---`, wherever the line stands: in no scalar of its can such a line be.
/// Of what comes before, only comments and directives behind `...` belong to the next document; a part that ends with
/// these is not complete.
package struct YAMLPart: Sendable {
    private let text: [UInt8]
    private let start: SourcePosition
    private let end: Int
    private let limits: Document.Limits

    /// Takes a text as one part.
    ///
    /// - Parameters:
    ///   - text: The text, in UTF-8, with or without a byte order mark.
    ///   - limits: The limits for each document, and for the bytes of the whole text.
    /// - Throws: A `ParseError` if the text is too long or no UTF-8.
    package init(_ text: [UInt8], limits: Document.Limits = Document.Limits()) throws(ParseError) {
        try Document.refuseUnreadable(text, limits)
        self.init(text: text, start: .start, end: text.count, limits: limits)
    }

    private init(text: [UInt8], start: SourcePosition, end: Int, limits: Document.Limits) {
        self.text = text
        self.start = start
        self.end = end
        self.limits = limits
    }

    /// Divides the part at the beginnings of documents.
    ///
    /// - Parameter bytes: The fewest bytes of a part that is not the last.
    /// - Returns: The parts, which together are this one; at least one.
    package func parts(atLeast bytes: Int) -> [YAMLPart] {
        var parts: [YAMLPart] = []
        var start = start
        // A comment before the first of these lines belongs to the document behind it.
        var isAfterFirst = false
        var line = start.line
        var offset = start.offset
        while offset < end {
            if beginsDocument(at: offset) {
                if isAfterFirst, offset - start.offset >= bytes {
                    parts.append(YAMLPart(text: text, start: start, end: offset, limits: limits))
                    start = SourcePosition(offset: offset, line: line, column: 1)
                }
                isAfterFirst = true
            }
            let feed = unsafe text.span.bytes.firstIndex(of: UInt8(ascii: "\n"), from: offset, to: end)
            offset = feed.map { $0 + 1 } ?? end
            line += 1
        }
        parts.append(YAMLPart(text: text, start: start, end: end, limits: limits))
        return parts
    }

    /// The text from the beginning of this part on.
    package var rest: YAMLPart {
        YAMLPart(text: text, start: start, end: text.count, limits: limits)
    }

    /// Reads the part.
    ///
    /// - Parameter use: Takes the next document.
    /// - Returns: Whether the last document ends with the part, as nothing was left over that belongs to the next one.
    /// - Throws: A `ParseError` at the first mistake, after the documents before it have been used. It is the mistake of
    ///   the text only if the part is the rest of the text.
    @discardableResult
    package func read(_ use: (Document) -> Void) throws(ParseError) -> Bool {
        let input = YAMLInput(text, from: start, to: end)
        var reader = YAMLDocumentReader(input)
        while let document = try reader.next(within: limits) { use(document) }
        return input.start.offset == end
    }

    /// Reads the part, if it is one that can be read by itself.
    ///
    /// - Returns: The documents; nil if there is a mistake or if something is left over.
    package func documents() -> [Document]? {
        var documents: [Document] = []
        let isComplete = try? read { documents.append($0) }
        return isComplete == true ? documents : nil
    }

    /// Whether a line begins with `---` and a blank or its end.
    private func beginsDocument(at offset: Int) -> Bool {
        guard end - offset > 3, text[offset] == UInt8(ascii: "-"), text[offset + 1] == UInt8(ascii: "-") else {
            return false
        }
        let behind = text[offset + 3]
        return text[offset + 2] == UInt8(ascii: "-") && (YAMLBytes.isBlank(behind) || YAMLBytes.isBreak(behind))
    }
}
