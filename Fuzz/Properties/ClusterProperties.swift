internal import HTTP
internal import KubernetesAPI

/// The properties of all bytes that an API server may answer.
enum AnswerProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        let whole = try read([input[...]])
        let bytes = input.indices.map { input[$0...$0] }
        try require(try read(bytes) == whole, "byte by byte it is read as something else")
    }

    /// Everything that a client sees of an answer.
    private enum Seen: Equatable {
        case head(UInt16, ResponseHead.Framing, staysOpen: Bool)
        case end
        case failure(HTTPError)
    }

    /// Feeds pieces to a parser, as the answer to one request, and joins the pieces of its body.
    private static func read(_ pieces: [ArraySlice<UInt8>]) throws(Violation) -> [Pair] {
        var parser = ResponseParser()
        parser.expectResponse(to: .get)
        var seen: [Pair] = []
        var body: [UInt8] = []
        var total = 0
        for piece in pieces {
            parser.append(piece)
            total += piece.count
            reading: while true {
                switch parser.next() {
                case .needsMore: break reading
                case .head(let head):
                    seen.append(Pair(.head(head.status.rawValue, head.framing, staysOpen: head.staysOpen), []))
                case .body(let piece):
                    try require(!piece.isEmpty, "a piece of a body is empty")
                    body += piece
                    try require(body.count <= total, "a body has more bytes than have arrived")
                case .end:
                    seen.append(Pair(.end, body))
                    body = []
                case .failure(let error):
                    // The bytes of a chunk are lost with what follows it.
                    seen.append(Pair(.failure(error), []))
                    return seen
                }
            }
        }
        try require(seen.count <= 2, "one request has two answers")
        return seen + [Pair(.end, body)]
    }

    /// What is seen, and the body before it.
    private struct Pair: Equatable {
        let seen: Seen
        let body: [UInt8]

        init(_ seen: Seen, _ body: [UInt8]) {
            self.seen = seen
            self.body = body
        }
    }
}

/// The properties of all texts of kubeconfig files.
enum KubeconfigProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        var kubeconfig = Kubeconfig()
        // The folder of the file does not exist, so that no path leads to a file of this machine but an absolute one.
        guard (try? kubeconfig.merge(input, of: "/nowhere/config")) != nil else { return }
        for name in kubeconfig.contextNames {
            guard let configuration = try? kubeconfig.configuration(context: name) else { continue }
            let server = configuration.server
            try require(
                (try? ServerAddress("https://\(server.authority)\(server.prefix)")) != nil, "a server has no URL")
            try require(server.isSecure || configuration.certificate == nil, "a certificate is sent without TLS")
            for field in configuration.impersonation {
                try require(
                    ResponseField(name: field.name, value: field.value) != nil, "a header field cannot be sent")
            }
        }
    }
}
