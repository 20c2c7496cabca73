/// A set of US-ASCII bytes; one that is not US-ASCII is in none.
struct OctetSet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ members: StaticString) {
        for scalar in members.description.utf8 { insert(scalar) }
    }

    private init(letterDigitsAnd others: StaticString) {
        self.init(others)
        for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { insert(byte) }
        for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { insert(byte) }
        for byte in UInt8(ascii: "a")...UInt8(ascii: "z") { insert(byte) }
    }

    private mutating func insert(_ byte: UInt8) {
        switch byte {
        case 0..<64: low |= 1 << UInt64(byte)
        case 64..<128: high |= 1 << UInt64(byte & 63)
        default: break
        }
    }

    func contains(_ byte: UInt8) -> Bool {
        let half = byte < 64 ? low : high
        return byte < 128 && (half >> UInt64(byte & 63)) & 1 == 1
    }

    /// tchar (RFC 9110, section 5.6.2).
    static let token = OctetSet(letterDigitsAnd: "!#$%&'*+-.^_`|~")
    /// What a path and a query are made of (RFC 3986, sections 3.3 and 3.4).
    static let pathAndQuery = OctetSet(letterDigitsAnd: "-._~%!$&'()*+,;=:@/?")
    /// reg-name (RFC 3986, section 3.2.2).
    static let registeredName = OctetSet(letterDigitsAnd: "-._~%!$&'()*+,;=")
    /// What stands between the brackets of an IP literal (RFC 3986, section 3.2.2).
    static let addressLiteral = OctetSet(letterDigitsAnd: "-._~!$&'()*+,;=:")
}
