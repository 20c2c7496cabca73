package import System
/// One deadline for each of many numbered things, such as connections.
///
/// Setting a deadline is one store, because it happens several times in each request. Passed deadlines are found by
/// reading all of them, at most once in `granularity`, and not before the earliest one can have passed: 10,000
/// deadlines are 80 kB, read in some microseconds.
package struct Deadlines: Sendable {
    /// The longest delay after which a passed deadline is noticed.
    package let granularity: Duration

    private var instants: [MonotonicInstant] = []
    private var earliest = MonotonicInstant.never
    private var nextLook = MonotonicInstant(nanoseconds: .min)

    /// Makes a table without deadlines.
    /// - Parameter granularity: The longest delay after which a passed deadline is noticed; the time between two
    ///   passes.
    package init(granularity: Duration) {
        self.granularity = granularity
    }

    /// Sets or moves a deadline.
    /// - Parameters:
    ///   - instant: The deadline; `never` for none.
    ///   - index: The number of the thing: a small number, as the table has an entry for each number up to the largest.
    package mutating func set(_ instant: MonotonicInstant, for index: Int) {
        while instants.count <= index { instants.append(.never) }
        guard instants.indices.contains(index) else { return }
        instants[index] = instant
        if instant < earliest { earliest = instant }
    }

    /// The longest time to sleep before checking for passed deadlines.
    /// - Parameter now: The current time.
    /// - Returns: The time until a deadline may pass; nil if there is none.
    package func timeout(at now: MonotonicInstant) -> Duration? {
        earliest == .never ? nil : now.duration(to: max(earliest, nextLook))
    }

    /// Removes the deadlines that have passed.
    /// - Parameters:
    ///   - now: The current time.
    ///   - due: The list to which the numbers with passed deadlines are appended.
    package mutating func takeDue(at now: MonotonicInstant, into due: inout [Int]) {
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
