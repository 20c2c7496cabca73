internal import Synchronization

/// How many bytes all connections of a server keep between their turns: requests that are not complete, and answers that
/// are not taken.
///
/// A request that comes in one piece and is answered at once never touches the counter.
final class HeldMemory: Sendable {
    /// The memory for answers, which is asked for apart: it is taken within a turn.
    let working = WorkingMemory()

    private let bytes = Atomic<Int>(0)
    private let requests = Atomic<Int>(0)
    private let hasServedLarge = Atomic<Bool>(false)

    /// From which size on a request leaves a heap behind that is worth tidying, in bytes: usual ones have some kilobytes,
    /// and what they took serves the next one.
    private static let largeRequest = 256 << 10

    /// Notes that a connection keeps more, or less.
    /// - Parameter difference: How many bytes more.
    /// - Returns: How many bytes all connections keep now.
    @discardableResult
    func change(by difference: Int) -> Int {
        bytes.add(difference, ordering: .relaxed).newValue
    }

    /// Notes that a connection has begun to get a request, or that it no longer waits for the rest of one.
    /// - Parameter difference: How many requests more.
    /// - Returns: How many requests all connections have a part of.
    @discardableResult
    func changeRequests(by difference: Int) -> Int {
        requests.add(difference, ordering: .relaxed).newValue
    }

    /// Notes that a request was answered, and marks it where it was large.
    func noteRequest(ofSize bytes: Int) {
        guard bytes >= Self.largeRequest else { return }
        hasServedLarge.store(true, ordering: .relaxed)
    }

    /// Whether large requests have been answered since somebody asked last.
    func takeLargeMark() -> Bool {
        hasServedLarge.exchange(false, ordering: .relaxed)
    }
}
