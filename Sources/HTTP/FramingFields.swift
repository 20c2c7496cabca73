internal import Text

/// The fields of a request's head that determine the end of the body and the state of the connection after the answer.
///
/// Request smuggling needs two readers that see two ends of one body. So ambiguous heads are refused, though RFC
/// 9112, section 6.3, would let a server correct some of them.
struct FramingFields {
    private var hosts = 0
    private var message = MessageFraming()

    /// Whether the client waits for `100 Continue`.
    private(set) var expectsContinue = false

    /// Reads a field.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - input: The input that contains it.
    /// - Throws: The mistake in the field.
    mutating func note(_ field: RequestHead.FieldRange, in input: Span<UInt8>) throws(HTTPError) {
        switch field.name.count {
        case 4 where input.spells("host", in: field.name):
            hosts += 1
            guard hosts == 1 else { throw .malformed("there are two Host fields") }
            guard Authority.isValid(field.value, in: input, needsPort: false) else {
                throw .malformed("the Host field is not a host with or without a port")
            }
        case 6 where input.spells("expect", in: field.name):
            guard input.spells("100-continue", in: field.value) else {
                throw HTTPError(.expectationFailed, "100-continue is the only expectation that can be met")
            }
            expectsContinue = true
        default:
            try message.note(field, in: input)
        }
    }

    /// How the end of the body is determined.
    func framing(minorVersion: Int) throws(HTTPError) -> RequestHead.Framing {
        guard hosts == 1 || minorVersion == 0 else { throw .malformed("there is no Host field") }
        return try message.framing(minorVersion: minorVersion)
    }

    /// The state of the connection after the answer.
    func persistence(minorVersion: Int) -> RequestHead.Persistence {
        message.persistence(minorVersion: minorVersion)
    }
}
