internal import COpenSSL
private import Glibc

/// The server's side of one TLS connection over a socket that does not block.
///
/// It owns OpenSSL's state, not the socket. To be used by one thread at a time.
@safe
public struct Connection: ~Copyable {
    private let ssl: OpaquePointer

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
        guard unsafe SSL_set_fd(ssl, socket) == 1 else {
            unsafe SSL_free(ssl)
            throw .fromQueue(.library, "cannot start TLS")
        }
        unsafe SSL_set_accept_state(ssl)
        unsafe self.ssl = ssl
    }

    deinit {
        unsafe SSL_free(ssl)
        // What OpenSSL left behind would be mistaken for another connection's failure.
        ERR_clear_error()
    }

    /// Whether bytes from the socket wait inside OpenSSL, which the poller cannot know of.
    ///
    /// They may be less than a record, so that a read wants more all the same.
    public var hasBufferedInput: Bool { unsafe isUsable && SSL_has_pending(ssl) == 1 }

    /// Goes on with the handshake.
    /// - Returns: `done` when the handshake is complete.
    public mutating func handshake() -> Outcome {
        step(beforehand: isUsable) { ssl in unsafe SSL_do_handshake(ssl) }
    }

    /// Reads what the peer sent.
    /// - Parameter buffer: Gets the bytes, from its start; its size does not change.
    /// - Returns: How many bytes were read, or why none were.
    public mutating func read(into buffer: inout [UInt8]) -> Outcome {
        step(beforehand: isUsable) { ssl in
            unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe SSL_read(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
            }
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
        if result > 0 {
            if !isEstablished { isEstablished = unsafe SSL_is_init_finished(ssl) == 1 }
            return .done(Int(result))
        }
        let systemError = errno
        switch unsafe SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return .wantRead
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

    private static func reason(of error: Int32) -> String {
        guard error != 0, let text = unsafe strerror(error) else { return "the peer has gone" }
        return unsafe String(cString: text)
    }
}
