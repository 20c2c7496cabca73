/// Decides what a reflector does next: list, watch, wait, list again.
///
/// It knows neither a server nor a clock.
package struct ReflectorMachine: Sendable {
    /// What to do next.
    package enum Step: Equatable, Sendable {
        /// List all objects.
        case list
        /// Watch from a resourceVersion, for so many seconds.
        case watch(from: String, seconds: Int)
        /// Wait before the next step.
        case wait(Duration)
    }

    /// How long to wait before a resource that is not installed is asked for again.
    private static let absence = Duration.seconds(60)

    /// A watch that ends sooner is not what was asked for; client-go draws the same line.
    private static let shortWatch = Duration.seconds(1)

    /// The longest time of a watch: client-go asks for half of it or more, by chance, so that not all end at once.
    private static let longestWatch = Duration.seconds(600)

    private var version: String?
    private var delay: Duration?
    private var backoff: Backoff
    private let watchTime: Duration

    /// Makes a reflector that has not begun.
    ///
    /// - Parameters:
    ///   - backoff: The waits after failures.
    ///   - maxAge: The time in which the server must be heard of; nil if it is not measured.
    package init(backoff: Backoff = Backoff(), hearingWithin maxAge: Duration? = nil) {
        self.backoff = backoff
        // A server sends no bookmarks for a kind that has not changed since its own start, unless etcd reports its
        // progress. So the watch of a quiet kind ends before the time is over, and the next one shows that it is alive.
        watchTime = min(Self.longestWatch, maxAge.map { $0 * 4 / 5 } ?? Self.longestWatch)
    }

    /// The next step.
    ///
    /// - Parameter chance: A number from 0 to 1.
    /// - Returns: The step.
    package mutating func next(chance: Double) -> Step {
        if let delay {
            self.delay = nil
            return .wait(delay)
        }
        guard let version else { return .list }
        let seconds = Double(watchTime.components.seconds) * (1 + min(max(chance, 0), 1)) / 2
        return .watch(from: version, seconds: max(1, Int(seconds)))
    }

    /// Notes that the server has sent an object, an event or a bookmark.
    package mutating func hear() {
        backoff.reset()
    }

    /// Notes that a list is complete.
    ///
    /// A watch must succeed before the waits are short again: a list that succeeds proves little about it.
    ///
    /// - Parameter version: Its resourceVersion.
    package mutating func finishList(version: String) {
        self.version = version
    }

    /// Notes that the server has ended a watch.
    ///
    /// - Parameters:
    ///   - version: The resourceVersion that it has reached.
    ///   - duration: How long it has lasted; a server that ends each watch at once is not asked at once again.
    ///   - chance: A number from 0 to 1.
    package mutating func finishWatch(version: String, after duration: Duration, chance: Double) {
        self.version = version
        if duration < Self.shortWatch {
            delay = backoff.wait(chance: chance)
        } else {
            backoff.reset()
        }
    }

    /// Notes a failure of a list or a watch.
    ///
    /// - Parameters:
    ///   - error: The failure.
    ///   - version: The resourceVersion that the watch has reached; nil for a list.
    ///   - chance: A number from 0 to 1.
    package mutating func fail(_ error: APIError, version: String?, chance: Double) {
        // What a watch has told so far is kept, unless its place is lost or its words make no sense.
        let isKept = error.isRetryable && !error.isExpired
        self.version = isKept ? version : nil
        if error.isNotFound {
            delay = max(Self.absence, error.retryAfter ?? .zero)
        } else {
            delay = backoff.wait(retryAfter: error.retryAfter, chance: chance)
        }
    }
}
