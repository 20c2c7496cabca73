import Testing

@testable import HTTP

/// Every code that is sent has a reason phrase, so that a client need not look the number up.
@Suite struct StatusCodeTests {
    /// The phrases of RFC 9110, section 15.
    private static let phrases: [UInt16: String] = [
        100: "Continue", 200: "OK", 204: "No Content", 304: "Not Modified", 400: "Bad Request", 404: "Not Found",
        405: "Method Not Allowed", 408: "Request Timeout", 413: "Content Too Large", 414: "URI Too Long",
        415: "Unsupported Media Type", 417: "Expectation Failed", 422: "Unprocessable Content",
        431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
        503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    ]

    @Test func reasons() {
        for code in UInt16(100)...599 {
            #expect(StatusCode(rawValue: code).reason == Self.phrases[code] ?? "", "\(code)")
        }
    }

    @Test func names() {
        let names: [(StatusCode, UInt16)] = [
            (.continue, 100), (.ok, 200), (.noContent, 204), (.notModified, 304), (.badRequest, 400), (.notFound, 404),
            (.methodNotAllowed, 405), (.requestTimeout, 408), (.contentTooLarge, 413), (.uriTooLong, 414),
            (.expectationFailed, 417), (.headerFieldsTooLarge, 431), (.internalServerError, 500),
            (.notImplemented, 501), (.serviceUnavailable, 503), (.gatewayTimeout, 504), (.versionNotSupported, 505),
        ]
        for (code, number) in names { #expect(code.rawValue == number) }
    }

    /// The codes without content are exactly those that RFC 9112, section 6.3, names.
    @Test func content() {
        let without = (UInt16(100)...599).filter { StatusCode(rawValue: $0).isWithoutContent }
        #expect(without == Array(100...199) + [204, 304])
    }
}

/// The bytes that each place allows agree with the RFC, for every byte.
@Suite struct OctetTests {
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        Character(UnicodeScalar(byte)).isASCII
            && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func classes(byte: UInt8) {
        // RFC 9110, section 5.5: field-vchar is VCHAR or obs-text, with spaces and tabs between.
        let isVisible = (0x21...0x7E).contains(byte) || byte >= 0x80
        #expect(byte.isFieldContent == (isVisible || byte == 0x20 || byte == 0x09))
        #expect(byte.isBlank == (byte == 0x20 || byte == 0x09))
        // The same byte in a field name, a field value and the method.
        let isToken = Self.isLetterOrDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        func isTaken(_ before: String, _ after: String) -> Bool {
            read([Array(before.utf8) + [byte] + Array(after.utf8)]).allSatisfy { $0.status == nil }
        }
        let (start, end) = ("GET / HTTP/1.1\r\nHost: a\r\n", "\r\n\r\n")
        #expect(isTaken("\(start)a", "b: c\(end)") == (isToken || byte == UInt8(ascii: ":")))
        #expect(isTaken("\(start)a: b", "c\(end)") == byte.isFieldContent)
        #expect(isTaken("G", "T / HTTP/1.1\r\nHost: a\(end)") == isToken)
    }

    /// RFC 3986 defines the bytes of a path, a query and a host; a percent sign in a target needs two digits.
    @Test(arguments: UInt8.min...UInt8.max)
    func targets(byte: UInt8) {
        func isTaken(_ before: String, _ after: String) -> Bool {
            read([Array(before.utf8) + [byte] + Array(after.utf8)]).allSatisfy { $0.status == nil }
        }
        let isUnreserved = Self.isLetterOrDigit(byte) || "-._~".utf8.contains(byte)
        let isSubDelimiter = "!$&'()*+,;=".utf8.contains(byte)
        let isPath = isUnreserved || isSubDelimiter || ":@/".utf8.contains(byte)
        let end = " HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(isTaken("GET /a", "zz\(end)") == (isPath || byte == UInt8(ascii: "?")))
        #expect(isTaken("GET /?a", "zz\(end)") == (isPath || byte == UInt8(ascii: "?")))
        #expect(
            isTaken("GET / HTTP/1.1\r\nHost: a", "b\r\n\r\n")
                == (isUnreserved || isSubDelimiter || byte == UInt8(ascii: "%")))
        let isHexadecimal = "0123456789abcdefABCDEF".utf8.contains(byte)
        #expect(isTaken("GET /%", "0\(end)") == isHexadecimal)
        #expect(isTaken("GET /%0", "\(end)") == isHexadecimal)
    }
}
