internal import COpenSSL

/// A certificate with its key and the TLS settings, shared by all connections of a server.
///
/// TLS 1.2 and 1.3 with authenticated encryption and forward secrecy, no renegotiation and no compression. Sessions are
/// not resumed: the API server keeps a handful of connections for a long time, so resumption would save nothing, make
/// every handshake create tickets, and require ticket keys to be kept secret and rotated.
@safe
package final class ServerContext: @unchecked Sendable {
    // OpenSSL counts references to a context with atomics, and it does not change after init, so threads may share it.
    let pointer: OpaquePointer

    /// The most authorities between a client's certificate and a trusted one, each of which has a signature to verify.
    ///
    /// Companies have two or three.
    private static let mostIntermediates: Int32 = 4

    /// The most bytes of a client's certificate and its chain.
    ///
    /// Five with RSA keys of 4096 bits and many names have 16 KiB. OpenSSL accepts up to 100 KiB from any client before
    /// it verifies anything.
    private static let mostCertificateBytes = 32 << 10

    /// Loads a certificate and its key.
    /// - Parameters:
    ///   - credentials: The certificate and the key, and the authority of the clients if they need certificates.
    ///   - options: The TLS settings.
    /// - Throws: `TLSError`, which names the file.
    package init(_ credentials: Credentials, options: TLSOptions = TLSOptions()) throws(TLSError) {
        ERR_clear_error()
        guard let pointer = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw .fromQueue(.library, "cannot set TLS up")
        }
        unsafe self.pointer = pointer
        try configure(options)
        try unsafe ContextParts.use(credentials.certificate, key: credentials.key, in: pointer)
        if let authority = credentials.clientAuthority { try requireClients(of: authority, named: options.clientNames) }
    }

    deinit {
        unsafe SSL_CTX_free(pointer)
    }

    /// The expiry of the certificate, in seconds since 1970-01-01T00:00:00Z.
    package var notAfter: Int64 {
        unsafe openssl_seconds_since_epoch(X509_get0_notAfter(SSL_CTX_get0_certificate(pointer)))
    }

    private func configure(_ options: TLSOptions) throws(TLSError) {
        let lowest = options.minimumVersion == .tls12 ? TLS1_2_VERSION : TLS1_3_VERSION
        try unsafe ContextParts.configure(pointer, from: lowest)
        unsafe openssl_speak_http1(pointer)
    }

    /// Requires clients to have a certificate of this authority, with one of these names if there are any.
    private func requireClients(of file: PEMFile, named names: [String]) throws(TLSError) {
        let pointer = unsafe pointer
        try unsafe ContextParts.eachAuthority(of: file) { unsafe openssl_add_client_authority(pointer, $0) == 1 }
        unsafe openssl_require_client_certificate(pointer, Self.mostIntermediates, Self.mostCertificateBytes)
        // For OpenSSL, a leading dot stands for any host below.
        for name in names where unsafe name.hasPrefix(".") || openssl_add_client_name(pointer, name) != 1 {
            throw .fromQueue(.hostName, "\"\(name)\" is no name of a client")
        }
    }
}

extension ServerContext {
    /// The validity of a certificate at a time (RFC 5280, section 4.1.2.5).
    package enum Validity: Sendable {
        /// The time is before the certificate's first second.
        case notYetValid
        /// Clients whose clocks agree accept the certificate.
        case valid
        /// The time is after the certificate's last second.
        case expired
    }

    /// The start of the certificate's validity, in seconds since 1970-01-01T00:00:00Z.
    package var notBefore: Int64 {
        unsafe openssl_seconds_since_epoch(X509_get0_notBefore(SSL_CTX_get0_certificate(pointer)))
    }

    /// Compares the certificate's dates with a time; both dates are within the validity.
    ///
    /// - Parameter time: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The validity at that time.
    package func validity(at time: Int64) -> Validity {
        if time > notAfter { return .expired }
        return time < notBefore ? .notYetValid : .valid
    }

    /// The names and addresses of the certificate: its subject alternative names, in order, without types.
    ///
    /// Empty if it has none, or if OpenSSL fails.
    package var names: [String] {
        unsafe ParsedCertificate.names(of: SSL_CTX_get0_certificate(pointer))
    }
}

/// A server's TLS settings, apart from its certificate.
@usableFromInline package struct TLSOptions: Sendable {
    /// A version of TLS.
    package enum Version: String, CaseIterable, Sendable {
        /// RFC 5246.
        case tls12 = "1.2"
        /// RFC 8446.
        case tls13 = "1.3"
    }

    /// The lowest version to accept; the API servers of all supported Kubernetes versions support 1.3.
    package var minimumVersion = Version.tls12

    /// The common names or DNS names of clients that may connect with a certificate of the client authority.
    ///
    /// If empty, all of them may. Kubernetes identifies clients by their common names, so those count beside DNS names
    /// too, as they would not for a server (RFC 9525).
    package var clientNames: [String] = []

    /// Makes the default options.
    @usableFromInline package init() {}
}

/// The TLS library.
package enum OpenSSLLibrary {
    /// The version of OpenSSL that is linked in, such as `3.0.19`.
    package static var version: String {
        unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
    }
}
