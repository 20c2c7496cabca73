internal import COpenSSL

private import Glibc

/// The server's side of one TLS connection over a socket that does not block.
///
/// It owns OpenSSL's state, not the socket. To be used by one thread at a time.
@safe
public struct Connection: ~Copyable {
    /// The bytes to read from a socket at once: an API server's request of a few records comes with one call.
    ///
    /// The buffer is given back whenever it is empty, so an idle connection does not keep it.
    private static let readAhead = 64 << 10

    /// The most records that a handshake takes.
    ///
    /// The usual one has 2 to 6. Certificates of clients are the only long messages, and a client that asks for records of
    /// 512 bytes (RFC 6066, section 4) needs 128 of them for 64 KiB.
    private static let handshakeRecords: Int32 = 160

    /// The most records without application data between two requests, the one that has just begun among them.
    ///
    /// A client changes its keys (KeyUpdate, RFC 8446, section 4.6.3) after millions of records, and TLS 1.2 has nothing
    /// that a client needs to send here. More than a handful is there to keep the server busy.
    private static let fruitlessRecords: Int32 = 8

    /// The method of the BIO that all connections read through; nil where there was no memory for it.
    nonisolated(unsafe) private static let intakeMethod = unsafe openssl_make_intake_method()

    private let ssl: OpaquePointer

    /// What OpenSSL reads from; it lives as long as `ssl`.
    private let intake: UnsafeMutablePointer<openssl_intake>

    /// Whether OpenSSL may still be asked for anything: not after it has reported a failure (SSL_get_error(3)).
    private var isUsable = true

    /// Whether the handshake is done.
    private var isEstablished = false

    /// Starts the server's side.
    /// - Parameters:
    ///   - context: The certificate and the settings.
    ///   - socket: A connected socket that stays open as long as this connection.
    /// - Throws: `TLSError` where there is no memory.
    public init(_ context: ServerContext, socket: Int32) throws(TLSError) {
        ERR_clear_error()
        guard let ssl = unsafe SSL_new(context.pointer) else { throw .fromQueue(.library, "cannot start TLS") }
        guard let intake = unsafe openssl_attach(ssl, Self.intakeMethod, socket, Self.readAhead) else {
            unsafe SSL_free(ssl)
            throw .fromQueue(.library, "cannot start TLS")
        }
        unsafe SSL_set_accept_state(ssl)
        unsafe self.ssl = ssl
        unsafe self.intake = intake
    }

    deinit {
        unsafe SSL_free(ssl)
        // What OpenSSL left behind would be mistaken for another connection's failure.
        ERR_clear_error()
    }

    /// Whether bytes from the socket wait inside OpenSSL, which the poller cannot know of.
    ///
    /// They may be less than a record, so that a read wants more all the same.
    public var hasBufferedInput: Bool { unsafe isUsable && openssl_has_input(ssl, intake) == 1 }

    /// How many bytes have come in from the peer, those of TLS itself among them.
    public var receivedBytes: UInt64 { unsafe intake.pointee.received }

    /// Allows as many records to be read until the next call of this function, whatever is in them.
    ///
    /// Without it nothing is read. OpenSSL would otherwise read on within one call for as long as the peer sends records
    /// without application data.
    /// - Parameter records: How many records may begin.
    public mutating func beginTurn(records: Int) {
        unsafe intake.pointee.record_limit = Int32(clamping: records)
        unsafe intake.pointee.records = 0
        unsafe intake.pointee.is_held_back = 0
    }

    /// Notes that the peer has sent a whole request, and so may send a few records without application data again.
    public mutating func noteRequest() {
        unsafe intake.pointee.fruitless_records = 0
    }

    /// Goes on with the handshake.
    /// - Returns: `done` when the handshake is complete.
    public mutating func handshake() -> Outcome {
        step(beforehand: isUsable) { ssl in unsafe SSL_do_handshake(ssl) }
    }

    /// Reads what the peer sent.
    /// - Parameter buffer: Gets the bytes, from its start; its size does not change.
    /// - Returns: How many bytes were read, or why none were.
    public mutating func read(into buffer: inout [UInt8]) -> Outcome {
        let intake = unsafe intake
        return step(beforehand: isUsable) { ssl in
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe SSL_read(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
            }
            // OpenSSL gives one record at most, which has turned out to carry data.
            if count > 0 { unsafe intake.pointee.fruitless_records -= 1 }
            return count
        }
    }

    /// Sends bytes to the peer; maybe only the first of them.
    /// - Parameter bytes: What to send. After `wantWrite` the next call must begin with the same bytes, which may have
    ///   moved and may be followed by more.
    /// - Returns: How many bytes were taken, or why none were.
    public mutating func write(_ bytes: Span<UInt8>) -> Outcome {
        // OpenSSL's result for nothing to send is an error.
        guard !bytes.isEmpty else { return .done(0) }
        return step(beforehand: isUsable) { ssl in
            unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe SSL_write(ssl, buffer.baseAddress, Int32(clamping: buffer.count))
            }
        }
    }

    /// Says that nothing more will be sent (close_notify, RFC 8446, section 6.1); does not wait for the peer to say so.
    /// - Returns: `done` when it is said.
    public mutating func shutdown() -> Outcome {
        step(beforehand: isUsable && isEstablished) { ssl in
            let result = unsafe SSL_shutdown(ssl)
            // Zero means that the peer has not said so yet.
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

    /// What is wrong where too many records have come in that were no application data.
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

/// What a step of a TLS connection that does not block led to.
public enum Outcome: Equatable, Sendable {
    /// It is done; for a read or a write, that many bytes.
    case done(Int)
    /// It is to be repeated when the socket can be read.
    case wantRead
    /// It is to be repeated when the socket can be written.
    case wantWrite
    /// It is to be repeated in another turn: this turn's share of records is used up (see `Connection.beginTurn`).
    case heldBack
    /// The peer has said that it will send nothing more.
    case closed
    /// The connection can no longer be used.
    case failed(TLSError)
}
