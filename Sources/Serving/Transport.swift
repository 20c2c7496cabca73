internal import Net
internal import TLS

/// How the bytes of a connection come and go: under TLS, or as they are.
struct Transport: ~Copyable {
    private let socket: Socket
    private var tls: TLS.Connection?
    private var plainBytes: UInt64 = 0

    /// Starts the server's side.
    /// - Parameters:
    ///   - socket: The connection.
    ///   - context: The certificate; nil for no TLS.
    /// - Throws: `TLSError` where there is no memory.
    init(_ socket: Socket, context: ServerContext?) throws(TLSError) {
        self.socket = socket
        if let context {
            tls = try TLS.Connection(context, socket: socket.number)
        } else {
            tls = nil
        }
    }

    /// The input so far.
    var received: ConnectionMachine.Received {
        switch tls {
        case .some(let tls): .init(bytes: tls.receivedBytes, hasMore: tls.hasBufferedInput)
        case .none: .init(bytes: plainBytes)
        }
    }

    /// Allows as many records of TLS to be read until the next call of this function.
    mutating func beginTurn(records: Int) {
        tls?.beginTurn(records: records)
    }

    /// Notes that the client has sent a whole request.
    mutating func noteRequest() {
        tls?.noteRequest()
    }

    /// Goes on with the handshake.
    mutating func handshake() -> Outcome {
        tls?.handshake() ?? .done(0)
    }

    /// Reads what the client sent.
    mutating func read(into buffer: inout [UInt8]) -> Outcome {
        if let outcome = tls?.read(into: &buffer) { return outcome }
        switch socket.read(into: &buffer) {
        case .some(let count):
            plainBytes &+= UInt64(clamping: count)
            return .done(count)
        case .none: return .wantRead
        case .ended: return .closed
        }
    }

    /// Sends bytes; maybe only the first of them.
    mutating func write(_ bytes: Span<UInt8>) -> Outcome {
        if let outcome = tls?.write(bytes) { return outcome }
        return switch socket.write(bytes) {
        case .some(let count): .done(count)
        case .none: .wantWrite
        case .ended: .closed
        }
    }

    /// Says that nothing more will be sent, where TLS has a word for that.
    mutating func shutdown() -> Outcome {
        tls?.shutdown() ?? .done(0)
    }
}
