internal import COpenSSL

/// The settings by which a client accepts a server, and the certificate by which it shows who it is.
///
/// TLS 1.2 and 1.3, with the suites of `ServerContext`. Several connections may use a context.
@safe
package final class ClientContext: @unchecked Sendable {
    // OpenSSL counts references to a context with atomics, and it does not change after init, so threads may share it.
    let pointer: OpaquePointer

    /// The most authorities between a server's certificate and a trusted one, each of which has a signature to verify.
    private static let mostIntermediates: Int32 = 4

    /// The most bytes of a server's certificate and its chain.
    ///
    /// An API server's certificate has some KiB, and one of a load balancer with hundreds of names ten times as many.
    private static let mostCertificateBytes = 64 << 10

    /// How a client decides whether it speaks to the right server.
    package enum Trust: Equatable, Sendable {
        /// The certificates of this file are trusted, and those that they sign.
        case authority(PEMFile)
        /// The authorities that this machine trusts.
        case system
        /// Any server is accepted, so that whoever controls the network can read and change everything.
        case anyone
    }

    /// Loads the certificates.
    /// - Parameters:
    ///   - trust: How the server is verified.
    ///   - certificate: The client's certificate and its chain; nil if the server needs none.
    ///   - key: The key of the client's certificate.
    /// - Throws: `TLSError`, which names the file.
    package init(trust: Trust, certificate: PEMFile? = nil, key: PEMFile? = nil) throws(TLSError) {
        ERR_clear_error()
        guard let pointer = unsafe SSL_CTX_new(TLS_client_method()) else {
            throw .fromQueue(.library, "cannot set TLS up")
        }
        unsafe self.pointer = pointer
        try unsafe ContextParts.configure(pointer, from: TLS1_2_VERSION)
        guard unsafe openssl_offer_http1(pointer) == 1 else { throw .fromQueue(.library, "cannot set TLS up") }
        try verify(trust)
        if let certificate, let key { try unsafe ContextParts.use(certificate, key: key, in: pointer) }
    }

    deinit {
        unsafe SSL_CTX_free(pointer)
    }

    private func verify(_ trust: Trust) throws(TLSError) {
        let pointer = unsafe pointer
        switch trust {
        case .anyone:
            return
        case .system:
            guard unsafe SSL_CTX_set_default_verify_paths(pointer) == 1 else {
                throw .fromQueue(.library, "cannot read the certificates that this machine trusts")
            }
        case .authority(let file):
            try unsafe ContextParts.eachAuthority(of: file) { unsafe openssl_trust(pointer, $0) == 1 }
        }
        unsafe openssl_verify_server(pointer, Self.mostIntermediates, Self.mostCertificateBytes)
    }
}
