internal import COpenSSL

/// The settings and certificates that the contexts of servers and of clients share.
enum ContextParts {
    /// The suites of TLS 1.2, in order: 128-bit keys first, because they are secure and the fastest.
    private static let suites12 = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    ]
    private static let suites13 = [
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    ]

    /// Sets the versions and suites: TLS 1.2 and 1.3 with authenticated encryption and forward secrecy, no renegotiation,
    /// no compression, and no resumption.
    @unsafe
    static func configure(_ context: OpaquePointer, from lowest: Int32) throws(TLSError) {
        guard unsafe openssl_set_versions(context, lowest, TLS1_3_VERSION) == 1,
            unsafe SSL_CTX_set_cipher_list(context, suites12.joined(separator: ":")) == 1,
            unsafe SSL_CTX_set_ciphersuites(context, suites13.joined(separator: ":")) == 1
        else { throw .fromQueue(.library, "cannot set TLS up") }
        unsafe openssl_set_strictness(context)
        unsafe openssl_forbid_resumption(context)
        unsafe openssl_set_buffering(context)
    }

    /// Loads a certificate with its chain, and its key.
    @unsafe
    static func use(_ certificate: PEMFile, key: PEMFile, in context: OpaquePointer) throws(TLSError) {
        try unsafe use(certificate, in: context)
        let privateKey = try PEMReader(key).privateKey()
        guard unsafe SSL_CTX_use_PrivateKey(context, privateKey.pointer) == 1,
            unsafe SSL_CTX_check_private_key(context) == 1
        else {
            ERR_clear_error()
            throw TLSError(
                .keyMismatch, "the key of \(key.name) does not belong to the certificate of \(certificate.name)")
        }
    }

    @unsafe
    private static func use(_ file: PEMFile, in context: OpaquePointer) throws(TLSError) {
        let reader = try PEMReader(file)
        guard let leaf = reader.nextCertificate() else {
            throw .fromQueue(.unusable, "\(file.name) holds no certificate that can be read")
        }
        guard unsafe SSL_CTX_use_certificate(context, leaf.pointer) == 1 else {
            throw .fromQueue(.unusable, "the certificate of \(file.name) cannot be used")
        }
        while let issuer = reader.nextCertificate() {
            guard unsafe openssl_add_chain_certificate(context, issuer.pointer) == 1 else {
                throw .fromQueue(.unusable, "a certificate of the chain in \(file.name) cannot be used")
            }
        }
        guard reader.isAtEnd else { throw .fromQueue(.unusable, "\(file.name) holds a broken certificate") }
    }

    /// Hands over each certificate of an authority's file.
    ///
    /// - Parameters:
    ///   - file: The file; at least one certificate.
    ///   - add: Adds a certificate to a context, and tells whether it could.
    /// - Throws: `TLSError`, which names the file.
    static func eachAuthority(of file: PEMFile, _ add: (OpaquePointer) -> Bool) throws(TLSError) {
        let reader = try PEMReader(file)
        var count = 0
        while let authority = reader.nextCertificate() {
            guard unsafe add(authority.pointer) else {
                throw .fromQueue(.unusable, "a certificate of \(file.name) cannot be used")
            }
            count += 1
        }
        guard reader.isAtEnd else { throw .fromQueue(.unusable, "\(file.name) holds a broken certificate") }
        guard count > 0 else { throw TLSError(.unusable, "\(file.name) holds no certificate that can be read") }
    }
}
