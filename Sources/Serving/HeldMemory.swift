internal import Synchronization

/// How many bytes all connections of a server keep between their turns: requests that are not complete, and answers that
/// are not taken.
///
/// A request that comes in one piece and is answered at once never touches the counter.
final class HeldMemory: Sendable {
    private let bytes = Atomic<Int>(0)

    /// Notes that a connection keeps more, or less.
    /// - Parameter difference: How many bytes more.
    /// - Returns: How many bytes all connections keep now.
    @discardableResult
    func change(by difference: Int) -> Int {
        bytes.add(difference, ordering: .relaxed).newValue
    }
}
