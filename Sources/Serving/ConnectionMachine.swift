internal import HTTP
internal import Logging
internal import Net
internal import System
internal import TLS

/// One client's connection, from its handshake to its end, as a state machine that knows no socket.
///
/// It takes events and returns the next action, which `ClientConnection` performs. The time, the application and
/// everything else that it needs come with the turn, so a test can play any client on a clock of its own.
///
/// It never waits: a turn does what can be done now and says what to wait for. A turn that finds nothing to do is
/// harmless, so it does not matter why the turn came.
struct ConnectionMachine: ~Copyable {
    enum Phase: Equatable {
        case handshake
        case serving
        /// The last answer is in the output; then the connection is closed.
        case closing
        /// Nothing more is sent; the client's input is thrown away until it closes too.
        case lingering
        /// The connection is closed as soon as the goodbye is said, or cannot be said now.
        case leaving
    }

    /// How many records of TLS, reads and answers a connection has in one turn: neither a large body nor a row of requests
    /// or of messages of TLS keeps the worker's other clients waiting for more than some milliseconds.
    static let turnBudget = 32

    /// How much input one turn throws away.
    static let discardedInput: Int32 = 256 << 10

    let observer: any ServerObserver
    /// The memory of the handshake, until it is done.
    var handshake: HandedReservation?
    var budgetShare: ConnectionShare
    var exchange: Exchange
    var phase: Phase
    private(set) var activity: Activity
    var clock: ClientClock
    /// The input so far, as the last step told.
    var received = Received()

    /// Whether a turn has begun and has not ended.
    private var isInTurn = false
    /// How many requests had been answered, and how many bytes had moved, when the turn began.
    private(set) var answeredBefore = 0
    private var movedBefore: UInt64 = 0
    /// How many rounds of answers and reads the turn has left.
    var roundsLeft = 0
    /// Whether the last round ended for want of input.
    var needsInput = false

    /// Begins a connection.
    /// - Parameters:
    ///   - client: Where it comes from.
    ///   - isSecure: Whether it begins with a handshake.
    ///   - handshake: The memory of its handshake.
    ///   - turn: What the worker lends.
    init(with client: SocketAddress, isSecure: Bool, handshake: HandedReservation, turn: borrowing Turn) {
        (phase, activity) = isSecure ? (.handshake, .handshake) : (.serving, .stayIdle)
        clock = ClientClock(at: turn.now, for: activity, turn.limits)
        budgetShare = ConnectionShare(of: turn.budgets)
        observer = turn.observer
        exchange = Exchange(with: client, from: turn.now, turn.limits)
        observer.noteConnection(from: nil, to: activity.state)
        if isSecure { self.handshake = handshake } else { budgetShare.open() }
    }

    deinit {
        observer.noteConnection(from: activity.state, to: nil)
    }

    /// Whether nothing has come in that is not answered.
    var isIdle: Bool { exchange.isIdle && !received.hasMore }

    /// How many bytes have come from the client and gone to it, in all.
    private var movedBytes: UInt64 { received.bytes &+ exchange.output.takenInAll }

    /// How long it keeps its place while other clients wait for one.
    func claim(_ limits: ServerLimits) -> Claim {
        let isIdle =
            switch activity {
            case .handshake: received.bytes == 0
            case .sendHead, .sendBody, .takeAnswer: false
            // A part of a record may be that of a request.
            case .stayIdle, .sendFirstRequest: !received.hasMore
            case .readLastAnswer: true
            }
        return clock.claim(isIdle: isIdle, limits)
    }

    /// Takes note of an event.
    /// - Parameters:
    ///   - event: What has happened, or what the last action led to.
    ///   - turn: What the worker lends; after a read, the bytes are at the start of its input.
    /// - Returns: What to do next; what that leads to is the next event.
    mutating func action(after event: consuming Event, _ turn: inout Turn) -> Action {
        let action = step(event, &turn)
        guard isInTurn, case .end(let next) = action else { return action }
        return endTurn(next, &turn)
    }

