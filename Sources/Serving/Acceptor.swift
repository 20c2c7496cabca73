internal import Logging
internal import Net
internal import System

/// Accepts connections, hands each to the worker with the fewest, and sees the server through its end.
struct Acceptor: ~Copyable {
    /// How many connections are accepted before anything else is looked at.
    private static let batch = 64

    /// How long to wait before trying again when descriptors or memory are exhausted.
    ///
    /// Connections that end sooner do not shorten it: what is exhausted may be the machine's.
    private static let exhaustionPause = Duration.seconds(1)

    /// How long to wait for a worker that has been told to end and is still computing an answer.
    private static let computationGrace = Duration.milliseconds(500)

    /// How long after new connections the memory that their handshakes took is given back.
    ///
    /// A few hundred clients that come at once take some 40 KB each until they are through, and half of that afterwards;
    /// what is between stays with the heap, which does not give it back by itself.
    private static let tidyDelay = Duration.seconds(1)

    /// How often memory is given back at most: a client that connects all the time pays for it seldom.
    private static let tidyInterval = Duration.seconds(5)

    private static let controlToken = UInt64.max
    private static let signalsToken = UInt64.max - 1

    private var listeners: [Listener]
    private let mailboxes: [Mailbox]
    private let control: Control
    private let memory: Budget
    private let signals: Signals?
    private let limits: ServerLimits
    private let observer: any ServerObserver
    private let logger: Logger
    /// Gives back the memory that the heap keeps.
    private let releaseMemory: @Sendable () -> Void
    private let clock: MonotonicClock
    private let addresses = AddressCounts()
    private var poller: Poller

    private var signalCount = 0
    private var isListening = true
    private var resumesAt = MonotonicInstant.never
    private var looksForRoomAt = MonotonicInstant.never
    private var shortage: Shortage
    private var tidiesAt: MonotonicInstant
    private var tidiesNotBefore = MonotonicInstant(nanoseconds: .min)
    private var isUntidy = true
    private var complaints: Complaints

    init(
        listeners: [Listener], mailboxes: [Mailbox], control: Control, memory: Budget, signals: Signals?,
        limits: ServerLimits, observer: any ServerObserver, logger: Logger, clock: MonotonicClock = .system,
        releaseMemory: @escaping @Sendable () -> Void = Heap.releaseFree
    ) throws(SystemError) {
        let poller = try Poller()
        try poller.add(control.number, .read, token: Self.controlToken)
        if let signals { try poller.add(signals.number, .read, token: Self.signalsToken) }
        for (index, listener) in listeners.enumerated() {
            try poller.add(listener.number, .read, token: UInt64(index))
        }
        self.poller = poller
        self.listeners = listeners
        self.mailboxes = mailboxes
        self.control = control
        self.memory = memory
        self.signals = signals
        self.limits = limits
        self.observer = observer
        self.logger = logger
        self.clock = clock
        self.releaseMemory = releaseMemory
        shortage = Shortage(connections: limits.connections, workers: mailboxes.count)
        tidiesAt = clock.now().advanced(by: Self.tidyDelay)
        complaints = Complaints(to: logger, clock: clock)
    }

    /// How often the server has been asked to stop, in whatever way.
    private var stopRequests: Int { signalCount + control.stopRequests }

    private var openConnections: Int { mailboxes.reduce(0) { $0 + $1.openConnections } }

    /// Accepts connections until the server is asked to stop or a worker fails.
    /// - Parameters:
    ///   - ignoredRequests: How many times the server has to be asked for nothing.
    ///   - end: When to stop in any case.
    /// - Throws: `SystemError` where the poller is unusable.
    mutating func acceptConnections(ignoring ignoredRequests: Int = 0, until end: MonotonicInstant = .never)
        throws(SystemError)
    {
        var now = clock.now()
        while stopRequests <= ignoredRequests && control.endedWorkers == 0 && now < end {
            let wakeUp = min(resumesAt, looksForRoomAt, tidiesAt, end)
            let timeout = wakeUp == .never ? nil : now.duration(to: wakeUp)
            for index in 0..<(try poller.wait(timeout: timeout)) {
                let token = poller.token(of: index)
                if isSpecial(token) { continue }
                if let listener = listener(token) { acceptSome(from: listener, atMost: Self.batch) }
            }
            resumeIfPossible()
            now = clock.now()
            if now >= tidiesAt { tidy(at: now) }
        }
    }

    /// Gives memory back that start-up and handshakes took.
    private mutating func tidy(at now: MonotonicInstant) {
        tidiesAt = .never
        tidiesNotBefore = now.advanced(by: Self.tidyInterval)
        isUntidy = false
        releaseMemory()
    }

