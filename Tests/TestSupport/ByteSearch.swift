internal import CTestSupport

/// Searches a text of megabytes thousands of times, for which `String` would take minutes.
public struct ByteSearch: Sendable {
    private let whole: [UInt8]

    /// Makes a search in a text.
    /// - Parameter whole: The bytes of the text.
    public init(in whole: [UInt8]) {
        self.whole = whole
    }

    /// Whether the text contains some bytes in a row.
    /// - Parameters:
    ///   - part: The bytes.
    ///   - isWord: Whether they must be a whole word, not next to a letter, a digit or an underscore.
    /// - Returns: Whether it does.
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
