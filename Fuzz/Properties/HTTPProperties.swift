internal import HTTP

/// The properties of all bytes that a client may send over one connection.
enum HTTPProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        for limits in [RequestParser.Limits(), tight] {
            let whole = try read([input[...]], limits)
            let bytes = input.indices.map { input[$0...$0] }
            try require(try read(bytes, limits) == whole, "byte by byte it is read as something else")
            try require(try read(pieces(of: input), limits) == whole, "in pieces it is read as something else")
        }
    }

    /// Limits that short inputs reach.
    private static let tight: RequestParser.Limits = {
        var limits = RequestParser.Limits()
        limits.requestLineBytes = 48
        limits.headBytes = 160
        limits.headerFields = 4
        limits.bodyBytes = 24
        limits.bodyReservation = 4
        limits.chunkSizeDigits = 4
        limits.chunkExtensionBytes = 8
        limits.trailerBytes = 24
        return limits
    }()

    /// The most bytes that a parser may hold outside of heads and bodies: the line with the size of a chunk.
    private static let framingBytes = 128

    /// Everything that a server sees of an event.
    private enum Seen: Equatable {
        case head(String)
        case request(String, body: [UInt8])
        case failure(HTTPError)
    }

    /// Feeds pieces to a parser as a server does, and checks at each step what holds for all inputs.
    private static func read(_ pieces: [ArraySlice<UInt8>], _ limits: RequestParser.Limits) throws(Violation) -> [Seen]
    {
        var parser = RequestParser(limits: limits)
        var seen: [Seen] = []
        var hasContinued = false
        for piece in pieces {
            parser.append(piece)
            reading: while true {
                switch parser.next() {
                case .needsMore:
                    let most = limits.headBytes + limits.bodyBytes + limits.chunkExtensionBytes + framingBytes
                    try require(parser.heldBytes <= most, "\(parser.heldBytes) bytes are held")
                    try require(!parser.isIdle || !parser.hasBegunRequest, "an idle parser has begun a request")
                    try require(
                        parser.hasBegunRequest || parser.heldBytes <= 1, "bytes that begin no request are held")
                    if parser.takeContinue() {
                        try require(!hasContinued, "a request is told twice to go on")
                        hasContinued = true
                    }
                    break reading
                case .head(let head):
                    try require(head.fieldCount <= limits.headerFields, "\(head.fieldCount) fields pass")
                    hasContinued = false
                    seen.append(.head(describe(head)))
                case .request(let request):
                    try require(request.body.count <= limits.bodyBytes, "a body of \(request.body.count) bytes passes")
                    if case .length(let length) = request.head.framing {
                        try require(request.body.count == length, "a body has not the length that its head says")
                    }
                    seen.append(.request(describe(request.head), body: request.body))
                case .failure(let error):
                    try checkFailure(error, of: &parser)
                    return seen + [.failure(error)]
                }
            }
        }
        return seen
    }

    /// A parser that has failed reports the same failure for any further input.
    private static func checkFailure(_ error: HTTPError, of parser: inout RequestParser) throws(Violation) {
        try require((400..<600).contains(error.status.rawValue), "\(error.status.rawValue) is answered to a mistake")
        parser.append("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .failure(error) = parser.next() else { throw Violation("something follows a failure") }
        try require(parser.heldBytes == 0, "input is kept after a failure")
        try require(!parser.isIdle, "a parser that failed is idle")
    }

    private static func describe(_ head: RequestHead) -> String {
        let fields = head.allFields().map { "\($0.name)=\($0.value)" }
        return """
            \(head.method) \(head.path) \(head.query ?? "-") \(head.authority) \(head.minorVersion) \(head.framing) \
            \(head.persistence) \(head.expectsContinue) \(head.contentType.debugDescription) \(fields)
            """
    }

    /// Cuts the input at places that its own bytes determine, so that the input stays a plain stream of a client.
    private static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] {
        var state = input.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        var pieces: [ArraySlice<UInt8>] = []
        var rest = input[...]
        while !rest.isEmpty {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let length = Int(state >> 59)
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
