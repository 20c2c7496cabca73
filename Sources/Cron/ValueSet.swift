/// The values that a field allows, each a number 0-62, as the bits of one word.
struct ValueSet: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    init(bits: UInt64 = 0) {
        self.bits = bits
    }

    /// All values of the range.
    init(_ range: ClosedRange<Int>) {
        bits = (UInt64.max << UInt64(range.lowerBound)) & ~(UInt64.max << UInt64(range.upperBound + 1))
    }

    /// The values from the range's lower bound on, by a step of one or more.
    init(_ range: ClosedRange<Int>, by step: Int) {
        guard step > 1 else {
            self.init(range)
            return
        }
        // A step may be as large as an Int; anything beyond the range has the same effect.
        self.init()
        let step = Swift.min(step, range.upperBound + 1)
        for value in stride(from: range.lowerBound, through: range.upperBound, by: step) { insert(value) }
    }

    init(_ values: [Int]) {
        for value in values { insert(value) }
    }

    var isEmpty: Bool { bits == 0 }

    var count: Int { bits.nonzeroBitCount }

    /// The smallest value.
    var first: Int? { isEmpty ? nil : bits.trailingZeroBitCount }

    /// The largest value.
    var last: Int? { isEmpty ? nil : UInt64.bitWidth - 1 - bits.leadingZeroBitCount }

    func contains(_ value: Int) -> Bool {
        bits & (1 << UInt64(value)) != 0
    }

    /// The smallest value that is not below the given one.
    func first(from value: Int) -> Int? {
        ValueSet(bits: bits & (UInt64.max << UInt64(value))).first
    }

    mutating func insert(_ value: Int) {
        bits |= 1 << UInt64(value)
    }

    mutating func formUnion(_ other: ValueSet) {
        bits |= other.bits
    }
}

extension ValueSet: Sequence, IteratorProtocol {
    /// Removes and returns the smallest value, so that a loop visits the values in order.
    mutating func next() -> Int? {
        guard let value = first else { return nil }
        bits &= bits - 1
        return value
    }
}
