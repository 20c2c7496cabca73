/// One value of the tree: 24 bytes, side by side in one array, in document order.
///
/// A member of an object takes two records, its key and then its value; both name the object as their parent. `next` is
/// the index of the first record after this one's subtree, with which a reader skips values that it does not know.
@usableFromInline
struct NodeRecord: BitwiseCopyable, Sendable {
    /// Offset of the first byte of the value's text; for a string, of the byte after the opening quote.
    @usableFromInline var start: UInt32 = 0
    /// Offset one past the last byte of the text; for a string, of the closing quote.
    @usableFromInline var end: UInt32 = 0
    /// Index of the first record after the subtree; for a key, after its value, which is the next key.
    ///
    /// While a container is open, the number of its items so far.
    @usableFromInline var next: UInt32 = 0
    /// Index of the container; a root is its own parent.
    @usableFromInline var parent: UInt32 = 0
    /// For a key, the fingerprint of its decoded text; for an item of an array, its index there.
    @usableFromInline var link: UInt32 = 0
    @usableFromInline var kind: Kind = .null
    /// Whether the text between the quotes has escapes, so that it must be decoded before it is compared.
    @usableFromInline var isEscaped = false

    @usableFromInline
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        case null, `false`, `true`, number, string, array, object, key
    }
}
