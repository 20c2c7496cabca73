internal import Text

/// The fields that requests and responses share: those that determine the end of the body and the state of the connection.
struct MessageFraming {
    private var length: Int?
    private var hasCoding = false
    private var hasClose = false
    private var hasKeepAlive = false

    /// Reads a field.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - input: The input that contains it.
    /// - Throws: The mistake in the field.
    mutating func note(_ field: RequestHead.FieldRange, in input: Span<UInt8>) throws(HTTPError) {
        switch field.name.count {
        case 10 where input.spells("connection", in: field.name):
            noteConnection(field.value, in: input)
        case 14 where input.spells("content-length", in: field.name):
            try noteLength(field.value, in: input)
        case 17 where input.spells("transfer-encoding", in: field.name):
            try noteCoding(field.value, in: input)
        default:
            break
        }
    }

    /// How the end of the body is determined; for a response, `none` means that no field says it.
    func framing(minorVersion: Int) throws(HTTPError) -> RequestHead.Framing {
        guard hasCoding else { return length.map { .length($0) } ?? .none }
        guard minorVersion > 0 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding") }
        guard length == nil else { throw .malformed("there are both Content-Length and Transfer-Encoding") }
        return .chunked
    }

    /// The state of the connection after the answer.
    func persistence(minorVersion: Int) -> RequestHead.Persistence {
        if hasClose { return .close }
        if minorVersion > 0 { return .implicit }
        return hasKeepAlive ? .explicit : .close
    }

    private mutating func noteConnection(_ value: Range<Int>, in input: Span<UInt8>) {
        var start = value.lowerBound
        while let element = input.nextListElement(from: &start, to: value.upperBound) {
            if input.spells("close", in: element) { hasClose = true }
            if input.spells("keep-alive", in: element) { hasKeepAlive = true }
        }
    }

    private mutating func noteLength(_ value: Range<Int>, in input: Span<UInt8>) throws(HTTPError) {
        guard length == nil else { throw .malformed("there are two Content-Length fields") }
        guard !value.isEmpty else { throw .malformed("Content-Length is empty") }
        var total = 0
        var overflows = false
        for index in value {
            guard let digit = input[index].decimalDigit else { throw .malformed("Content-Length is not a number") }
            let (product, productOverflows) = total.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflows) = product.addingReportingOverflow(digit)
            total = sum
            overflows = overflows || productOverflows || sumOverflows
        }
        // A number that no memory can hold is a large body, not a malformed one.
        length = overflows ? .max : total
    }

    private mutating func noteCoding(_ value: Range<Int>, in input: Span<UInt8>) throws(HTTPError) {
        guard !hasCoding else { throw .malformed("there are two Transfer-Encoding fields") }
        hasCoding = true
        guard !input.spells("chunked", in: value) else { return }
        var start = value.lowerBound
        var chunked = 0
        var endsChunked = false
        while let element = input.nextListElement(from: &start, to: value.upperBound) {
            endsChunked = input.spells("chunked", in: element)
            if endsChunked { chunked += 1 }
        }
        // Section 6.1 asks for 501 if a coding is unknown, section 6.3 for 400 if the end of the body is unknown.
        guard endsChunked, chunked == 1 else {
            throw .malformed("the last transfer coding is not chunked, or chunked is there twice")
        }
        throw HTTPError(.notImplemented, "chunked is the only transfer coding that is understood")
    }
}
