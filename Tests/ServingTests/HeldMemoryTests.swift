import Testing

@testable import System
@testable import Serving

/// Small requests are not looked at one by one, unless memory is known to be short: else many of them would take what is not
/// there.
struct HeldMemoryTests {
    private static func memory(of machine: Int) -> HeldMemory {
        let room = MemoryRoom(in: ControlGroups { _ in nil }, machine: machine)
        return HeldMemory(working: WorkingMemory(room: room, workers: 1))
    }

    private static let small = 1 << 10
    private static let large = 1 << 20

    private static func hasRoom(_ memory: HeldMemory, _ bytes: Int) -> Bool {
        memory.hasRoom(for: bytes, total: bytes, growth: bytes)
    }

    @Test func plenty() {
        let memory = Self.memory(of: 1 << 40)
        #expect(Self.hasRoom(memory, Self.small))
        #expect(Self.hasRoom(memory, Self.large))
        #expect(Self.hasRoom(memory, Self.small))
    }

    @Test func nothing() {
        let memory = Self.memory(of: 1)
        #expect(Self.hasRoom(memory, Self.small), "nobody has looked yet")
        #expect(!Self.hasRoom(memory, Self.large))
        #expect(!Self.hasRoom(memory, Self.small), "it is known to be short")
    }

    /// The heap is tidied after requests of 64 KiB and more, once for all that came since the last time; to tidy it after each
    /// of the usual ones would cost more than it gives back.
    @Test func largeRequests() {
        let memory = Self.memory(of: 1 << 40)
        #expect(!memory.takeLargeMark())
        for size in [0, 1000, 65_535] { memory.noteRequest(ofSize: size) }
        #expect(!memory.takeLargeMark())
        for size in [65_536, 65_537, 8 << 20] {
            memory.noteRequest(ofSize: size)
            memory.noteRequest(ofSize: 1000)
            #expect(memory.takeLargeMark(), "\(size)")
            #expect(!memory.takeLargeMark(), "it is taken")
        }
    }
}
