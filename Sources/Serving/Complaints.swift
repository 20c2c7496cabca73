internal import Logging
internal import Net

/// Warnings of what the accepting thread meets, each of which could come thousands of times a second.
struct Complaints {
    /// What a warning is about.
    enum Subject: Hashable {
        /// All places are taken.
        case places
        /// There is no memory for more connections.
        case memory
        /// The process or the machine has no descriptors left.
        case exhaustion
        /// A client has as many connections as it may.
        case client(ClientNetwork)
    }

    /// How often to warn of the same thing at most.
    private static let interval = Duration.seconds(60)

    /// How many subjects to remember at most.
    ///
    /// A client may come from any number of IPv6 networks; further ones are not warned of for a while.
    private static let mostSubjects = 256

    private let logger: Logger
    private var nextTimes: [Subject: Instant] = [:]

    init(to logger: Logger) {
        self.logger = logger
    }

    /// Warns, unless it has done so of the same thing a short time ago.
    mutating func note(
        _ subject: Subject, _ message: @autoclosure () -> String, _ metadata: @autoclosure () -> Logger.Metadata = [:]
    ) {
        let now = Instant.now()
        if let next = nextTimes[subject], now < next { return }
        if nextTimes.count >= Self.mostSubjects { nextTimes = nextTimes.filter { $0.value > now } }
        guard nextTimes.count < Self.mostSubjects else { return }
        nextTimes[subject] = now.advanced(by: Self.interval)
        logger.warning("\(message())", metadata: metadata())
    }
}
