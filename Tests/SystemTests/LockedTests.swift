import System
import System
import Testing

struct LockedTests {
    /// No change is lost with several threads.
    @Test func excludes() throws {
        let list = Locked<[Int]>([])
        let threads = try (0..<4).map { number in
            try WorkerThread(name: "appender") {
                for each in 0..<1000 { list.withLock { $0.append(number * 1000 + each) } }
            }
        }
        for thread in threads { thread.join() }
        #expect(list.withLock { $0.sorted() } == Array(0..<4000))
    }

    /// A body that throws leaves the value usable.
    @Test func throwing() {
        let value = Locked(1)
        #expect(throws: Refusal.self) {
            try value.withLock { number in
                number = 2
                throw Refusal()
            }
        }
        #expect(value.withLock { $0 } == 2)
    }

    private struct Refusal: Error {}
}
