internal import Text

/// Parses the responses of one connection, whose bytes may arrive in pieces of any size, and hands out their bodies in
/// pieces.
///
/// Say for each request which method it has, append the bytes that the socket returned, and ask for events until the
/// parser needs more. Bytes beyond the response are an error, as no request asked for them.
package struct ResponseParser: Sendable {
    /// The next result of parsing.
    package enum Event: Sendable {
        /// More input is needed for the next event.
        case needsMore
        /// The head of the response is complete; interim responses (1xx) are skipped.
        case head(ResponseHead)
        /// A piece of the body, with at least one byte.
        case body([UInt8])
        /// The response is complete.
        case end
        /// The input cannot be understood. The parser returns nothing else from now on.
        case failure(HTTPError)
    }

    /// The most interim responses (RFC 9110, section 15.2) before a response.
    ///
    /// This client asks for none.
    private static let mostInterimResponses = 8

    /// The most bytes of one body: more than any network carries, and far from the end of the integers.
    private static let mostBodyBytes = 1 << 48

    private enum Step {
        case idle
        case head
        case body(BodyDecoder)
        case untilClose
        case failed(HTTPError)
    }

    private let limits: RequestParser.Limits
    private var step = Step.idle
    private var input: [UInt8] = []
    private var cursor = LineCursor()
    private var headParser = ResponseHeadParser()
    private var interimResponses = 0
    private var omitsBody = false

    /// Makes a parser for a new connection.
    ///
    /// - Parameter limits: The limits for a response: those of its head, and those of chunks and trailers. The size of
    ///   a body has none here, as the caller has one for each piece.
    package init(limits: RequestParser.Limits = RequestParser.Limits()) {
        var limits = limits
        limits.bodyBytes = Self.mostBodyBytes
        self.limits = limits
    }

    /// Notes that a request has been sent, whose response comes next.
    ///
    /// - Parameter method: The method of the request.
    package mutating func expectResponse(to method: Method) {
        if case .idle = step { step = .head }
        omitsBody = method == .head
        interimResponses = 0
    }

    /// Whether no response is expected, and nothing has arrived that belongs to none.
    package var isIdle: Bool {
        guard case .idle = step else { return false }
        return cursor.position == input.count
    }

    /// Whether a byte of the response has arrived.
    package var hasBegun: Bool {
        switch step {
        case .idle: false
        case .head: headParser.isInside || cursor.position < input.count || interimResponses > 0
        default: true
        }
    }

    /// Adds bytes from the server to the input.
    ///
    /// - Parameter bytes: The bytes, copied.
    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        if case .failed = step { return }
        if !headParser.isInside, cursor.position >= input.count / 2 {
            input.removeSubrange(..<cursor.position)
            cursor.rebase()
        }
        input.append(contentsOf: bytes)
    }

    /// Notes that the server has closed the connection.
    ///
    /// - Returns: Whether that is the end of the response: it has no other.
    package mutating func finish() -> Bool {
        guard case .untilClose = step else { return false }
        step = .idle
        return true
    }

    /// Reads more input.
    ///
    /// - Returns: The next event.
    package mutating func next() -> Event {
        do throws(HTTPError) {
            return try advance()
        } catch {
            step = .failed(error)
            input = []
            cursor = LineCursor()
            return .failure(error)
        }
    }

    private mutating func advance() throws(HTTPError) -> Event {
        // A second reference, not a copy; gone before anything is appended.
        let received = input
        switch step {
        case .failed(let error): throw error
        case .idle:
            guard cursor.position == input.count else {
                throw .malformed("the server sends more than it was asked for")
            }
            return .needsMore
        case .head:
            return try nextHead(in: received.span)
        case .body(var decoder):
            // The parser must not hold a second reference, or every piece would be copied.
            step = .idle
            let isComplete = try decoder.decode(received.span, at: &cursor, limits: limits) != nil
            let piece = decoder.takePiece()
            if !isComplete || !piece.isEmpty { step = .body(decoder) }
            guard piece.isEmpty else { return .body(piece) }
            return isComplete ? .end : .needsMore
        case .untilClose:
            let piece = Array(input[cursor.position...])
            cursor.advance(by: piece.count)
            return piece.isEmpty ? .needsMore : .body(piece)
        }
    }

    private mutating func nextHead(in received: Span<UInt8>) throws(HTTPError) -> Event {
        while true {
            guard let head = try headParser.parse(received, at: &cursor, limits: limits, omitsBody: omitsBody) else {
                return .needsMore
            }
            headParser = ResponseHeadParser()
            guard head.status.rawValue < 200 else {
                step = try Self.step(after: head, limits: limits)
                return .head(head)
            }
            // This client offers no other protocol (101).
            guard head.status.rawValue != 101 else { throw .malformed("the server changes the protocol") }
            interimResponses += 1
            guard interimResponses <= Self.mostInterimResponses else {
                throw .malformed("there are more than \(Self.mostInterimResponses) interim responses")
            }
        }
    }

    private static func step(
        after head: ResponseHead, limits: RequestParser.Limits
    ) throws(HTTPError) -> Step {
        switch head.framing {
        case .none: .body(try BodyDecoder(.none, limits: limits))
        case .length(let count): .body(try BodyDecoder(.length(count), limits: limits))
        case .chunked: .body(try BodyDecoder(.chunked, limits: limits))
        case .untilClose: .untilClose
        }
    }
}
