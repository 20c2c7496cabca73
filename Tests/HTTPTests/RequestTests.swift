import HTTP
import Testing

/// The contents of well-formed requests.
@Suite struct RequestTests {
    @Test func `a review is read as an API server sends it`() throws {
        let review = try #require(request(Samples.review))
        #expect(review.head.method == .post)
        #expect(review.head.path == "/validate")
        #expect(review.head.query == "timeout=5s")
        #expect(review.head.authority == "stashgate.stashgate-system.svc")
        #expect(review.head.framing == .length(60))
        #expect(review.head.persistence == .implicit)
        #expect(review.head.contentType?.essence == "application/json")
        #expect(review.head.value(of: "user-agent") == "kube-apiserver-admission")
        #expect(review.head.value(of: "x-missing") == nil)
        #expect(review.head.fieldCount == 7)
        #expect(review.body == Array(#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview""#.utf8))
    }

    @Test func `of several fields with one name the first counts, in any case`() throws {
        let fields = "X-A: 1\r\nx-a: 2\r\nX-A: 3\r\n"
        let several = try #require(request("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"))
        #expect(several.head.value(of: "x-a") == "1")
        #expect(several.head.allFields().map(\.value) == ["a", "1", "2", "3"])
    }

    @Test func `chunks are joined`() throws {
        let chunked = try #require(request(Samples.chunked))
        #expect(chunked.head.framing == .chunked)
        #expect(chunked.body == Array(#"{"a":1,"b":[2,3]}"#.utf8))
    }

    @Test func `pipelined requests are read in order`() {
        let texts = (0..<300).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
        let seen = read(texts.joined())
        #expect(seen.count == 600)
        for (index, event) in seen.enumerated() {
            #expect(event.description.contains("GET path /\(index / 2) "))
        }
    }

    @Test(
        arguments: [
            ("/", "/", nil, "a"), ("/a?b?c", "/a", "b?c", "a"), ("/?", "/", "", "a"), ("//x/..", "//x/..", nil, "a"),
            ("/%2e%2E/;v=1", "/%2e%2E/;v=1", nil, "a"),
            ("http://b/c?d", "/c", "d", "b"), ("HTTPS://b:8443", "", nil, "b:8443"),
            ("http://[::1]:1?x", "", "x", "[::1]:1"),
        ] as [(String, String, String?, String)])
    func `a target is split up`(_ target: String, _ path: String, _ query: String?, _ authority: String) throws {
        let head = try #require(request("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")).head
        #expect(head.path == path)
        #expect(head.query == query)
        #expect(head.authority == authority)
    }

    @Test func `OPTIONS and CONNECT have their own forms of targets`() throws {
        let options = try #require(request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")).head
        #expect(options.path.isEmpty)
        #expect(options.authority == "a")
        let connect = try #require(request("CONNECT b:443 HTTP/1.1\r\nHost: a\r\n\r\n")).head
        #expect(connect.path.isEmpty)
        #expect(connect.authority == "b:443")
    }

    @Test(
        arguments: [
            ("HTTP/1.1", "", .implicit), ("HTTP/1.1", "Connection: keep-alive\r\n", .implicit),
            ("HTTP/1.1", "Connection: close\r\n", .close), ("HTTP/1.1", "connection:CLOSE\r\n", .close),
            ("HTTP/1.1", "Connection: te , Close ,x\r\n", .close),
            ("HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n", .close),
            ("HTTP/1.1", "Connection: closed\r\n", .implicit), ("HTTP/1.1", "X-Connection: close\r\n", .implicit),
            ("HTTP/1.0", "", .close), ("HTTP/1.0", "Connection: Keep-Alive\r\n", .explicit),
            ("HTTP/1.0", "Connection: keep-alive, close\r\n", .close), ("HTTP/1.7", "", .implicit),
        ] as [(String, String, RequestHead.Persistence)])
    func `persistence follows the version and the Connection field`(
        _ version: String, _ lines: String, _ persistence: RequestHead.Persistence
    ) throws {
        let head = try #require(request("GET / \(version)\r\nHost: a\r\n\(lines)\r\n")).head
        #expect(head.persistence == persistence)
    }

