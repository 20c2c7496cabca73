internal import System

/// What the acceptor asks of each worker while clients wait for places.
///
/// A shortage asks for a few places, so that few idle clients lose theirs. Each further one within a second asks for twice as
/// many, up to a share of all: every request takes two changes of threads, and hundreds of newcomers that only idle would
/// keep everybody behind them waiting for as many.
struct Shortage {
    /// For how long to remember a shortage, and that idle connections were too few for it.
    private static let memory = Duration.seconds(1)

    private let fewest: Int
    private let most: Int
    private var count = 0
    private var growsUntil = MonotonicInstant(nanoseconds: .min)
    private var asksStalledUntil = MonotonicInstant(nanoseconds: .min)

    /// Makes one that remembers nothing.
    ///
    /// - Parameters:
    ///   - connections: The most connections of the server.
    ///   - workers: The number of workers, each of which is asked.
    init(connections: Int, workers: Int) {
        fewest = max(1, connections / ServerLimits.roomShare / workers)
        most = max(1, connections / ServerLimits.largestRoomShare / workers)
    }

    /// All places are taken, and a client waits: closes idle connections.
    ///
    /// Once idle ones were too few, each shortage of the next second asks for those that stall, too: to find out anew each
    /// time would keep a newcomer behind a queue of attackers waiting for seconds.
    mutating func begin(at now: MonotonicInstant) -> Mailbox.RoomWanted {
        wanted(at: now, includingStalled: now < asksStalledUntil)
    }

    /// The client still waits, as no worker had an idle connection: closes those that stall, too.
    mutating func goOn(at now: MonotonicInstant) -> Mailbox.RoomWanted {
        wanted(at: now, includingStalled: true)
    }

    private mutating func wanted(at now: MonotonicInstant, includingStalled: Bool) -> Mailbox.RoomWanted {
        if includingStalled { asksStalledUntil = now.advanced(by: Self.memory) }
        count = now < growsUntil ? min(2 * count, most) : fewest
        growsUntil = now.advanced(by: Self.memory)
        return Mailbox.RoomWanted(count: count, includesStalled: includingStalled)
    }
}
