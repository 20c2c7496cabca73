internal import HTTP
internal import Logging
internal import System

/// Everything that a worker lends to the connection whose turn it is.
///
/// Buffers that are empty between turns exist once a worker, not once a connection.
struct Turn: ~Copyable {
    /// The largest TLS record's content (RFC 8446, section 5.1): OpenSSL never gives more at once.
    private static let largestRecord = 16 << 10

    let application: any Application
    let limits: ServerLimits
    let logger: Logger
    let budgets: ServerBudgets
    let health: Health
    let observer: any ServerObserver
    let clock: MonotonicClock

    /// Warnings that are given only now and then.
    var complaints: Complaints

    /// The bytes that the socket gave.
    var input = [UInt8](repeating: 0, count: largestRecord)

    /// An empty buffer with room for answers.
    var spareOutput: [UInt8] = []

    /// Whether no further requests are wanted.
    var isDraining = false

    private(set) var now: MonotonicInstant
    private(set) var date = HTTPDate(secondsSinceEpoch: 0)
    private var dateEnds = MonotonicInstant(nanoseconds: .min)

    init(
        application: any Application, limits: ServerLimits, logger: Logger, budgets: ServerBudgets, health: Health,
        observer: any ServerObserver, clock: MonotonicClock = .system
    ) {
        self.application = application
        self.limits = limits
        self.logger = logger
        self.budgets = budgets
        self.health = health
        self.observer = observer
        self.clock = clock
        complaints = Complaints(to: logger, clock: clock)
        now = clock.now()
        lookAtClock()
    }

    /// Looks at the clock; the date is made once a second.
    mutating func lookAtClock() {
        now = clock.now()
        guard now >= dateEnds else { return }
        date = HTTPDate(secondsSinceEpoch: WallClock.secondsSinceEpoch())
        dateEnds = now.advanced(by: .seconds(1))
    }
}
