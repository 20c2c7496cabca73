internal import COpenSSL
private import Glibc

/// A blocking TLS client for tests, whose bytes can be split anywhere.
///
/// OpenSSL reads from and writes to memory, so that the test decides when which bytes of a handshake or a record are
/// sent over the socket.
@safe
package final class TLSClient {
    /// The connection below.
    package let socket: TestSocket

    private let context: OpaquePointer
    let ssl: OpaquePointer
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private var received: [UInt8] = []

    /// The offers and requirements of a client.
    package struct Options: Sendable {
        /// The name or the address that the server's certificate must be for; nil to accept any.
        package var host: String? = "127.0.0.1"
        /// The lowest and the highest version of TLS: 0x0301 for 1.0 to 0x0304 for 1.3.
        package var versions: ClosedRange<Int32> = 0x0303...0x0304
        /// The cipher suites of TLS 1.2 in OpenSSL's names; nil for the usual ones.
        package var suites: String?
        /// The protocols offered with ALPN; none to leave ALPN out.
        package var protocols: [String] = []
        /// The client's own certificate, optionally followed by its chain, and its key in PEM; nil for none.
        package var credentials: (certificate: [UInt8], key: [UInt8])?

        /// The options of a well-behaved client.
        package init() {}
    }

    /// Prepares a connection; `handshake()` opens it.
    /// - Parameters:
    ///   - socket: A connected socket.
    ///   - authority: The certificate, in PEM, that the server's must be signed by; nil to accept any.
    ///   - options: The offers and requirements.
    /// - Throws: `TestClientError` if the options or the certificate cannot be used.
    package init(_ socket: TestSocket, trusting authority: [UInt8]?, options: Options = Options()) throws {
        self.socket = socket
        guard let context = unsafe SSL_CTX_new(TLS_client_method()), let ssl = unsafe SSL_new(context),
            let incoming = unsafe BIO_new(BIO_s_mem()), let outgoing = unsafe BIO_new(BIO_s_mem())
        else { throw TestClientError("no memory") }
        unsafe self.context = context
        unsafe self.ssl = ssl
        unsafe self.incoming = incoming
        unsafe self.outgoing = outgoing
        unsafe SSL_set_bio(ssl, incoming, outgoing)
        unsafe SSL_set_connect_state(ssl)
        try configure(options)
        if let authority { try trust(authority, host: options.host) }
    }

    deinit {
        unsafe SSL_free(ssl)
        unsafe SSL_CTX_free(context)
    }

    /// Connects to a port of 127.0.0.1 and completes the handshake.
    /// - Parameters:
    ///   - port: The port.
    ///   - authority: The certificate, in PEM, that the server's must be signed by; nil to accept any.
    ///   - options: The offers and requirements.
    /// - Throws: `TestClientError` if the server refuses or its certificate is not for 127.0.0.1.
    package convenience init(port: UInt16, trusting authority: [UInt8]?, options: Options = Options()) throws {
        try self.init(TestSocket(port: port), trusting: authority, options: options)
        try handshake()
    }

    private func configure(_ options: Options) throws {
        if options.versions.lowerBound < 0x0303 { unsafe SSL_set_security_level(ssl, 0) }
        var offered: [UInt8] = []
        for name in options.protocols { offered += [UInt8(name.utf8.count)] + Array(name.utf8) }
        guard
            unsafe openssl_set_connection_versions(ssl, options.versions.lowerBound, options.versions.upperBound) == 1,
            options.suites.map({ unsafe SSL_set_cipher_list(ssl, $0) == 1 }) ?? true,
            unsafe offered.isEmpty || SSL_set_alpn_protos(ssl, offered, UInt32(offered.count)) == 0
        else { throw TestClientError("these TLS options cannot be used") }
        if let (certificate, key) = options.credentials { try present(certificate, key) }
    }

    private func present(_ certificate: [UInt8], _ key: [UInt8]) throws {
        let certificateInput = unsafe BIO_new_mem_buf(certificate, Int32(certificate.count))
        let keyInput = unsafe BIO_new_mem_buf(key, Int32(key.count))
        let parsed = unsafe PEM_read_bio_X509(certificateInput, nil, nil, nil)
        let parsedKey = unsafe PEM_read_bio_PrivateKey(keyInput, nil, nil, nil)
        defer {
            unsafe X509_free(parsed)
            unsafe EVP_PKEY_free(parsedKey)
            unsafe BIO_free_all(certificateInput)
            unsafe BIO_free_all(keyInput)
        }
        guard unsafe SSL_use_certificate(ssl, parsed) == 1, unsafe SSL_use_PrivateKey(ssl, parsedKey) == 1 else {
            throw TestClientError("the client's certificate cannot be used")
        }
        while let next = unsafe PEM_read_bio_X509(certificateInput, nil, nil, nil) {
            let isAdded = unsafe openssl_add_chain_certificate_of(ssl, next) == 1
            unsafe X509_free(next)
            guard isAdded else { throw TestClientError("the client's chain cannot be used") }
        }
    }

    private func trust(_ authority: [UInt8], host: String?) throws {
        let pem = unsafe BIO_new_mem_buf(authority, Int32(authority.count))
        let certificate = unsafe PEM_read_bio_X509(pem, nil, nil, nil)
        defer {
            unsafe X509_free(certificate)
            unsafe BIO_free_all(pem)
        }
        guard let certificate = unsafe certificate,
            unsafe X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate) == 1
        else { throw TestClientError("the authority's certificate cannot be read") }
        if let host {
            let parameters = unsafe SSL_get0_param(ssl)
            guard
                unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1
                    || X509_VERIFY_PARAM_set1_host(parameters, host, 0) == 1
            else { throw TestClientError("no host name") }
        }
        unsafe SSL_set_verify(ssl, SSL_VERIFY_PEER, nil)
    }

    /// The negotiated version, such as `TLSv1.3`.
    package var version: String { unsafe String(cString: SSL_get_version(ssl)) }

    /// The negotiated cipher suite, in OpenSSL's name.
    package var suite: String {
        guard let name = unsafe SSL_CIPHER_get_name(SSL_get_current_cipher(ssl)) else { return "" }
        return unsafe String(cString: name)
    }

    /// The protocol that was negotiated with ALPN; empty for none.
    package var applicationProtocol: String {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        unsafe SSL_get0_alpn_selected(ssl, &name, &length)
        return unsafe String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
    }

    /// Whether the server has given the client a session to resume.
    package var canResume: Bool { unsafe SSL_SESSION_is_resumable(SSL_get_session(ssl)) == 1 }

    /// Completes the handshake.
    /// - Throws: `TestClientError` if either side refuses.
    package func handshake() throws {
        _ = try complete("handshake") { unsafe SSL_do_handshake(ssl) }
        try sendRecords()
    }

    /// Requests a second handshake in the same connection, as TLS 1.2 allows.
    /// - Throws: `TestClientError` if the server refuses.
    package func renegotiate() throws {
        guard unsafe SSL_renegotiate(ssl) == 1 else { throw TestClientError("cannot ask for renegotiation") }
        try handshake()
    }

    /// Sends the first message of the handshake without waiting for the answer.
    /// - Throws: `TestClientError` if the peer accepts no bytes.
    package func sendHello() throws {
        try socket.send(hello())
    }

    /// Makes messages that change the client's sending keys (RFC 8446, section 4.6.3), for the test to send.
    /// - Parameter count: The number of messages, each in its own record.
    /// - Returns: The records.
    /// - Throws: `TestClientError` if the connection does not speak TLS 1.3.
    package func keyUpdates(_ count: Int) throws -> [UInt8] {
        for _ in 0..<count {
            guard unsafe SSL_key_update(ssl, Int32(SSL_KEY_UPDATE_NOT_REQUESTED)) == 1,
                unsafe SSL_do_handshake(ssl) == 1
            else { throw TestClientError("cannot change the keys") }
        }
        return takeRecords()
    }

    /// Seals bytes in records, for the test to send.
    /// - Parameter bytes: The bytes.
    /// - Returns: The records.
    /// - Throws: `TestClientError` if the connection is not open.
    package func records(of bytes: [UInt8]) throws -> [UInt8] {
        _ = try complete("send") { unsafe SSL_write(ssl, bytes, Int32(bytes.count)) }
        return takeRecords()
    }

    /// Makes the first message of the handshake, for the test to send.
    /// - Returns: The record.
    package func hello() -> [UInt8] {
        _ = unsafe SSL_do_handshake(ssl)
        return takeRecords()
    }

    /// Sends bytes, in as few records as possible.
    /// - Parameter bytes: The bytes.
    /// - Throws: `TestClientError` if the peer accepts no more bytes.
    package func send(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        _ = try complete("send") { unsafe SSL_write(ssl, bytes, Int32(bytes.count)) }
        try sendRecords()
    }

    /// Sends text.
    /// - Parameter text: The text, which is sent in UTF-8.
    /// - Throws: `TestClientError` if the peer accepts no more bytes.
    package func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    /// Sends bytes in several records.
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - size: The bytes in each record.
    /// - Throws: `TestClientError` if the peer accepts no more bytes.
    package func send(_ bytes: [UInt8], inRecordsOf size: Int) throws {
        for start in stride(from: 0, to: bytes.count, by: size) {
            try send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
    }

    /// Receives some bytes.
    /// - Returns: At least one byte; nil after the server's close_notify.
    /// - Throws: `TestClientError` if the connection ends in any other way.
    package func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = try complete("receive") { unsafe SSL_read(ssl, &buffer, Int32(buffer.count)) }
        return count == 0 ? nil : Array(buffer.prefix(count))
    }

    /// Receives one response.
    /// - Parameter toHead: Whether the request was HEAD, so that no content follows.
    /// - Returns: The response, which may be an interim one such as 100 Continue.
    /// - Throws: `TestClientError` if the connection ends before it is complete, or it is malformed.
    package func receiveResponse(toHead: Bool = false) throws -> TestResponse {
        while true {
            if let response = try TestResponse(takingFrom: &received, toHead: toHead) { return response }
            guard let more = try receive() else { throw TestClientError.incomplete }
            received += more
        }
    }

    /// Receives bytes until the server's close_notify.
    /// - Returns: All bytes that were not yet part of a response.
    /// - Throws: `TestClientError` if the connection ends in any other way.
    package func receiveToEnd() throws -> [UInt8] {
        while let more = try receive() { received += more }
        defer { received = [] }
        return received
    }

    /// Ends the sending side with close_notify and FIN.
    /// - Throws: `TestClientError` if the peer has gone.
    package func finishSending() throws {
        _ = unsafe SSL_shutdown(ssl)
        try sendRecords()
        socket.finishSending()
    }

    private func complete(_ action: String, _ call: () -> Int32) throws -> Int {
        while true {
            ERR_clear_error()
            let result = call()
            if result > 0 { return Int(result) }
            switch unsafe SSL_get_error(ssl, result) {
            case SSL_ERROR_ZERO_RETURN: return 0
            case SSL_ERROR_WANT_READ:
                try sendRecords()
                guard let bytes = try socket.receive() else { throw TestClientError.truncated }
                unsafe BIO_write(incoming, bytes, Int32(bytes.count))
            default:
                let reason = unsafe ERR_reason_error_string(ERR_peek_error()).map { unsafe String(cString: $0) }
                try? sendRecords()
                throw TestClientError("cannot \(action): \(reason ?? "unknown TLS error")")
            }
        }
    }

    private func sendRecords() throws {
        let records = takeRecords()
        if !records.isEmpty { try socket.send(records) }
    }

    private func takeRecords() -> [UInt8] {
        var records: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe BIO_read(outgoing, &buffer, Int32(buffer.count))
            guard count > 0 else { return records }
            records += buffer.prefix(Int(count))
        }
    }
}
