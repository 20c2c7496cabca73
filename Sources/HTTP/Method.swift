/// A request method (RFC 9110, section 9): a token, and case matters.
public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The token as it stands in the request line.
    public let rawValue: String

    /// Makes a method of its token.
    ///
    /// - Parameter rawValue: The token, in capitals for every registered method.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// GET.
    public static var get: Method { Method(rawValue: "GET") }
    /// HEAD.
    public static var head: Method { Method(rawValue: "HEAD") }
    /// POST.
    public static var post: Method { Method(rawValue: "POST") }
    /// OPTIONS.
    public static var options: Method { Method(rawValue: "OPTIONS") }
    /// CONNECT.
    public static var connect: Method { Method(rawValue: "CONNECT") }

    /// The token.
    public var description: String { rawValue }
}
