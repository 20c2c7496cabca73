internal import Synchronization
internal import System

/// How a server is doing, for those who decide whether to send it requests and whether to look after it.
///
/// All threads may ask and tell.
package final class Health: Sendable {
    private let stopping = Atomic<Bool>(false)
    private let reloadProblem = Locked<String?>(nil)
    private let validity = Locked<ValidityProblem?>(nil)
    private let workers = Locked(Workers())
    private let whole: Health?

    /// Makes the health of a server that is well.
    /// - Parameter whole: The health of a server that this one belongs to, and with which it begins to stop.
    package init(partOf whole: Health? = nil) {
        self.whole = whole
    }

    /// Whether the server has been asked to stop, so that requests are better sent elsewhere.
    package var isStopping: Bool { stopping.load(ordering: .sequentiallyConsistent) || whole?.isStopping == true }

    /// The problem with the certificate files, where those in use no longer are what the files say; nil where there is
    /// none.
    package var certificateProblem: String? { reloadProblem.withLock { $0 } }

    /// Why clients refuse the certificate in use: it has expired, or is not valid yet; nil where it is valid.
    package var validityProblem: String? { validity.withLock { $0?.description } }

    /// The problem with the threads that answer requests, where one has been busy with one client for so long that it
    /// will never be done; nil where there is none.
    package var workerProblem: String? { workerProblem(at: workers.withLock { $0.clock }.now()) }

    /// The problem with the workers at some time.
    func workerProblem(at now: MonotonicInstant) -> String? {
        let workers = workers.withLock { $0 }
        let times = workers.pulses.map { $0.busyTime(at: now) }
        let hanging = times.filter { $0 > workers.hangTime }
        guard let longest = hanging.max() else { return nil }
        let those = "\(hanging.count) of \(times.count) workers \(hanging.count == 1 ? "hangs" : "hang")"
        return "\(those): busy with one client for \(longest.components.seconds) s"
    }

    /// Looks after workers from now on.
    /// - Parameters:
    ///   - pulses: One a worker.
    ///   - hangTime: For how long a worker may be busy with one client.
    ///   - clock: What the workers tell the time by.
    func watch(_ pulses: [Pulse], hangTime: Duration, by clock: MonotonicClock = .system) {
        workers.withLock { $0 = Workers(pulses: pulses, hangTime: hangTime, clock: clock) }
    }

    /// Notes that the server has been asked to stop.
    func noteStop() {
        stopping.store(true, ordering: .sequentiallyConsistent)
    }

    /// Notes what is wrong with the certificate files, or that nothing is any more.
    func noteCertificateProblem(_ problem: String?) {
        reloadProblem.withLock { $0 = problem }
    }

    /// Notes why clients refuse the certificate in use, or that they take it.
    /// - Parameter problem: Why; nil where they take it.
    /// - Returns: Whether that is new.
    func noteValidityProblem(_ problem: ValidityProblem?) -> Bool {
        validity.withLock { known in
            defer { known = problem }
            return known != problem
        }
    }
}

/// The workers that are looked after, and how long one may be busy.
private struct Workers: Sendable {
    var pulses: [Pulse] = []
    var hangTime = Duration.zero
    var clock = MonotonicClock.system
}

/// A worker's sign of life, so that others notice when it hangs.
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
