package import HTTP
package import Net

/// The purpose of a server: it answers requests, and knows nothing of connections.
///
/// All functions are called on the server's worker threads, several at a time, and everything else that a worker serves
/// waits meanwhile; so they compute and do not wait.
package protocol Application: Sendable {
    /// Refuses a request by its head, before its body is read: an unknown path, a method or a media type that does
    /// not fit.
    /// - Parameter head: The request line and the fields.
    /// - Returns: The answer; nil to read the body and be asked for a response.
    func refusal(of head: RequestHead) -> Response?

    /// How long the client waits for an answer, where its request says so.
    ///
    /// An answer that would come later is not asked for.
    /// - Parameter head: The request line and the fields.
    /// - Returns: The time from the request's first byte; nil where nothing is known.
    func timeLimit(of head: RequestHead) -> Duration?

    /// How much memory the answer to a request may take while it is computed.
    ///
    /// A request for which there is no memory is refused, which is better than to run out of it.
    /// - Parameter count: How long the request's body is, in bytes.
    /// - Returns: The most bytes, the answer's own among them, those of the body not.
    func memory(forBodyOf count: Int) -> Int

    /// Answers a request.
    /// - Parameters:
    ///   - request: The request with its whole body.
    ///   - client: The address that it came from, for a log.
    /// - Returns: The answer.
    func response(to request: Request, from client: SocketAddress) -> Response

    /// Answers what is no request: malformed HTTP, too large, too slow, or HTTP without TLS.
    ///
    /// The connection is closed afterwards.
    /// - Parameter error: The status to answer with, and why.
    /// - Returns: The answer.
    func response(to error: HTTPError) -> Response
}

extension Application {
    /// Nothing is known of how long a client waits.
    package func timeLimit(of head: RequestHead) -> Duration? { nil }

    /// Next to nothing.
    package func memory(forBodyOf count: Int) -> Int { 0 }
}
