import System
import Testing

@testable import Serving
@testable import System

/// Concurrent reservations never exceed the budget, and everything is given back.
struct BudgetTests {
    /// Whether an amount can be reserved; it is given back at once.
    private static func has(_ budget: Budget, _ amount: Int) -> Bool {
        switch budget.reserve(amount) {
        case .some: true
        case .none: false
        }
    }

    /// A reservation that does not fit reserves nothing; one that ends gives back what it has.
    @Test func reservations() {
        let budget = Budget(100)
        do {
            var first = Reservation(of: budget)
            for (wanted, isGranted, amount) in [
                (60, true, 60), (101, false, 60), (100, true, 100), (0, true, 0), (70, true, 70),
            ] {
                let hasIt = first.resize(to: wanted)
                #expect(hasIt == isGranted)
                #expect(first.amount == amount && budget.reserved == amount)
            }
            #expect(!Self.has(budget, 31) && Self.has(budget, 30) && Self.has(budget, 0))
            #expect(budget.reserved == 70)
        }
        #expect(budget.reserved == 0)
    }

    /// Memory in use is counted even if the budget is exceeded, and then nothing else fits.
    @Test func overdraft() {
        let budget = Budget(100)
        var large = Reservation(of: budget)
        large.overdraw(to: 150)
        #expect(budget.reserved == 150)
        #expect(!Self.has(budget, 1))
        let isSmaller = large.resize(to: 120)
        #expect(isSmaller, "less is always possible")
        let isLarger = large.resize(to: 121)
        #expect(!isLarger)
        large.overdraw(to: 0)
        #expect(Self.has(budget, 100))
    }

    /// The largest numbers do not overflow.
    @Test func largest() {
        let budget = Budget(.max)
        var all = Reservation(of: budget)
        let isGranted = all.resize(to: .max)
        #expect(isGranted && budget.reserved == .max)
        #expect(!Self.has(budget, 1))
        let isReturned = all.resize(to: 0)
        #expect(isReturned && Self.has(budget, .max))
        #expect(!Self.has(Budget(10), .max))
    }

    /// Memory that heaps may have kept is reclaimed only if the budget needs it.
    ///
    /// It is granted again directly if the heaps cannot exceed the budget, and not reclaimed if the amount is small.
    @Test func heaps() {
        let reclaims = Locked(0)
        let budget = Budget(100, heaps: 2) { reclaims.withLock { $0 += 1 } }
        let rows: [(wanted: Int, isGranted: Bool, reclaims: Int)] = [
            // Two heaps that have each had half of the budget keep no more than all of it.
            (40, true, 0), (0, true, 0), (50, true, 0), (0, true, 0),
            // One heap may have kept 50, and the other gets 60; then that one may have kept 60.
            (60, true, 1), (0, true, 1), (45, true, 2), (55, true, 2),
            // Less than a sixteenth is not reclaimed, and an amount beyond the budget is refused in any case.
            (50, true, 2), (96, false, 2), (95, true, 2), (101, false, 2), (0, true, 2), (100, true, 3),
        ]
        var reservation = Reservation(of: budget)
        for row in rows {
            let isGranted = reservation.resize(to: row.wanted)
            #expect(isGranted == row.isGranted, "\(row)")
            #expect(reclaims.withLock { $0 } == row.reclaims, "\(row)")
        }
    }

    /// A heap may keep memory that was taken beyond the budget, as it may keep memory that was granted.
    @Test func overdrawnHeaps() {
        let reclaims = Locked(0)
        let budget = Budget(100, heaps: 2) { reclaims.withLock { $0 += 1 } }
        var reservation = Reservation(of: budget)
        reservation.overdraw(to: 90)
        reservation.overdraw(to: 0)
        // One heap may have kept 90, so the other gets no 50 before that has been given back.
        let isGranted = reservation.resize(to: 50)
        #expect(isGranted && reclaims.withLock { $0 } == 1)
    }

