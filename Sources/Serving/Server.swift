package import Logging
package import Net
package import System
package import TLS

/// An HTTP server, over TLS or without: it listens, and answers requests with an application on several threads.
package final class Server: Sendable {
    /// How a server ended.
    package enum Outcome: Equatable, Sendable {
        /// All requests in flight were answered.
        case finished
        /// The time was over or somebody insisted, while so many connections were still open.
        case cutShort(connections: Int)
        /// A worker failed, so the server stopped without having been asked.
        case failed
    }

    /// The addresses listened on, with real ports where port 0 was asked for.
    package let addresses: [SocketAddress]

    /// How the server is doing.
    package let health: Health

    private let configuration: ServerConfiguration
    private let context: CurrentContext
    private let application: any Application
    private let observer: any ServerObserver
    private let logger: Logger
    private let clock: MonotonicClock
    private let control: Control
    private let budgets: ServerBudgets
    private let mailboxes: [Mailbox]
    private let listeners: Locked<[Listener]>
    private let startThread: ThreadStart

    /// Starts a thread with a name, as `WorkerThread.init` does.
    package typealias ThreadStart =
        @Sendable (_ name: String, _ work: @escaping @Sendable () -> Void) throws(SystemError) -> WorkerThread

    /// Starts to listen, so that clients can connect; they are served once the server runs.
    ///
    /// From now on a write to a connection that the peer has closed no longer kills the process.
    /// - Parameters:
    ///   - configuration: Where and with what to serve.
    ///   - context: The certificate; nil to serve plain HTTP.
    ///   - application: What answers.
    ///   - health: What tells others how the server is doing.
    ///   - observer: Who counts what the server does; nil for nobody.
    ///   - logger: Gets a line for each address, for the start and the stop, and for what goes wrong; none for a
    ///     request.
    ///   - clock: What all time-outs are measured by.
    ///   - startThread: Starts the thread of a worker.
    /// - Throws: `SystemError`, for example when an address is in use.
    package init(
        _ configuration: ServerConfiguration, context: ServerContext?, application: any Application,
        health: Health = Health(), observer: (any ServerObserver)? = nil, logger: Logger,
        clock: MonotonicClock = .system,
        startThread: @escaping ThreadStart = { name, work throws(SystemError) in
            try WorkerThread(name: name, work)
        }
    ) throws(SystemError) {
        Signals.ignoreBrokenPipes()
        self.configuration = configuration
        self.context = CurrentContext(context)
        self.application = application
        self.health = health
        self.observer = observer ?? SilentObserver()
        budgets = ServerBudgets(of: configuration)
        self.logger = logger
        self.clock = clock
        self.startThread = startThread
        control = try Control()
        var listeners: [Listener] = []
        for address in configuration.addresses {
            listeners.append(try Listener(on: address, onlyIPv6: configuration.servesIPv4(besides: address)))
        }
        addresses = listeners.map(\.address)
        self.listeners = Locked(listeners)
        var mailboxes: [Mailbox] = []
        for _ in 0..<max(1, configuration.workers) { mailboxes.append(try Mailbox()) }
        self.mailboxes = mailboxes
        health.watch(mailboxes.map(\.pulse), hangTime: configuration.limits.hangTime, by: clock)
        if let context { note(context) }
    }

    /// Serves until it is asked to stop; to be called once.
    /// - Parameter signals: Signals that ask it to stop, as `stop()` does.
    /// - Returns: How it ended.
    /// - Throws: `SystemError` where the machine has no descriptors or memory for it.
    package func run(endingOn signals: Signals? = nil) throws(SystemError) -> Outcome {
        let listeners = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        var acceptor = try Acceptor(
            listeners: listeners, mailboxes: mailboxes, control: control, memory: budgets.memory, signals: signals,
            limits: configuration.limits, observer: observer, logger: logger, clock: clock)
        let scheme = context.value == nil ? "http" : "https"
        for address in addresses { logger.info("listening on \(scheme)://\(address)") }
        let threads = startWorkers()
        try acceptor.acceptConnections()
        let hasFailed = control.endedWorkers > 0
        health.noteStop()
        logger.info("stopping")
        let delayEnds = clock.now().advanced(by: configuration.limits.shutdownDelay)
        try acceptor.acceptConnections(ignoring: 1, until: delayEnds)
        let haveEnded = try acceptor.finish()
        for thread in threads { haveEnded ? thread.join() : thread.detach() }
        let left = mailboxes.reduce(0) { $0 + $1.openConnections }
        logger.info("stopped", metadata: left == 0 ? [:] : ["open-connections": "\(left)"])
        if hasFailed { return .failed }
        return left == 0 ? .finished : .cutShort(connections: left)
    }

    /// Asks the server to stop: it serves on for a while, answers what is in flight, and ends.
    ///
    /// From now on it is not ready, and its answers say that the connection ends with them.
    ///
    /// Asked a second time it ends at once. Any thread may ask.
    package func stop() {
        control.requestStop()
    }

    /// Takes another certificate for connections that begin from now on; those that have begun keep theirs.
    ///
    /// Any thread may call it.
    /// - Parameter context: The certificate.
    package func use(_ context: ServerContext) {
        self.context.value = context
        note(context)
    }

    /// The certificate in use; nil where the server speaks plain HTTP.
    var certificate: ServerContext? { context.value }

    /// Tells from when to when a certificate is valid, and whether that is now.
    private func note(_ context: ServerContext) {
        observer.noteCertificate(notBefore: context.notBefore, notAfter: context.notAfter)
        noteValidity(at: WallClock.secondsSinceEpoch())
    }

    /// Compares the dates of the certificate in use with the clock, and logs what has changed since the last time.
    ///
    /// Clients refuse a certificate that is not valid, and tell nobody here.
    /// - Parameter now: The time, in seconds since 1970-01-01T00:00:00Z.
    func noteValidity(at now: Int64) {
        let problem = certificate.flatMap { ValidityProblem(of: $0, at: now) }
        guard health.noteValidityProblem(problem) else { return }
        if let problem {
            logger.error("\(problem.message)", metadata: problem.metadata)
        } else {
            logger.info("the certificate is valid now")
        }
    }

    /// Notes whether certificate files that differ from what is in use could be taken.
    func noteReload(isUsed: Bool) {
        observer.noteReload(isUsed: isUsed)
    }

    private func startWorkers() -> [WorkerThread] {
        mailboxes.enumerated().compactMap { index, mailbox in
            do throws(SystemError) {
                return try startThread("worker-\(index)") { [self] in work(with: mailbox) }
            } catch {
                logger.critical("\(error)")
                control.noteEnd()
                return nil
            }
        }
    }

    private func work(with mailbox: Mailbox) {
        do throws(SystemError) {
            var worker = try Worker(
                mailbox: mailbox, control: control, context: context,
                turn: Turn(
                    application: application, limits: configuration.limits, logger: logger, budgets: budgets,
                    health: health, observer: observer, clock: clock))
            try worker.run()
        } catch {
            logger.critical("a worker ended: \(error)")
        }
        control.noteEnd()
    }
}

extension ServerConfiguration {
    /// Whether another listener has the port for IPv4, so that this one, on `[::]`, must not have it too.
    func servesIPv4(besides address: SocketAddress) -> Bool {
        address.port != 0 && addresses.contains { !$0.isIPv6 && $0.port == address.port }
    }
}
