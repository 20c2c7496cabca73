internal import COpenSSL

/// A failure of TLS or of a certificate.
package struct TLSError: Error, Equatable, CustomStringConvertible {
    /// The kind of failure; later versions may add more.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name; its meaning never changes.
        package let description: String

        /// A file cannot be read or written.
        package static let file = Code(description: "file")
        /// A certificate or a key is not valid PEM, or cannot be used.
        package static let unusable = Code(description: "unusable")
        /// A private key is protected by a passphrase.
        package static let encryptedKey = Code(description: "encrypted-key")
        /// A private key belongs to another certificate.
        package static let keyMismatch = Code(description: "key-mismatch")
        /// A text is not a host name or an IP address.
        package static let hostName = Code(description: "host-name")
        /// The client speaks HTTP without TLS.
        package static let plainHTTP = Code(description: "plain-http")
        /// The peer broke the protocol, or refused what this side offered.
        package static let peer = Code(description: "peer")
        /// The peer sends too many records without application data.
        package static let fruitless = Code(description: "fruitless")
        /// The client has no certificate, or one that is not accepted.
        package static let clientCertificate = Code(description: "client-certificate")
        /// The client has refused the server's certificate.
        package static let serverCertificate = Code(description: "server-certificate")
        /// The server's certificate is not of a trusted authority, is for another host, or is not valid now.
        package static let untrustedServer = Code(description: "untrusted-server")
        /// The connection broke without the close_notify that TLS requires.
        package static let disconnected = Code(description: "disconnected")
        /// OpenSSL itself failed, for example for lack of memory.
        package static let library = Code(description: "library")
    }

    /// The kind of failure.
    package let code: Code
    /// One line for a person.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Makes an error from OpenSSL's error queue, and empties the queue.
    static func fromQueue(_ code: Code, _ what: String) -> TLSError {
        let reason = firstReason()
        return TLSError(code, reason.map { "\(what): \($0)" } ?? what)
    }

    /// The reason of the oldest error in OpenSSL's queue, which is the cause of the others.
    ///
    /// Empties the queue.
    static func firstReason() -> String? {
        let error = ERR_peek_error()
        defer { ERR_clear_error() }
        guard error != 0, let text = unsafe ERR_reason_error_string(error) else { return nil }
        return unsafe String(cString: text)
    }
}
