extension Document {
    /// Parses a YAML text as kubectl does: every document of it, resolved by the rules of sigs.k8s.io/yaml (YAML 1.1).
    ///
    /// The result is the JSON document that the YAML stands for, with the line and column of every value and key.
    /// Values that come from an alias have the place of the anchor's value. Unlike in kubectl, a duplicate key of an
    /// object is an error, and so are `!!binary` and text in UTF-16.
    ///
    /// - Parameters:
    ///   - yaml: The text, in UTF-8, with or without a byte order mark.
    ///   - limits: The limits for the text; the number of values holds for all its documents together.
    /// - Returns: The documents, in order. One that is empty between two `---` is null; a text that has only comments
    ///   has no documents.
    /// - Throws: A `ParseError` at the first mistake.
    public static func documents(yaml: [UInt8], limits: Limits = Limits()) throws(ParseError) -> [Document] {
        try refuseUnreadable(yaml, limits)
        var reader = YAMLDocumentReader(YAMLInput(yaml))
        var documents: [Document] = []
        var rest = limits
        while let document = try reader.next(within: rest) {
            rest.nodes -= document.nodeCount
            documents.append(document)
        }
        return documents
    }

    /// Refuses a text that is too long, or that is not in UTF-8.
    static func refuseUnreadable(_ text: [UInt8], _ limits: Limits) throws(ParseError) {
        guard text.count <= limits.bytes else {
            let end = SourcePosition(offset: limits.bytes, in: text)
            throw ParseError(.limit, "the text is longer than \(limits.bytes) bytes", at: end)
        }
        do throws(ParseFailure) {
            try YAMLInput.refuseOtherEncodings(text)
        } catch {
            throw ParseError(error.code, error.message, at: .start)
        }
        do {
            _ = try UTF8Span(validating: text.span)
        } catch {
            let place = SourcePosition(offset: error.byteOffsets.lowerBound, in: text)
            throw ParseError(.invalidText, "invalid UTF-8", at: place)
        }
    }
}
