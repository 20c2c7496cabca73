internal import Net
internal import Synchronization

/// The memory that answers take while they are computed.
///
/// What a large request may take at most is promised to it before it is answered, and where there is no room for all
/// that is promised, it is refused: a program that asks for memory and gets none ends.
final class WorkingMemory: Sendable {
    /// What is left for everything that is not asked for (connections, small requests, lines of the log), in bytes.
    ///
    /// A hundred handshakes at a time take a third of it, and a hundred usual reviews another.
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
    /// - Returns: Whether there is as much; then it is to be given back.
    func take(_ bytes: Int) -> Bool {
        guard bytes >= Self.largeNeed else { return true }
        let total = promised.add(bytes, ordering: .relaxed).newValue
        if room.has(total + reserve) { return true }
        giveBack(bytes)
        return false
    }

    /// Ends a promise.
    func giveBack(_ bytes: Int) {
        guard bytes >= Self.largeNeed else { return }
        promised.subtract(bytes, ordering: .relaxed)
    }

    /// Whether there is room beside all that is promised.
    func has(_ bytes: Int) -> Bool {
        room.has(promised.load(ordering: .relaxed) + bytes + reserve)
    }
}
