internal import HTTP
internal import System
internal import TLS

/// A client of an API server: HTTP/1.1 over one connection, which is kept for the next request.
///
/// One thread uses it at a time; `Interruption.request` of its access ends what it does, from any thread.
package final class Client {
    /// The cluster and its credentials.
    package let access: ClusterAccess

    private var wire: (any Wire)?
    private var parser = ResponseParser()
    private var buffer = [UInt8](repeating: 0, count: readSize)
    private var idleTime = Duration.zero
    private var end = MonotonicInstant.never
    private var head: ResponseHead?
    /// Whether the server has said that it sends nothing more, as TLS requires for an end.
    private var hasEnded = false

    /// The bytes to read at once: a record of TLS has no more.
    private static let readSize = 16 << 10

    /// Makes a client without a connection.
    ///
    /// - Parameter access: The cluster and its credentials.
    package init(_ access: ClusterAccess) {
        self.access = access
    }

    var limits: ClientLimits { access.limits }

    /// Closes the connection.
    package func close() {
        wire = nil
        head = nil
    }

    /// Sends a request, and reads the head of its answer.
    ///
    /// A token that is refused is read again, and the request sent once more. The body follows with ``nextPiece()``.
    /// - Parameter call: The request.
    /// - Throws: `APIError` if there is no answer, or one without success.
    func begin(_ call: Call) throws(APIError) {
        var isRepeated = false
        while true {
            let authorization = try exchange(call)
            guard let head else { throw APIError(.malformed, "there is no answer") }
            if (200...299).contains(head.status.rawValue) { return }
            let error = try refusal(head, of: call)
            guard error.isUnauthorized, !isRepeated, access.drop(authorization) else { throw error }
            isRepeated = true
            // A certificate of a plugin is a part of the connection.
            if authorization == nil { close() }
        }
    }

    /// Sends a request, and reads the head of its answer; once more if the server has closed the kept connection.
    ///
    /// - Returns: The value of Authorization in the request.
    private func exchange(_ call: Call) throws(APIError) -> String? {
        guard !access.interruption.isRequested else { throw .interruption }
        if !isReusable() { close() }
        let wasKept = wire != nil
        let authorization = try access.authorization()
        do throws(APIError) {
            try send(call, authorization)
        } catch {
            let isStale = wasKept && call.isRepeatable && error.code == .disconnected && !parser.hasBegun
            close()
            guard isStale else { throw error }
            do throws(APIError) {
                try send(call, authorization)
            } catch {
                close()
                throw error
            }
        }
        return authorization
    }

    /// Whether the connection of the last request is idle and still open.
    private func isReusable() -> Bool {
        guard let wire, head == nil, parser.isIdle else { return false }
        return wire.read(into: &buffer) == .wantRead
    }

    private func send(_ call: Call, _ authorization: String?) throws(APIError) {
        let request = try request(call, authorization)
        let wire = try connected()
        wire.beginExchange()
        let now = access.clock.now()
        try write(request.bytes, to: wire, until: now.advanced(by: limits.sendTime))
        parser.expectResponse(to: call.method)
        let sent = access.clock.now()
        idleTime = limits.headTime
        end = sent.advanced(by: min(limits.headTime, call.answerTime))
        while head == nil {
            switch parser.next() {
            case .head(let head): self.head = head
            case .needsMore: try receive()
            case .failure(let error): throw APIError(.malformed, "\(name(of: call)): \(error.message)")
            case .body, .end: throw APIError(.malformed, "\(name(of: call)): the answer has no head")
            }
        }
        idleTime = call.idleTime
        end = sent.advanced(by: call.answerTime)
        if let coding = head?.value(of: "content-encoding"), coding.lowercased() != "identity" {
            throw APIError(.malformed, "\(name(of: call)): the answer is compressed, which was not asked for")
        }
    }

    private func connected() throws(APIError) -> any Wire {
        if let wire { return wire }
        let security = try access.security()
        let wire = try access.maker.connect(
            to: access.configuration.server, security: security, limits: limits, interruption: access.interruption)
        parser = ResponseParser()
        hasEnded = false
        self.wire = wire
        return wire
    }

    private func request(_ call: Call, _ authorization: String?) throws(APIError) -> OutgoingRequest {
        let server = access.configuration.server
        guard
            var request = OutgoingRequest(
                call.method, server.prefix + call.target, authority: server.authority, body: call.body)
        else { throw APIError(.malformed, "\(name(of: call)) cannot be sent") }
        var fields = [("User-Agent", access.userAgent), ("Accept", call.accept)]
        if !call.body.isEmpty { fields.append(("Content-Type", call.contentType)) }
        if let authorization { fields.append(("Authorization", authorization)) }
        fields += access.configuration.impersonation.map { ($0.name, $0.value) }
        for (name, value) in fields {
            guard request.add(name, value) else {
                throw APIError(.credentials, "\(name) cannot be sent in a header field")
            }
        }
        return request
    }

    private func write(_ bytes: [UInt8], to wire: any Wire, until end: MonotonicInstant) throws(APIError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let outcome = wire.write(rest)
            switch outcome {
            case .done(let count): rest = rest.dropFirst(count)
            case .wantWrite: try wait(on: wire, forWriting: true, until: end)
            case .wantRead, .heldBack: try wait(on: wire, forWriting: false, until: end)
            case .closed: throw disconnected("the connection was closed")
            case .failed(let error): throw failure(error)
            }
        }
    }

    /// Reads some bytes, and waits for them.
    private func receive() throws(APIError) {
        guard let wire else { throw disconnected("there is no connection") }
        let idleEnd = access.clock.now().advanced(by: idleTime)
        while true {
            let outcome = wire.read(into: &buffer)
            switch outcome {
            case .done(let count):
                // A server that never pauses must not outlast its time either.
                guard access.clock.now() < end else { throw timedOut() }
                guard !access.interruption.isRequested else { throw .interruption }
                return parser.append(buffer.prefix(count))
            case .wantRead, .heldBack: try wait(on: wire, forWriting: false, until: min(idleEnd, end))
            case .wantWrite: try wait(on: wire, forWriting: true, until: min(idleEnd, end))
            case .closed:
                hasEnded = true
                throw disconnected("the connection was closed")
            case .failed(let error): throw failure(error)
            }
        }
    }

    private func wait(on wire: any Wire, forWriting isWrite: Bool, until instant: MonotonicInstant) throws(APIError) {
        switch wire.wait(forWriting: isWrite, until: instant) {
        case .ready: return
        case .timedOut: throw timedOut()
        case .interrupted: throw .interruption
        }
    }

    /// Reads the next piece of the answer's body.
    ///
    /// - Returns: The piece, nil at the end of the body.
    /// - Throws: `APIError` if the rest does not come.
    func nextPiece() throws(APIError) -> [UInt8]? {
        do throws(APIError) {
            return try piece()
        } catch {
            close()
            throw error
        }
    }

    private func piece() throws(APIError) -> [UInt8]? {
        while true {
            switch parser.next() {
            case .body(let piece): return piece
            case .end:
                let staysOpen = head?.staysOpen == true && parser.isIdle
                head = nil
                if !staysOpen { close() }
                return nil
            case .needsMore:
                do throws(APIError) {
                    try receive()
                } catch {
                    guard hasEnded, parser.finish() else { throw error }
                    close()
                    return nil
                }
            case .failure(let error):
                throw APIError(.malformed, "\(access.configuration.server.authority): \(error.message)")
            case .head: throw APIError(.malformed, "there is a head within a body")
            }
        }
    }

    /// Reads the whole body of the answer.
    ///
    /// - Parameter cap: The most bytes.
    /// - Returns: The body.
    /// - Throws: `APIError` if it is larger, or does not come.
    func body(upTo cap: Int) throws(APIError) -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try nextPiece() {
            guard piece.count <= cap - bytes.count else {
                close()
                throw APIError(
                    .tooLarge, "the answer of \(access.configuration.server.authority) is larger than \(cap) bytes")
            }
            bytes += piece
        }
        return bytes
    }
}

extension Client {
    /// The method, the server and the path of a request, for messages.
    func name(of call: Call) -> String {
        let server = access.configuration.server
        return "\(call.method) \(server.isSecure ? "https" : "http")://\(server.authority)\(server.prefix)\(call.path)"
    }

    private func disconnected(_ reason: String) -> APIError {
        APIError(.disconnected, "\(access.configuration.server.authority): \(reason)")
    }

    private func timedOut() -> APIError {
        APIError(.timedOut, "\(access.configuration.server.authority) does not answer in time")
    }

    private func failure(_ error: TLSError) -> APIError {
        let isEnd = error.code == .disconnected
        return APIError(isEnd ? .disconnected : .tls, "\(access.configuration.server.authority): \(error)")
    }
}
