internal import TLS

extension ClientConnection {
    /// What the client is expected to do, and has limited time for.
    enum Activity: Equatable {
        case handshake, sendHead, sendBody, stayIdle, takeAnswer, readLastAnswer, sendFirstRequest
    }
}

extension ClientConnection.Activity {
    /// Whether a request has begun and is not complete.
    var isRequest: Bool { self == .sendHead || self == .sendBody }

    /// What is told of it to those who count connections.
    var state: ConnectionState {
        switch self {
        case .handshake: .handshake
        case .stayIdle, .sendFirstRequest: .idle
        case .sendHead, .sendBody: .reading
        case .takeAnswer: .writing
        case .readLastAnswer: .closing
        }
    }
}

extension HandshakeResult {
    /// What is told of a handshake that failed.
    init(_ error: TLSError) {
        switch error.code {
        case .disconnected: self = .closed
        case .plainHTTP: self = .plainHTTP
        case .clientCertificate: self = .clientCertificate
        case .serverCertificate: self = .serverCertificate
        case .library: self = .failure
        default: self = .badProtocol
        }
    }
}
