internal import Text

extension UInt8 {
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }

    /// Whether a field value may contain the byte: visible US-ASCII, obs-text, space, tab (RFC 9110, section 5.5).
    var isFieldContent: Bool {
        (self >= 0x20 && self != 0x7F) || self == 0x09
    }

    /// Whether the byte is optional white space (RFC 9110, section 5.6.3).
    var isBlank: Bool {
        self == 0x20 || self == 0x09
    }
}

extension ByteSet {
    /// tchar (RFC 9110, section 5.6.2).
    static let token = letterOrDigit.union(ByteSet("!#$%&'*+-.^_`|~"))
    /// The characters of a path and a query (RFC 3986, sections 3.3 and 3.4).
    static let pathAndQuery = letterOrDigit.union(ByteSet("-._~%!$&'()*+,;=:@/?"))
    /// reg-name (RFC 3986, section 3.2.2).
    static let registeredName = letterOrDigit.union(ByteSet("-._~%!$&'()*+,;="))
    /// The characters between the brackets of an IP literal (RFC 3986, section 3.2.2).
    static let addressLiteral = letterOrDigit.union(ByteSet("-._~!$&'()*+,;=:"))
}

extension Span<UInt8> {
    /// The range without the blanks at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, self[lower].isBlank { lower += 1 }
        while upper > lower, self[upper - 1].isBlank { upper -= 1 }
        return lower..<upper
    }

    /// The next element of a comma-separated list (RFC 9110, section 5.6.1).
    ///
    /// Blanks around elements and empty elements are skipped.
    ///
    /// - Parameters:
    ///   - start: The position at which to continue; moved past the element.
    ///   - end: The end of the list.
    /// - Returns: The element, or nil after the last.
    func nextListElement(from start: inout Int, to end: Int) -> Range<Int>? {
        while start < end {
            let comma = firstIndex(of: UInt8(ascii: ","), in: start..<end) ?? end
            let element = trimmed(start..<comma)
            start = comma + 1
            if !element.isEmpty { return element }
        }
        return nil
    }
}

extension Range<Int> {
    func shifted(by distance: Int) -> Range<Int> {
        lowerBound + distance..<upperBound + distance
    }
}
