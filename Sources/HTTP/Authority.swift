internal import Text

/// Host and port, in a Host field or a request target (RFC 9110, section 7.2; RFC 3986, section 3.2).
enum Authority {
    /// Whether a range is a host with or without a port; user information is none.
    static func isValid(_ range: Range<Int>, in input: Span<UInt8>, needsPort: Bool) -> Bool {
        guard let first = range.first else { return !needsPort }
        var end = range.lowerBound
        if input[first] == UInt8(ascii: "[") {
            guard let close = input.firstIndex(of: UInt8(ascii: "]"), in: range), close > first + 1,
                input.all(in: first + 1..<close, are: .addressLiteral)
            else { return false }
            end = close + 1
        } else {
            let set = ByteSet.registeredName
            while end < range.upperBound, set.contains(input[end]) { end += 1 }
        }
        guard end < range.upperBound else { return !needsPort }
        guard input[end] == UInt8(ascii: ":") else { return false }
        let port = end + 1..<range.upperBound
        for index in port where input[index].decimalDigit == nil { return false }
        return !needsPort || (!port.isEmpty && end > range.lowerBound)
    }
}
