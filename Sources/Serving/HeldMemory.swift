internal import Synchronization

/// How many bytes all connections of a server keep between their turns: requests that are not complete, and answers that
/// are not taken.
///
/// A request that comes in one piece and is answered at once never touches the counter.
final class HeldMemory: Sendable {
    /// The memory for answers, which is asked for apart: it is taken within a turn.
    let working: WorkingMemory

    private let bytes = Atomic<Int>(0)
    private let requests = Atomic<Int>(0)
    private let hasServedLarge = Atomic<Bool>(false)
    private let isShort = Atomic<Bool>(false)

    /// How much more all connections may keep before it is looked whether there is room for it, in bytes.
    private static let unseenGrowth = 1 << 20

    /// From which size on a request leaves a heap behind that is worth tidying, in bytes: usual ones have some kilobytes,
    /// and what they took serves the next one.
    private static let largeRequest = 64 << 10

    init(working: WorkingMemory) {
        self.working = working
    }

    /// Notes that a connection keeps more, or less.
    /// - Parameter difference: How many bytes more.
    /// - Returns: How many bytes all connections keep now.
    @discardableResult
    func change(by difference: Int) -> Int {
        bytes.add(difference, ordering: .relaxed).newValue
    }

    /// Whether there is room for what a connection keeps.
    ///
    /// It is looked at for each that keeps much. For the others it is when all together have grown by so much that it
    /// could matter, and from then on each time until there is room again.
    /// - Parameters:
    ///   - bytes: How many bytes it keeps.
    ///   - total: How many bytes all connections keep, with those that have just been added.
    ///   - growth: How many have just been added.
    /// - Returns: Whether there is room.
    func hasRoom(for bytes: Int, total: Int, growth: Int) -> Bool {
        let isUnseen = total / Self.unseenGrowth == (total - growth) / Self.unseenGrowth
        if bytes <= ServerLimits.freeBytes && isUnseen && !isShort.load(ordering: .relaxed) { return true }
        // What it keeps is copied when it outgrows its place.
        let hasRoom = working.has(2 * bytes)
        isShort.store(!hasRoom, ordering: .relaxed)
        return hasRoom
    }

    /// Notes that a connection has begun to get a request, or that it no longer waits for the rest of one.
    /// - Parameter difference: How many requests more.
    /// - Returns: How many requests all connections have a part of.
    @discardableResult
    func changeRequests(by difference: Int) -> Int {
        requests.add(difference, ordering: .relaxed).newValue
    }

    /// Notes that a request was answered, and marks it where it was large.
    func noteRequest(ofSize bytes: Int) {
        guard bytes >= Self.largeRequest else { return }
        hasServedLarge.store(true, ordering: .relaxed)
    }

    /// Whether large requests have been answered since somebody asked last.
    func takeLargeMark() -> Bool {
        hasServedLarge.exchange(false, ordering: .relaxed)
    }
}

/// What one connection has of the memory that all connections keep between their turns; given back with it.
struct MemoryShare: ~Copyable {
    private let memory: HeldMemory
    private var heldBytes = 0
    private var hasUnfinished = false

    init(of memory: HeldMemory) {
        self.memory = memory
    }

    deinit {
        memory.change(by: -heldBytes)
        if hasUnfinished { memory.changeRequests(by: -1) }
    }

    /// Notes what the connection keeps until its next turn.
    /// - Parameters:
    ///   - input: How much it keeps of a request.
    ///   - output: How much it keeps of answers.
    ///   - isUnfinished: Whether it has a part of a request.
    ///   - limits: How much all may keep.
    /// - Returns: Whether it keeps more than before, or one request more, and that is too much.
    mutating func note(input: Int, output: Int, isUnfinished: Bool, limits: ServerLimits) -> Bool {
        // Both are noted, whatever the first says.
        let keepsTooMuch = noteBytes(input, output, limits)
        return noteRequest(isUnfinished, limits) || keepsTooMuch
    }

    private mutating func noteBytes(_ input: Int, _ output: Int, _ limits: ServerLimits) -> Bool {
        let bytes = input + output
        let difference = bytes - heldBytes
        guard difference != 0 else { return false }
        heldBytes = bytes
        let total = memory.change(by: difference)
        guard difference > 0 else { return false }
        if bytes > ServerLimits.freeBytes && total > limits.heldBytes { return true }
        // An answer that has been made is better sent than cut off.
        return output == 0 && !memory.hasRoom(for: input, total: total, growth: difference)
    }

    private mutating func noteRequest(_ isUnfinished: Bool, _ limits: ServerLimits) -> Bool {
        guard isUnfinished != hasUnfinished else { return false }
        hasUnfinished = isUnfinished
        let total = memory.changeRequests(by: isUnfinished ? 1 : -1)
        return isUnfinished && total > limits.requestsInFlight
    }
}
