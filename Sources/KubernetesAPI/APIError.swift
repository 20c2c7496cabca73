/// Why a request to an API server has no usable answer.
package struct APIError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of failure; later versions may add more.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name; its meaning never changes.
        package let description: String

        /// The caller asked the client to stop.
        package static let interrupted = Code(description: "interrupted")
        /// The credentials cannot be read, or a plugin gives none.
        package static let credentials = Code(description: "credentials")
        /// The server cannot be reached: its name, its address, or its port.
        package static let unreachable = Code(description: "unreachable")
        /// TLS failed, for example because the server's certificate is not trusted.
        package static let tls = Code(description: "tls")
        /// The server has done nothing for too long.
        package static let timedOut = Code(description: "timed-out")
        /// The connection broke before the answer was complete.
        package static let disconnected = Code(description: "disconnected")
        /// The answer is not HTTP, or not what the Kubernetes API says.
        package static let malformed = Code(description: "malformed")
        /// The answer is larger than its limit.
        package static let tooLarge = Code(description: "too-large")
        /// The server has answered with an error of its own.
        package static let status = Code(description: "status")

        /// All of them but the interruption, which is no failure.
        package static let failures = [
            credentials, unreachable, tls, timedOut, disconnected, malformed, tooLarge, status,
        ]
    }

    /// The kind of failure.
    package let code: Code
    /// One line for a person.
    package let description: String
    /// The HTTP status of the server's answer; nil if it did not get that far.
    package var httpStatus: Int?
    /// The reason in the server's Status, such as `Forbidden` or `Expired`; empty if there is none.
    package var reason = ""
    /// How long the server asks to wait before the next attempt (Retry-After).
    package var retryAfter: Duration?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - description: One line for a person.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension APIError {
    /// The caller asked the client to stop.
    static let interruption = APIError(.interrupted, "the request was interrupted")

    /// Whether the server does not know the resource, because its definition is not installed.
    package var isNotFound: Bool { httpStatus == 404 }

    /// Whether the object has changed since it was read, or exists already.
    package var isConflict: Bool { httpStatus == 409 }

    /// Whether the server does not know the credentials.
    package var isUnauthorized: Bool { httpStatus == 401 }

    /// Whether the server knows the caller and refuses the request, for want of RBAC.
    package var isForbidden: Bool { httpStatus == 403 }

    /// Whether the resourceVersion or the continue token is too old, so that the next list starts anew.
    package var isExpired: Bool { httpStatus == 410 || reason == "Expired" || reason == "Gone" }

    /// Whether the same request may succeed later although nothing is changed here.
    package var isRetryable: Bool {
        switch code {
        case .unreachable, .timedOut, .disconnected: true
        case .status: httpStatus == 429 || (httpStatus ?? 0) >= 500
        default: false
        }
    }
}
