internal import HTTP
internal import Logging
internal import Net
internal import System
internal import TLS

// The answers to each event.
extension ConnectionMachine {
    mutating func noteHandshake(_ outcome: Outcome, _ turn: inout Turn) -> Action {
        switch outcome {
        case .done:
            observer.noteHandshake(.ok)
            phase = .serving
            budgetShare.open()
            handshake = nil
            return serve(&turn)
        case .wantRead: return .end(.wait(.read))
        case .wantWrite: return .end(.wait(.write))
        case .heldBack: return .end(.yield)
        case .closed:
            observer.noteHandshake(.closed)
            return .end(.close)
        case .failed(let error):
            observer.noteHandshake(HandshakeResult(error))
            if error.code == .disconnected { return .end(.close) }
            turn.logger.debug(
                "TLS handshake failed", metadata: ["client": "\(exchange.client)", "reason": "\(error)"])
            // OpenSSL has sent an alert, which the client is to read.
            phase = .closing
            return error.code == .plainHTTP ? answerPlainly(turn) : .shutdown
        }
    }

    private mutating func answerPlainly(_ turn: borrowing Turn) -> Action {
        let error = HTTPError(.badRequest, "this port speaks HTTPS, and the request came without TLS")
        exchange.answerLast(turn.application.response(to: error), turn)
        return .sendPlainly
    }

    mutating func serve(_ turn: inout Turn) -> Action {
        roundsLeft = Self.turnBudget
        return answer(&turn)
    }

    /// Answers what has come in, as far as the turn allows.
    private mutating func answer(_ turn: inout Turn) -> Action {
        guard roundsLeft > 0 else { return .end(.yield) }
        roundsLeft -= 1
        needsInput = exchange.answerRequests(
            until: answeredBefore + Self.turnBudget, isLastInput: !received.hasMore, &clock, &turn)
        return exchange.answered != answeredBefore ? .noteRequest : flush(&turn)
    }

    /// Sends what there is to send, and goes on once it is sent.
    mutating func flush(_ turn: inout Turn) -> Action {
        guard exchange.output.isEmpty else { return .write }
        if exchange.isOver { return finish() }
        guard exchange.answered < answeredBefore + Self.turnBudget else { return .end(.yield) }
        guard needsInput else { return answer(&turn) }
        // The poller tells of a further request, so there is no need to ask the socket.
        if isIdle && exchange.answered != answeredBefore { return pause(turn) }
        return .read
    }

    mutating func noteRead(_ outcome: Outcome, _ turn: inout Turn) -> Action {
        switch outcome {
        case .done(let count):
            exchange.append(turn.input.span.extracting(first: count))
            return answer(&turn)
        case .wantRead: return pause(turn)
        case .wantWrite: return .end(.wait(.write))
        case .heldBack: return .end(.yield)
        case .closed: return leave()
        case .failed(let error):
            noteFailure(error, &turn)
            return leave()
        }
    }

    mutating func noteWritten(_ outcome: Outcome, _ turn: inout Turn) -> Action {
        if case .done(let count) = outcome {
            exchange.output.take(count)
            guard exchange.output.isEmpty else { return .write }
            return phase == .serving ? flush(&turn) : .shutdown
        }
        // A connection that gives way does so whether or not its last answer could be sent.
        if phase == .leaving { return .shutdown }
        switch outcome {
        case .wantRead: return .end(.wait(.read))
        case .wantWrite: return .end(.wait(.write))
        case .heldBack: return .end(.yield)
        case .done, .closed, .failed: return .end(.close)
        }
    }

    mutating func noteShutdown(_ outcome: Outcome) -> Action {
        if phase == .leaving { return .end(.close) }
        if outcome == .wantWrite { return .end(.wait(.write)) }
        phase = .lingering
        return .finishSending
    }

    /// Waits for input, unless no further request is wanted.
    private mutating func pause(_ turn: borrowing Turn) -> Action {
        // An idle connection keeps no room for input.
        exchange.tidy(turn.limits)
        guard turn.isDraining && exchange.answered > 0 && isIdle else { return .end(.wait(.read)) }
        return leave()
    }

    /// Sends the last answer, and then the end of the stream.
    mutating func finish() -> Action {
        phase = .closing
        return exchange.output.isEmpty ? .shutdown : .write
    }

    /// Closes the connection, with a goodbye where there was a greeting.
    private mutating func leave() -> Action {
        guard phase == .serving else { return .end(.close) }
        phase = .leaving
        return .shutdown
    }

    /// Ends what takes too long.
    mutating func expire(_ turn: inout Turn) -> Action {
        guard activity.isRequest, exchange.output.isEmpty, phase == .serving else {
            if phase == .handshake { observer.noteHandshake(.timeout) }
            return leave()
        }
        exchange.answerLast(
            turn.application.response(to: HTTPError(.requestTimeout, "the request took too long")), turn)
        return .beginTurn(records: Self.turnBudget)
    }

    /// Closes the connection at once, as another client needs its place.
    mutating func giveWay(_ turn: inout Turn) -> Action {
        observer.noteCutOff(.placeNeeded)
        turn.logger.debug(
            "connection closed, as another client needs its place",
            metadata: ["client": "\(exchange.client)", "state": "\(activity.state)"])
        guard activity.isRequest else { return leave() }
        exchange.refuseForWantOfRoom("other clients need the place of this connection; try again", turn)
        phase = .leaving
        return .write
    }

    mutating func endForWantOfRoom(_ turn: borrowing Turn) -> Action {
        // The client does not take the answers that are kept, so another one would not reach it.
        guard phase == .serving, exchange.output.isEmpty else { return .end(.close) }
        exchange.refuseForWantOfRoom("too many or too large requests are unfinished; try again", turn)
        return .beginTurn(records: Self.turnBudget)
    }

    /// Counts a client that misuses TLS; one that has merely gone away does not count.
    private func noteFailure(_ error: TLSError, _ turn: inout Turn) {
        guard error.code == .fruitless || error.code == .peer else { return }
        observer.noteCutOff(.tlsMessages)
        turn.complaints.note(
            .misuse(ClientNetwork(of: exchange.client)), "connection cut off",
            ["client": "\(exchange.client)", "reason": "\(error)"])
    }
}
