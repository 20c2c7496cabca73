internal import Net
internal import System
internal import TLS

/// One client's connection: performs over the socket what its state machine says.
final class ClientConnection {
    private let socket: Socket
    private let share: AddressShare
    private var machine: ConnectionMachine
    private var transport: Transport

    /// When the client's time is over.
    var deadline: MonotonicInstant { machine.clock.deadline }

    /// Whether it waits for a turn that it asked for.
    var isYielding = false

    /// The readiness that the poller watches for at present.
    var interest = Poller.Interest.read

    /// The descriptor's number, for the poller.
    var number: Int32 { socket.number }

    init(_ arrival: Arrival, context: ServerContext?, turn: borrowing Turn) throws(TLSError) {
        socket = arrival.socket
        share = arrival.share
        machine = ConnectionMachine(
            with: socket.peer, isSecure: context != nil, handshake: arrival.reservation, turn: turn)
        transport = try Transport(socket, context: context)
    }

    /// How long it keeps its place while other clients wait for one.
    func claim(_ limits: ServerLimits) -> Claim { machine.claim(limits) }

    /// Does what can be done now.
    func advance(_ turn: inout Turn) -> ConnectionMachine.Next { perform(after: .turn, &turn) }

    /// Ends what takes too long.
    func expire(_ turn: inout Turn) -> ConnectionMachine.Next { perform(after: .expired, &turn) }

    /// Says goodbye, as another client needs the place of this one, which is to be closed then.
    func giveWay(_ turn: inout Turn) { _ = perform(after: .placeNeeded, &turn) }

    /// Does one thing after the other until the turn is over.
    private func perform(after first: ConnectionMachine.Event, _ turn: inout Turn) -> ConnectionMachine.Next {
        var event = first
        while true {
            switch machine.action(after: event, &turn) {
            case .beginTurn(let records):
                transport.beginTurn(records: records)
                event = .turnBegun
            case .handshake: event = .handshake(transport.handshake(), transport.received)
            case .read: event = .read(transport.read(into: &turn.input), transport.received)
            case .noteRequest:
                transport.noteRequest()
                event = .requestNoted
            case .write:
                event = .written(machine.exchange.output.withUnsent { transport.write($0) })
            case .sendPlainly:
                machine.exchange.output.withUnsent { socket.sendIfPossible($0) }
                event = .sentPlainly
            case .shutdown: event = .shutdown(transport.shutdown())
            case .finishSending:
                socket.finishSending()
                event = .sendingFinished
            case .discardInput(let limit):
                event = .discarded(socket.discardInput(limit: limit))
            case .end(let next): return next
            }
        }
    }
}