    /// Threads that reserve and give back all the time never exceed the budget together.
    @Test func threads() throws {
        let budget = Budget(10)
        let isExceeded = Locked(false)
        let threads = try (0..<4).map { _ in
            try WorkerThread(name: "taker") {
                var own = Reservation(of: budget)
                for round in 0..<20_000 {
                    _ = own.resize(to: round % 7)
                    if budget.reserved > 10 { isExceeded.withLock { $0 = true } }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(!isExceeded.withLock { $0 })
        #expect(budget.reserved == 0)
    }

    /// The memory budget is the memory that a process may still take, less a margin for unreserved memory.
    ///
    /// The process has taken 10 MiB. The margin is 4 MiB and 26 MiB for each worker, or a quarter. The limits of the
    /// process are lower: by 30 MiB of addresses and 20 MiB of data that it has taken, by the stacks of five threads,
    /// and by the 20 MiB that a thousand connections leave in the heap.
    private static let rooms: [(granted: Int, workers: Int, data: Int, addresses: Int, bytes: Int)] = [
        (640, 2, 9999, 9999, 574), (128, 2, 9999, 9999, 86), (128, 1, 9999, 9999, 88), (640, 2, 336, 9999, 200),
        (640, 2, 9999, 346, 200), (12, 1, 9999, 9999, 0), (4, 1, 9999, 9999, 0),
    ]

    @Test(arguments: rooms)
    func memory(_ row: (granted: Int, workers: Int, data: Int, addresses: Int, bytes: Int)) {
        let room = MemoryRoom(
            in: ControlGroups { _ in nil }, machine: row.granted << 20,
            taken: MemoryRoom.Taken(addresses: 30 << 20, private: 10 << 20, data: 20 << 20),
            limits: MemoryRoom.Limits(addresses: row.addresses << 20, data: row.data << 20, stack: 8 << 20))
        var configuration = ServerConfiguration(addresses: [], workers: row.workers, memory: room)
        #expect(ServerBudgets.bytes(of: configuration) == row.bytes << 20)
        // What the application takes is not left for clients.
        configuration.applicationBytes = 1 << 20
        #expect(ServerBudgets.bytes(of: configuration) == max(0, row.bytes - 1) << 20)
        // A heap keeps at most its worker's part of the margin.
        let kept = ServerBudgets.keptHeap(of: room, workers: row.workers) * row.workers
        #expect(kept <= max(row.workers, min(row.workers * 26, row.granted / 4 - 4)) << 20)
    }

    /// A server without a known memory limit has no memory budget.
    @Test func unlimited() {
        let budgets = ServerBudgets(of: ServerConfiguration(addresses: [], memory: nil))
        #expect(budgets.memory.total == .max)
        #expect(budgets.held.total == 64 << 20)
        #expect(budgets.requests.total == 1024)
    }

    typealias Share = (input: Int, hasMore: Bool, output: Int, isUnfinished: Bool, memory: Int, isTooMuch: Bool)

    private static let parts: [Share] = [
        // An idle connection, one with a part of a record, with a part of a request, with unread answers, and with
        // both.
        (0, false, 0, false, 20_480, false), (0, true, 0, false, 102_400, false),
        (1000, false, 0, true, 104_400, false),
        (0, false, 70_000, false, 90_480, false), (1000, true, 70_000, true, 174_400, false),
        // A part of a request and an answer, neither of which fits into memory.
        (100_000, false, 0, true, 20_480, true), (0, false, 190_000, false, 210_480, false),
        // More than all connections together may hold.
        (0, false, 200_001, false, 220_481, true),
    ]

    /// The memory and the places that a connection reserves between its turns, and the shares that are refused.
    @Test(arguments: parts)
    func shares(_ row: Share) {
        var limits = ServerLimits()
        limits.heldBytes = 200_000
        let budgets = ServerBudgets(memory: Budget(200_000), limits: limits)
        do {
            var share = ConnectionShare(of: budgets)
            #expect(budgets.memory.reserved == 0)
            share.open()
            let isTooMuch = share.note(
                input: row.input, hasMore: row.hasMore, output: row.output, isUnfinished: row.isUnfinished)
            #expect(isTooMuch == row.isTooMuch)
            #expect(budgets.memory.reserved == row.memory)
            #expect(budgets.requests.reserved == (row.isUnfinished ? 1 : 0))
        }
        #expect(budgets.memory.reserved == 0 && budgets.held.reserved == 0 && budgets.requests.reserved == 0)
    }

    /// A connection may hold 64 KiB independent of the other connections.
    @Test func freeBytes() {
        var limits = ServerLimits()
        limits.heldBytes = 100_000
        let budgets = ServerBudgets(limits: limits)
        var first = ConnectionShare(of: budgets)
        var second = ConnectionShare(of: budgets)
        for (bytes, isTooMuch) in [(90_000, false), (100_001, true), (100_000, false)] {
            let isRefused = first.note(input: bytes, hasMore: false, output: 0, isUnfinished: true)
            #expect(isRefused == isTooMuch)
        }
        for (bytes, isTooMuch) in [(1000, false), (65_536, false), (65_537, true), (65_536, false), (0, false)] {
            let isRefused = second.note(input: bytes, hasMore: false, output: 0, isUnfinished: true)
            #expect(isRefused == isTooMuch)
        }
    }
}

/// The shares of connections in the limits on bytes and requests.
struct ConnectionShareTests {
    private static func budgets(held: Int = 64 << 20, requests: Int = 1024) -> ServerBudgets {
        var limits = ServerLimits()
        limits.heldBytes = held
        limits.requestsInFlight = requests
        return ServerBudgets(limits: limits)
    }

    /// A connection may always hold 64 KiB; beyond that, all connections share a limit, exact to the byte.
    @Test(arguments: [
        (0, 0, false), (1, 0, false), (65_536, 0, false), (65_537, 0, true), (65_537, 65_536, true),
        (65_537, 65_537, false), (65_537, 65_538, false), (1_000_000, 999_999, true), (1_000_000, 1_000_000, false),
    ])
    func heldBytes(bytes: Int, most: Int, isTooMuch: Bool) {
        for (input, output) in [(bytes, 0), (0, bytes), (bytes / 2, bytes - bytes / 2)] {
            let budgets = Self.budgets(held: most)
            var share = ConnectionShare(of: budgets)
            let isRefused = share.note(input: input, hasMore: false, output: output, isUnfinished: false)
            #expect(isRefused == isTooMuch)
            #expect(budgets.held.reserved == (isTooMuch ? 0 : bytes))
            let isLess = share.note(input: 0, hasMore: false, output: 0, isUnfinished: false)
            #expect(!isLess && budgets.held.reserved == 0)
        }
    }

    /// The bytes of other connections count until they end.
    @Test func together() {
        let budgets = Self.budgets(held: 300_000)
        do {
            var first = ConnectionShare(of: budgets)
            var second = ConnectionShare(of: budgets)
            let fits = first.note(input: 150_000, hasMore: false, output: 0, isUnfinished: false)
            let fitsToo = second.note(input: 150_000, hasMore: false, output: 0, isUnfinished: false)
            let isBeyond = second.note(input: 150_001, hasMore: false, output: 0, isUnfinished: false)
            #expect((fits, fitsToo, isBeyond) == (false, false, true))
            #expect(budgets.held.reserved == 300_000)
        }
        #expect(budgets.held.reserved == 0 && budgets.memory.reserved == 0)
    }

    /// A limited number of requests may have begun; each is counted once, and not after its connection has ended.
    @Test(arguments: [0, 1, 2, 5])
    func requests(most: Int) {
        let budgets = Self.budgets(requests: most)
        func begin(_ number: Int) {
            guard number <= most + 1 else { return }
            var share = ConnectionShare(of: budgets)
            for input in 1...2 {
                let isTooMuch = share.note(input: input, hasMore: false, output: 0, isUnfinished: true)
                #expect(isTooMuch == (number > most))
                #expect(budgets.requests.reserved == min(number, most))
            }
            begin(number + 1)
            let isOver = share.note(input: 0, hasMore: false, output: 0, isUnfinished: false)
            #expect(!isOver)
            #expect(budgets.requests.reserved == min(number - 1, most))
            _ = share.note(input: 0, hasMore: false, output: 0, isUnfinished: true)
        }
        begin(1)
        #expect(budgets.requests.reserved == 0)
    }
}
