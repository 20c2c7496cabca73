internal import HTTP
internal import Logging
internal import Net
internal import TLS

/// One client's connection, from its handshake to its end.
///
/// It never waits: a turn does what can be done now and says what to wait for. A turn that finds nothing to do is
/// harmless, so it does not matter why the turn came.
final class ClientConnection {
    /// What to do with the connection after its turn.
    enum Next: Equatable {
        /// Give it a turn when the socket is ready for this.
        case wait(Poller.Interest)
        /// Give it another turn after the others have had theirs.
        case yield
        /// Close it.
        case close
    }

    private enum Phase: Equatable {
        case handshake
        case serving
        /// The last answer is in the output; then the connection is closed.
        case closing
        /// Nothing more is sent; the client's input is thrown away until it closes too.
        case lingering
    }

    /// How many reads and answers a connection has in one turn: a large body or a row of requests does not keep the
    /// worker's other clients waiting for more than some milliseconds.
    private static let turnBudget = 32

    /// How many bytes of answers are collected before they are sent; past it no further request is looked at, so that a
    /// client that sends requests and takes no answers fills its own buffers and not the server's.
    private static let outputCapacity = 64 << 10

    /// The longest body that is read past when a request is refused by its head, to keep the connection.
    private static let discardableBody = 64 << 10

    /// How much input one turn throws away.
    private static let discardedInput: Int32 = 256 << 10

    /// When an API server that was refused for want of room is to ask again, in seconds.
    private static let retryDelay = 1

    private let socket: Socket
    private let share: AddressShare?
    private let observer: any ServerObserver
    private var handshakePromise: MemoryPromise?
    private var memoryShare: MemoryShare
    private var transport: Transport
    private var parser: RequestParser
    private var output = OutputBuffer()
    private var phase = Phase.handshake
    private var refusal: Response?
    private var endpoint = Endpoint.other
    private var answered = 0
    private var activity = Activity.handshake
    private var clock: ClientClock
    private let lastRequestFrom: Instant

    /// When the client's time is over.
    var deadline: Instant { clock.deadline }

    /// Whether it waits for a turn that it asked for.
    var isYielding = false

    /// What the poller watches for at present.
    var interest = Poller.Interest.read

    /// The descriptor's number, for the poller.
    var number: Int32 { socket.number }

    init(_ arrival: Arrival, context: ServerContext?, turn: borrowing Turn) throws(TLSError) {
        socket = arrival.socket
        share = arrival.share
        handshakePromise = arrival.promise
        clock = ClientClock(at: turn.now, turn.limits)
        lastRequestFrom = turn.limits.connectionEnd(from: turn.now)
        memoryShare = MemoryShare(of: turn.memory)
        observer = turn.observer
        transport = try Transport(socket, context: context)
        parser = RequestParser(limits: turn.limits.request)
        observer.noteConnection(from: nil, to: activity.state)
    }

    deinit {
        observer.noteConnection(from: activity.state, to: nil)
    }

    /// Does what can be done now.
    func advance(_ turn: inout Turn) -> Next {
        let answeredBefore = answered
        output.exchangeRoom(with: &turn.spareOutput)
        let next = step(&turn)
        output.exchangeRoom(with: &turn.spareOutput)
        guard next != .close else { return next }
        let isTooMuch = memoryShare.note(
            input: parser.heldBytes, output: output.heldBytes, isUnfinished: phase == .serving && !parser.isIdle,
            limits: turn.limits)
        if isTooMuch { return endForWantOfRoom(&turn) }
        let activity = currentActivity(isDraining: turn.isDraining)
        if activity != self.activity || answered != answeredBefore {
            if activity.state != self.activity.state {
                observer.noteConnection(from: self.activity.state, to: activity.state)
            }
            self.activity = activity
            clock.beginActivity(at: turn.now)
        }
        clock.setDeadline(
            for: activity, receivedBytes: parser.receivedBodyBytes ?? 0, at: turn.now, turn.limits)
        return next
    }

