import System
import TestSupport
import Testing

struct PublishedValueTests {
    /// A value that counts how many of its kind there are.
    private final class Counted: Sendable {
        let number: Int
        let twice: Int
        private let living: Locked<Int>

        init(_ number: Int, _ living: Locked<Int>) {
            self.number = number
            twice = number * 2
            self.living = living
            living.withLock { $0 += 1 }
        }

        deinit { living.withLock { $0 -= 1 } }
    }

    @Test("a reader gets the last value, and keeps it while it is replaced")
    func kept() {
        let living = Locked(0)
        let value = PublishedValue(Counted(1, living), readers: 2)
        #expect(value.read { $0.number } == 1)
        value.read { first in
            value.publish(Counted(2, living))
            value.publish(Counted(3, living))
            #expect(first.number == 1)
            #expect(value.read { $0.number } == 3)
            // The first is read, the second by nobody.
            #expect(living.withLock { $0 } == 2)
        }
        value.publish(Counted(4, living))
        #expect(living.withLock { $0 } == 1)
        #expect(value.read { $0.number } == 4)
    }

    @Test("more readers than places wait for each other, and all values are whole under constant change")
    func constantChange() throws {
        let living = Locked(0)
        let value = PublishedValue(Counted(0, living), readers: 1)
        let wrong = Locked(0)
        let threads = try (0..<3).map { _ in
            try WorkerThread(name: "reader") {
                var last = 0
                while last < 1000 {
                    let (number, twice) = value.read { ($0.number, $0.twice) }
                    if twice != number * 2 || number < last { wrong.withLock { $0 += 1 } }
                    last = number
                }
            }
        }
        for number in 1...1000 { value.publish(Counted(number, living)) }
        for thread in threads { thread.join() }
        value.publish(Counted(1001, living))
        #expect(wrong.withLock { $0 } == 0)
        #expect(living.withLock { $0 } == 1)
    }
}
