internal import System
internal import Synchronization

/// The memory that handshakes and answers take while they are computed.
///
/// What each of them may take at most is promised to it before, and where there is no room for all that is promised, it
/// waits or is refused: a program that asks for memory and gets none ends.
final class WorkingMemory: Sendable {
    /// What is left for everything that is not asked for, in bytes: lines of the log, a new certificate, buffers.
    private static let reserve = 4 << 20

    /// Up to how many bytes an answer is not asked for: the usual ones take some hundred kilobytes and shall not wait
    /// for the kernel.
    ///
    /// There is room for one of each worker.
    private static let smallNeed = 26 << 20

    /// How often the heap gives back what nobody uses, at most: it takes milliseconds.
    private static let reclaimInterval = Duration.seconds(1)

    private let room: MemoryRoom?
    private let reserve: Int
    private let promised = Atomic<Int>(0)
    private let nextReclaim = Atomic<Int64>(.min)

    /// - Parameters:
    ///   - room: Where to ask for memory; nil for nowhere.
    ///   - workers: How many answers are computed at a time.
    init(room: MemoryRoom?, workers: Int) {
        self.room = room
        // A server in little memory refuses what is large, and not everything.
        reserve = min(Self.reserve + workers * Self.smallNeed, (room?.granted ?? .max) / 4)
    }

    /// Promises memory to a request.
    /// - Parameter bytes: The most that its answer may take.
    /// - Returns: What keeps the promise while it lives, nil where nothing need be promised.
    /// - Throws: `NoMemory` where there is not as much.
    func promise(toRequest bytes: Int) throws(NoMemory) -> MemoryPromise? {
        guard bytes > Self.smallNeed else { return nil }
        let promise = MemoryPromise(bytes, of: self)
        guard has(0) else { throw NoMemory() }
        return promise
    }

    /// Whether there is room beside all that is promised.
    func has(_ bytes: Int) -> Bool {
        guard let room else { return true }
        let need = promised.load(ordering: .relaxed) + bytes + reserve
        return room.has(need) || (reclaim() && room.has(need))
    }

    /// Gives back what the heap keeps and nobody uses.
    /// - Parameter now: The time.
    /// - Returns: Whether it was time to.
    func reclaim(at now: MonotonicInstant = .now()) -> Bool {
        let next = nextReclaim.load(ordering: .relaxed)
        let later = now.advanced(by: Self.reclaimInterval).nanoseconds
        // Of several who find no room, one goes.
        guard now.nanoseconds >= next,
            nextReclaim.compareExchange(expected: next, desired: later, ordering: .relaxed).exchanged
        else { return false }
        ResidentMemory.releaseFreeHeap()
        return true
    }

    fileprivate func change(by bytes: Int) {
        promised.add(bytes, ordering: .relaxed)
    }
}

/// There is no memory for what somebody is about to do.
struct NoMemory: Error {}

/// Memory that somebody may take for as long as this lives.
final class MemoryPromise: Sendable {
    private let bytes: Int
    private let memory: WorkingMemory

    init(_ bytes: Int, of memory: WorkingMemory) {
        self.bytes = bytes
        self.memory = memory
        memory.change(by: bytes)
    }

    deinit { memory.change(by: -bytes) }
}
