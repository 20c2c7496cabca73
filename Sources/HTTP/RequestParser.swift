/// Parses requests from the bytes of one connection, which may arrive in pieces of any size.
///
/// Append the bytes that the socket returned, then ask for events until the parser needs more:
///
/// ```swift
/// parser.append(received)
/// while true {
///     switch parser.next() {
///     case .needsMore: return               // read on; send 100 Continue where takeContinue() says so
///     case .head(let head): ...             // refuse here, before the body comes in, or just go on
///     case .request(let request): ...       // answer it
///     case .failure(let error): ...         // answer it, then close
///     }
/// }
/// ```
package struct RequestParser: Sendable {
    /// The next result of parsing.
    package enum Event: Sendable {
        /// More input is needed for the next event.
        case needsMore
        /// The head of a request is complete; its body is next.
        case head(RequestHead)
        /// A request is complete; the event after it belongs to the next request.
        case request(Request)
        /// The input cannot be understood. The parser returns nothing else from now on.
        case failure(HTTPError)
    }

    /// The limits for a client's requests.
    package let limits: Limits

    private var input: [UInt8] = []
    private var cursor = LineCursor()
    private var headParser = HeadParser()
    private var head: RequestHead?
    private var body: BodyDecoder?
    private var discards = false
    private var owesContinue = false
    private var failure: HTTPError?

    /// Makes a parser for a new connection.
    ///
    /// - Parameter limits: The limits for a client's requests.
    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Whether nothing has arrived since the last request, not even an empty line, as in a new parser.
    package var isIdle: Bool {
        head == nil && failure == nil && !headParser.hasBegun && !hasInput
    }

    /// Whether the first byte of an incomplete request has arrived.
    ///
    /// Empty lines before a request line are not part of a request (RFC 9112, section 2.2), and do not begin one.
    package var hasBegunRequest: Bool {
        if head != nil || failure != nil || headParser.isInside { return true }
        guard hasInput else { return false }
        // A single CR may turn out to be half of an empty line.
        return input[cursor.position] != .carriageReturn || input.count - cursor.position > 1
    }

    /// Whether there is input that no event has consumed yet: a part of a head, or requests after the current one.
    private var hasInput: Bool {
        cursor.position < input.count
    }

    /// The number of bytes of incomplete requests that have arrived, without chunk sizes and other framing.
    package var heldBytes: Int { input.count - cursor.position + (body?.heldBytes ?? 0) }

    /// The number of bytes of the body that have arrived, while the head of a request is complete and its body is not.
    package var receivedBodyBytes: Int? { body?.receivedBytes }

    /// Adds bytes from the client to the input.
    ///
    /// Ask for events until there are none, or the input grows.
    ///
    /// - Parameter bytes: The bytes, copied.
    package mutating func append(_ bytes: Span<UInt8>) {
        guard failure == nil else { return }
        dropReadInput()
        unsafe bytes.withUnsafeBufferPointer { unsafe input.append(contentsOf: $0) }
    }

    /// Adds bytes from the client to the input.
    ///
    /// Ask for events until there are none, or the input grows.
    ///
    /// - Parameter bytes: The bytes, copied.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        guard failure == nil else { return }
        dropReadInput()
        input.append(contentsOf: bytes)
    }

    /// Reads more input.
    ///
    /// - Returns: The next event.
    package mutating func next() -> Event {
        if let failure { return .failure(failure) }
        // A second reference, not a copy; gone before anything is appended.
        let received = input
        do throws(HTTPError) {
            if let head { return try nextRequest(head, in: received.span) }
            guard let head = try headParser.parse(received.span, at: &cursor, limits: limits) else {
                return .needsMore
            }
            headParser = HeadParser()
            owesContinue = head.expectsContinue && head.framing != .none && head.framing != .length(0)
            self.head = head
            return .head(head)
        } catch {
            failure = error
            head = nil
            body = nil
            input = []
            cursor = LineCursor()
            return .failure(error)
        }
    }

    /// Whether to send `100 Continue` now; true once for each request, after ``next()`` needed more.
    ///
    /// The client waits for it, and has not begun to send the body (RFC 9110, section 10.1.1).
    package mutating func takeContinue() -> Bool {
        guard owesContinue, let body, body.awaitsFirstByte, !hasInput else { return false }
        owesContinue = false
        return true
    }

    /// Skips the body of the request whose head is complete: the request will have an empty one.
    package mutating func discardBody() {
        guard head != nil else { return }
        discards = true
        body?.discard()
    }

    private mutating func nextRequest(_ head: RequestHead, in received: Span<UInt8>) throws(HTTPError) -> Event {
        var decoder = if let body { body } else { try BodyDecoder(head.framing, limits: limits) }
        // The parser must not hold a second reference, or every piece would copy the whole body.
        body = nil
        if discards { decoder.discard() }
        guard let bytes = try decoder.decode(received, at: &cursor, limits: limits) else {
            body = decoder
            return .needsMore
        }
        self.head = nil
        discards = false
        owesContinue = false
        return .request(Request(head: head, body: bytes))
    }

    /// Frees the space of input that has been read, once it is half of the input.
    ///
    /// So each byte moves a bounded number of times, even if many requests arrive in one piece. A head keeps its
    /// position until it is complete.
    private mutating func dropReadInput() {
        guard !headParser.isInside, cursor.position > 0, cursor.position >= input.count / 2 else { return }
        input.removeSubrange(..<cursor.position)
        cursor.rebase()
    }
}

extension RequestParser {
    /// The limits for a client's requests.
    package struct Limits: Hashable, Sendable {
        /// The longest request line in bytes, its CRLF included; a longer one is answered 414.
        ///
        /// RFC 9112, section 3, asks for at least 8000; a webhook's has about 40.
        package var requestLineBytes = 8 << 10
        /// The longest head in bytes, from the request line to the empty line; a longer one is answered 431.
        ///
        /// An API server sends 400 bytes, and some KiB more if it is configured to send a bearer token.
        package var headBytes = 32 << 10
        /// The most header fields; more are answered 431.
        ///
        /// An API server sends eight.
        package var headerFields = 128
        /// The largest body in bytes, after the chunks are decoded; a larger one is answered 413.
        ///
        /// An API server accepts objects of about 3 MiB, and an UPDATE carries the object twice.
        package var bodyBytes = 8 << 20
        /// The memory that a Content-Length alone may allocate, in bytes; the rest is allocated as bytes arrive.
        ///
        /// It is enough for most reviews, and a client that announces much and sends nothing costs little.
        package var bodyReservation = 64 << 10
        /// The most hexadecimal digits of a chunk's size, leading zeros included: those of a 64-bit number.
        package var chunkSizeDigits = 16
        /// The most bytes of chunk extensions in one body.
        ///
        /// Their only use in practice is to keep a server busy.
        package var chunkExtensionBytes = 1 << 10
        /// The most bytes of trailer fields.
        ///
        /// They are skipped, as no trailer means anything to a webhook.
        package var trailerBytes = 4 << 10
        /// The most empty lines before a request line: RFC 9112, section 2.2, asks to accept one.
        package var leadingEmptyLines = 1

        /// Makes the limits of a webhook.
        package init() {}
    }
}
