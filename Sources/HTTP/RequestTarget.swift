internal import Text

/// The parts of a request target (RFC 9112, section 3.2), as ranges of the input.
struct RequestTarget: Sendable {
    /// Empty if the target has no path.
    let path: Range<Int>
    let query: Range<Int>?
    /// Host and port; nil in origin-form and asterisk-form.
    let authority: Range<Int>?

    /// Parses a target in the form that its method requires.
    ///
    /// - Throws: 400 if it is malformed, as with a fragment, a space or a byte that is not US-ASCII.
    init(_ range: Range<Int>, method: Method, in input: Span<UInt8>) throws(HTTPError) {
        guard !range.isEmpty else { throw .malformed("the request target is empty") }
        let nothing = range.upperBound..<range.upperBound
        if method == .connect {
            guard Authority.isValid(range, in: input, needsPort: true) else {
                throw .malformed("the target of CONNECT is not host:port")
            }
            self.init(path: nothing, query: nil, authority: range)
        } else if input[range.lowerBound] == UInt8(ascii: "/") {
            try self.init(pathAndQuery: range, authority: nil, in: input)
        } else if method == .options, input.spells("*", in: range) {
            self.init(path: nothing, query: nil, authority: nil)
        } else {
            try self.init(absolute: range, in: input)
        }
    }

    private init(path: Range<Int>, query: Range<Int>?, authority: Range<Int>?) {
        self.path = path
        self.query = query
        self.authority = authority
    }

    /// The same target in bytes at another position.
    func shifted(by distance: Int) -> RequestTarget {
        RequestTarget(
            path: path.shifted(by: distance), query: query?.shifted(by: distance),
            authority: authority?.shifted(by: distance))
    }

    private init(absolute range: Range<Int>, in input: Span<UInt8>) throws(HTTPError) {
        let authority = Self.schemeLength(of: range, in: input).map { range.lowerBound + $0 }
        guard let authority else {
            throw .malformed("the request target is neither a path nor an http or https URI")
        }
        var end = authority
        while end < range.upperBound, input[end] != UInt8(ascii: "/"), input[end] != UInt8(ascii: "?") { end += 1 }
        guard end > authority, Authority.isValid(authority..<end, in: input, needsPort: false) else {
            throw .malformed("the request target has no valid host")
        }
        try self.init(pathAndQuery: end..<range.upperBound, authority: authority..<end, in: input)
    }

    private init(pathAndQuery range: Range<Int>, authority: Range<Int>?, in input: Span<UInt8>) throws(HTTPError) {
        let set = ByteSet.pathAndQuery
        var question: Int?
        for index in range {
            let byte = input[index]
            guard set.contains(byte) else { throw .malformed("the request target has a byte that must be encoded") }
            if byte == UInt8(ascii: "?"), question == nil { question = index }
            if byte == UInt8(ascii: "%"), !Self.isEncoded(at: index, before: range.upperBound, in: input) {
                throw .malformed("a % in the request target is not followed by two hexadecimal digits")
            }
        }
        self.init(
            path: range.lowerBound..<(question ?? range.upperBound),
            query: question.map { $0 + 1..<range.upperBound }, authority: authority)
    }

    private static func isEncoded(at index: Int, before end: Int, in input: Span<UInt8>) -> Bool {
        end - index > 2 && input[index + 1].hexadecimalDigit != nil && input[index + 2].hexadecimalDigit != nil
    }

    private static func schemeLength(of range: Range<Int>, in input: Span<UInt8>) -> Int? {
        let schemes: [StaticString] = ["https://", "http://"]
        for scheme in schemes {
            let end = range.lowerBound + scheme.utf8CodeUnitCount
            if end <= range.upperBound, input.spells(scheme, in: range.lowerBound..<end) {
                return scheme.utf8CodeUnitCount
            }
        }
        return nil
    }
}

/// Host and port, in a Host field or a request target (RFC 9110, section 7.2; RFC 3986, section 3.2).
enum Authority {
    /// Whether a range is a host with or without a port; user information is not allowed.
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
