public import System
/// One deadline for each of many numbered things, such as connections.
///
/// Setting a deadline is one store, for it is what happens several times a request. What is due is found by looking
/// through all of them, at most once in `granularity`, and not before the earliest that was set could be due: 10,000
/// deadlines are 80 kB, read in some microseconds.
public struct Deadlines: Sendable {
    /// How late a deadline may be noticed.
    public let granularity: Duration

    private var instants: [MonotonicInstant] = []
    private var earliest = MonotonicInstant.never
    private var nextLook = MonotonicInstant(nanoseconds: .min)

    /// Makes a table without deadlines.
    /// - Parameter granularity: How late a deadline may be noticed; the time between two looks at all of them.
    public init(granularity: Duration) {
        self.granularity = granularity
    }

    /// Sets or moves a deadline.
    /// - Parameters:
    ///   - instant: When it is due; `never` for no deadline.
    ///   - index: Whose deadline it is: a small number, as the table has room for all numbers up to the largest.
    public mutating func set(_ instant: MonotonicInstant, for index: Int) {
        while instants.count <= index { instants.append(.never) }
        guard instants.indices.contains(index) else { return }
        instants[index] = instant
        if instant < earliest { earliest = instant }
    }

    /// How long to sleep at most before asking for what is due.
    /// - Parameter now: What the clock shows.
    /// - Returns: The time until something may be due; nil where nothing ever will be.
    public func timeout(at now: MonotonicInstant) -> Duration? {
        earliest == .never ? nil : now.duration(to: max(earliest, nextLook))
    }

    /// Takes the deadlines that have passed out of the table.
    /// - Parameters:
    ///   - now: What the clock shows.
    ///   - due: The list that gets the numbers of those whose deadline has passed.
    public mutating func takeDue(at now: MonotonicInstant, into due: inout [Int]) {
        guard now >= earliest, now >= nextLook else { return }
        nextLook = now.advanced(by: granularity)
        earliest = .never
        for index in instants.indices {
            if instants[index] <= now {
                instants[index] = .never
                due.append(index)
            } else if instants[index] < earliest {
                earliest = instants[index]
            }
        }
    }
}
