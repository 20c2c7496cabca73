internal import Synchronization

/// How much all connections of a server hold of requests that are not complete, and of answers that are not taken.
final class HeldBytes: Sendable {
    private let bytes = Atomic<Int>(0)

    /// Counts what one connection holds more, or less, than before.
    /// - Parameter difference: How many bytes more; negative for less.
    /// - Returns: How many bytes all connections hold now.
    func change(by difference: Int) -> Int {
        bytes.add(difference, ordering: .relaxed).newValue
    }
}
