/// An HTTP status code (RFC 9110, section 15).
package struct StatusCode: RawRepresentable, Hashable, Sendable {
    /// The three digits.
    package let rawValue: UInt16

    /// Makes a status from its number.
    ///
    /// - Parameter rawValue: A number from 100 to 599; any other becomes 500, so that a status line always has its
    ///   three digits.
    package init(rawValue: UInt16) {
        self.rawValue = (100...599).contains(rawValue) ? rawValue : 500
    }

    /// 100 Continue.
    package static var `continue`: StatusCode { StatusCode(rawValue: 100) }
    /// 200 OK.
    package static var ok: StatusCode { StatusCode(rawValue: 200) }
    /// 204 No Content.
    package static var noContent: StatusCode { StatusCode(rawValue: 204) }
    /// 304 Not Modified.
    package static var notModified: StatusCode { StatusCode(rawValue: 304) }
    /// 400 Bad Request.
    package static var badRequest: StatusCode { StatusCode(rawValue: 400) }
    /// 404 Not Found.
    package static var notFound: StatusCode { StatusCode(rawValue: 404) }
    /// 405 Method Not Allowed.
    package static var methodNotAllowed: StatusCode { StatusCode(rawValue: 405) }
    /// 408 Request Timeout.
    package static var requestTimeout: StatusCode { StatusCode(rawValue: 408) }
    /// 413 Content Too Large.
    package static var contentTooLarge: StatusCode { StatusCode(rawValue: 413) }
    /// 414 URI Too Long.
    package static var uriTooLong: StatusCode { StatusCode(rawValue: 414) }
    /// 417 Expectation Failed.
    package static var expectationFailed: StatusCode { StatusCode(rawValue: 417) }
    /// 431 Request Header Fields Too Large.
    package static var headerFieldsTooLarge: StatusCode { StatusCode(rawValue: 431) }
    /// 500 Internal Server Error.
    package static var internalServerError: StatusCode { StatusCode(rawValue: 500) }
    /// 501 Not Implemented.
    package static var notImplemented: StatusCode { StatusCode(rawValue: 501) }
    /// 503 Service Unavailable.
    package static var serviceUnavailable: StatusCode { StatusCode(rawValue: 503) }
    /// 504 Gateway Timeout.
    package static var gatewayTimeout: StatusCode { StatusCode(rawValue: 504) }
    /// 505 HTTP Version Not Supported.
    package static var versionNotSupported: StatusCode { StatusCode(rawValue: 505) }

    /// The phrase after the number in a status line; empty if this module has no name for it.
    package var reason: String {
        switch rawValue {
        case 100: "Continue"
        case 200: "OK"
        case 204: "No Content"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }

    /// Whether an answer with this status never has content or a Content-Length (RFC 9112, section 6.3).
    var isWithoutContent: Bool {
        rawValue < 200 || self == .noContent || self == .notModified
    }
}

/// Why a request cannot be read: the status to answer with, and a sentence for the person who sent it.
///
/// The start of the next request is unknown after such an error: answer, then close the connection.
package struct HTTPError: Error, Hashable, Sendable {
    /// The status to answer with.
    package let status: StatusCode
    /// The problem, without the offending bytes, which the client chose and may be anything.
    package let message: String

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - status: The status to answer with.
    ///   - message: The problem.
    package init(_ status: StatusCode, _ message: String) {
        self.status = status
        self.message = message
    }

    static func malformed(_ message: String) -> HTTPError {
        HTTPError(.badRequest, message)
    }
}
