import HTTP
import Logging
import Net
import System
import TLS
import TestSupport

@testable import Serving

/// A connection without a socket: the test controls the client, the transport and the clock.
///
/// It performs the actions of the connection's state machine in the same order as `ClientConnection`, and records them.
final class PlayedConnection {
    /// Records everything that observers are told, in order.
    final class Record: ServerObserver {
        private let kept = Locked<[String]>([])

        var lines: [String] { kept.withLock { $0 } }
        func note(_ line: String) { kept.withLock { $0.append(line) } }
        func noteAnswer(_ status: StatusCode, at endpoint: Endpoint) { note("answer \(status.rawValue)") }
        func noteHandshake(_ result: HandshakeResult) { note("handshake \(result)") }
        func noteCutOff(_ reason: CutOff) { note("cut off \(reason)") }
        func noteConnection(from old: ConnectionState?, to new: ConnectionState?) {
            note("\(old.map { "\($0)" } ?? "-") > \(new.map { "\($0)" } ?? "-")")
        }
    }

    /// An action of a client or its server at a given time.
    enum Step: Sendable {
        case shake, send(String), take(Int), turn, drain
    }

    let time: TestClock
    let began: MonotonicInstant
    let record = Record()
    let log = LogLines()
    let health = Health()
    let budgets: ServerBudgets
    private(set) var turn: Turn
    private var machine: ConnectionMachine?

    /// The outcomes of the next handshake steps; afterwards, the handshake waits for more input.
    var handshakes: [Outcome] = []
    /// The records that the client has sent and no read has returned.
    var sent: [[UInt8]] = []
    /// The outcome of a read after everything that was sent.
    var silence = Outcome.wantRead
    /// The number of bytes that the client reads of answers; nil for all.
    var taking: Int?
    /// The outcome of a write of which the client takes nothing.
    var jam = Outcome.wantWrite
    /// The outcome of sending a goodbye.
    var goodbye = Outcome.done(0)
    /// The input that a discard finds.
    var discarded = Socket.Discarded.none
    private var received = ConnectionMachine.Received()

    /// The actions since the list was cleared.
    var actions: [ConnectionMachine.Action] = []
    /// The bytes that the client has received.
    private(set) var answers: [UInt8] = []
    /// The result of the last turn.
    private(set) var last: ConnectionMachine.Next?

    init(
        isSecure: Bool = true, budgets: ServerBudgets? = nil, time: TestClock = TestClock(),
        application: any Application = TestApplication(),
        limits adjust: (inout ServerLimits) -> Void = { _ in }
    ) throws {
        var limits = ServerLimits()
        limits.connectionAge = nil
        adjust(&limits)
        let log = log
        self.budgets = budgets ?? ServerBudgets(limits: limits)
        self.time = time
        began = time.now
        turn = Turn(
            application: application, limits: limits, logger: Logger(label: "test") { _ in log }, budgets: self.budgets,
            health: health, observer: record, clock: time.clock)
        machine = ConnectionMachine(
            with: try SocketAddress(parsing: "127.0.0.1:1"), isSecure: isSecure,
            handshake: HandedReservation(Self.handshake(of: self.budgets)), turn: turn)
    }

    /// The memory that the accepting thread reserves.
    private static func handshake(of budgets: ServerBudgets) -> Reservation {
        var reservation = Reservation(of: budgets.memory)
        reservation.overdraw(to: ServerLimits.connectionBytes)
        return reservation
    }

    /// The deadline of the client, in seconds since the connection began; nil after its end.
    var deadline: Double? { (machine?.clock.deadline).map(seconds) }
    /// The activity that is expected of the client; nil after its end.
    var activity: Activity? { machine?.activity }
    /// The claim of the client to its place; nil after its end.
    var claim: Claim? { machine?.claim(turn.limits) }
    /// The answers that the client has received, as text.
    var text: String { String(decoding: answers, as: UTF8.self) }
    /// The statuses of the answers that the client has received.
    var statuses: [Int] {
        text.split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
    }

    /// The seconds from the start of the connection to an instant.
    func seconds(_ instant: MonotonicInstant) -> Double { began.duration(to: instant) / .seconds(1) }

    /// Sets the clock to a number of seconds after the start.
    func wait(until seconds: Double) { time.set(began.advanced(by: .seconds(seconds))) }

    /// Tells the connection that no further requests are wanted.
    func drain() {
        health.noteStop()
        turn.isDraining = true
    }

    /// Sends bytes, one record each, and gives the connection a turn.
    @discardableResult
    func send(_ records: String...) -> ConnectionMachine.Next? {
        sent += records.map { Array($0.utf8) }
        return play()
    }

    /// Completes the handshake.
    @discardableResult
    func shake() -> ConnectionMachine.Next? {
        handshakes.append(.done(1))
        return play()
    }

    /// Performs a step at a given second; the client reads more of its answer in a separate turn.
    func play(_ step: Step, at second: Double) {
        wait(until: second)
        switch step {
        case .shake: shake()
        case .send(let text): send(text)
        case .take(let count):
            taking = count
            if activity == .takeAnswer { play() }
        case .turn: play()
        case .drain:
            drain()
            play()
        }
    }

    /// Gives the connection a turn, or reports another event, and performs the resulting actions.
    @discardableResult
    func play(_ first: ConnectionMachine.Event = .turn) -> ConnectionMachine.Next? {
        turn.lookAtClock()
        var event = first
        while machine != nil {
            guard let action = machine?.action(after: event, &turn) else { break }
            actions.append(action)
            if case .end(let next) = action {
                last = next
                if next == .close { machine = nil }
                return next
            }
            event = result(of: action)
        }
        return nil
    }

    /// Sets the clock to the client's deadline, and reports that it has passed.
    @discardableResult
    func expire() -> ConnectionMachine.Next? {
        if let deadline = machine?.clock.deadline { time.set(deadline) }
        return play(.expired)
    }

    private func result(of action: ConnectionMachine.Action) -> ConnectionMachine.Event {
        switch action {
        case .beginTurn: return .turnBegun
        case .handshake: return .handshake(shakeHands(), received)
        case .read: return .read(read(), received)
        case .noteRequest: return .requestNoted
        case .write: return .written(write())
        case .sendPlainly:
            answers += unsent
            return .sentPlainly
        case .shutdown: return .shutdown(goodbye)
        case .finishSending: return .sendingFinished
        case .discardInput, .end: return .discarded(discarded)
        }
    }

    private func shakeHands() -> Outcome {
        guard !handshakes.isEmpty else { return .wantRead }
        received.bytes += 100
        return handshakes.removeFirst()
    }

    private func read() -> Outcome {
        guard !sent.isEmpty else { return silence }
        let bytes = sent.removeFirst()
        turn.input.replaceSubrange(0..<bytes.count, with: bytes)
        received.bytes += UInt64(bytes.count)
        received.hasMore = !sent.isEmpty
        return .done(bytes.count)
    }

    private var unsent: [UInt8] {
        machine?.exchange.output.withUnsent { bytes in bytes.indices.map { bytes[$0] } } ?? []
    }

    private func write() -> Outcome {
        let count = min(unsent.count, taking ?? .max)
        guard count > 0 else { return jam }
        answers += unsent.prefix(count)
        taking = taking.map { $0 - count }
        return .done(count)
    }
}
