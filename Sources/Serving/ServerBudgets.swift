internal import System

/// The three budgets that the connections of a server share.
struct ServerBudgets: Sendable {
    /// The memory, in bytes, beside what the process had when it started and a margin: for handshakes, connections, parts
    /// of requests, unread answers and large reviews.
    ///
    /// The margin is for everything that is not reserved: a review of usual size in each worker, what a turn reads, lines of
    /// the log, a new certificate.
    let memory: Budget
    /// The bytes that connections may hold between their turns (`--max-held-bytes`).
    let held: Budget
    /// The requests that may be partially received (`--max-requests-in-flight`).
    let requests: Budget

    /// Up to how many bytes an answer is not reserved.
    ///
    /// The usual ones take some hundred kilobytes and shall not wait for connections that take everything. The margin has as
    /// much for each worker.
    static let unreservedAnswer = 26 << 20

    /// How much a heap keeps in any case, so that usual answers take nothing from the kernel.
    private static let leastHeap = 1 << 20

    /// How much of the margin is for everything but answers, in bytes.
    private static let otherMargin = 4 << 20

    /// Fixes the budgets.
    /// - Parameter configuration: The memory, the workers, and how much connections may hold.
    init(of configuration: ServerConfiguration) {
        guard let bytes = Self.bytes(of: configuration) else {
            self.init(limits: configuration.limits)
            return
        }
        // Connections and reviews use the heaps of the workers that they are with.
        let memory = Budget(bytes, heaps: max(1, configuration.workers)) { Heap.releaseFree() }
        self.init(memory: memory, limits: configuration.limits)
    }

    init(memory: Budget = Budget(.max), limits: ServerLimits) {
        self.memory = memory
        held = Budget(limits.heldBytes)
        requests = Budget(limits.requestsInFlight)
    }

    /// How many bytes are left for reservations; nil if memory is not limited.
    static func bytes(of configuration: ServerConfiguration) -> Int? {
        guard let room = configuration.memory else { return nil }
        let left = room.left(
            startingThreads: configuration.workers + configuration.applicationThreads + ServerLimits.otherThreads,
            keepingInHeap: configuration.limits.connections * ServerLimits.idleBytes)
        return max(0, left - margin(of: room, workers: configuration.workers) - configuration.applicationBytes)
    }

    /// How many bytes are not reserved: a server in little memory refuses large reviews rather than everything.
    private static func margin(of room: MemoryRoom, workers: Int) -> Int {
        min(otherMargin + workers * unreservedAnswer, room.granted / 4)
    }

    /// How much free memory each worker's heap may keep for its next answers: its part of the margin.
    static func keptHeap(of room: MemoryRoom, workers: Int) -> Int {
        max(leastHeap, (margin(of: room, workers: workers) - otherMargin) / max(1, workers))
    }
}

/// The part of the budgets that one connection has between its turns.
struct ConnectionShare: ~Copyable {
    private var memory: Reservation
    private var held: Reservation
    private var requests: Reservation

    /// Has no part of them yet.
    init(of budgets: ServerBudgets) {
        memory = Reservation(of: budgets.memory)
        held = Reservation(of: budgets.held)
        requests = Reservation(of: budgets.requests)
    }

    /// Takes the memory of a connection that does nothing, which has been reserved for its handshake until now.
    mutating func open() {
        memory.overdraw(to: ServerLimits.idleBytes)
    }

    /// Notes how much the connection keeps until its next turn.
    ///
    /// Where nothing changes, as after a request that came in one piece, no budget is touched.
    /// - Parameters:
    ///   - input: How many bytes of a request it keeps.
    ///   - hasMore: Whether TLS keeps a part of a record.
    ///   - output: How many bytes of answers it keeps.
    ///   - isUnfinished: Whether it has a part of a request.
    /// - Returns: Whether that is more than there is room for.
    mutating func note(input: Int, hasMore: Bool, output: Int, isUnfinished: Bool) -> Bool {
        // All are noted, whatever the first says.
        let holdsTooMuch = !hold(input + output)
        let isOneTooMany = !requests.resize(to: isUnfinished ? 1 : 0)
        let takesTooMuch = !take(input: input, hasMore: hasMore, output: output)
        return holdsTooMuch || isOneTooMany || takesTooMuch
    }

    private mutating func hold(_ bytes: Int) -> Bool {
        if bytes > ServerLimits.freeBytes { return held.resize(to: bytes) }
        held.overdraw(to: bytes)
        return true
    }

    private mutating func take(input: Int, hasMore: Bool, output: Int) -> Bool {
        let isIdle = input == 0 && !hasMore
        // A part of a request is copied when it outgrows its place.
        let bytes = (isIdle ? ServerLimits.idleBytes : ServerLimits.connectionBytes) + 2 * input + output
        guard output > 0 else { return memory.resize(to: bytes) }
        // An answer that has been made is better sent than cut off.
        memory.overdraw(to: bytes)
        return true
    }
}
