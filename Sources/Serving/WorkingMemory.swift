internal import Net
internal import Synchronization

/// The memory that handshakes and answers take while they are computed.
///
/// What each of them may take at most is promised to it before, and where there is no room for all that is promised, it
/// waits or is refused: a program that asks for memory and gets none ends.
final class WorkingMemory: Sendable {
    /// What is left for everything that is not asked for (usual reviews, lines of the log, a new certificate), in bytes.
    private static let reserve = 16 << 20

    /// From how many bytes on an answer is asked for: the usual ones take some hundred kilobytes and shall not wait for
    /// the kernel.
    private static let largeNeed = 8 << 20

    private let room: MemoryRoom
    private let reserve: Int
    private let promised = Atomic<Int>(0)

    init(room: MemoryRoom = MemoryRoom()) {
        self.room = room
        reserve = min(Self.reserve, (room.granted ?? .max) / 8)
    }

    /// Promises memory to a request.
    /// - Parameter bytes: The most that its answer may take.
    /// - Returns: What keeps the promise while it lives, nil where nothing need be promised.
    /// - Throws: `NoMemory` where there is not as much.
    func promise(toRequest bytes: Int) throws(NoMemory) -> MemoryPromise? {
        guard bytes >= Self.largeNeed else { return nil }
        let promise = MemoryPromise(bytes, of: self)
        guard has(0) else { throw NoMemory() }
        return promise
    }

    /// Whether there is room beside all that is promised.
    func has(_ bytes: Int) -> Bool {
        room.has(promised.load(ordering: .relaxed) + bytes + reserve)
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
