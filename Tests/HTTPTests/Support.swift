import HTTP

/// The parts of an event that a test compares: everything that a server sees.
enum Seen: Equatable, CustomStringConvertible {
    case head(String)
    case request(String, body: [UInt8])
    case failure(HTTPError)

    var description: String {
        switch self {
        case .head(let head): "head \(head)"
        case .request(let head, let body): "request \(head) with \(body.count) bytes"
        case .failure(let error): "failure \(error.status.rawValue): \(error.message)"
        }
    }

    var status: UInt16? {
        if case .failure(let error) = self { error.status.rawValue } else { nil }
    }
}

/// Feeds pieces to a parser, as a server does, and collects its events.
func read(_ pieces: some Sequence<some Collection<UInt8>>, limits: RequestParser.Limits = .init()) -> [Seen] {
    var parser = RequestParser(limits: limits)
    var seen: [Seen] = []
    for piece in pieces {
        parser.append(piece)
        reading: while true {
            switch parser.next() {
            case .needsMore: break reading
            case .head(let head): seen.append(.head(describe(head)))
            case .request(let request): seen.append(.request(describe(request.head), body: request.body))
            case .failure(let error):
                seen.append(.failure(error))
                return seen
            }
        }
    }
    return seen
}

func read(_ text: String, limits: RequestParser.Limits = .init()) -> [Seen] {
    read([Array(text.utf8)], limits: limits)
}

func describe(_ head: RequestHead) -> String {
    let fields = head.allFields().map { "\($0.name)=\($0.value)" }
    return """
        \(head.method) path \(head.path) query \(head.query ?? "-") authority \(head.authority) \
        minor \(head.minorVersion) \(head.framing) \(head.persistence) continue \(head.expectsContinue) \(fields)
        """
}

/// The only request in a text; nil if the text has none or several.
func request(_ text: String) -> Request? {
    var parser = RequestParser()
    parser.append(text.utf8)
    guard case .head = parser.next(), case .request(let request) = parser.next(), parser.isIdle else { return nil }
    return request
}

/// A request line with the only field that HTTP/1.1 requires, and more lines.
func get(_ lines: String = "") -> String {
    "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n"
}

func post(_ lines: String, _ body: String) -> String {
    "POST /validate HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\(body)"
}
