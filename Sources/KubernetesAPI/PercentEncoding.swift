/// Percent-encoding (RFC 3986, section 2.1).
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes a text for a part of a path or a value in a query: all but the unreserved characters.
    static func component(_ text: String) -> String {
        encode(text) { isLetterOrDigit($0) || "-._~".utf8.contains($0) }
    }

    /// Encodes a text for the name of a header field: all but those characters that are in a token and mean themselves.
    static func token(_ text: String) -> String {
        encode(text) { isLetterOrDigit($0) || "!#$&'*+-.^_`|~".utf8.contains($0) }
    }

    private static func encode(_ text: String, _ isKept: (UInt8) -> Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
