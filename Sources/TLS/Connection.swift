internal import COpenSSL

private import Glibc

/// One side of a TLS connection over a socket that does not block.
///
/// It owns OpenSSL's state, not the socket. Only one thread may use it at a time.
@safe
package struct Connection: ~Copyable {
    /// The bytes to read from a socket at once: one call reads an API server's request of a few records.
    ///
    /// The buffer is freed whenever it is empty, so an idle connection does not keep it.
    private static let readAhead = 64 << 10

    /// The most records of a handshake.
    ///
    /// The usual handshake has 2 to 6. Client certificates are the only long messages, and a client that requests
    /// records of 512 bytes (RFC 6066, section 4) needs 128 of them for 64 KiB.
    private static let handshakeRecords: Int32 = 160

    /// The most records without application data between two requests, including the one that has just begun.
    ///
    /// A client changes its keys (KeyUpdate, RFC 8446, section 4.6.3) after millions of records, and in TLS 1.2 a
    /// client need not send any such record here. More than a handful only keep the server busy.
    private static let fruitlessRecords: Int32 = 8

    /// The method of the BIO through which all connections read; nil if there was no memory for it.
    nonisolated(unsafe) private static let intakeMethod = unsafe openssl_make_intake_method()

    private let ssl: OpaquePointer

    /// The input of OpenSSL; it lives as long as `ssl`.
    private let intake: UnsafeMutablePointer<openssl_intake>

    /// Whether OpenSSL may still be called: not after it has reported a failure (SSL_get_error(3)).
    private var isUsable = true

    /// Whether the handshake is complete.
    private var isEstablished = false

    /// Starts the server's side.
    /// - Parameters:
    ///   - context: The certificate and the settings.
    ///   - socket: A connected socket that stays open as long as this connection.
    /// - Throws: `TLSError` if there is no memory.
    package init(_ context: ServerContext, socket: Int32) throws(TLSError) {
        let (ssl, intake) = try unsafe Self.attach(context.pointer, to: socket)
        unsafe SSL_set_accept_state(ssl)
        unsafe self.ssl = ssl
        unsafe self.intake = intake
    }

    /// Starts the client's side.
    /// - Parameters:
    ///   - context: How the server is verified, and the client's certificate.
    ///   - server: The name or the address that the server's certificate must have.
    ///   - socket: A connected socket that stays open as long as this connection.
    /// - Throws: `TLSError` if there is no memory.
    package init(_ context: ClientContext, server: HostName, socket: Int32) throws(TLSError) {
        let (ssl, intake) = try unsafe Self.attach(context.pointer, to: socket)
        guard unsafe openssl_expect_server(ssl, server.description, server.kind == .address ? 1 : 0) == 1 else {
            unsafe SSL_free(ssl)
            throw .fromQueue(.library, "cannot start TLS")
        }
        unsafe SSL_set_connect_state(ssl)
        unsafe self.ssl = ssl
        unsafe self.intake = intake
    }

    @unsafe
    private static func attach(
        _ context: OpaquePointer, to socket: Int32
    ) throws(TLSError) -> (OpaquePointer, UnsafeMutablePointer<openssl_intake>) {
        ERR_clear_error()
        guard let ssl = unsafe SSL_new(context) else { throw .fromQueue(.library, "cannot start TLS") }
        guard let intake = unsafe openssl_attach(ssl, intakeMethod, socket, readAhead) else {
            unsafe SSL_free(ssl)
            throw .fromQueue(.library, "cannot start TLS")
        }
        return unsafe (ssl, intake)
    }

    deinit {
        unsafe SSL_free(ssl)
        // Old errors of OpenSSL would be mistaken for another connection's failure.
        ERR_clear_error()
    }

    /// Whether bytes from the socket wait inside OpenSSL, where the poller cannot see them.
    ///
    /// They may be less than a record, so that a read may still need more.
    package var hasBufferedInput: Bool { unsafe isUsable && openssl_has_input(ssl, intake) == 1 }

    /// The number of bytes received from the peer, including those of TLS itself.
    package var receivedBytes: UInt64 { unsafe intake.pointee.received }

    /// Allows this number of records to be read until the next call of this function, whatever they contain.
    ///
    /// Without it nothing is read. OpenSSL would otherwise continue reading in one call for as long as the peer sends
    /// records without application data.
    /// - Parameter records: The number of records that may begin.
    package mutating func beginTurn(records: Int) {
        unsafe intake.pointee.record_limit = Int32(clamping: records)
        unsafe intake.pointee.records = 0
        unsafe intake.pointee.is_held_back = 0
    }

    /// Notes that the peer has sent a whole request, so that it may send a few records without application data again.
    package mutating func noteRequest() {
        unsafe intake.pointee.fruitless_records = 0
    }

    /// Continues the handshake.
    /// - Returns: `done` when the handshake is complete.
    package mutating func handshake() -> Outcome {
        step(beforehand: isUsable) { ssl in unsafe SSL_do_handshake(ssl) }
    }

    /// Reads the peer's data.
    /// - Parameter buffer: Receives the bytes, from its start; its size does not change.
    /// - Returns: The number of bytes read, or the reason why there were none.
    package mutating func read(into buffer: inout [UInt8]) -> Outcome {
        let intake = unsafe intake
        return step(beforehand: isUsable) { ssl in
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe SSL_read(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
            }
            // OpenSSL returns at most one record, which has turned out to contain data.
            if count > 0 { unsafe intake.pointee.fruitless_records -= 1 }
            return count
        }
    }

    /// Sends bytes to the peer, or only the first of them.
    /// - Parameter bytes: The bytes. After `wantWrite`, the next call must begin with the same bytes, which may have
    ///   moved and may be followed by more.
    /// - Returns: The number of bytes accepted, or the reason why none were.
    package mutating func write(_ bytes: Span<UInt8>) -> Outcome {
        // For an empty write, OpenSSL returns an error.
        guard !bytes.isEmpty else { return .done(0) }
        return step(beforehand: isUsable) { ssl in
            unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe SSL_write(ssl, buffer.baseAddress, Int32(clamping: buffer.count))
            }
        }
    }

    /// Tells the peer that this side will send nothing more (close_notify, RFC 8446, section 6.1), without waiting for
    /// its answer.
    /// - Returns: `done` when the message is sent.
    package mutating func shutdown() -> Outcome {
        step(beforehand: isUsable && isEstablished) { ssl in
            let result = unsafe SSL_shutdown(ssl)
            // Zero means that the peer has not answered yet.
            return result == 0 ? 1 : result
        }
    }

    @safe
    private mutating func step(beforehand allowed: Bool, _ call: (OpaquePointer) -> Int32) -> Outcome {
        guard allowed else { return .failed(TLSError(.disconnected, "the connection is not open")) }
        ERR_clear_error()
        let result = unsafe call(ssl)
        let systemError = errno
        if let error = fruitlessness() {
            isUsable = false
            return .failed(error)
        }
        if result > 0 {
            if !isEstablished { establish() }
            return .done(Int(result))
        }
        switch unsafe SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return unsafe intake.pointee.is_held_back == 0 ? .wantRead : .heldBack
        case SSL_ERROR_WANT_WRITE: return .wantWrite
        case SSL_ERROR_ZERO_RETURN: return .closed
        case SSL_ERROR_SYSCALL:
            isUsable = false
            return .failed(TLSError(.disconnected, Self.reason(of: systemError)))
        default:
            isUsable = false
            return unsafe .failed(Self.failure(of: ssl))
        }
    }

    private mutating func establish() {
        isEstablished = unsafe SSL_is_init_finished(ssl) == 1
        if isEstablished { noteRequest() }
    }

    /// The error of too many records without application data, if there are too many.
    private func fruitlessness() -> TLSError? {
        let most = isEstablished ? Self.fruitlessRecords : Self.handshakeRecords
        guard unsafe intake.pointee.fruitless_records > most else { return nil }
        return TLSError(
            .fruitless,
            isEstablished
                ? "the peer sends messages of TLS and no request" : "the handshake has more than \(most) records")
    }

    private static func reason(of error: Int32) -> String {
        guard error != 0, let text = unsafe strerror(error) else { return "the peer has gone" }
        return unsafe String(cString: text)
    }
}

/// The result of a step of a TLS connection that does not block.
package enum Outcome: Equatable, Sendable {
    /// The step is complete; for a read or a write, with this number of bytes.
    case done(Int)
    /// Repeat the step when the socket is readable.
    case wantRead
    /// Repeat the step when the socket is writable.
    case wantWrite
    /// Repeat the step in another turn: this turn's share of records is used up (see `Connection.beginTurn`).
    case heldBack
    /// The peer has said that it will send nothing more.
    case closed
    /// The connection can no longer be used.
    case failed(TLSError)
}
