internal import Synchronization

/// A wish to stop that any thread can express once, and that others notice while they wait for something else.
///
/// It is never taken back, so that any number of threads can wait for the same one.
package final class Interruption: Sendable {
    private let bell: WakeUp
    private let isRung = Atomic<Bool>(false)

    /// Makes an interruption that nobody has asked for.
    /// - Throws: `SystemError` if no descriptor is left.
    package init() throws(SystemError) {
        bell = try WakeUp()
    }

    /// The descriptor's number, for a poller: it becomes readable, and stays so.
    package var number: Int32 { bell.number }

    /// Whether somebody has asked to stop.
    package var isRequested: Bool { isRung.load(ordering: .sequentiallyConsistent) }

    /// Asks to stop.
    package func request() {
        isRung.store(true, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    /// Waits for somebody to ask to stop.
    /// - Parameter timeout: The longest time to wait; nil for no limit.
    /// - Returns: Whether somebody has.
    @discardableResult
    package func wait(timeout: Duration?) -> Bool {
        bell.wait(timeout: timeout)
    }
}
