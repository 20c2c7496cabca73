internal import System
internal import Synchronization

/// The messages of other threads to the accepting thread.
final class Control: Sendable {
    private let bell: WakeUp
    private let stops = Atomic<Int>(0)
    private let ended = Atomic<Int>(0)
    private let waitsForRoom = Atomic<Bool>(false)

    init() throws(SystemError) {
        bell = try WakeUp()
    }

    /// The descriptor that can be read when there is news.
    var number: Int32 { bell.number }

    /// How often somebody has asked the server to stop.
    var stopRequests: Int { stops.load(ordering: .sequentiallyConsistent) }

    /// How many workers have ended.
    var endedWorkers: Int { ended.load(ordering: .sequentiallyConsistent) }

    /// Asks the server to stop.
    func requestStop() {
        stops.add(1, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    /// Notes that a worker has ended.
    func noteEnd() {
        ended.add(1, ordering: .sequentiallyConsistent)
        bell.ring()
    }

    /// Notes that there is room for another connection; it wakes the accepting thread only where that waits for it.
    func noteRoom() {
        if waitsForRoom.load(ordering: .sequentiallyConsistent) { bell.ring() }
    }

    /// Says whether the accepting thread waits for room.
    func setWaitsForRoom(_ waits: Bool) {
        waitsForRoom.store(waits, ordering: .sequentiallyConsistent)
    }

    /// Takes note of the news, so that the descriptor can be waited for again.
    func silence() {
        bell.silence()
    }
}
