/// An encoder that encodes nothing.
///
/// swift-argument-parser describes commands as JSON for its own plug-ins, which make manual pages and run on a debug
/// build, where Foundation's encoder does it. It prints an empty line where that fails.
public final class JSONEncoder {
    /// How the text is to look.
    public struct OutputFormatting: OptionSet, Sendable {
        /// The bits of the options.
        public let rawValue: UInt

        /// Makes options of their bits.
        public init(rawValue: UInt) {
            self.rawValue = rawValue
        }

        /// A line a value, indented.
        public static let prettyPrinted = OutputFormatting(rawValue: 1 << 0)

        /// Keys in alphabetical order.
        public static let sortedKeys = OutputFormatting(rawValue: 1 << 1)
    }

    /// Why nothing is encoded.
    public struct NoFoundation: Error {}

    /// How the text would look.
    public var outputFormatting: OutputFormatting = []

    /// Makes an encoder.
    public init() {}

    /// Encodes nothing.
    ///
    /// - Parameter value: What would be encoded.
    /// - Returns: Never.
    /// - Throws: ``NoFoundation``.
    public func encode(_ value: some Encodable) throws(NoFoundation) -> Data {
        throw NoFoundation()
    }
}