    /// Ends what takes too long.
    func expire(_ turn: inout Turn) -> Next {
        guard activity == .sendHead || activity == .sendBody, output.isEmpty, phase == .serving else {
            if phase == .handshake { observer.noteHandshake(.timeout) }
            if phase == .serving { _ = transport.shutdown() }
            return .close
        }
        answerLast(turn.application.response(to: HTTPError(.requestTimeout, "the request took too long")), turn)
        return advance(&turn)
    }

    private func endForWantOfRoom(_ turn: inout Turn) -> Next {
        // What is kept are answers that the client does not take, so another one would not reach it.
        guard phase == .serving, output.isEmpty else { return .close }
        refuseForWantOfRoom("too many or too large requests are unfinished; try again", turn)
        return advance(&turn)
    }

    private func refuseForWantOfRoom(_ reason: String, _ turn: borrowing Turn, omitsBody: Bool = false) {
        var response = turn.application.response(to: HTTPError(.serviceUnavailable, reason))
        response.fields.append(.retryAfter(seconds: Self.retryDelay))
        answerLast(response, turn, omitsBody: omitsBody)
    }

    private func currentActivity(isDraining: Bool) -> Activity {
        switch phase {
        case .handshake: isDraining ? .sendFirstRequest : .handshake
        case .lingering: .readLastAnswer
        case .closing: .takeAnswer
        case .serving:
            if !output.isEmpty {
                .takeAnswer
            } else if !isIdle {
                parser.receivedBodyBytes == nil ? .sendHead : .sendBody
            } else {
                isDraining ? .sendFirstRequest : .stayIdle
            }
        }
    }

    private func step(_ turn: inout Turn) -> Next {
        switch phase {
        case .handshake: handshake(&turn)
        case .serving: serve(&turn)
        case .closing: finish()
        case .lingering: linger()
        }
    }

    private func handshake(_ turn: inout Turn) -> Next {
        switch transport.handshake() {
        case .done:
            observer.noteHandshake(.ok)
            phase = .serving
            handshakePromise = nil
            return serve(&turn)
        case .wantRead: return .wait(.read)
        case .wantWrite: return .wait(.write)
        case .closed:
            observer.noteHandshake(.closed)
            return .close
        case .failed(let error):
            observer.noteHandshake(HandshakeResult(error))
            if error.code == .disconnected { return .close }
            turn.logger.debug("TLS handshake failed", metadata: ["reason": "\(error)"])
            if error.code == .plainHTTP { answerPlainly(turn) }
            // OpenSSL has sent an alert, which the client is to read.
            phase = .closing
            return stopSending()
        }
    }

    private func serve(_ turn: inout Turn) -> Next {
        let answeredBefore = answered
        let answerLimit = answered + Self.turnBudget
        for _ in 0..<Self.turnBudget {
            let needsInput = answerRequests(until: answerLimit, &turn)
            if let stuck = flush() { return stuck }
            if phase == .closing { return finish() }
            guard answered < answerLimit else { return .yield }
            guard needsInput else { continue }
            // The poller tells of a further request, so there is no need to ask the socket.
            if isIdle && answered != answeredBefore { return pause(turn) }
            switch transport.read(into: &turn.input) {
            case .done(let count): parser.append(turn.input.span.extracting(first: count))
            case .wantRead: return pause(turn)
            case .wantWrite: return .wait(.write)
            case .closed, .failed:
                _ = transport.shutdown()
                return .close
            }
        }
        return .yield
    }

    /// Whether nothing of a request has come in that is not answered.
    private var isIdle: Bool { parser.isIdle && !transport.hasBufferedInput }

    private func pause(_ turn: borrowing Turn) -> Next {
        if parser.isIdle {
            // An idle connection keeps no room for input.
            parser = RequestParser(limits: turn.limits.request)
        }
        guard turn.isDraining && answered > 0 && isIdle else { return .wait(.read) }
        _ = transport.shutdown()
        return .close
    }

