import Dispatch
import Synchronization
import System
import TestSupport
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

    @Test("a group ends once each of its threads has ended, even one that ended long ago")
    func ends() throws {
        let group = try ThreadGroup()
        #expect(group.end(within: .zero))
        let (first, last) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let counter = Counter()
        for gate in [first, last] {
            try group.start("waiting") {
                gate.wait()
                counter.value.add(1, ordering: .relaxed)
            }
        }
        first.signal()
        #expect(eventually { counter.value.load(ordering: .relaxed) == 1 })
        last.signal()
        #expect(group.end(within: .seconds(60)))
        #expect(counter.value.load(ordering: .relaxed) == 2)
    }

    @Test("a thread that goes on is left behind")
    func leavesBehind() throws {
        let group = try ThreadGroup()
        let gate = DispatchSemaphore(value: 0)
        try group.start("ended") {}
        try group.start("stuck") { gate.wait() }
        #expect(!group.end(within: .milliseconds(1)))
        gate.signal()
    }

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }
}
