/// Why a request cannot be read, as the status to answer with and a sentence for the person who sent it.
///
/// Where the next request would begin is unknown after such an error: answer, then close the connection.
public struct HTTPError: Error, Hashable, Sendable {
    /// The status to answer with.
    public let status: StatusCode
    /// What is wrong, without the offending bytes: they are the client's and may be anything.
    public let message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - status: The status to answer with.
    ///   - message: What is wrong.
    public init(_ status: StatusCode, _ message: String) {
        self.status = status
        self.message = message
    }

    static func malformed(_ message: String) -> HTTPError {
        HTTPError(.badRequest, message)
    }
}
