import Synchronization
import System
import Testing

/// Work on several threads is used in order, and ends when it should.
struct InOrderTests {
    private struct Stop: Error {}

    @Test(arguments: [(0, 4), (1, 4), (1000, 1), (1000, 2), (1000, 16)])
    func order(count: Int, threads: Int) throws {
        var used: [Int] = []
        try InOrder.perform(count, threads: threads, { $0 * 2 }) { used.append($0) }
        #expect(used == (0..<count).map { $0 * 2 })
    }

    @Test("an error ends the work")
    func stops() {
        let begun = Atomic(0)
        var used = 0
        #expect(throws: Stop.self) {
            try InOrder.perform(100_000, threads: 2, { _ in begun.wrappingAdd(1, ordering: .relaxed) }) { _ in
                used += 1
                if used == 3 { throw Stop() }
            }
        }
        #expect(used == 3)
        let total = begun.load(ordering: .relaxed)
        #expect(total < 100_000)
    }
}
