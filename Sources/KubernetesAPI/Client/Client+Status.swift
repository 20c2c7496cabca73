internal import Document
internal import HTTP

extension Client {
    /// The error of an answer without success, whose body is read to its end if it is short enough.
    func refusal(_ head: ResponseHead, of call: Call) throws(APIError) -> APIError {
        let code = Int(head.status.rawValue)
        var status: Document?
        do throws(APIError) {
            let bytes = try body(upTo: limits.statusBytes)
            status = try? Document(json: bytes)
        } catch {
            // The status alone says what there is to say, but an interruption is an interruption.
            guard error.code != .interrupted else { throw error }
        }
        var error = Self.error(status, status.map(\.root), code: code, name(of: call))
        if let field = head.value(of: "retry-after"), let seconds = Int64(field), seconds >= 0 {
            error.retryAfter = .seconds(seconds)
        }
        error.retryAfter = error.retryAfter.map { min($0, limits.retryAfter) }
        return error
    }

    /// Reads a Status.
    ///
    /// - Parameters:
    ///   - document: The document that contains it, nil if there is none.
    ///   - node: The Status.
    ///   - known: The status of HTTP; nil if it is in the Status only.
    ///   - place: The request, for the message.
    /// - Returns: The error.
    static func error(_ document: Document?, _ node: Document.Node?, code known: Int?, _ place: String) -> APIError {
        var (reason, message, code) = ("", "", known)
        var retryAfter: Duration?
        if let document, let node, document.present("kind", of: node).map({ document.isString($0, "Status") }) == true {
            reason = document.present("reason", of: node).flatMap { document.string($0, upTo: 100) } ?? ""
            message = document.present("message", of: node).flatMap { document.string($0, upTo: 1000) } ?? ""
            code =
                known
                ?? document.present("code", of: node).flatMap { document.integer($0) }.flatMap { Int(exactly: $0) }
            retryAfter = document.present("details", of: node).flatMap { document.present("retryAfterSeconds", of: $0) }
                .flatMap { document.integer($0) }.flatMap { $0 > 0 ? .seconds($0) : nil }
        }
        let words = [code.map(String.init), reason.isEmpty ? nil : Quoted.visible(reason)].compactMap(\.self)
        let end = message.isEmpty ? "" : ": \(Quoted.visible(message))"
        var error = APIError(.status, "\(place): the server answered \(words.joined(separator: " "))\(end)")
        error.httpStatus = code
        error.reason = reason
        error.retryAfter = retryAfter
        return error
    }
}
