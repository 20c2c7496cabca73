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

    private static func limits(held: Int = 64 << 20, requests: Int = 1024) -> ServerLimits {
        var limits = ServerLimits()
        limits.heldBytes = held
        limits.requestsInFlight = requests
        return limits
    }

    /// Up to 64 KiB are a connection's own; beyond, all together have their limit, to the byte.
    @Test(arguments: [
        (0, 0, false), (1, 0, false), (65_536, 0, false), (65_537, 0, true), (65_537, 65_536, true),
        (65_537, 65_537, false), (65_537, 65_538, false), (1_000_000, 999_999, true), (1_000_000, 1_000_000, false),
    ])
    func heldBytes(bytes: Int, most: Int, isTooMuch: Bool) {
        let limits = Self.limits(held: most)
        for (input, output) in [(bytes, 0), (0, bytes), (bytes / 2, bytes - bytes / 2)] {
            let memory = Self.memory(of: 1 << 40)
            var share = MemoryShare(of: memory)
            #expect(share.note(input: input, output: output, isUnfinished: false, limits: limits) == isTooMuch)
            #expect(memory.change(by: 0) == bytes)
            // The same again, or less, is no more than before.
            let isStill = share.note(input: input, output: output, isUnfinished: false, limits: limits)
            #expect(!isStill)
            let isLess = share.note(input: 0, output: 0, isUnfinished: false, limits: limits)
            #expect(!isLess)
            #expect(memory.change(by: 0) == 0)
        }
    }

    /// What others keep counts, and what a connection kept is free when it ends.
    @Test func together() {
        let memory = Self.memory(of: 1 << 40)
        let limits = Self.limits(held: 300_000)
        do {
            var first = MemoryShare(of: memory)
            var second = MemoryShare(of: memory)
            let fits = first.note(input: 150_000, output: 0, isUnfinished: false, limits: limits)
            let fitsToo = second.note(input: 150_000, output: 0, isUnfinished: false, limits: limits)
            let isBeyond = second.note(input: 150_001, output: 0, isUnfinished: false, limits: limits)
            #expect((fits, fitsToo, isBeyond) == (false, false, true))
            #expect(memory.change(by: 0) == 300_001)
        }
        #expect(memory.change(by: 0) == 0)
    }

    /// So many requests may have begun, each counted once however often it is noted, and none of a connection that has gone.
    @Test(arguments: [0, 1, 2, 5])
    func requests(most: Int) {
        let memory = Self.memory(of: 1 << 40)
        let limits = Self.limits(requests: most)
        func begin(_ left: Int) {
            var share = MemoryShare(of: memory)
            let number = most + 2 - left
            let isTooMuch = share.note(input: 1, output: 0, isUnfinished: true, limits: limits)
            #expect(isTooMuch == (number > most))
            #expect(memory.changeRequests(by: 0) == number)
            let isAgain = share.note(input: 2, output: 0, isUnfinished: true, limits: limits)
            #expect(!isAgain)
            #expect(memory.changeRequests(by: 0) == number)
            if left > 1 { begin(left - 1) }
            let isOver = share.note(input: 0, output: 0, isUnfinished: false, limits: limits)
            #expect(!isOver)
            #expect(memory.changeRequests(by: 0) == number - 1)
            _ = share.note(input: 0, output: 0, isUnfinished: true, limits: limits)
        }
        begin(most + 1)
        #expect(memory.changeRequests(by: 0) == 0)
    }

    /// Both are noted where the first is too much, and an answer that is made is sent however short memory is.
    @Test func both() {
        let memory = Self.memory(of: 1)
        var share = MemoryShare(of: memory)
        let limits = Self.limits(requests: 0)
        let isTooMuch = share.note(input: Self.large, output: 0, isUnfinished: true, limits: limits)
        #expect(isTooMuch)
        #expect((memory.change(by: 0), memory.changeRequests(by: 0)) == (Self.large, 1))
        var answer = MemoryShare(of: memory)
        let isRefused = answer.note(input: Self.large, output: 1, isUnfinished: false, limits: limits)
        #expect(!isRefused)
        var another = MemoryShare(of: memory)
        let isShort = another.note(input: Self.large, output: 0, isUnfinished: false, limits: limits)
        #expect(isShort)
    }

    /// Growth of all together by a megabyte is looked at, whoever it is of; small growth within one is not.
    @Test(arguments: [
        (100, 100, 100, true), (100, 1 << 20, 100, false), (100, (1 << 20) + 99, 100, false),
        (100, (1 << 20) + 100, 100, true), (100, 2 << 20, 1, false), (65_536, 65_536, 65_536, true),
        (65_537, 65_537, 65_537, false),
    ])
    func growth(bytes: Int, total: Int, growth: Int, isUnseen: Bool) {
        // There is no room, so that whoever looks is refused.
        #expect(Self.memory(of: 1).hasRoom(for: bytes, total: total, growth: growth) == isUnseen)
        #expect(Self.memory(of: 1 << 40).hasRoom(for: bytes, total: total, growth: growth))
    }
}