    @Test(
        arguments: [
            ("application/json", "application/json", []),
            ("Application/JSON ; Charset=UTF-8", "application/json", ["charset=UTF-8"]),
            ("text/plain;", "text/plain", []), (#"a/b;c="d;\"e\\"; f=g"#, "a/b", [#"c=d;"e\"#, "f=g"]),
            ("json", nil, []), ("application/", nil, []), ("/json", nil, []), ("a/b, c/d", nil, []), ("a/b;c", nil, []),
            (#"a/b;c="d"#, nil, []), ("a/b c", nil, []), ("a /b", nil, []), ("", nil, []), (#"a/b;c="\"#, nil, []),
        ] as [(String, String?, [String])])
    func `media types are split into their parts`(_ value: String, _ essence: String?, _ parameters: [String]) throws {
        let head = try #require(request(get("Content-Type: \(value)\r\n"))).head
        #expect(head.contentType?.essence == essence)
        #expect((head.contentType?.parameters ?? []).map { "\($0.name)=\($0.value)" } == parameters)
    }

    @Test func `two media types count as none`() throws {
        let head = try #require(request(get("Content-Type: a/b\r\nContent-Type: a/b\r\n"))).head
        #expect(head.contentType == nil)
    }

    /// GET may carry a body (RFC 9110, section 9.3.1); if it were not read, it would be taken for the next request.
    @Test(arguments: ["GET", "HEAD", "DELETE", "BREW"]) func `any method may have a body`(_ method: String) {
        let text = "\(method) / HTTP/1.1\r\nHost: a\r\nContent-Length: 18\r\n\r\nGET /x HTTP/1.1\r\n\r"
        let seen = read(text + get())
        #expect(seen.count == 4)
        #expect(seen.last?.description.contains("path / ") == true)
    }

    @Test func `a discarded body is skipped`() {
        for lines in ["Content-Length: 40\r\n\r\n" + String(repeating: "a", count: 40), chunkedTail] {
            for text in ["POST / HTTP/1.1\r\nHost: a\r\n" + lines + get()] {
                var parser = RequestParser()
                var bodies: [[UInt8]] = []
                for byte in text.utf8 {
                    parser.append([byte])
                    reading: while true {
                        switch parser.next() {
                        case .needsMore: break reading
                        case .head: parser.discardBody()
                        case .request(let request): bodies.append(request.body)
                        case .failure(let error): Issue.record("\(error)"); return
                        }
                    }
                }
                #expect(bodies == [[], []])
                #expect(parser.isIdle)
            }
        }
    }

    /// A body that is discarded while it arrives is dropped with the part that is already there.
    @Test(arguments: 2...12) func `a body can be discarded in the middle`(_ count: Int) {
        for text in [post("Content-Length: 10\r\n", "0123456789"), "POST / HTTP/1.1\r\nHost: a\r\n" + chunkedTail] {
            let bytes = Array(text.utf8)
            let end = bytes.count - 12 + count
            var parser = RequestParser()
            parser.append(bytes[..<end])
            guard case .head = parser.next() else { Issue.record("no head"); return }
            if case .request(let request) = parser.next() {
                #expect(end == bytes.count && !request.body.isEmpty)
                continue
            }
            parser.discardBody()
            #expect(parser.heldBytes <= 12)
            parser.append(bytes[end...])
            guard case .request(let request) = parser.next() else { Issue.record("no request"); return }
            #expect(request.body == [])
            #expect(parser.isIdle)
        }
    }

    /// The parser must not keep what it has read, because a connection lives for days.
    @Test func `requests that have been read take no memory`() throws {
        var parser = RequestParser()
        let text = Array((post("Content-Length: 100\r\n", String(repeating: "a", count: 100)) + get()).utf8)
        for _ in 0..<100 {
            for byte in text {
                parser.append([byte])
                while case .head = parser.next() {}
            }
            let input = Mirror(reflecting: parser).children.first { $0.label == "input" }?.value as? [UInt8]
            #expect(try #require(input).count <= text.count)
        }
        parser.append(text.span)
        parser.append(text.span)
        let input = Mirror(reflecting: parser).children.first { $0.label == "input" }?.value as? [UInt8]
        #expect(try #require(input).count <= 3 * text.count)
    }

    /// Discarding one body must not discard that of the next request.
    @Test func `the body behind a discarded one is kept`() {
        var parser = RequestParser()
        var bodies: [[UInt8]] = []
        parser.append((post("Content-Length: 3\r\n", "abc") + post("Content-Length: 2\r\n", "de")).utf8)
        reading: while true {
            switch parser.next() {
            case .needsMore: break reading
            case .head: if bodies.isEmpty { parser.discardBody() }
            case .request(let request): bodies.append(request.body)
            case .failure(let error): Issue.record("\(error)"); return
            }
        }
        #expect(bodies == [[], Array("de".utf8)])
    }

    /// The parser discards the body of a request whose head it has read, and no later one.
    @Test func `a body is discarded after its head only`() {
        var parser = RequestParser()
        parser.discardBody()
        parser.append(post("Content-Length: 3\r\n", "abc").utf8)
        guard case .head = parser.next(), case .request(let request) = parser.next() else {
            Issue.record("the request is not complete")
            return
        }
        #expect(request.body == Array("abc".utf8))
    }

    private var chunkedTail: String { "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n" }

    @Test func `idle means that nothing has come in`() {
        var parser = RequestParser()
        #expect(parser.isIdle)
        for byte in "\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n".utf8 {
            parser.append([byte])
            _ = parser.next()
            #expect(!parser.isIdle)
        }
        parser.append("x".utf8)
        guard case .request = parser.next() else { Issue.record("no request"); return }
        #expect(parser.isIdle)
    }

    /// The time limit of a request starts with its first byte, so empty lines before it must not start it.
    @Test func `a request begins with the first byte of its request line`() {
        var parser = RequestParser()
        #expect(!parser.hasBegunRequest)
        for byte in "\r\n".utf8 {
            parser.append([byte])
            guard case .needsMore = parser.next() else { Issue.record("more than empty lines"); return }
            #expect(!parser.hasBegunRequest)
        }
        for byte in "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx".utf8 {
            parser.append([byte])
            _ = parser.next()
            #expect(parser.hasBegunRequest)
        }
        parser.append("yG".utf8)
        guard case .request = parser.next() else { Issue.record("no request"); return }
        #expect(parser.hasBegunRequest)
    }

    /// A carriage return that cannot become an empty line must not be held without a time limit.
    @Test func `a carriage return with something behind it begins a request`() {
        var parser = RequestParser()
        parser.append("\rG".utf8)
        guard case .needsMore = parser.next() else { Issue.record("it is understood"); return }
        #expect(parser.hasBegunRequest)
    }
}

/// `100 Continue` is sent when the client waits for it and at no other time: a client that does not wait would take it
/// for the answer to its next request.
@Suite struct ContinueTests {
    private func asks(_ text: String) -> [Bool] {
        var parser = RequestParser()
        parser.append(text.utf8)
        while true {
            switch parser.next() {
            case .needsMore, .failure: return [parser.takeContinue(), parser.takeContinue()]
            case .head, .request: break
            }
        }
    }

    @Test func `a client that waits is asked to continue once`() {
        #expect(asks(post("Expect: 100-Continue\r\nContent-Length: 3\r\n", "")) == [true, false])
        #expect(asks(post("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n", "")) == [true, false])
    }

    @Test(arguments: [
        post("Content-Length: 3\r\n", ""), post("Expect: 100-continue\r\n", ""),
        post("Expect: 100-continue\r\nContent-Length: 0\r\n", ""),
        post("Expect: 100-continue\r\nContent-Length: 3\r\n", "a"),
        post("Expect: 100-continue\r\nContent-Length: 3\r\n", "abc"),
        post("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n", "3"),
        post("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n", "3\r\nabc\r\n"),
        post("Expect: 100-continue\r\nContent-Length: 99999999\r\n", ""),
        "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n",
    ])
    func `a client that does not wait is never asked to continue`(_ text: String) {
        #expect(asks(text) == [false, false])
    }
}
