package import HTTP

/// An observer that counts the events of a server.
///
/// All functions are called on the server's threads, several at a time, so they must not wait. Each does nothing where it
/// is left out.
package protocol ServerObserver: Sendable {
    /// Says which of the few things that are served a request is for, so that its answer can be counted there.
    /// - Parameter head: The request line and the fields.
    /// - Returns: What `noteAnswer` will be told.
    func endpoint(of head: RequestHead) -> Endpoint

    /// Notes that a request was answered.
    /// - Parameters:
    ///   - status: The status of the answer.
    ///   - endpoint: What the request was for; `other` where its head was never complete.
    func noteAnswer(_ status: StatusCode, at endpoint: Endpoint)

    /// Notes that a handshake has come to its end.
    /// - Parameter result: Which end.
    func noteHandshake(_ result: HandshakeResult)

    /// Notes that a connection has begun, that its client is expected to do something else, or that it has ended.
    ///
    /// One that is answered in one go was idle before and is idle afterwards, and nothing is told of it.
    /// - Parameters:
    ///   - old: What it was doing; nil for a new one.
    ///   - new: What it is doing now; nil for one that has ended.
    func noteConnection(from old: ConnectionState?, to new: ConnectionState?)

    /// Notes that a connection was closed at once, as its client has as many as it may.
    func noteRefusedConnection()

    /// Notes that a connection was cut off before its time.
    /// - Parameter reason: Why.
    func noteCutOff(_ reason: CutOff)

    /// Notes that the server has a certificate for new connections.
    /// - Parameters:
    ///   - notBefore: When it begins to be valid, in seconds since 1970-01-01T00:00:00Z.
    ///   - notAfter: When it expires, likewise.
    func noteCertificate(notBefore: Int64, notAfter: Int64)

    /// Notes that certificate files were found that differ from what is in use.
    /// - Parameter isUsed: Whether the server uses them from now on; it cannot where they are broken.
    func noteReload(isUsed: Bool)
}

extension ServerObserver {
    /// Tells nothing apart.
    package func endpoint(of head: RequestHead) -> Endpoint { .other }

    /// Counts nothing.
    package func noteAnswer(_ status: StatusCode, at endpoint: Endpoint) {}

    /// Counts nothing.
    package func noteHandshake(_ result: HandshakeResult) {}

    /// Counts nothing.
    package func noteConnection(from old: ConnectionState?, to new: ConnectionState?) {}

    /// Counts nothing.
    package func noteRefusedConnection() {}

    /// Counts nothing.
    package func noteCutOff(_ reason: CutOff) {}

    /// Keeps nothing.
    package func noteCertificate(notBefore: Int64, notAfter: Int64) {}

    /// Counts nothing.
    package func noteReload(isUsed: Bool) {}
}

/// Counts nothing.
struct SilentObserver: ServerObserver {}

/// One of the few things that a server has to offer, as a small number of the observer's own choice.
package struct Endpoint: RawRepresentable, Hashable, Sendable {
    /// The number.
    package let rawValue: UInt8

    /// Makes an endpoint of its number.
    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Anything else, or nothing that is known.
    package static let other = Endpoint(rawValue: .max)
}

/// How a handshake ended.
package enum HandshakeResult: Int, CaseIterable, Sendable {
    /// Both sides know each other.
    case ok
    /// The client has shown no certificate, or none that is taken.
    case clientCertificate
    /// The client does not trust the server's certificate.
    case serverCertificate
    /// The client spoke no TLS, or none that this server speaks.
    case badProtocol
    /// The client spoke HTTP without TLS.
    case plainHTTP
    /// The client went away, as those do that only look whether somebody listens.
    case closed
    /// The client took too long.
    case timeout
    /// OpenSSL itself failed, for example for want of memory.
    case failure
}

/// The next thing that a connection's client is expected to do.
package enum ConnectionState: Int, CaseIterable, Sendable {
    /// To make its handshake.
    case handshake
    /// To send its next request, of which nothing has come in.
    case idle
    /// To send the rest of a request.
    case reading
    /// To take an answer.
    case writing
    /// To close the connection after its last answer.
    case closing
}

/// Why a connection was cut off before its time.
package enum CutOff: Int, CaseIterable, Sendable {
    /// Another client needed its place, and it was idle or made no progress.
    case placeNeeded
    /// The client sent messages of TLS, such as changes of keys, and no request, or broke the protocol.
    case tlsMessages
}