    /// Stops accepting, and lets the workers finish.
    /// - Returns: Whether all workers have ended; one that computes without end does not.
    mutating func finish() throws(SystemError) -> Bool {
        // A client that waits to be accepted believes to be connected. More than the kernel's queue holds have come since.
        for listener in listeners where isListening { acceptSome(from: listener, atMost: Int(Listener.backlog)) }
        for listener in listeners { poller.remove(listener.number) }
        listeners = []
        var now = clock.now()
        let drainsUntil = now.advanced(by: limits.shutdownTimeout)
        for mailbox in mailboxes { mailbox.drain(until: drainsUntil) }
        var end = drainsUntil.advanced(by: Self.computationGrace)
        var isAborted = false
        while control.endedWorkers < mailboxes.count && now < end {
            if stopRequests > 1 && !isAborted {
                isAborted = true
                for mailbox in mailboxes { mailbox.abort() }
                end = min(end, now.advanced(by: Self.computationGrace))
            }
            let count = try poller.wait(timeout: now.duration(to: end))
            for index in 0..<count { _ = isSpecial(poller.token(of: index)) }
            now = clock.now()
        }
        return control.endedWorkers == mailboxes.count
    }

    /// Deals with the descriptors that are no listeners.
    private mutating func isSpecial(_ token: UInt64) -> Bool {
        switch token {
        case Self.controlToken:
            control.silence()
            return true
        case Self.signalsToken:
            while let signal = signals?.next() {
                logger.info("received \(Signals.name(of: signal))")
                signalCount += 1
            }
            return true
        default: return false
        }
    }

    private func listener(_ token: UInt64) -> Listener? {
        let index = Int(truncatingIfNeeded: token)
        return listeners.indices.contains(index) ? listeners[index] : nil
    }

    private mutating func acceptSome(from listener: Listener, atMost count: Int) {
        // Another listener may have found that there is no room.
        guard isListening else { return }
        for accepted in 0..<count {
            guard openConnections < limits.connections else {
                // If a connection is still queued, the poller reports it again.
                return accepted == 0 ? waitForRoom() : ()
            }
            guard let reservation = memory.reserve(ServerLimits.connectionBytes) else {
                return pause(.memory, "there is no memory for more connections")
            }
            switch listener.accept() {
            case .connection(let socket):
                welcome(socket, HandedReservation(reservation))
                noteUntidy()
            case .gone: continue
            case .none: return
            case .exhausted(let error): return pause(.exhaustion, "\(error)")
            }
        }
    }

    private mutating func pause(_ subject: Complaints.Subject, _ reason: String) {
        complaints.note(subject, "\(reason); connections wait")
        listen(false)
        resumesAt = clock.now().advanced(by: Self.exhaustionPause)
    }

    private mutating func noteUntidy() {
        guard !isUntidy else { return }
        isUntidy = true
        tidiesAt = max(clock.now().advanced(by: Self.tidyDelay), tidiesNotBefore)
    }

    private mutating func welcome(_ socket: Socket, _ reservation: HandedReservation) {
        let client = ClientNetwork(of: socket.peer)
        guard let share = addresses.share(for: client, limit: limits.connectionsPerAddress) else {
            observer.noteRefusedConnection()
            let limit = limits.connectionsPerAddress ?? 0
            return complaints.note(
                .client(client), "a client has its \(limit) connections, and further ones are closed",
                ["client": "\(client)"])
        }
        leastBusy()?.give(Arrival(socket: socket, share: share, reservation: reservation))
    }

    private func leastBusy() -> Mailbox? {
        mailboxes.min { $0.openConnections < $1.openConnections }
    }

    /// Stops accepting until a connection has ended, and asks the workers to end some.
    private mutating func waitForRoom() {
        let (addresses, most) = (addresses, limits.connections)
        complaints.note(
            .places, "all \(most) connections are in use; idle ones are closed for new ones",
            addresses.largest.map { ["most-by": "\($0.client)", "of-these": "\($0.count)"] } ?? [:])
        listen(false)
        // Set before checking for room, so that a worker that frees a place always wakes this thread.
        control.setWaitsForRoom(true)
        let now = clock.now()
        ask(for: shortage.begin(at: now), at: now)
    }

    /// Asks the workers to close connections.
    private mutating func ask(for wanted: Mailbox.RoomWanted, at now: MonotonicInstant) {
        for mailbox in mailboxes { mailbox.makeRoom(wanted) }
        // By then, those that have just come count as idle.
        looksForRoomAt = now.advanced(by: min(ServerLimits.roomInterval, limits.idleGrace))
    }

    private mutating func resumeIfPossible() {
        guard !isListening else { return }
        let now = clock.now()
        guard openConnections < limits.connections else {
            if now >= looksForRoomAt { ask(for: shortage.goOn(at: now), at: now) }
            return
        }
        looksForRoomAt = .never
        guard resumesAt == .never || now >= resumesAt else { return }
        resumesAt = .never
        control.setWaitsForRoom(false)
        listen(true)
    }

    private mutating func listen(_ listens: Bool) {
        isListening = listens
        for (index, listener) in listeners.enumerated() {
            do throws(SystemError) {
                try poller.change(listener.number, listens ? .read : [], token: UInt64(index))
            } catch {
                logger.error("\(error)")
            }
        }
    }
}
