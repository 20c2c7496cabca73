internal import HTTP

/// One request to the API.
struct Call {
    /// The method.
    var method = Method.get
    /// The path, encoded, after the prefix of the server's URL.
    let path: String
    /// The names and values of the query, not encoded.
    var query: [(name: String, value: String)] = []
    /// The content, in JSON.
    var body: [UInt8] = []
    /// The type of the content.
    var contentType = "application/json"
    /// The wanted type of the answer.
    var accept = "application/json"
    /// The most time without a byte of the answer's body.
    var idleTime: Duration
    /// The most time for the whole answer.
    var answerTime: Duration

    /// Describes a request to read.
    init(_ path: String, limits: ClientLimits) {
        self.path = path
        idleTime = limits.idleTime
        answerTime = limits.answerTime
    }

    /// Whether a second request does what the first may have done.
    var isRepeatable: Bool { method != .post }

    /// The path and the query, encoded.
    var target: String {
        let pairs = query.map { "\(PercentEncoding.component($0.name))=\(PercentEncoding.component($0.value))" }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}
