internal import CTestSupport

/// Looks for bytes in a text of megabytes some thousand times, for which characters would take minutes.
public struct ByteSearch: Sendable {
    private let whole: [UInt8]

    /// Looks in a text.
    /// - Parameter whole: The bytes of the text.
    public init(in whole: [UInt8]) {
        self.whole = whole
    }

    /// Whether bytes are in the text, one behind the other.
    /// - Parameters:
    ///   - part: The bytes.
    ///   - isWord: Whether they must be a whole word, not next to a letter, a digit or an underscore.
    /// - Returns: Whether they are.
    public func contains(_ part: [UInt8], asWord isWord: Bool = false) -> Bool {
        unsafe whole.withUnsafeBytes { whole in
            unsafe part.withUnsafeBytes { part in
                unsafe has_bytes(
                    whole.baseAddress?.assumingMemoryBound(to: CChar.self), whole.count,
                    part.baseAddress?.assumingMemoryBound(to: CChar.self), part.count, isWord ? 1 : 0) != 0
            }
        }
    }
}
