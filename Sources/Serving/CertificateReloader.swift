package import Logging
internal import Net
package import System
package import TLS

/// Looks after the certificate files of a server, and gives it what is in them when that changes.
///
/// It compares contents, so it does not matter how they change: rewritten in place, replaced by a rename, or by the
/// kubelet, which moves one symbolic link for all files of a secret. What cannot be used is said once, and the server
/// goes on with what it has. With each look it compares the dates of the certificate in use with the clock, too.
package final class CertificateReloader: Sendable {
    /// How often to compare the contents, whatever the kernel tells: it does not tell of files behind symbolic links to
    /// other folders, nor of those on other machines.
    package static let interval = Duration.seconds(10)

    /// How long to wait for further changes after one: a certificate and its key are seldom written in one step, and one
    /// without the other would be reported as a mismatch.
    private static let settlingTime = Duration.milliseconds(200)

    /// How long to wait for a file system at the end.
    package static let patience = Duration.seconds(1)

    private let bell: WakeUp
    private let threads: ThreadGroup

    /// Starts to watch, on a thread of its own, as a file system may take its time.
    /// - Parameters:
    ///   - source: Where to look.
    ///   - credentials: What was there when the server started.
    ///   - options: How the server speaks TLS, apart from its certificate.
    ///   - interval: How often to compare the contents where the kernel tells of no change.
    ///   - signals: Signals that ask to compare them now, and to say what came of it.
    ///   - clock: Tells the time, in seconds since 1970-01-01T00:00:00Z.
    ///   - server: Gets what is in the files when that changes.
    ///   - logger: Gets a line for each change.
    /// - Throws: `SystemError` where the machine has no descriptors or memory for it.
    package init(
        of source: any CredentialSource, inUse credentials: Credentials, options: TLSOptions = TLSOptions(),
        interval: Duration = CertificateReloader.interval, askedBy signals: Signals? = nil,
        clock: @escaping @Sendable () -> Int64 = WallClock.secondsSinceEpoch, for server: Server, logger: Logger
    ) throws(SystemError) {
        bell = try WakeUp()
        threads = try ThreadGroup()
        try threads.start("certificates") { [self] in
            var watcher = Watcher(
                source: source, inUse: credentials, options: options, clock: clock, server: server, logger: logger)
            do throws(SystemError) {
                try watch(with: &watcher, source, every: interval, orAskedBy: signals)
            } catch {
                logger.error("certificates are no longer reloaded: \(error)")
            }
        }
    }

    /// Stops to watch; to be called once.
    ///
    /// The last look may take its time, as on a file system of another machine that does not answer. Nobody waits long for
    /// it: its thread is left behind, and the process is to end without taking anything away from it.
    /// - Parameter patience: How long to wait for the thread.
    /// - Returns: Whether the thread has ended.
    @discardableResult
    package func stop(within patience: Duration = patience) -> Bool {
        bell.ring()
        return threads.end(within: patience)
    }

    private func watch(
        with watcher: inout Watcher, _ source: any CredentialSource, every interval: Duration,
        orAskedBy signals: Signals?
    ) throws(SystemError) {
        let bellToken: UInt64 = 0
        var poller = try Poller()
        try poller.add(bell.number, .read, token: bellToken)
        let folderWatch = try FolderWatch()
        try poller.add(folderWatch.number, .read, token: bellToken + 1)
        if let signals { try poller.add(signals.number, .read, token: bellToken + 2) }
        if let number = source.bellNumber { try poller.add(number, .read, token: bellToken + 3) }
        while true {
            // A folder that was replaced is another one.
            for folder in source.folders { folderWatch.add(folder) }
            watcher.look()
            // Files that are written without end are looked at all the same.
            let nextLook = MonotonicInstant.now().advanced(by: interval)
            var patience = interval
            while true {
                let count = try poller.wait(timeout: patience)
                for index in 0..<count where poller.token(of: index) == bellToken { return }
                folderWatch.silence()
                source.silenceBell()
                while let signal = signals?.next() { watcher.noteSignal(signal) }
                guard count > 0, MonotonicInstant.now() < nextLook else { break }
                patience = Self.settlingTime
            }
        }
    }
}

