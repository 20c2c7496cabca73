extension Document {
    /// Parses JSON texts that follow one another, with or without blanks between them.
    ///
    /// kubectl reads such files, and `jq` and many other programs write them. Places count from the beginning of the
    /// whole text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - limits: The limits for each document, and for the bytes of the whole text.
    ///   - use: Takes the next document.
    /// - Throws: A `ParseError` at the first mistake, after the documents before it have been used.
    package static func readSequence(
        json text: [UInt8], limits: Limits = Limits(), _ use: (Document) -> Void
    ) throws(ParseError) {
        var rest = JSONSequence(text)
        while let range = rest.next() {
            let part = range == 0..<text.count ? text : Array(text[range])
            let start = rest.position
            let document: Document
            do throws(ParseError) {
                document = try Document(json: part, limits: limits)
            } catch {
                throw ParseError(error.code, error.message, at: start.advanced(to: error.position))
            }
            use(Document(document, source: Source(SourceText(part, start: start))))
        }
    }
}

/// Finds the ends of JSON texts that follow one another.
///
/// A text ends where its brackets are balanced; whether it is valid is for the parser to say.
private struct JSONSequence {
    private let text: [UInt8]
    /// The offset after the last text.
    private var end = 0
    /// The position of the last text.
    private(set) var position = SourcePosition.start

    init(_ text: [UInt8]) {
        self.text = text
    }

    /// The bytes of the next text, without blanks around it; nil if only blanks are left.
    mutating func next() -> Range<Int>? {
        var start = end
        while start < text.count, Self.isBlank(text[start]) { start += 1 }
        guard start < text.count else { return nil }
        position = position.advanced(over: text[position.offset..<start])
        var (offset, depth, isInString) = (start, 0, false)
        scan: while offset < text.count {
            let byte = text[offset]
            offset += 1
            switch byte {
            // Outside a string it is a mistake, whatever comes after it.
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case _ where isInString: break
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                // A text without an opening bracket is wrong to its end.
                if depth == 0 { break scan }
            default: break
            }
        }
        end = min(offset, text.count)
        return start..<end
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        " \t\r\n".utf8.contains(byte)
    }
}

extension SourcePosition {
    /// The position after some bytes that begin here.
    fileprivate func advanced(over bytes: ArraySlice<UInt8>) -> SourcePosition {
        advanced(to: SourcePosition(offset: bytes.count, in: Array(bytes)))
    }

    /// The position in the whole text of a position in a part of it that begins here.
    fileprivate func advanced(to place: SourcePosition) -> SourcePosition {
        SourcePosition(
            offset: offset + place.offset, line: line + place.line - 1,
            column: place.line == 1 ? column + place.column - 1 : place.column)
    }
}
