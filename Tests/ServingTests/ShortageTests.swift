import System
import Testing

@testable import Serving

/// How many places are asked for while clients wait.
struct ShortageTests {
    /// Milliseconds after the start.
    private static func instant(_ milliseconds: Int64) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: 1_000_000_000).advanced(by: .milliseconds(milliseconds))
    }

    @Test("each shortage within a second asks for twice as many, up to a quarter")
    func grows() {
        var shortage = Shortage(connections: 1024, workers: 2)
        let counts = (0..<7).map { shortage.begin(at: Self.instant($0 * 999)).count }
        #expect(counts == [8, 16, 32, 64, 128, 128, 128])
        #expect(shortage.begin(at: Self.instant(6 * 999 + 1000)).count == 8, "forgotten")
    }

    @Test(
        "one place is asked for at the least, however few there are",
        arguments: [(1, 1, 1), (3, 4, 1), (64, 1, 16), (0, 1, 1), (Int.max, 1, Int.max / 4)])
    func bounds(connections: Int, workers: Int, most: Int) {
        var shortage = Shortage(connections: connections, workers: workers)
        #expect(shortage.begin(at: Self.instant(0)).count >= 1)
        for _ in 0..<80 { _ = shortage.begin(at: Self.instant(0)) }
        #expect(shortage.begin(at: Self.instant(0)).count == most)
    }

    @Test("a crowd that only idles keeps a probe behind few requests for places")
    func crowd() {
        var shortage = Shortage(connections: 64, workers: 1)
        var (freed, asked) = (0, 0)
        while freed < 512 {
            freed += shortage.begin(at: Self.instant(Int64(asked))).count
            asked += 1
        }
        #expect(asked < 40)
    }

    @Test("stalled connections are asked for only while idle ones are too few")
    func stalled() {
        var shortage = Shortage(connections: 64, workers: 1)
        #expect(!shortage.begin(at: Self.instant(0)).includesStalled)
        #expect(shortage.goOn(at: Self.instant(50)).includesStalled)
        #expect(shortage.begin(at: Self.instant(1049)).includesStalled)
        #expect(!shortage.begin(at: Self.instant(2049)).includesStalled)
    }
}
