internal import COpenSSL

/// A certificate with its key, and how to speak TLS with it: shared by all connections of a server.
///
/// TLS 1.2 and 1.3 with authenticated encryption and forward secrecy, no renegotiation and no compression.
/// Sessions are not resumed: the API server keeps a handful of connections for a long time, so resumption would save
/// nothing, cost every handshake the making of tickets, and need ticket keys to be kept secret and changed.
@safe
public final class ServerContext: @unchecked Sendable {
    // OpenSSL counts references to a context with atomics and nothing changes it after init, so threads may share it.
    let pointer: OpaquePointer

    /// Most authorities between a client's certificate and one that is trusted, each of which is a signature to verify.
    ///
    /// Companies have two or three.
    private static let mostIntermediates: Int32 = 4

    /// Most bytes of a client's certificate and those after it.
    ///
    /// Five with RSA keys of 4096 bits and many names have 16 KiB. OpenSSL accepts up to 100 KiB from any client before it
    /// verifies anything.
    private static let mostCertificateBytes = 32 << 10

    /// The suites of TLS 1.2, in the server's order: 128-bit keys first, as they are safe and the fastest.
    private static let suites12 = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ]
    private static let suites13 = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    ]

    /// Takes a certificate and its key.
    /// - Parameters:
    ///   - credentials: The certificate and the key, and the authority of the clients where they need one.
    ///   - options: How to speak TLS.
    /// - Throws: `TLSError`, which names the file.
    public init(_ credentials: Credentials, options: TLSOptions = TLSOptions()) throws(TLSError) {
        ERR_clear_error()
        guard let pointer = unsafe SSL_CTX_new(TLS_server_method()) else {
            throw .fromQueue(.library, "cannot set TLS up")
        }
        unsafe self.pointer = pointer
        try configure(options)
        try use(credentials.certificate)
        try use(credentials.key, for: credentials.certificate)
        if let authority = credentials.clientAuthority { try requireClients(of: authority, named: options.clientNames) }
    }

    deinit {
        unsafe SSL_CTX_free(pointer)
    }

    /// When the certificate expires, in seconds since 1970-01-01T00:00:00Z.
    public var notAfter: Int64 {
        unsafe openssl_seconds_since_epoch(X509_get0_notAfter(SSL_CTX_get0_certificate(pointer)))
    }

    private func configure(_ options: TLSOptions) throws(TLSError) {
        let lowest = options.minimumVersion == .tls12 ? TLS1_2_VERSION : TLS1_3_VERSION
        guard unsafe openssl_set_versions(pointer, lowest, TLS1_3_VERSION) == 1,
            unsafe SSL_CTX_set_cipher_list(pointer, Self.suites12.joined(separator: ":")) == 1,
            unsafe SSL_CTX_set_ciphersuites(pointer, Self.suites13.joined(separator: ":")) == 1
        else { throw .fromQueue(.library, "cannot set TLS up") }
        unsafe openssl_set_strictness(pointer)
        unsafe openssl_forbid_resumption(pointer)
        unsafe openssl_set_buffering(pointer)
        unsafe openssl_speak_http1(pointer)
    }

    private func use(_ file: PEMFile) throws(TLSError) {
        let reader = try PEMReader(file)
        guard let leaf = reader.nextCertificate() else {
            throw .fromQueue(.unusable, "\(file.name) holds no certificate that can be read")
        }
        guard unsafe SSL_CTX_use_certificate(pointer, leaf.pointer) == 1 else {
            throw .fromQueue(.unusable, "the certificate of \(file.name) cannot be used")
        }
        while let issuer = reader.nextCertificate() {
            guard unsafe openssl_add_chain_certificate(pointer, issuer.pointer) == 1 else {
                throw .fromQueue(.unusable, "a certificate of the chain in \(file.name) cannot be used")
            }
        }
        guard reader.isAtEnd else { throw .fromQueue(.unusable, "\(file.name) holds a broken certificate") }
    }

    /// Asks clients for a certificate, and refuses those that have none, one of another authority, or another name.
    private func requireClients(of file: PEMFile, named names: [String]) throws(TLSError) {
        let reader = try PEMReader(file)
        var count = 0
        while let authority = reader.nextCertificate() {
            guard unsafe openssl_add_client_authority(pointer, authority.pointer) == 1 else {
                throw .fromQueue(.unusable, "a certificate of \(file.name) cannot be used")
            }
            count += 1
        }
        guard reader.isAtEnd else { throw .fromQueue(.unusable, "\(file.name) holds a broken certificate") }
        guard count > 0 else { throw TLSError(.unusable, "\(file.name) holds no certificate that can be read") }
        unsafe openssl_require_client_certificate(pointer, Self.mostIntermediates, Self.mostCertificateBytes)
        // OpenSSL takes a leading dot to stand for any host below.
        for name in names where unsafe name.hasPrefix(".") || openssl_add_client_name(pointer, name) != 1 {
            throw .fromQueue(.hostName, "\"\(name)\" is no name of a client")
        }
    }

    private func use(_ file: PEMFile, for certificate: PEMFile) throws(TLSError) {
        let key = try PEMReader(file).privateKey()
        guard unsafe SSL_CTX_use_PrivateKey(pointer, key.pointer) == 1,
            unsafe SSL_CTX_check_private_key(pointer) == 1
        else {
            ERR_clear_error()
            throw TLSError(
                .keyMismatch, "the key of \(file.name) does not belong to the certificate of \(certificate.name)")
        }
    }
}

