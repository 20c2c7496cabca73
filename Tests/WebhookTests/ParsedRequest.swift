import HTTP
import TestSupport

/// Requests made by the server's own parser.
enum ParsedRequest {
    /// Parses the head of a request.
    ///
    /// - Parameter lines: The request line and the fields, without `Host`.
    /// - Returns: The head.
    /// - Throws: `TestClientError` if it is malformed.
    static func head(_ lines: [String]) throws -> RequestHead {
        var parser = RequestParser()
        parser.append(bytes(lines))
        guard case .head(let head) = parser.next() else { throw TestClientError.incomplete }
        return head
    }

    /// Parses a request.
    ///
    /// - Parameters:
    ///   - lines: The request line and the fields, without `Host` and `Content-Length`.
    ///   - body: The body.
    /// - Returns: The request.
    /// - Throws: `TestClientError` if it is malformed.
    static func request(_ lines: [String], body: [UInt8] = []) throws -> Request {
        var parser = RequestParser()
        parser.append(bytes(lines + ["Content-Length: \(body.count)"]) + body)
        guard case .head = parser.next(), case .request(let request) = parser.next() else {
            throw TestClientError.incomplete
        }
        return request
    }

    private static func bytes(_ lines: [String]) -> [UInt8] {
        Array((lines + ["Host: a", "", ""]).joined(separator: "\r\n").utf8)
    }
}
