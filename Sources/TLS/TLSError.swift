internal import COpenSSL

/// Something that TLS or a certificate failed at.
public struct TLSError: Error, Equatable, CustomStringConvertible {
    /// What kind of failure it is; there may be more kinds in later versions.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name, which never changes its meaning.
        public let description: String

        /// A file cannot be read or written.
        public static let file = Code(description: "file")
        /// A certificate or a key is not what PEM asks for, or is one that cannot be used.
        public static let unusable = Code(description: "unusable")
        /// A private key is protected by a passphrase.
        public static let encryptedKey = Code(description: "encrypted-key")
        /// A private key belongs to another certificate.
        public static let keyMismatch = Code(description: "key-mismatch")
        /// A host name or an IP address is none.
        public static let hostName = Code(description: "host-name")
        /// The client speaks HTTP without TLS.
        public static let plainHTTP = Code(description: "plain-http")
        /// The peer broke the protocol, or refused what this side offered.
        public static let peer = Code(description: "peer")
        /// The peer sends records that carry no application data, and more of them than anybody needs.
        public static let fruitless = Code(description: "fruitless")
        /// The client has shown no certificate, or none that is taken.
        public static let clientCertificate = Code(description: "client-certificate")
        /// The client has refused the server's certificate.
        public static let serverCertificate = Code(description: "server-certificate")
        /// The connection broke without the goodbye that TLS asks for.
        public static let disconnected = Code(description: "disconnected")
        /// OpenSSL itself failed, for example for want of memory.
        public static let library = Code(description: "library")
    }

    /// What kind of failure it is.
    public let code: Code
    /// One line for a person.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Makes an error of what stands in OpenSSL's error queue, and empties the queue.
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
