internal import Logging
internal import Net
internal import System

/// Rate-limited warnings of one thread: what each is about could come thousands of times a second.
struct Complaints {
    /// What a warning is about.
    enum Subject: Hashable {
        /// All places are taken.
        case places
        /// There is no memory for more connections.
        case memory
        /// The process or the machine has no descriptors left.
        case exhaustion
        /// There is no memory to answer a request.
        case answers
        /// A client has as many connections as it may.
        case client(ClientNetwork)
        /// A client misuses TLS.
        case misuse(ClientNetwork)

        /// Whether there is one of it for each client.
        var isOfClient: Bool {
            switch self {
            case .client, .misuse: true
            case .places, .memory, .exhaustion, .answers: false
            }
        }
    }

    /// How often to warn of the same thing at most.
    private static let interval = Duration.seconds(60)

    /// How many warnings of clients to give in an interval at most.
    ///
    /// A client may come from any number of IPv6 networks; further ones are not warned of until the interval is over.
    private static let mostClients = 256

    private let logger: Logger
    private var lastTimes: [Subject: MonotonicInstant] = [:]
    private var clientCount = 0
    private var clientsForgottenAt = MonotonicInstant(nanoseconds: .min)

    init(to logger: Logger) {
        self.logger = logger
    }

    /// Warns, unless it has done so of the same thing a short time ago.
    mutating func note(
        _ subject: Subject, _ message: @autoclosure () -> String, _ metadata: @autoclosure () -> Logger.Metadata = [:],
        at now: MonotonicInstant = .now()
    ) {
        if let last = lastTimes[subject], now < last.advanced(by: Self.interval) { return }
        guard !subject.isOfClient || admitClient(at: now) else { return }
        lastTimes[subject] = now
        logger.warning("\(message())", metadata: metadata())
    }

    /// Counts a warning of a client, and forgets all clients once an interval is over.
    private mutating func admitClient(at now: MonotonicInstant) -> Bool {
        if now >= clientsForgottenAt {
            clientsForgottenAt = now.advanced(by: Self.interval)
            lastTimes = lastTimes.filter { !$0.key.isOfClient }
            clientCount = 0
        }
        guard clientCount < Self.mostClients else { return false }
        clientCount += 1
        return true
    }
}
