extension RequestParser {
    /// How much a client may make the parser hold or look at.
    public struct Limits: Hashable, Sendable {
        /// The longest request line in bytes, its CRLF included; a longer one is answered 414.
        ///
        /// RFC 9112, section 3, asks for 8000 at least; a webhook's is about 40.
        public var requestLineBytes = 8 << 10
        /// The longest head in bytes, from the request line to the empty line; a longer one is answered 431.
        ///
        /// An API server sends 400 bytes, and some KiB more where it is told to send a bearer token.
        public var headBytes = 32 << 10
        /// The most header fields; more are answered 431.
        ///
        /// An API server sends eight.
        public var headerFields = 128
        /// The largest body in bytes, after the chunks are taken apart; a larger one is answered 413.
        ///
        /// An API server takes objects of about 3 MiB, and an UPDATE carries the object twice.
        public var bodyBytes = 8 << 20
        /// The memory that a Content-Length alone may claim, in bytes; the rest is claimed as bytes come in.
        ///
        /// Most reviews fit in, and a client that announces much and sends nothing costs little.
        public var bodyReservation = 64 << 10
        /// The most hexadecimal digits of a chunk's size, leading zeros included: those of a 64-bit number.
        public var chunkSizeDigits = 16
        /// The most bytes of chunk extensions in one body.
        ///
        /// Nobody uses them but to keep a server busy.
        public var chunkExtensionBytes = 1 << 10
        /// The most bytes of trailer fields.
        ///
        /// They are read past, as no trailer means anything to a webhook.
        public var trailerBytes = 4 << 10
        /// The most empty lines before a request line: RFC 9112, section 2.2, asks to forgive one.
        public var leadingEmptyLines = 1

        /// The limits of a webhook.
        public init() {}
    }
}
