/// The waits between attempts that fail: each twice the one before, with chance, so that many clients do not return at
/// the same moment.
package struct Backoff: Sendable {
    /// The wait after the first failure: client-go's reflectors wait as long.
    package static let first = Duration.milliseconds(800)

    /// The longest wait: a server that returns is noticed soon enough.
    private static let longest = Duration.seconds(30)

    private let first: Duration
    private var next: Duration

    /// Makes the waits of a task that has not failed.
    ///
    /// - Parameter first: The wait after the first failure.
    package init(first: Duration = first) {
        self.first = first
        next = first
    }

    /// Notes a success, after which the waits are short again.
    package mutating func reset() {
        next = first
    }

    /// The wait after another failure.
    ///
    /// - Parameters:
    ///   - retryAfter: The wait that the server asks for; it is the least.
    ///   - chance: A number from 0 to 1 that makes the wait up to twice as long.
    /// - Returns: The wait.
    package mutating func wait(retryAfter: Duration? = nil, chance: Double) -> Duration {
        let wait = min(next * (1 + min(max(chance, 0), 1)), Self.longest)
        next = min(next * 2, Self.longest)
        return max(wait, retryAfter ?? .zero)
    }
}
