/// Base64 with padding (RFC 4648, section 4).
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Encodes bytes.
    public static func encode(_ data: [UInt8]) -> String {
        var text: [UInt8] = []
        append(data, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Encodes bytes behind what an array holds already.
    public static func append(_ data: [UInt8], to text: inout [UInt8]) {
        text.reserveCapacity(text.count + (data.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var count = 0
        for byte in data {
            bits = bits << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                append(bits, characters: 4, to: &text)
                (bits, count) = (0, 0)
            }
        }
        if count > 0 {
            append(bits << UInt32(8 * (3 - count)), characters: count + 1, to: &text)
            text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - count))
        }
    }

    /// Writes the highest six bits of 24 first.
    private static func append(_ bits: UInt32, characters: Int, to text: inout [UInt8]) {
        for index in 0..<characters {
            text.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)])
        }
    }
}
