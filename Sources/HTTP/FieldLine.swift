internal import Text

/// Reads one field line (RFC 9112, section 5), of a head or of a trailer.
enum FieldLine {
    /// Takes a line apart.
    ///
    /// - Parameters:
    ///   - line: The line without its end; it is not empty.
    ///   - input: The input.
    /// - Returns: Where name and value are.
    /// - Throws: 400 where the line is no field, or has a byte that no field may have.
    static func parse(_ line: Range<Int>, in input: Span<UInt8>) throws(HTTPError) -> RequestHead.FieldRange {
        let token = ByteSet.token
        var colon = line.lowerBound
        while colon < line.upperBound, token.contains(input[colon]) { colon += 1 }
        guard colon < line.upperBound, input[colon] == UInt8(ascii: ":"), colon > line.lowerBound else {
            throw mistake(in: line, at: colon, of: input)
        }
        let value = input.trimmed(colon + 1..<line.upperBound)
        for index in value where !input[index].isFieldContent {
            throw .malformed("a field value has a control character")
        }
        return RequestHead.FieldRange(name: line.lowerBound..<colon, value: value)
    }

    private static func mistake(in line: Range<Int>, at place: Int, of input: Span<UInt8>) -> HTTPError {
        guard place < line.upperBound else { return .malformed("a field line has no colon") }
        switch (input[place].isBlank, place == line.lowerBound) {
        case (true, true): return .malformed("a field line begins with white space")
        case (true, false): return .malformed("there is white space before the colon of a field line")
        case (false, true) where input[place] == UInt8(ascii: ":"): return .malformed("a field has no name")
        case (false, _): return .malformed("a field name has a byte that is not allowed")
        }
    }
}
