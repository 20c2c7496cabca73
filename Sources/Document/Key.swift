/// A key to look members up by, hashed once; a class, so that handing it on costs one reference.
public final class Key: Sendable {
    let bytes: [UInt8]
    /// The first and the last eight bytes, which overlap in a key of less than sixteen.
    private let ends: TextEnds
    /// A quick hash: keys that differ in it are different, others may be the same.
    public let fingerprint: UInt32
    /// The key as text.
    public let text: String

    /// Makes a key of a text.
    public init(_ text: String) {
        let bytes = Array(text.utf8)
        self.text = text
        self.bytes = bytes
        ends = unsafe TextEnds(of: bytes.span.bytes, from: 0, to: bytes.count)
        fingerprint = ends.fingerprint
    }

    /// Whether a part of a text is this key.
    ///
    /// Keys are shared by all threads, so nothing here counts references.
    @inline(__always)
    func isAt(_ start: Int, to end: Int, of text: RawSpan) -> Bool {
        guard end &- start == ends.length, TextEnds(of: text, from: start, to: end) == ends else { return false }
        var offset = 8
        while offset &+ 8 < ends.length {
            guard text.byte(at: start &+ offset) == bytes[offset] else { return false }
            offset &+= 1
        }
        return true
    }
}

extension Key: ExpressibleByStringLiteral {
    /// Makes a key of a literal.
    public convenience init(stringLiteral text: String) {
        self.init(text)
    }
}

/// How long a text is, and its first and last eight bytes: all of it where it is no longer than sixteen.
struct TextEnds: Equatable, BitwiseCopyable, Sendable {
    let length: Int
    /// The first byte lowest; zeros behind the last of a text that is shorter.
    private let head: UInt64
    /// As `head`; zero for a text that is shorter than eight.
    private let tail: UInt64

    @inline(__always)
    init(of text: RawSpan, from start: Int, to end: Int) {
        length = end &- start
        if length >= 8 {
            head = text.word(at: start)
            tail = text.word(at: end &- 8)
        } else if start &+ 8 <= text.byteCount {
            head = text.word(at: start) & ((1 &<< UInt64(truncatingIfNeeded: length &* 8)) &- 1)
            tail = 0
        } else {
            var bytes: UInt64 = 0
            var offset = end
            while offset > start {
                offset &-= 1
                bytes = bytes &<< 8 | UInt64(text.byte(at: offset))
            }
            head = bytes
            tail = 0
        }
    }

    /// A quick hash of a key.
    ///
    /// It only sorts out keys that differ; whoever finds two alike compares their bytes. It is not seeded, so nothing whose
    /// cost depends on it may hold more than a few keys (see ``JSONParser`` on duplicates, and ``NodeTable``).
    @inline(__always)
    var fingerprint: UInt32 {
        let mixedHead = (head ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
        let mixed = mixedHead ^ (tail &* 0xC2B2_AE3D_27D4_EB4F)
        return UInt32(truncatingIfNeeded: ((mixed ^ (mixed &>> 29)) &* 0xBF58_476D_1CE4_E5B9) &>> 32)
    }
}
