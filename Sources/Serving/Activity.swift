internal import TLS

/// An activity that the server expects of a client, and gives it a limited time for.
enum Activity: Equatable {
    case handshake, sendHead, sendBody, stayIdle, takeAnswer, readLastAnswer, sendFirstRequest

    /// Whether a request has begun and is not complete.
    var isRequest: Bool { self == .sendHead || self == .sendBody }

    /// The state that observers count it as.
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
    /// The result that a failed handshake is counted as.
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
