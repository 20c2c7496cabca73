import Testing

@testable import System
@testable import Serving

/// Memory is promised before it is taken, and looked for again at a bearable price.
struct WorkingMemoryTests {
    /// The heap is tidied once a second at most, however many find no room: it takes milliseconds, for which all wait.
    @Test func reclaimsOnceASecond() {
        let memory = WorkingMemory(room: nil, workers: 1)
        let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)
        let times: [(milliseconds: Int, isTime: Bool)] = [
            (0, true), (0, false), (1, false), (999, false), (1000, true), (1000, false), (1999, false), (5000, true),
            (5999, false), (6000, true),
        ]
        for (milliseconds, isTime) in times {
            let reclaims = memory.reclaim(at: start.advanced(by: .milliseconds(milliseconds)))
            #expect(reclaims == isTime, "\(milliseconds)")
        }
    }

    /// What is promised is not promised twice, and is free again when the promise ends.
    @Test func promises() throws {
        let room = MemoryRoom(in: ControlGroups { _ in nil }, machine: 1 << 40)
        let memory = WorkingMemory(room: room, workers: 1)
        var first = try memory.promise(toRequest: 900 << 30)
        #expect(first != nil)
        #expect(throws: NoMemory.self) { try memory.promise(toRequest: 900 << 30) }
        #expect((try memory.promise(toRequest: 26 << 20)) == nil, "a usual one is not asked for")
        withExtendedLifetime(first) {}
        first = nil
        #expect((try memory.promise(toRequest: 900 << 30)) != nil)
    }
}