    private mutating func step(_ event: consuming Event, _ turn: inout Turn) -> Action {
        switch consume event {
        case .turn: return .beginTurn(records: Self.turnBudget)
        case .expired: return expire(&turn)
        case .placeNeeded: return giveWay(&turn)
        case .turnBegun: return beginTurn(&turn)
        case .handshake(let outcome, let received):
            self.received = received
            return noteHandshake(outcome, &turn)
        case .read(let outcome, let received):
            self.received = received
            return noteRead(outcome, &turn)
        case .requestNoted: return flush(&turn)
        case .written(let outcome): return noteWritten(outcome, &turn)
        case .sentPlainly: return .shutdown
        case .shutdown(let outcome): return noteShutdown(outcome)
        case .sendingFinished: return .discardInput(limit: Self.discardedInput)
        case .discarded(let discarded): return .end(discarded == .ended ? .close : .wait(.read))
        }
    }

    private mutating func beginTurn(_ turn: inout Turn) -> Action {
        isInTurn = true
        answeredBefore = exchange.answered
        movedBefore = movedBytes
        exchange.output.exchangeRoom(with: &turn.spareOutput)
        switch phase {
        case .handshake: return .handshake
        case .serving: return serve(&turn)
        case .closing: return finish()
        case .lingering: return .discardInput(limit: Self.discardedInput)
        case .leaving: return .end(.close)
        }
    }

    /// Notes what the turn has moved and what the connection keeps, and sets the client's time for what it is to do next.
    private mutating func endTurn(_ next: Next, _ turn: inout Turn) -> Action {
        isInTurn = false
        exchange.output.exchangeRoom(with: &turn.spareOutput)
        guard next != .close else { return .end(.close) }
        clock.noteProgress(of: Int(clamping: movedBytes &- movedBefore), at: turn.now, turn.limits)
        if phase != .handshake && keepsTooMuch() { return endForWantOfRoom(turn) }
        noteActivity(turn)
        clock.setDeadline(
            for: activity, receivedBytes: exchange.receivedBodyBytes ?? 0, at: turn.now, turn.limits)
        return .end(next)
    }

    /// Notes what the connection keeps until its next turn.
    private mutating func keepsTooMuch() -> Bool {
        budgetShare.note(
            input: exchange.heldBytes, hasMore: received.hasMore, output: exchange.output.heldBytes,
            isUnfinished: phase == .serving && exchange.hasBegunRequest)
    }

    private mutating func noteActivity(_ turn: borrowing Turn) {
        let activity = currentActivity(isDraining: turn.isDraining)
        guard activity != self.activity || exchange.answered != answeredBefore else { return }
        if activity.state != self.activity.state {
            observer.noteConnection(from: self.activity.state, to: activity.state)
        }
        self.activity = activity
        clock.beginActivity(at: turn.now, turn.limits)
    }

    private func currentActivity(isDraining: Bool) -> Activity {
        switch phase {
        case .handshake: isDraining ? .sendFirstRequest : .handshake
        case .lingering, .leaving: .readLastAnswer
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
}

extension ConnectionMachine {
    /// The input of a connection so far.
    struct Received: Equatable {
        /// How many bytes, those of TLS's own messages included.
        var bytes: UInt64 = 0
        /// Whether some of them were taken from the socket and returned by no read.
        var hasMore = false
    }

    /// A thing that has happened.
    enum Event {
        /// The connection may do something.
        case turn
        /// The time of its client is over.
        case expired
        /// Another client needs its place.
        case placeNeeded
        /// The result of an action.
        case turnBegun
        case handshake(Outcome, Received)
        case read(Outcome, Received)
        case requestNoted
        case written(Outcome)
        case sentPlainly
        case shutdown(Outcome)
        case sendingFinished
        case discarded(Socket.Discarded)
    }

    /// A thing to do.
    enum Action: Equatable {
        /// Allow so many records of TLS to be read until the next such action.
        case beginTurn(records: Int)
        /// Go on with the handshake.
        case handshake
        /// Read into the turn's input.
        case read
        /// Allow a few messages of TLS again, as a whole request has come in.
        case noteRequest
        /// Send what is in the output; maybe only the first bytes of it.
        case write
        /// Send what is in the output without TLS, as far as there is room for it.
        case sendPlainly
        /// Say that nothing more will be sent, where TLS has a word for that.
        case shutdown
        /// Send TCP's end of the stream.
        case finishSending
        /// Read and throw away about so many bytes at most.
        case discardInput(limit: Int32)
        /// End the turn.
        case end(Next)
    }

    /// The fate of the connection after its turn.
    enum Next: Equatable {
        /// Give it a turn when the socket is ready for this.
        case wait(Poller.Interest)
        /// Give it another turn after the others have had theirs.
        case yield
        /// Close it.
        case close
    }
}
