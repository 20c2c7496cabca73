/// A key for looking up members, hashed once.
///
/// It is a plain value over the bytes of a literal, so that all threads share keys without counting references.
@safe
public struct Key: Sendable {
    @usableFromInline let ends: TextEnds
    /// A quick hash: keys that differ in it are different, others may be equal.
    public let fingerprint: UInt32
    /// The text, which outlives the key; nil if it is empty.
    @usableFromInline nonisolated(unsafe) let start: UnsafePointer<UInt8>?

    /// Makes a key of UTF-8.
    ///
    /// - Parameter bytes: The text, which must outlive the key and all its copies.
    @unsafe
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe start = bytes.baseAddress
        ends = unsafe TextEnds(of: bytes.span.bytes, from: 0, to: bytes.count)
        fingerprint = ends.fingerprint
    }

    /// Makes a key of a text that is not a literal.
    ///
    /// - Parameter text: The text; its bytes are copied and never freed, so it must not come from input.
    public init(permanent text: String) {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = unsafe copy.update(fromContentsOf: text.utf8)
        unsafe self.init(UnsafeBufferPointer(copy))
    }

    private var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: start, count: length)
    }

    /// The key as text.
    public var text: String {
        unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// The length of the key, in bytes of UTF-8.
    @inlinable var length: Int { Int(ends.length) }

    /// The fingerprint that a key of this text has.
    ///
    /// - Parameter text: The text in UTF-8.
    /// - Returns: The fingerprint.
    package static func fingerprint(of text: Span<UInt8>) -> UInt32 {
        unsafe TextEnds(of: text.bytes, from: 0, to: text.count).fingerprint
    }

    /// Whether a text equals this key.
    ///
    /// - Parameter text: The text in UTF-8.
    /// - Returns: Whether both are the same.
    package func isEqual(to text: Span<UInt8>) -> Bool {
        unsafe isAt(0, to: text.count, of: text.bytes)
    }

    /// Whether a part of a text equals this key; a part beyond the text does not.
    @inlinable @inline(__always)
    func isAt(_ start: Int, to end: Int, of text: RawSpan) -> Bool {
        let length = length
        guard end &- start == length, start >= 0, end <= text.byteCount else { return false }
        guard length >= 8 else { return TextEnds(of: text, from: start, to: end).head == ends.head }
        // Safe: the part has at least eight bytes, and has just been compared with the bounds.
        guard unsafe text.uncheckedWord(at: start) == ends.head, unsafe text.uncheckedWord(at: end &- 8) == ends.tail
        else { return false }
        return length <= 16 || hasMiddle(at: start, of: text)
    }

    /// Whether the middle of a longer text, without its first and last eight bytes, equals that of this key.
    @usableFromInline
    func hasMiddle(at start: Int, of text: RawSpan) -> Bool {
        let buffer = unsafe bytes
        let bytes = unsafe buffer.span.bytes
        var offset = 8
        while offset &+ 8 < length {
            // The last word may overlap that of the end, which is in both.
            guard text.word(at: start &+ offset) == bytes.word(at: offset) else { return false }
            offset &+= 8
        }
        return true
    }
}

extension Key: ExpressibleByStringLiteral {
    /// Makes a key of a literal.
    public init(stringLiteral text: StaticString) {
        unsafe self.init(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// The length of a text, and its first and last eight bytes: the whole text if it is no longer than sixteen.
@usableFromInline
struct TextEnds: Equatable, BitwiseCopyable, Sendable {
    /// The first eight bytes, the first one lowest; zeros after the last byte of a shorter text.
    @usableFromInline let head: UInt64
    /// The last eight bytes, in the same order; zero for a text that is shorter than eight.
    @usableFromInline let tail: UInt64
    /// In bytes; documents have less than 2^32.
    @usableFromInline let length: UInt32

    @inlinable @inline(__always)
    init(of text: RawSpan, from start: Int, to end: Int) {
        let length = end &- start
        self.length = UInt32(truncatingIfNeeded: length)
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
    /// It only sorts out keys that differ; callers compare the bytes of two keys with the same hash. It is not seeded,
    /// so nothing whose cost depends on it may hold more than a few keys (see ``JSONParser`` on duplicates, and
    /// ``NodeTable``).
    @inline(__always)
    var fingerprint: UInt32 {
        // The highest bits of a product depend on all bits of its factors.
        let mixedHead = (head ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
        return UInt32(truncatingIfNeeded: (mixedHead ^ (tail &* 0xC2B2_AE3D_27D4_EB4F)) &>> 32)
    }
}
