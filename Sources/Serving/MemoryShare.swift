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
