extension Document {
    /// Parses a YAML text as kubectl does: every document of it, resolved by the rules of sigs.k8s.io/yaml (YAML 1.1).
    ///
    /// A document comes out as the JSON document that it stands for, and knows the line and column of every value and
    /// key. What comes by way of an alias lies where the anchor has it. Other than kubectl, a key that an object has
    /// twice is a mistake, and so are `!!binary` and text in UTF-16.
    ///
    /// - Parameters:
    ///   - yaml: The text, in UTF-8, with or without a byte order mark.
    ///   - limits: What the text may ask for; the number of values holds for all its documents together.
    /// - Returns: The documents in their order. One that has nothing between two `---` is null; a text with nothing but
    ///   comments has none.
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

    private static func refuseUnreadable(_ text: [UInt8], _ limits: Limits) throws(ParseError) {
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
