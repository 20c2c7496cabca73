import System
import System
import Synchronization
import Testing

struct WorkerThreadTests {
    /// Joining waits until each thread has finished its work.
    @Test func joins() throws {
        let sum = Counter()
        let threads = try (1...8).map { number in
            try WorkerThread(name: "a-name-longer-than-15-bytes") {
                for _ in 0..<1000 { sum.value.add(number, ordering: .relaxed) }
            }
        }
        for thread in threads { thread.join() }
        #expect(sum.value.load(ordering: .relaxed) == 36_000)
    }

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }
}
