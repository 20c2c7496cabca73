internal import CLinux
internal import Synchronization

/// Numbers that many threads add to at any time, and that are summed up now and then.
///
/// Every number exists once in each shard, and a thread adds to its own shard as long as there are as many shards as
/// threads that count. So an addition neither waits nor takes a cache line away from another thread; if threads share a
/// shard, the result is the same and somewhat slower.
@safe
final class ShardedCells: @unchecked Sendable {
    // The memory never moves, and contains only atomics.
    private let cells: UnsafeMutablePointer<Atomic<UInt64>>

    /// The number of cells.
    let count: Int

    private let shards: Int
    private let stride: Int

    /// The alignment of shards: two cache lines, because processors fetch them in pairs.
    private static let lineBytes = 128

    /// The most shards: no machine has more processors that answer requests, and more shards make the sums longer.
    private static let mostShards = 256

    /// Makes numbers that are zero.
    ///
    /// - Parameters:
    ///   - count: The number of cells.
    ///   - shards: The number of threads that count.
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

    /// Adds to a number; beyond 64 bits it wraps around to zero, as counters do.
    ///
    /// - Parameters:
    ///   - amount: The amount.
    ///   - index: The index of the number; an unknown index is ignored.
    func add(_ amount: UInt64, at index: Int) {
        guard index >= 0, index < count else { return }
        let shard = Int(linux_thread_number()) & (shards - 1)
        unsafe cells[shard * stride + index].wrappingAdd(amount, ordering: .relaxed)
    }

    /// The sum of a number over all threads.
    ///
    /// - Parameter index: The index of the number.
    /// - Returns: The sum; for a number that only grows, it is never less than before.
    func total(at index: Int) -> UInt64 {
        guard index >= 0, index < count else { return 0 }
        var total: UInt64 = 0
        for shard in 0..<shards { unsafe total &+= cells[shard * stride + index].load(ordering: .relaxed) }
        return total
    }
}
