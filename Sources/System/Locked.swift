private import Glibc

/// A value that several threads use, one at a time, each for a moment.
///
/// The standard library's Mutex does the same, but on Linux it locks in a way that the thread sanitizer cannot see, and
/// every use of it would be reported as a race.
@safe
public final class Locked<Value: Sendable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    /// Makes a value that is not locked.
    /// - Parameter value: The value to begin with.
    public init(_ value: Value) {
        self.value = value
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        _ = unsafe pthread_mutex_init(mutex, nil)
    }

    deinit {
        _ = unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Uses the value while no other thread does.
    /// - Parameter body: What to do; it must not take long, nor use the same value again.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws.
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        _ = unsafe pthread_mutex_lock(mutex)
        defer { _ = unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