/// The contents of the files, and the part of them that the server uses.
private struct Watcher {
    private let source: any CredentialSource
    private let options: TLSOptions
    private let clock: @Sendable () -> Int64
    private let server: Server
    private let logger: Logger
    private var inUse: Credentials
    private var problem: String?
    /// Whether somebody waits to read what comes of the next look.
    private var isAsked = false

    init(
        source: any CredentialSource, inUse: Credentials, options: TLSOptions,
        clock: @escaping @Sendable () -> Int64, server: Server, logger: Logger
    ) {
        self.source = source
        self.inUse = inUse
        self.options = options
        self.clock = clock
        self.server = server
        self.logger = logger
    }

    /// Compares, and gives the server what is new.
    mutating func look() {
        // Health first, so that a reader of the log finds the same there.
        do throws(TLSError) {
            let found = try source.read()
            let context = found == inUse ? nil : try ServerContext(found, options: options)
            server.health.noteCertificateProblem(nil)
            if let context { use(context, of: found) } else { noteUnchanged() }
            problem = nil
        } catch {
            server.health.noteCertificateProblem(error.description)
            server.noteReload(isUsed: false)
            note(error.description)
        }
        isAsked = false
        server.noteValidity(at: clock())
    }

    /// Notes that somebody asks for a look.
    mutating func noteSignal(_ signal: Int32) {
        logger.info("received \(Signals.name(of: signal)): looking at the certificate")
        isAsked = true
    }

    private mutating func use(_ context: ServerContext, of found: Credentials) {
        let before = server.certificate?.notAfter
        server.use(context)
        inUse = found
        server.noteReload(isUsed: true)
        var metadata: Logger.Metadata = ["not-after": "\(timestamp(context.notAfter))"]
        if let before { metadata["previous-not-after"] = "\(timestamp(before))" }
        logger.info("certificate reloaded", metadata: metadata)
    }

    /// Says that the files hold what is in use, where they did not, or where somebody asks.
    private func noteUnchanged() {
        if problem != nil {
            logger.info("the certificate can be read again: it is the one in use")
        } else if isAsked {
            logger.info("the certificate has not changed")
        }
    }

    private mutating func note(_ problem: String) {
        guard problem != self.problem || isAsked else { return }
        self.problem = problem
        logger.error("the new certificate cannot be used; the one in use stays", metadata: ["reason": "\(problem)"])
    }
}

/// The certificate that a new connection gets; none where the server speaks plain HTTP.
///
/// The lock is taken once a connection. A connection keeps what it began with, so a change disturbs no handshake.
final class CurrentContext: Sendable {
    private let context: Locked<ServerContext?>

    init(_ context: ServerContext?) {
        self.context = Locked(context)
    }

    /// The context of connections that begin now; a change has no effect on those that have begun.
    var value: ServerContext? {
        get { context.withLock { $0 } }
        set { context.withLock { $0 = newValue } }
    }
}

/// Why clients refuse the certificate in use: the time is not one for which it is meant.
struct ValidityProblem: Equatable, Sendable {
    /// The problem, in words.
    let message: String
    /// The name of the date that has passed, or has not.
    let dateName: String
    /// That date, as RFC 3339 writes it.
    let date: String

    /// Compares the dates of a certificate with the clock; nil where the certificate is valid.
    ///
    /// - Parameters:
    ///   - context: What has the certificate.
    ///   - now: The time, in seconds since 1970-01-01T00:00:00Z.
    init?(of context: ServerContext, at now: Int64) {
        switch context.validity(at: now) {
        case .valid: return nil
        case .expired:
            (message, dateName, date) = ("the certificate has expired", "not-after", timestamp(context.notAfter))
        case .notYetValid:
            (message, dateName, date) = (
                "the certificate is not valid yet", "not-before", timestamp(context.notBefore)
            )
        }
    }

    /// The date, for a line of the log that has the message.
    var metadata: Logger.Metadata { [dateName: "\(date)"] }

    /// One line for a person.
    var description: String { "\(message): \(dateName) \(date)" }
}