    /// Answers the requests that have come in, as far as there is room for answers.
    /// - Returns: Whether there is nothing to be done without more input.
    private func answerRequests(until limit: Int, _ turn: inout Turn) -> Bool {
        while phase == .serving {
            guard output.count < Self.outputCapacity, answered < limit else { return false }
            switch parser.next() {
            case .needsMore:
                if parser.takeContinue() { output.bytes += Response.continueBytes }
                return true
            case .head(let head): refuseIfNeeded(head, turn)
            case .request(let request): answer(request, turn)
            case .failure(let error): answerLast(turn.application.response(to: error), turn)
            }
        }
        return true
    }

    private func refuseIfNeeded(_ head: RequestHead, _ turn: borrowing Turn) {
        endpoint = observer.endpoint(of: head)
        clock.expectAnswer(within: turn.application.timeLimit(of: head), at: turn.now)
        guard let response = turn.application.refusal(of: head) else { return }
        let isShort =
            switch head.framing {
            case .none: true
            // A client that waits for 100 Continue may send the body or not, so where the next request begins is open.
            case .length(let length): length <= Self.discardableBody && !head.expectsContinue
            case .chunked: false
            }
        if isShort {
            parser.discardBody()
            refusal = response
        } else {
            answerLast(response, turn, omitsBody: head.method == .head)
        }
    }

    private func answer(_ request: Request, _ turn: borrowing Turn) {
        if clock.isTooLate {
            let error = HTTPError(.gatewayTimeout, "the time that the client gave for an answer is over")
            return answerLast(turn.application.response(to: error), turn, omitsBody: request.head.method == .head)
        }
        let promise: MemoryPromise?
        do {
            let need = turn.application.memory(forBodyOf: request.body.count)
            promise = try turn.memory.working.promise(toRequest: need)
        } catch {
            turn.logger.warning("no memory to answer a request", metadata: ["body-bytes": "\(request.body.count)"])
            return refuseForWantOfRoom(
                "there is no memory for a request of this size; try again", turn,
                omitsBody: request.head.method == .head)
        }
        defer { extendLifetime(promise) }
        let response = refusal ?? turn.application.response(to: request)
        refusal = nil
        turn.memory.noteRequest(ofSize: request.body.count)
        clock.endRequest()
        answered += 1
        noteAnswer(response.status)
        // What has come in behind this request is answered too.
        let endsHere = (turn.health.isStopping || turn.now >= lastRequestFrom) && isIdle
        let persistence = endsHere ? .close : request.head.persistence
        response.encode(
            into: &output.bytes, persistence: persistence, omitsBody: request.head.method == .head, date: turn.date)
        if persistence == .close { phase = .closing }
    }

    private func answerLast(_ response: Response, _ turn: borrowing Turn, omitsBody: Bool = false) {
        response.encode(into: &output.bytes, persistence: .close, omitsBody: omitsBody, date: turn.date)
        noteAnswer(response.status)
        phase = .closing
        // Nothing of what came in is looked at any more.
        parser = RequestParser(limits: turn.limits.request)
    }

    private func noteAnswer(_ status: StatusCode) {
        observer.noteAnswer(status, at: endpoint)
        endpoint = .other
    }

    private func answerPlainly(_ turn: borrowing Turn) {
        let error = HTTPError(.badRequest, "this port speaks HTTPS, and the request came without TLS")
        var bytes: [UInt8] = []
        turn.application.response(to: error).encode(into: &bytes, persistence: .close, date: turn.date)
        socket.sendIfPossible(bytes.span)
        noteAnswer(error.status)
    }

    /// Sends what there is to send.
    /// - Returns: What to do where not all could be sent.
    private func flush() -> Next? {
        switch output.send(over: &transport) {
        case .done: nil
        case .wantRead: .wait(.read)
        case .wantWrite: .wait(.write)
        case .closed, .failed: .close
        }
    }

    private func finish() -> Next {
        if let stuck = flush() { return stuck }
        return stopSending()
    }

    private func stopSending() -> Next {
        if transport.shutdown() == .wantWrite { return .wait(.write) }
        socket.finishSending()
        phase = .lingering
        return linger()
    }

    private func linger() -> Next {
        socket.discardInput(limit: Self.discardedInput) == .ended ? .close : .wait(.read)
    }
}
