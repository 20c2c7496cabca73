/// A hash of texts, as quick as their bytes are read, whose values nobody can foresee.
///
/// Each word is mixed in by a multiplication whose halves are folded, as in wyhash. The seeds are random numbers of the
/// process, so that a client cannot choose texts that have one hash.
package struct TextHash: Hashable, Sendable, BitwiseCopyable {
    /// The hash of what was added so far.
    package private(set) var value: UInt64

    private static let start = UInt64.random(in: .min ... .max)
    private static let factor = UInt64.random(in: .min ... .max) | 1

    /// The hash of nothing.
    package init() {
        value = Self.start
    }

    /// Adds a text, and where it ends.
    ///
    /// - Parameter text: The text in UTF-8.
    package mutating func combine(_ text: Span<UInt8>) {
        let bytes = unsafe text.bytes
        let factor = Self.factor
        var offset = 0
        while offset &+ 8 <= bytes.byteCount {
            mix(bytes.word(at: offset), factor)
            offset &+= 8
        }
        var rest: UInt64 = 0
        while offset < bytes.byteCount {
            rest = rest &<< 8 | UInt64(bytes.byte(at: offset))
            offset &+= 1
        }
        // With the length, a text and the next one are not added as one.
        mix(rest ^ UInt64(truncatingIfNeeded: bytes.byteCount) &<< 56, factor)
    }

    private mutating func mix(_ word: UInt64, _ factor: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: factor)
        value = product.high ^ product.low
    }
}

extension TextHash {
    /// Adds a text.
    ///
    /// - Parameter text: The text.
    package mutating func combine(_ text: String) {
        combine(text.utf8.span)
    }

    /// Adds a text of a document, decoded.
    ///
    /// - Parameters:
    ///   - node: The text; nil for none.
    ///   - document: The document.
    ///   - other: The text to add if there is none.
    package mutating func combine(_ node: Document.Node?, of document: Document, or other: String = "") {
        guard let node else { return combine(other) }
        document.withUTF8(of: node) { combine($0) }
    }
}
