internal import CLinux
internal import Synchronization

/// Numbers that many threads add to at any time, and that somebody sums up now and then.
///
/// Every number exists once a shard, and a thread adds to the shard that is its own as long as there are as many shards as
/// threads that count. So an addition neither waits nor takes a cache line away from another thread; where threads share
/// a shard, it is as right and somewhat slower.
@safe
final class ShardedCells: @unchecked Sendable {
    // The memory never moves, and nothing but atomics is ever in it.
    private let cells: UnsafeMutablePointer<Atomic<UInt64>>

    /// How many numbers there are.
    let count: Int

    private let shards: Int
    private let stride: Int

    /// What no two shards have a part of: two cache lines, as processors fetch them in pairs.
    private static let lineBytes = 128

    /// More shards than any machine's processors answer requests would only make the sums longer.
    private static let mostShards = 256

    /// Makes numbers that are zero.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - shards: How many threads count.
    init(count: Int, shards: Int) {
        let lineCells = Self.lineBytes / MemoryLayout<Atomic<UInt64>>.stride
        self.count = max(1, count)
        self.shards = Self.powerOfTwo(from: min(max(1, shards), Self.mostShards))
        stride = (self.count + lineCells - 1) / lineCells * lineCells
        let total = stride * self.shards
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: total * MemoryLayout<Atomic<UInt64>>.stride, alignment: Self.lineBytes)
        unsafe cells = memory.bindMemory(to: Atomic<UInt64>.self, capacity: total)
        for index in 0..<total { unsafe (cells + index).initialize(to: Atomic(0)) }
    }

    deinit {
        unsafe cells.deinitialize(count: stride * shards)
        unsafe UnsafeMutableRawPointer(cells).deallocate()
    }

    /// The next power of two, so that a thread finds its shard without a division.
    private static func powerOfTwo(from number: Int) -> Int {
        var power = 1
        while power < number { power *= 2 }
        return power
    }

    /// Adds to a number; beyond 64 bits it begins again at zero, as counters do.
    ///
    /// - Parameters:
    ///   - amount: What to add.
    ///   - index: Which number; one that is not there is left alone.
    func add(_ amount: UInt64, at index: Int) {
        guard index >= 0, index < count else { return }
        let shard = Int(linux_thread_number()) & (shards - 1)
        unsafe cells[shard * stride + index].wrappingAdd(amount, ordering: .relaxed)
    }

    /// The sum of a number over all threads.
    ///
    /// - Parameter index: Which number.
    /// - Returns: The sum; one that only grows is never less than when it was asked for before.
    func total(at index: Int) -> UInt64 {
        guard index >= 0, index < count else { return 0 }
        var total: UInt64 = 0
        for shard in 0..<shards { unsafe total &+= cells[shard * stride + index].load(ordering: .relaxed) }
        return total
    }
}
