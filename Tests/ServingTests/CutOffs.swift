import System
import Serving

/// Counts the reasons of closed connections, for a test to read.
final class CutOffs: ServerObserver {
    private let counts = Locked<[CutOff: Int]>([:])

    func noteCutOff(_ reason: CutOff) {
        counts.withLock { $0[reason, default: 0] += 1 }
    }

    subscript(reason: CutOff) -> Int { counts.withLock { $0[reason, default: 0] } }
}
