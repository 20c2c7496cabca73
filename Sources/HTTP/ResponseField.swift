internal import Text

/// One header field of an answer.
///
/// There is no way to make one that holds CR, LF or NUL, so no value can split an answer in two.
public struct ResponseField: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String

    /// Makes a field.
    ///
    /// Content-Length, Transfer-Encoding, Connection and Date are not fields to make: the encoder writes them.
    ///
    /// It is nil where name or value may not stand in a field, or where the encoder writes that field itself.
    ///
    /// - Parameters:
    ///   - name: The name, a token.
    ///   - value: The value, without control characters.
    public init?(name: String, value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(ByteSet.token.contains), value.utf8.allSatisfy(\.isFieldContent),
            !Self.written.contains(name.lowercased())
        else { return nil }
        self.name = name
        self.value = value
    }

    private init(known name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// Content-Type.
    ///
    /// - Parameter type: What the content is.
    /// - Returns: The field.
    public static func contentType(_ type: ContentType) -> ResponseField {
        ResponseField(known: "Content-Type", value: type.rawValue)
    }

    /// Allow (RFC 9110, section 10.2.1), which an answer with 405 must have.
    ///
    /// - Parameter methods: The methods that the target knows; one that is no token is left out.
    /// - Returns: The field.
    public static func allow(_ methods: [Method]) -> ResponseField {
        let tokens = methods.map(\.rawValue).filter { !$0.isEmpty && $0.utf8.allSatisfy(ByteSet.token.contains) }
        return ResponseField(known: "Allow", value: tokens.joined(separator: ", "))
    }

    /// Retry-After (RFC 9110, section 10.2.3), upon which an API server asks again.
    ///
    /// - Parameter seconds: When to ask again.
    /// - Returns: The field.
    public static func retryAfter(seconds: Int) -> ResponseField {
        ResponseField(known: "Retry-After", value: String(seconds))
    }

    /// What the content of an answer can be.
    public enum ContentType: String, Sendable {
        /// JSON.
        case json = "application/json"
        /// Plain text in UTF-8.
        case text = "text/plain; charset=utf-8"
    }

    private static let written: Set<String> = ["content-length", "transfer-encoding", "connection", "date"]
}
