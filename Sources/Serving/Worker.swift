internal import Logging
internal import Net
internal import System

/// One thread's share of the connections, and the loop that gives each of them its turns.
struct Worker: ~Copyable {
    /// How late a time-out may be noticed.
    private static let timeoutGranularity = Duration.milliseconds(100)

    /// The token of the mailbox; connections have the index of their place as token.
    private static let mailboxToken = UInt64.max

    private let mailbox: Mailbox
    private let control: Control
    private let context: CurrentContext
    private var poller: Poller
    private var turn: Turn

    private var connections: [ClientConnection?] = []
    private var freePlaces: [Int] = []
    private var openCount = 0
    /// Those that have more to do than one turn allows, each once.
    private var yielding: [Int] = []
    private var resumed: [Int] = []
    private var due: [Int] = []
    private var deadlines = Deadlines(granularity: timeoutGranularity)
    private var endsAt = MonotonicInstant.never
    private var isAborted = false

    init(
        mailbox: Mailbox, control: Control, context: CurrentContext, turn: consuming Turn
    ) throws(SystemError) {
        let poller = try Poller()
        try poller.add(mailbox.number, .read, token: Self.mailboxToken)
        self.poller = poller
        self.mailbox = mailbox
        self.control = control
        self.context = context
        self.turn = turn
    }

    /// Serves until told to end.
    /// - Throws: `SystemError` where the poller fails, after which there is nothing that this thread could do.
    mutating func run() throws(SystemError) {
        defer { mailbox.pulse.rest() }
        while !isAborted && turn.now < endsAt && !(turn.isDraining && openCount == 0) {
            mailbox.pulse.rest()
            let count = try poller.wait(timeout: timeout())
            turn.lookAtClock()
            resumeYielding()
            for index in 0..<count {
                let token = poller.token(of: index)
                if token == Self.mailboxToken { readMail() } else { noteReady(Int(truncatingIfNeeded: token)) }
            }
            deadlines.takeDue(at: turn.now, into: &due)
            for place in due { expire(place) }
            due.removeAll(keepingCapacity: true)
        }
    }

    /// Gives those a turn that had more to do than their last one allowed.
    private mutating func resumeYielding() {
        swap(&resumed, &yielding)
        for place in resumed {
            guard let connection = connection(at: place), connection.isYielding else { continue }
            connection.isYielding = false
            giveTurn(to: place)
        }
        resumed.removeAll(keepingCapacity: true)
    }

    /// Gives a turn to a connection whose socket is ready, unless it has used up its turn and waits for the next.
    private mutating func noteReady(_ place: Int) {
        if connection(at: place)?.isYielding == false { giveTurn(to: place) }
    }

    private func timeout() -> Duration? {
        guard yielding.isEmpty else { return .zero }
        let untilDeadline = deadlines.timeout(at: turn.now)
        guard endsAt != .never else { return untilDeadline }
        let untilEnd = turn.now.duration(to: endsAt)
        return untilDeadline.map { min($0, untilEnd) } ?? untilEnd
    }

    private func connection(at place: Int) -> ClientConnection? {
        connections.indices.contains(place) ? connections[place] : nil
    }

    private mutating func readMail() {
        let news = mailbox.takeNews()
        isAborted = news.isAborted
        for arrival in news.arrivals { take(arrival) }
        if let wanted = news.roomWanted {
            makeRoom(wanted)
            mailbox.noteRoomMade()
        }
        guard let end = news.drainUntil, !turn.isDraining else { return }
        endsAt = end
        turn.isDraining = true
        // Idle connections are closed by their next turn, and what has arrived is served.
        for place in connections.indices { giveTurn(to: place) }
    }

    /// Takes a new connection on.
    ///
    /// It gets its first turn when its first bytes are there, in a row with all others.
    private mutating func take(_ arrival: Arrival) {
        let place = freePlaces.popLast() ?? connections.count
        if place == connections.count { connections.append(nil) }
        openCount += 1
        do {
            let connection = try ClientConnection(arrival, context: context.value, turn: turn)
            connections[place] = connection
            deadlines.set(connection.deadline, for: place)
            try poller.add(connection.number, connection.interest, token: UInt64(place))
        } catch {
            turn.logger.error("cannot serve a new connection", metadata: ["reason": "\(error)"])
            close(place)
        }
    }

    /// Closes connections that others need the places of: idle ones before those that stall, and of each those whose claim
    /// ended first.
    private mutating func makeRoom(_ wanted: Mailbox.RoomWanted) {
        func endedClaim(at place: Int) -> Claim? {
            guard let claim = connection(at: place)?.claim(turn.limits) else { return nil }
            return claim.hasEnded(at: turn.now, includesStalled: wanted.includesStalled) ? claim : nil
        }
        let ended = connections.indices.compactMap { place in
            endedClaim(at: place).map { (place: place, claim: $0) }
        }
        var left = wanted.count
        for (place, _) in ended.sorted(by: { $0.claim.yields(before: $1.claim) }) where left > 0 {
            // Bytes that have come in meanwhile are looked at first.
            giveTurn(to: place)
            guard let connection = connection(at: place), endedClaim(at: place) != nil else { continue }
            connection.giveWay(&turn)
            close(place)
            left -= 1
        }
    }

    private mutating func giveTurn(to place: Int) {
        guard let connection = connection(at: place) else { return }
        // Not once a wait: many clients with much to do may keep a worker busy for long, and it gets on all the same.
        mailbox.pulse.beat(at: turn.clock.now())
        follow(connection.advance(&turn), at: place, connection)
    }

    private mutating func expire(_ place: Int) {
        guard let connection = connection(at: place) else { return }
        mailbox.pulse.beat(at: turn.clock.now())
        follow(connection.expire(&turn), at: place, connection)
    }

    private mutating func follow(_ next: ConnectionMachine.Next, at place: Int, _ connection: ClientConnection) {
        deadlines.set(connection.deadline, for: place)
        switch next {
        case .wait(let interest):
            guard interest != connection.interest else { return }
            connection.interest = interest
            do throws(SystemError) {
                try poller.change(connection.number, interest, token: UInt64(place))
            } catch {
                turn.logger.error("cannot serve a connection", metadata: ["reason": "\(error)"])
                close(place)
            }
        case .yield:
            guard !connection.isYielding else { return }
            connection.isYielding = true
            yielding.append(place)
        case .close:
            close(place)
        }
    }

    private mutating func close(_ place: Int) {
        guard connections.indices.contains(place) else { return }
        connections[place] = nil
        freePlaces.append(place)
        deadlines.set(.never, for: place)
        openCount -= 1
        mailbox.noteClosed()
        control.noteRoom()
    }
}
