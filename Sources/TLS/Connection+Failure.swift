internal import COpenSSL

extension Connection {
    /// Says why a connection has failed, and empties OpenSSL's queue of errors.
    ///
    /// The oldest error alone does not tell: a signature that is wrong begins with one of the library that computes it.
    /// - Parameter ssl: The connection.
    /// - Returns: Whose fault it is, and the reason in OpenSSL's words.
    @safe
    static func failure(of ssl: OpaquePointer) -> TLSError {
        let errors = QueuedErrors()
        let verdict = unsafe Int32(clamping: SSL_get_verify_result(ssl))
        let code: TLSError.Code
        if errors.showWantOfMemory || verdict == X509_V_ERR_OUT_OF_MEM {
            code = .library
        } else if let known = errors.reasons.lazy.compactMap(Self.code).first {
            code = known
        } else if unsafe verdict != X509_V_OK || isReadingCertificate(ssl) {
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

    /// What a reason of the TLS library itself says for certain.
    private static func code(of reason: Int32) -> TLSError.Code? {
        switch reason {
        case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST: .plainHTTP
        case SSL_R_UNEXPECTED_EOF_WHILE_READING: .disconnected
        // The last is of the signature by which a client proves that the key of its certificate is its own.
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE, SSL_R_CERTIFICATE_VERIFY_FAILED, SSL_R_BAD_SIGNATURE:
            .clientCertificate
        // What the client says of the server's certificate (RFC 8446, section 6.2).
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE...SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, SSL_R_TLSV1_ALERT_UNKNOWN_CA:
            .serverCertificate
        default: nil
        }
    }

    /// Whether it was at the client's certificate, or at the proof that its key is the client's own: whatever is wrong
    /// with those, from their size to their encoding.
    @unsafe
    private static func isReadingCertificate(_ ssl: OpaquePointer) -> Bool {
        let state = unsafe SSL_get_state(ssl)
        return state == TLS_ST_SR_CERT || state == TLS_ST_SR_CERT_VRFY
    }
}

/// What OpenSSL's queue of errors held, which has room for 16.
private struct QueuedErrors {
    /// The reasons of the TLS library, the oldest first; numbers of other libraries mean something else.
    private(set) var reasons: [Int32] = []
    /// The oldest error in words, as it is the cause of the others.
    private(set) var text: String?
    /// Whether memory was short, or OpenSSL contradicts itself.
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