extension ServerContext {
    /// How the dates of a certificate lie to some time (RFC 5280, section 4.1.2.5).
    public enum Validity: Sendable {
        /// The time is before the first second for which the certificate is meant.
        case notYetValid
        /// Clients whose clocks agree take the certificate.
        case valid
        /// The time is after the last second for which the certificate is meant.
        case expired
    }

    /// When the certificate begins to be valid, in seconds since 1970-01-01T00:00:00Z.
    public var notBefore: Int64 {
        unsafe openssl_seconds_since_epoch(X509_get0_notBefore(SSL_CTX_get0_certificate(pointer)))
    }

    /// Compares the certificate's dates with a time; both dates belong to the time in which it is valid.
    ///
    /// - Parameter time: The time, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: How they lie to it.
    public func validity(at time: Int64) -> Validity {
        if time > notAfter { return .expired }
        return time < notBefore ? .notYetValid : .valid
    }

    /// The names and addresses that the certificate is for: its subject alternative names, in its order, without types.
    ///
    /// Empty where it has none, or where OpenSSL fails.
    public var names: [String] {
        guard let output = try? MemoryBIO(),
            unsafe openssl_print_alternative_names(output.pointer, SSL_CTX_get0_certificate(pointer)) == 1
        else {
            ERR_clear_error()
            return []
        }
        // One a line, as in "DNS:stashgate.stashgate-system.svc" and "IP Address:127.0.0.1".
        return String(decoding: output.contents, as: UTF8.self).split(separator: "\n").map { line in
            line.firstIndex(of: ":").map { String(line[line.index(after: $0)...]) } ?? String(line)
        }
    }
}

/// How a server speaks TLS, apart from its certificate.
public struct TLSOptions: Sendable {
    /// A version of TLS.
    public enum Version: String, CaseIterable, Sendable {
        /// RFC 5246.
        case tls12 = "1.2"
        /// RFC 8446.
        case tls13 = "1.3"
    }

    /// The lowest version that is spoken; the API servers of all supported Kubernetes versions speak 1.3.
    public var minimumVersion = Version.tls12

    /// Which of the clients with a certificate of the client authority may connect, by common name or DNS name; empty
    /// for all of them.
    ///
    /// Kubernetes knows clients by their common names, so those count beside DNS names too, as they would not for a
    /// server (RFC 9525).
    public var clientNames: [String] = []

    /// The usual options.
    public init() {}
}

/// The library that speaks TLS.
public enum OpenSSLLibrary {
    /// The version of OpenSSL that is linked in, such as `3.0.19`.
    public static var version: String {
        unsafe String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
    }
}
