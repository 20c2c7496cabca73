import Testing

/// A stream of bytes on which the properties are checked.
struct Sample: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String

    init(_ what: String, _ text: String) {
        testDescription = what
        self.text = text
    }

    var bytes: [UInt8] { Array(text.utf8) }
}

/// Whole connections, well-formed and malformed.
enum Samples {
    /// A request of an API server (Go's client), shortened.
    static let review = """
        POST /validate?timeout=5s HTTP/1.1\r
        Host: stashgate.stashgate-system.svc\r
        User-Agent: kube-apiserver-admission\r
        Content-Length: 60\r
        Accept: application/json, */*\r
        Content-Type: application/json\r
        Kubernetes-Audit-Id: 5d6c2a1e-0d8e-4a63-8c0e-8f0e3f3a2d10\r
        Accept-Encoding: gzip\r
        \r
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"
        """

    static let chunked = """
        POST /mutate HTTP/1.1\r
        host:a:8443\r
        transfer-encoding: Chunked\r
        \r
        5\r
        {"a":\r
        001;name=value;other="quo ted"\r
        1\r
        A\r
        ,"b":[2,3]\r
        1\r
        }\r
        0\r
        Trailer: x\r
        \r\n
        """

    static let good: [Sample] = [
        Sample("a probe", "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        Sample("HTTP/1.0 behind an empty line", "\r\nGET / HTTP/1.0\r\n\r\n"),
        Sample("a review", review),
        Sample("a chunked review", chunked),
        Sample("pipelined reviews", review + review + "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"),
        Sample("chunked reviews with an empty line between", chunked + "\r\n" + chunked + review),
        Sample("no content", post("Content-Length: 0\r\n", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")),
        Sample("an expectation", post("Expect: 100-continue\r\nContent-Length: 3\r\n", "abc")),
        Sample("other targets", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\nGET http://b:1/x?y HTTP/1.1\r\nHost: a\r\n\r\n"),
        Sample("blanks and obs-text", "GET /%C3%BC HTTP/1.1\r\nHost: [::1]:8443\r\nX:\t \u{FC}\tx \r\n\r\n"),
    ]

    static let bad: [Sample] = [
        Sample("no Host", "GET / HTTP/1.1\r\n\r\n"),
        Sample("LF", "GET / HTTP/1.1\nHost: a\n\n"),
        Sample("a folded line", get(" folded\r\n")),
        Sample("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Sample("a TLS greeting", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{FC}\u{3}\u{3}\r\n"),
        Sample("a chunk behind the last", chunked + "5\r\n"),
        Sample("a chunk that is too long", post("Transfer-Encoding: chunked\r\n", "3\r\nabcd\r\n0\r\n\r\n")),
        Sample("a bad trailer", post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\nbad trailer\r\n\r\n")),
        Sample("too much content", post("Content-Length: 99999999\r\n", review)),
        Sample("empty lines", review + "\r\n\r\n\r\n"),
    ]

    static let all = good + bad
}
