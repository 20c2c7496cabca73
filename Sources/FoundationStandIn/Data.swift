/// Bytes, of which there are never any, as nothing here makes them.
public enum Data {}

extension String {
    /// How text is written as bytes.
    public struct Encoding: Sendable {
        /// UTF-8.
        public static let utf8 = Encoding()
    }

    /// Reads bytes as text; there are none to read.
    ///
    /// - Parameters:
    ///   - data: The bytes.
    ///   - encoding: How the text is written.
    public init?(data: Data, encoding: Encoding) {
        return nil
    }
}
