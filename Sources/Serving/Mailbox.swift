internal import System
internal import Synchronization

/// The messages between a worker and other threads.
///
/// The lock is taken when there is news, not when there is a request.
final class Mailbox: Sendable {
    /// The messages to the worker.
    struct News: Sendable {
        /// Connections that are the worker's from now on.
        var arrivals: [Arrival] = []
        /// When to end at the latest, once no further requests are wanted.
        var drainUntil: MonotonicInstant?
        /// Whether to end now.
        var isAborted = false
        /// The places that newcomers need; nil where they need none.
        var roomWanted: RoomWanted?
    }

    /// How many connections to close so that others can be accepted.
    struct RoomWanted: Sendable {
        /// How many, at most.
        var count: Int
        /// Whether a connection counts that is in a request or a handshake and makes no progress, or only an idle one.
        var includesStalled: Bool
    }

    /// The state of the work, for other threads.
    let pulse = Pulse()

    private let news = Locked(News())
    private let bell: WakeUp
    private let open = Atomic<Int>(0)
    private let makesRoom = Atomic<Bool>(false)

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

    /// Asks the worker to close some of its connections, as clients wait for their places, unless it is still at that.
    func makeRoom(_ wanted: RoomWanted) {
        guard !makesRoom.exchange(true, ordering: .sequentiallyConsistent) else { return }
        news.withLock { $0.roomWanted = wanted }
        bell.ring()
    }

    /// Tells the worker to finish what it has begun and to end.
    func drain(until instant: MonotonicInstant) {
        news.withLock { $0.drainUntil = instant }
        bell.ring()
    }

    /// Tells the worker to end now.
    func abort() {
        news.withLock { $0.isAborted = true }
        bell.ring()
    }

    /// Takes the news; connections and wishes for room are taken out, the rest stays true.
    func takeNews() -> News {
        bell.silence()
        return news.withLock { current in
            let taken = current
            current.arrivals = []
            current.roomWanted = nil
            return taken
        }
    }

    /// Notes that the worker has closed what it was asked to close.
    func noteRoomMade() {
        makesRoom.store(false, ordering: .sequentiallyConsistent)
    }

    /// Notes that the worker has closed a connection.
    func noteClosed() {
        open.subtract(1, ordering: .sequentiallyConsistent)
    }
}
