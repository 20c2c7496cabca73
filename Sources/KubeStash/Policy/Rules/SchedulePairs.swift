internal import Cron

/// How close the runs of different schedules come to each other: each pair is compared once, and only so many are.
///
/// Equal schedules are one here, however many sessions have them. What two of them do to each other is what one does to
/// itself, which the caller has looked at.
struct SchedulePairs {
    /// How close two schedules come.
    enum Distance: Equatable {
        /// No closer than the limit.
        case far
        /// So many seconds, which is below the limit.
        case close(Int64)
        /// Too many pairs were compared before.
        case unknown
    }

    /// Most pairs of schedules that are compared for one object, each of which takes some 10 microseconds: four hundred
    /// repositories that each have a plan of hours, days, weeks, months and years at minutes of its own.
    static let mostPairs = 4096

    /// How many pairs were compared.
    private(set) var compared = 0

    private let limit: Int64
    private var schedules: [Schedule] = []
    private var places: [Schedule: Int32] = [:]
    /// By the places of both, the higher one in the upper half.
    private var known: [UInt64: Distance] = [:]

    /// Begins without a schedule.
    /// - Parameter limit: The seconds below which two runs are too close.
    init(below limit: Int64) {
        self.limit = limit
    }

    /// Takes a schedule.
    /// - Parameter schedule: The schedule.
    /// - Returns: Its place among the different ones.
    mutating func place(of schedule: Schedule) -> Int32 {
        if let place = places[schedule] { return place }
        let place = Int32(truncatingIfNeeded: schedules.count)
        schedules.append(schedule)
        places[schedule] = place
        return place
    }

    /// How close two different schedules come.
    /// - Parameters:
    ///   - one: The place of one.
    ///   - other: The place of the other.
    /// - Returns: What is known of them, compared now where they were not before.
    mutating func distance(_ one: Int32, _ other: Int32) -> Distance {
        let pair = UInt64(truncatingIfNeeded: max(one, other)) << 32 | UInt64(truncatingIfNeeded: min(one, other))
        if let distance = known[pair] { return distance }
        guard compared < Self.mostPairs else { return .unknown }
        compared += 1
        let seconds = schedules[Int(one)].shortestInterval(to: schedules[Int(other)], below: limit)
        let distance = seconds.map { Distance.close($0) } ?? .far
        known[pair] = distance
        return distance
    }
}
