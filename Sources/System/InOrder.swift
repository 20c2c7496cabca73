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
        guard helpers > 1, let pool = Pool(count, work) else {
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
        for index in 0..<count { try use(pool.result(at: index)) }
    }
}

/// The pieces of work that threads share.
private final class Pool<Result: Sendable>: Sendable {
    private let count: Int
    private let work: @Sendable (Int) -> Result
    private let next = Atomic(0)
    private let results: Locked<[Result?]>
    private let bell: WakeUp
    /// The number of the result that is waited for; the greatest number while nothing is.
    private let awaited = Atomic(Int.max)

    init?(_ count: Int, _ work: @escaping @Sendable (Int) -> Result) {
        guard let bell = try? WakeUp() else { return nil }
        self.bell = bell
        self.count = count
        self.work = work
        results = Locked([Result?](repeating: nil, count: count))
    }

    /// Does pieces of work until there are no more.
    func help() {
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            let result = work(index)
            results.withLock { $0[index] = result }
            // Most results are not waited for, and ringing is a system call.
            if awaited.load(ordering: .sequentiallyConsistent) == index { bell.ring() }
        }
    }

    /// Begins no more work.
    func stop() {
        next.store(count, ordering: .relaxed)
    }

    /// Takes a result, and waits for it.
    func result(at index: Int) -> Result {
        awaited.store(index, ordering: .sequentiallyConsistent)
        defer { awaited.store(.max, ordering: .sequentiallyConsistent) }
        while true {
            let result = results.withLock { results in
                let result = results[index]
                results[index] = nil
                return result
            }
            if let result { return result }
            bell.wait(timeout: nil)
            bell.silence()
        }
    }
}
