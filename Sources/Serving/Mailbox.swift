internal import Net
internal import Synchronization

/// What other threads tell a worker, and what it tells them.
///
/// The lock is taken when there is news, not when there is a request.
final class Mailbox: Sendable {
    /// What a worker is told.
    struct News: Sendable {
        /// Connections that are the worker's from now on.
        var arrivals: [Arrival] = []
        /// When to end at the latest, once no further requests are wanted.
        var drainUntil: Instant?
        /// Whether to end now.
        var isAborted = false
    }

    /// What the worker tells of its work.
    let pulse = Pulse()

    private let news = Locked(News())
    private let bell: WakeUp
    private let open = Atomic<Int>(0)

    init() throws(SystemError) {
        bell = try WakeUp()
    }

    /// The descriptor that can be read when there is news.
    var number: Int32 { bell.number }

    /// How many connections the worker has been given and has not closed.
    var openConnections: Int { open.load(ordering: .sequentiallyConsistent) }

    /// Gives the worker a connection.
    func give(_ arrival: Arrival) {
        open.add(1, ordering: .sequentiallyConsistent)
        news.withLock { $0.arrivals.append(arrival) }
        bell.ring()
    }

    /// Tells the worker to finish what it has begun and to end.
    func drain(until instant: Instant) {
        news.withLock { $0.drainUntil = instant }
        bell.ring()
    }

    /// Tells the worker to end now.
    func abort() {
        news.withLock { $0.isAborted = true }
        bell.ring()
    }

    /// Takes the news; connections are taken out, the rest stays true.
    func takeNews() -> News {
        bell.silence()
        return news.withLock { current in
            let taken = current
            current.arrivals = []
            return taken
        }
    }

    /// Notes that the worker has closed a connection.
    func noteClosed() {
        open.subtract(1, ordering: .sequentiallyConsistent)
    }
}
