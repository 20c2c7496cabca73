/// Base64 with padding (RFC 4648, section 4).
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Encodes bytes.
    public static func encode(_ data: [UInt8]) -> String {
        var text: [UInt8] = []
        append(data, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Encodes bytes and appends the text to an array.
    public static func append(_ data: [UInt8], to text: inout [UInt8]) {
        // With nothing to add, the standard library would write to the storage that all empty arrays share: a data race.
        guard !data.isEmpty else { return }
        let alphabet = alphabet
        text.append(addingCapacity: (data.count + 2) / 3 * 4) { output in
            var start = 0
            while start < data.count {
                let rest = data.count - start
                let second = rest > 1 ? data[start + 1] : 0
                let third = rest > 2 ? data[start + 2] : 0
                let bits = Int(data[start]) << 16 | Int(second) << 8 | Int(third)
                output.append(alphabet[bits >> 18])
                output.append(alphabet[bits >> 12 & 63])
                output.append(rest > 1 ? alphabet[bits >> 6 & 63] : UInt8(ascii: "="))
                output.append(rest > 2 ? alphabet[bits & 63] : UInt8(ascii: "="))
                start += 3
            }
        }
    }
}
