/// A key to look members up by, hashed once; a class, so that handing it on costs one reference.
public final class Key: Sendable {
    let bytes: [UInt8]
    /// The same eight by eight, the first byte lowest and zeros behind the last.
    private let words: [UInt64]
    /// A quick hash: keys that differ in it are different, others may be the same.
    public let fingerprint: UInt32
    /// The key as text.
    public let text: String

    /// Makes a key of a text.
    public init(_ text: String) {
        let bytes = Array(text.utf8)
        self.text = text
        self.bytes = bytes
        words = stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start...].prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        fingerprint = unsafe Fingerprint.of(bytes.span.bytes, from: 0, to: bytes.count)
    }

    /// Whether a decoded text is this key; counts no reference, as keys are shared by all threads.
    func matches(_ text: RawSpan) -> Bool {
        let length = text.byteCount
        guard length == bytes.count else { return false }
        var offset = 0
        var index = 0
        while offset &+ 8 <= length {
            guard text.word(at: offset) == words[index] else { return false }
            offset &+= 8
            index &+= 1
        }
        guard offset < length else { return true }
        var last: UInt64 = 0
        var end = length
        while end > offset {
            end &-= 1
            last = last &<< 8 | UInt64(text.byte(at: end))
        }
        return last == words[index]
    }
}

extension Key: ExpressibleByStringLiteral {
    /// Makes a key of a literal.
    public convenience init(stringLiteral text: String) {
        self.init(text)
    }
}

/// A quick hash of a key: its length, first and last eight bytes.
///
/// It only sorts out keys that differ; whoever finds two alike compares their bytes. It is not seeded, so nothing whose
/// cost depends on it may hold more than a few keys (see ``JSONParser`` on duplicates, and ``NodeTable``).
enum Fingerprint {
    @inline(__always)
    static func of(_ bytes: RawSpan, from start: Int, to end: Int) -> UInt32 {
        let length = end &- start
        var first: UInt64 = 0
        var last: UInt64 = 0
        if length >= 8 {
            first = bytes.word(at: start)
            last = bytes.word(at: end &- 8)
        } else if start &+ 8 <= bytes.byteCount {
            first = bytes.word(at: start) & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1)
        } else {
            var offset = end
            while offset > start {
                offset &-= 1
                first = first &<< 8 | UInt64(bytes.byte(at: offset))
            }
        }
        let head = (first ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
        let mixed = head ^ (last &* 0xC2B2_AE3D_27D4_EB4F)
        return UInt32(truncatingIfNeeded: ((mixed ^ (mixed &>> 29)) &* 0xBF58_476D_1CE4_E5B9) &>> 32)
    }
}
