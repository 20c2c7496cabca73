internal import HTTP
internal import Logging
internal import Net
internal import System
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

    /// How many records of TLS, reads and answers a connection has in one turn: neither a large body nor a row of requests
    /// or of messages of TLS keeps the worker's other clients waiting for more than some milliseconds.
    private static let turnBudget = 32

    /// How much input one turn throws away.
    private static let discardedInput: Int32 = 256 << 10

    private let socket: Socket
    private let share: AddressShare
    private let observer: any ServerObserver
    private var handshakePromise: MemoryPromise?
    private var memoryShare: MemoryShare
    private var transport: Transport
    private var exchange: Exchange
    private var phase: Phase
    private var activity: Activity
    private var clock: ClientClock

    /// When the client's time is over.
    var deadline: MonotonicInstant { clock.deadline }

    /// Whether it waits for a turn that it asked for.
    var isYielding = false

    /// What the poller watches for at present.
    var interest = Poller.Interest.read

    /// The descriptor's number, for the poller.
    var number: Int32 { socket.number }

    init(_ arrival: Arrival, context: ServerContext?, turn: borrowing Turn) throws(TLSError) {
        socket = arrival.socket
        share = arrival.share
        handshakePromise = context == nil ? nil : arrival.promise
        (phase, activity) = context == nil ? (.serving, .stayIdle) : (.handshake, .handshake)
        clock = ClientClock(at: turn.now, for: activity, turn.limits)
        memoryShare = MemoryShare(of: turn.memory)
        observer = turn.observer
        transport = try Transport(socket, context: context)
        exchange = Exchange(with: socket.peer, from: turn.now, turn.limits)
        observer.noteConnection(from: nil, to: activity.state)
    }

    deinit {
        observer.noteConnection(from: activity.state, to: nil)
    }

    /// How many bytes have come from the client and gone to it, in all.
    private var movedBytes: UInt64 { transport.receivedBytes &+ exchange.output.takenInAll }

    /// How long it keeps its place while other clients wait for one.
    func claim(_ limits: ServerLimits) -> Claim {
        let isIdle =
            switch activity {
            case .handshake: transport.receivedBytes == 0
            case .sendHead, .sendBody, .takeAnswer: false
            // A part of a record may be that of a request.
            case .stayIdle, .sendFirstRequest: !transport.hasBufferedInput
            case .readLastAnswer: true
            }
        return clock.claim(isIdle: isIdle, limits)
    }

    /// Does what can be done now.
    func advance(_ turn: inout Turn) -> Next {
        transport.beginTurn(records: Self.turnBudget)
        let answeredBefore = exchange.answered
        let movedBefore = movedBytes
        exchange.output.exchangeRoom(with: &turn.spareOutput)
        let next = step(&turn)
        exchange.output.exchangeRoom(with: &turn.spareOutput)
        guard next != .close else { return next }
        clock.noteProgress(of: Int(clamping: movedBytes &- movedBefore), at: turn.now, turn.limits)
        let isTooMuch = memoryShare.note(
            input: exchange.heldBytes, output: exchange.output.heldBytes,
            isUnfinished: phase == .serving && exchange.hasBegunRequest, limits: turn.limits)
        if isTooMuch { return endForWantOfRoom(&turn) }
        let activity = currentActivity(isDraining: turn.isDraining)
        if activity != self.activity || exchange.answered != answeredBefore {
            if activity.state != self.activity.state {
                observer.noteConnection(from: self.activity.state, to: activity.state)
            }
            self.activity = activity
            clock.beginActivity(at: turn.now, turn.limits)
        }
        clock.setDeadline(
            for: activity, receivedBytes: exchange.receivedBodyBytes ?? 0, at: turn.now, turn.limits)
        return next
    }

    /// Ends what takes too long.
    func expire(_ turn: inout Turn) -> Next {
        guard activity.isRequest, exchange.output.isEmpty, phase == .serving else {
            endEarly()
            return .close
        }
        exchange.answerLast(
            turn.application.response(to: HTTPError(.requestTimeout, "the request took too long")), turn)
        return advance(&turn)
    }

    /// Closes the connection at once, as another client needs its place.
    func giveWay(_ turn: borrowing Turn) {
        observer.noteCutOff(.placeNeeded)
        turn.logger.debug(
            "connection closed, as another client needs its place",
            metadata: ["client": "\(socket.peer)", "state": "\(activity.state)"])
        if activity.isRequest {
            exchange.refuseForWantOfRoom("other clients need the place of this connection; try again", turn)
            _ = flush()
        }
        sayGoodbye()
    }

    private func endEarly() {
        if phase == .handshake { observer.noteHandshake(.timeout) }
        sayGoodbye()
    }

    private func sayGoodbye() {
        if phase == .serving { _ = transport.shutdown() }
    }

    private func endForWantOfRoom(_ turn: inout Turn) -> Next {
        // What is kept are answers that the client does not take, so another one would not reach it.
        guard phase == .serving, exchange.output.isEmpty else { return .close }
        exchange.refuseForWantOfRoom("too many or too large requests are unfinished; try again", turn)
        return advance(&turn)
    }

    private func currentActivity(isDraining: Bool) -> Activity {
        switch phase {
        case .handshake: isDraining ? .sendFirstRequest : .handshake
        case .lingering: .readLastAnswer
        case .closing: .takeAnswer
        case .serving:
            if !exchange.output.isEmpty {
                .takeAnswer
            } else if exchange.hasBegunRequest {
                exchange.receivedBodyBytes == nil ? .sendHead : .sendBody
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
        case .heldBack: return .yield
        case .closed:
            observer.noteHandshake(.closed)
            return .close
        case .failed(let error):
            observer.noteHandshake(HandshakeResult(error))
            if error.code == .disconnected { return .close }
            turn.logger.debug(
                "TLS handshake failed", metadata: ["client": "\(socket.peer)", "reason": "\(error)"])
            if error.code == .plainHTTP { answerPlainly(turn) }
            // OpenSSL has sent an alert, which the client is to read.
            phase = .closing
            return stopSending()
        }
    }

    private func serve(_ turn: inout Turn) -> Next {
        let answeredBefore = exchange.answered
        let answerLimit = exchange.answered + Self.turnBudget
        for _ in 0..<Self.turnBudget {
            let needsInput = exchange.answerRequests(
                until: answerLimit, isLastInput: !transport.hasBufferedInput, &clock, &turn)
            if exchange.answered != answeredBefore { transport.noteRequest() }
            if let stuck = flush() { return stuck }
            if exchange.isOver { return finish() }
            guard exchange.answered < answerLimit else { return .yield }
            guard needsInput else { continue }
            // The poller tells of a further request, so there is no need to ask the socket.
            if isIdle && exchange.answered != answeredBefore { return pause(turn) }
            switch transport.read(into: &turn.input) {
            case .done(let count): exchange.append(turn.input.span.extracting(first: count))
            case .wantRead: return pause(turn)
            case .wantWrite: return .wait(.write)
            case .heldBack: return .yield
            case .closed: return endServing()
            case .failed(let error):
                noteFailure(error, &turn)
                return endServing()
            }
        }
        return .yield
    }

    private func endServing() -> Next {
        _ = transport.shutdown()
        return .close
    }

    /// Counts a client that misuses TLS; one that has merely gone away does not count.
    private func noteFailure(_ error: TLSError, _ turn: inout Turn) {
        guard error.code == .fruitless || error.code == .peer else { return }
        observer.noteCutOff(.tlsMessages)
        turn.complaints.note(
            .misuse(ClientNetwork(of: socket.peer)), "connection cut off",
            ["client": "\(socket.peer)", "reason": "\(error)"])
    }

    /// Whether nothing has come in that is not answered.
    private var isIdle: Bool { exchange.isIdle && !transport.hasBufferedInput }

    private func pause(_ turn: borrowing Turn) -> Next {
        // An idle connection keeps no room for input.
        exchange.tidy(turn.limits)
        guard turn.isDraining && exchange.answered > 0 && isIdle else { return .wait(.read) }
        return endServing()
    }

    private func answerPlainly(_ turn: borrowing Turn) {
        let error = HTTPError(.badRequest, "this port speaks HTTPS, and the request came without TLS")
        exchange.answerLast(turn.application.response(to: error), turn)
        let bytes = exchange.output.bytes
        socket.sendIfPossible(bytes.span)
    }

    /// Sends what there is to send.
    /// - Returns: What to do where not all could be sent.
    private func flush() -> Next? {
        switch exchange.output.send(over: &transport) {
        case .done: nil
        case .wantRead: .wait(.read)
        case .wantWrite: .wait(.write)
        case .heldBack: .yield
        case .closed, .failed: .close
        }
    }

    private func finish() -> Next {
        phase = .closing
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
