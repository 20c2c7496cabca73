extension Span<UInt8> {
    /// The text of a range as a message can show it: one short line, for any bytes.
    ///
    /// Invalid UTF-8 becomes U+FFFD, and quotation marks, backslashes and unprintable characters are escaped.
    /// - Parameter range: A range within the text.
    /// - Returns: At most 24 characters of it.
    public func excerpt(_ range: Range<Int>) -> String {
        // A character takes at most four bytes, and one more byte tells whether anything is left out.
        let bytes = range.prefix(4 * longestExcerpt + 1).map { self[$0] }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        var excerpt = ""
        for scalar in scalars.prefix(longestExcerpt) {
            scalar.appendEscaped(to: &excerpt)
        }
        return scalars.count > longestExcerpt ? excerpt + "…" : excerpt
    }

    /// The excerpt between quotation marks.
    /// - Parameter range: A range within the text.
    /// - Returns: The quoted excerpt.
    public func quoted(_ range: Range<Int>) -> String {
        "\"" + excerpt(range) + "\""
    }
}

/// The longest excerpt in characters: long enough to recognise the text, short enough for a line of kubectl's output.
private let longestExcerpt = 24
