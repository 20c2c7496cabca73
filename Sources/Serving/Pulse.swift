internal import System
internal import Synchronization

/// What a worker tells of its work, so that others notice when it hangs.
///
/// Telling costs a store; nobody is woken, and nothing is locked.
final class Pulse: Sendable {
    private let busySince = Atomic<Int64>(MonotonicInstant.never.nanoseconds)

    /// Notes that the worker begins with a client.
    func beat(at instant: MonotonicInstant) {
        busySince.store(instant.nanoseconds, ordering: .relaxed)
    }

    /// Notes that the worker has nothing to do, for however long that is.
    func rest() {
        busySince.store(MonotonicInstant.never.nanoseconds, ordering: .relaxed)
    }

    /// For how long the worker has been busy with the client that it is busy with; not positive where it is with none.
    func busyTime(at now: MonotonicInstant) -> Duration {
        MonotonicInstant(nanoseconds: busySince.load(ordering: .relaxed)).duration(to: now)
    }
}
