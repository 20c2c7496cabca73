/// Bytes on their way to a client, the first of which may have been taken.
struct OutputBuffer {
    /// How much of its room an empty buffer may keep for the next answers; after a large one it is given back.
    private static let keptCapacity = 64 << 10

    var bytes: [UInt8] = []
    private var taken = 0

    /// How many bytes the connection has taken so far, in all.
    private(set) var takenInAll: UInt64 = 0

    /// How many bytes are still to go.
    var count: Int { bytes.count - taken }

    var isEmpty: Bool { count == 0 }

    /// How many bytes are kept, sent ones included.
    var heldBytes: Int { bytes.count }

    /// Lends the bytes that are still to go.
    borrowing func withUnsent<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(droppingFirst: taken))
    }

    /// Notes that the connection has taken the first of them.
    /// - Parameter count: How many.
    mutating func take(_ count: Int) {
        taken += min(count, self.count)
        takenInAll &+= UInt64(clamping: count)
        guard isEmpty else { return }
        taken = 0
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
    }

    /// Exchanges an empty buffer's room with a spare one.
    mutating func exchangeRoom(with spare: inout [UInt8]) {
        if bytes.isEmpty { swap(&bytes, &spare) }
    }
}
