internal import HTTP
internal import Logging
internal import Net
internal import System

/// The requests and answers of one connection, whatever carries their bytes.
struct Exchange {
    /// How many bytes of answers are collected before they are sent; past it no further request is looked at, so that a
    /// client that sends requests and takes no answers fills its own buffers and not the server's.
    private static let outputCapacity = 64 << 10

    /// The longest body that is read past when a request is refused by its head, to keep the connection.
    private static let discardableBody = 64 << 10

    /// When an API server that was refused for want of room is to ask again, in seconds.
    private static let retryDelay = 1

    let client: SocketAddress
    private let lastRequestFrom: MonotonicInstant
    private var parser: RequestParser
    private var refusal: Response?
    private var endpoint = Endpoint.other

    /// The answers that are on their way.
    var output = OutputBuffer()

    /// How many requests have been answered, apart from one that ended the connection.
    private(set) var answered = 0

    /// Whether the last answer is in the output.
    private(set) var isOver = false

    init(with client: SocketAddress, from now: MonotonicInstant, _ limits: ServerLimits) {
        self.client = client
        lastRequestFrom = limits.connectionEnd(from: now)
        parser = RequestParser(limits: limits.request)
    }

    /// Whether nothing has come in behind the last request.
    var isIdle: Bool { parser.isIdle }

    /// Whether a part of a request has come in.
    var hasBegunRequest: Bool { !isOver && parser.hasBegunRequest }

    /// How many bytes of a request's body have come in, once its head is complete.
    var receivedBodyBytes: Int? { parser.receivedBodyBytes }

    /// How many bytes of requests are kept.
    var heldBytes: Int { parser.heldBytes }

    /// Takes in what the client sent.
    mutating func append(_ bytes: Span<UInt8>) {
        parser.append(bytes)
    }

    /// Gives back the room for input, where none has come in.
    mutating func tidy(_ limits: ServerLimits) {
        if parser.isIdle { parser = RequestParser(limits: limits.request) }
    }

    /// Answers the requests that have come in, as far as there is room for answers.
    /// - Parameters:
    ///   - limit: How many requests may have been answered afterwards.
    ///   - isLastInput: Whether the connection has no further bytes that are not yet input.
    ///   - clock: Is told of what begins and ends.
    ///   - turn: What the worker lends.
    /// - Returns: Whether there is nothing to be done without more input.
    mutating func answerRequests(
        until limit: Int, isLastInput: Bool, _ clock: inout ClientClock, _ turn: inout Turn
    ) -> Bool {
        while !isOver {
            guard output.count < Self.outputCapacity, answered < limit else { return false }
            switch parser.next() {
            case .needsMore:
                if parser.takeContinue() { output.bytes += Response.continueBytes }
                return true
            case .head(let head): refuseIfNeeded(head, &clock, turn)
            case .request(let request): answer(request, isLastInput: isLastInput, &clock, &turn)
            case .failure(let error): answerLast(turn.application.response(to: error), turn)
            }
        }
        return true
    }

    private mutating func refuseIfNeeded(_ head: RequestHead, _ clock: inout ClientClock, _ turn: borrowing Turn) {
        endpoint = turn.observer.endpoint(of: head)
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

    private mutating func answer(
        _ request: Request, isLastInput: Bool, _ clock: inout ClientClock, _ turn: inout Turn
    ) {
        if clock.isTooLate(by: turn.clock) {
            let error = HTTPError(.gatewayTimeout, "the time that the client gave for an answer is over")
            return answerLast(turn.application.response(to: error), turn, omitsBody: request.head.method == .head)
        }
        let need = turn.application.memory(forBodyOf: request.body.count)
        var reservation: Reservation?
        if need > ServerBudgets.unreservedAnswer { reservation = turn.budgets.memory.reserve(need) }
        guard need <= ServerBudgets.unreservedAnswer || reservation != nil else {
            turn.complaints.note(
                .answers, "no memory to answer a request",
                ["body-bytes": "\(request.body.count)", "client": "\(client)"])
            return refuseForWantOfRoom(
                "there is no memory for a request of this size; try again", turn,
                omitsBody: request.head.method == .head)
        }
        defer { extendLifetime(reservation) }
        let response = refusal ?? turn.application.response(to: request, from: client)
        refusal = nil
        clock.endRequest()
        answered += 1
        noteAnswer(response.status, turn)
        // The requests that have come in behind this one are answered too.
        let endsHere = (turn.health.isStopping || turn.now >= lastRequestFrom) && parser.isIdle && isLastInput
        let persistence = endsHere ? .close : request.head.persistence
        response.encode(
            into: &output.bytes, persistence: persistence, omitsBody: request.head.method == .head, date: turn.date)
        isOver = persistence == .close
    }

    /// Answers and ends the connection; nothing of what came in is looked at any more.
    mutating func answerLast(_ response: Response, _ turn: borrowing Turn, omitsBody: Bool = false) {
        response.encode(into: &output.bytes, persistence: .close, omitsBody: omitsBody, date: turn.date)
        noteAnswer(response.status, turn)
        isOver = true
        parser = RequestParser(limits: turn.limits.request)
    }

    /// Answers that there is no room for the request now, and ends the connection.
    mutating func refuseForWantOfRoom(_ reason: String, _ turn: borrowing Turn, omitsBody: Bool = false) {
        var response = turn.application.response(to: HTTPError(.serviceUnavailable, reason))
        response.fields.append(.retryAfter(seconds: Self.retryDelay))
        answerLast(response, turn, omitsBody: omitsBody)
    }

    private mutating func noteAnswer(_ status: StatusCode, _ turn: borrowing Turn) {
        turn.observer.noteAnswer(status, at: endpoint)
        endpoint = .other
    }
}
