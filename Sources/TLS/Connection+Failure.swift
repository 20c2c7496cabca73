internal import COpenSSL

extension Connection {
    /// Explains why a connection has failed, and empties OpenSSL's queue of errors.
    ///
    /// The oldest error alone is not enough: a wrong signature begins with an error of the library that computes it.
    /// - Parameter ssl: The connection.
    /// - Returns: The side at fault, and the reason in OpenSSL's words.
    @safe
    static func failure(of ssl: OpaquePointer) -> TLSError {
        let errors = QueuedErrors()
        let verdict = unsafe Int32(clamping: SSL_get_verify_result(ssl))
        let isClient = unsafe SSL_is_server(ssl) == 0
        let code: TLSError.Code
        if errors.showWantOfMemory || verdict == X509_V_ERR_OUT_OF_MEM {
            code = .library
        } else if isClient && verdict != X509_V_OK {
            code = .untrustedServer
        } else if let known = errors.reasons.lazy.compactMap(Self.code).first {
            // The alerts about a certificate are about that of the other side.
            code = isClient && known == .serverCertificate ? .clientCertificate : known
        } else if unsafe !isClient && (verdict != X509_V_OK || isReadingCertificate(ssl)) {
            code = .clientCertificate
        } else {
            code = .peer
        }
        var reason = errors.text ?? "TLS failed"
        if verdict != X509_V_OK, let detail = unsafe X509_verify_cert_error_string(Int(verdict)) {
            reason = unsafe "certificate verify failed: \(String(cString: detail))"
        }
        return TLSError(code, reason)
    }

    /// The code of a reason of the TLS library itself, if the reason is certain.
    private static func code(of reason: Int32) -> TLSError.Code? {
        switch reason {
        case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST: .plainHTTP
        case SSL_R_UNEXPECTED_EOF_WHILE_READING: .disconnected
        // The last one is about the signature by which a client proves that it has the key of its certificate.
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE, SSL_R_CERTIFICATE_VERIFY_FAILED, SSL_R_BAD_SIGNATURE:
            .clientCertificate
        // The client's alerts about the server's certificate (RFC 8446, section 6.2).
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE...SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, SSL_R_TLSV1_ALERT_UNKNOWN_CA,
            SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
            .serverCertificate
        default: nil
        }
    }

    /// Whether the handshake failed at the client's certificate, or at the proof that the client has its key.
    ///
    /// That includes all mistakes in these messages, from their size to their encoding.
    @unsafe
    private static func isReadingCertificate(_ ssl: OpaquePointer) -> Bool {
        let state = unsafe SSL_get_state(ssl)
        return state == TLS_ST_SR_CERT || state == TLS_ST_SR_CERT_VRFY
    }
}

/// The contents of OpenSSL's queue of errors, which has space for 16.
private struct QueuedErrors {
    /// The reasons of the TLS library, the oldest first; numbers of other libraries have other meanings.
    private(set) var reasons: [Int32] = []
    /// The oldest error as text, since it is the cause of the others.
    private(set) var text: String?
    /// Whether memory was short, or OpenSSL reports an internal error.
    private(set) var showWantOfMemory = false

    init() {
        while case let error = ERR_get_error(), error != 0 {
            let reason = openssl_reason(error)
            if [Int32(ERR_R_MALLOC_FAILURE), Int32(ERR_R_INTERNAL_ERROR)].contains(reason) { showWantOfMemory = true }
            if openssl_library(error) == ERR_LIB_SSL { reasons.append(reason) }
            if text == nil, let words = unsafe ERR_reason_error_string(error) { text = unsafe String(cString: words) }
        }
    }
}
