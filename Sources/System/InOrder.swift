internal import Synchronization

/// Work on several threads whose results are used in order, on one.
package enum InOrder {
    /// Does some work for each of several numbers, and uses the results in the order of the numbers.
    ///
    /// The results may be used while others are still being made.
    ///
    /// - Parameters:
    ///   - count: The number of pieces of work.
    ///   - threads: The most threads that do it; with one, the calling thread does it.
    ///   - work: Does one piece.
    ///   - use: Uses a result, on the calling thread.
    /// - Throws: The error of `use`, once the threads have ended; they begin nothing new then.
    package static func perform<Result: Sendable>(
        _ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Result, use: (Result) throws -> Void
    ) throws {
        let helpers = min(threads, count)
        guard helpers > 1, let pool = Pool(count, threads: helpers, work) else {
            for index in 0..<count { try use(work(index)) }
            return
        }
        let workers = (0..<helpers).compactMap { number in
            try? WorkerThread(name: "work-\(number)") { pool.help() }
        }
        // Without a thread, the calling one does all the work before it uses the results.
        if workers.isEmpty { pool.help() }
        defer {
            pool.stop()
            for worker in workers { worker.join() }
        }
        for block in 0..<pool.blockCount {
            for result in pool.results(of: block) { try use(result) }
        }
    }
}

/// The pieces of work that threads share, in blocks: to hand over a result takes longer than many a piece.
private final class Pool<Result: Sendable>: Sendable {
    /// The fewest blocks for each thread, so that all end at nearly the same time.
    private static var fewestBlocks: Int { 8 }
    /// The most pieces of work in a block, so that the first results are soon used.
    private static var largestBlock: Int { 16 }

    /// The number of blocks.
    let blockCount: Int
    private let count: Int
    private let blockSize: Int
    private let work: @Sendable (Int) -> Result
    private let nextBlock = Atomic(0)
    private let isStopped = Atomic(false)
    private let done: Locked<[[Result]?]>
    private let bell: WakeUp
    /// The number of the block that is waited for; the greatest number while none is.
    private let awaited = Atomic(Int.max)

    init?(_ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Result) {
        guard let bell = try? WakeUp() else { return nil }
        self.bell = bell
        self.count = count
        self.work = work
        blockSize = min(max(1, count / (threads * Self.fewestBlocks)), Self.largestBlock)
        blockCount = (count + blockSize - 1) / blockSize
        done = Locked([[Result]?](repeating: nil, count: blockCount))
    }

    /// Takes blocks of work until none is left.
    func help() {
        while true {
            let block = nextBlock.wrappingAdd(1, ordering: .relaxed).oldValue
            guard block < blockCount else { return }
            var results: [Result] = []
            for index in block * blockSize..<min((block + 1) * blockSize, count) {
                guard !isStopped.load(ordering: .relaxed) else { return }
                results.append(work(index))
            }
            done.withLock { $0[block] = results }
            // Most blocks are not waited for, and ringing is a system call.
            if awaited.load(ordering: .sequentiallyConsistent) == block { bell.ring() }
        }
    }

    /// Begins no more work.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    /// Takes the results of a block, and waits for them.
    func results(of block: Int) -> [Result] {
        awaited.store(block, ordering: .sequentiallyConsistent)
        defer { awaited.store(.max, ordering: .sequentiallyConsistent) }
        while true {
            let results = done.withLock { done in
                let results = done[block]
                done[block] = nil
                return results
            }
            if let results { return results }
            bell.wait(timeout: nil)
            bell.silence()
        }
    }
}
