import TestSupport
import Testing

@testable import Metrics

/// No count is lost, and an index out of range changes nothing.
struct ShardedCellsTests {
    @Test(arguments: [1, 2, 3, 300])
    func threads(shards: Int) async {
        let cells = ShardedCells(count: 5, shards: shards)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 { cells.add(UInt64(task), at: task % 5) }
                }
            }
        }
        let expected = (0..<5).map { place in (0..<8).filter { $0 % 5 == place }.reduce(0, +) * 10_000 }
        #expect((0..<5).map { Int(cells.total(at: $0)) } == expected)
    }

    @Test(arguments: [-1, 3, Int.max, Int.min])
    func indexOutOfRange(index: Int) {
        let cells = ShardedCells(count: 3, shards: 2)
        cells.add(1, at: index)
        #expect(cells.total(at: index) == 0)
        #expect((0..<3).map { cells.total(at: $0) } == [0, 0, 0])
    }

    /// A counter that overflows starts again at zero, which Prometheus takes for a restart; a trap would be an outage.
    @Test func overflow() {
        let cells = ShardedCells(count: 1, shards: 1)
        cells.add(.max, at: 0)
        cells.add(3, at: 0)
        #expect(cells.total(at: 0) == 2)
    }
}
