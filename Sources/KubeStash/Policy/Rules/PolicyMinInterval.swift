internal import Cron
internal import Document
internal import Schema

/// A session must not run more often than the policy allows, alone or together with others that do the same.
struct PolicyMinInterval: Rule {
    /// A session runs more often than the policy allows.
    static let info = RuleInfo(
        "policy-min-interval", .error, "a session runs more often than the policy's minimumInterval")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Reports every schedule with two runs that are too close, alone or together with an earlier session.
    ///
    /// Sessions are compared if they run the same task into the same repository.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let seconds = context.settings.parameters.minimumInterval else { return }
        let demand = "the policy requires at least \(PolicyInterval.text(seconds)) between two runs"
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome,
                let shortest = value.shortestInterval(below: seconds)
            else { continue }
            findings.report(
                Self.info, .invalid, schedule.node, "runs again after \(PolicyInterval.text(shortest)), and \(demand)")
        }
        guard configuration.hasRepeatedRepositories else { return }
        var together = SessionsTogether(configuration, below: seconds)
        for (index, backup) in configuration.backups.enumerated() {
            guard let schedule = configuration.schedule(of: configuration.session(of: backup)),
                case .success(let value) = schedule.outcome,
                value.canFire, value.shortestInterval(below: seconds) == nil,
                let problem = together.add(index, value)
            else { continue }
            findings.report(Self.info, .invalid, schedule.node, "\(explain(problem, configuration)), and \(demand)")
        }
    }

    private func explain(_ problem: SessionsTogether.Problem, _ configuration: BackupConfiguration) -> String {
        let excess = "which is more than this check compares"
        switch problem {
        case .close(let session, let seconds):
            let name = configuration.session(of: configuration.backups[session]).name.flatMap {
                configuration.document.quotedText(of: $0, limit: 63)
            }
            return
                "\(name.map { "session \($0)" } ?? "an earlier session") runs the same task into the same repository "
                + "\(PolicyInterval.text(seconds)) apart"
        case .tooManySchedules:
            return
                "more than \(TaskWriters.mostSchedules) different schedules run one task into one repository, \(excess)"
        case .tooManyPairs:
            return
                "more than \(SchedulePairs.mostPairs) pairs of different schedules run one task into one repository, "
                + excess
        case .tooManyWriters:
            return "more than \(TaskWriters.most) times a session runs a task into a repository, \(excess)"
        }
    }
}

/// Compares the schedules of sessions that run the same task into the same repository.
///
/// The work is linear in the object and limited beyond that: equal schedules are compared once, and so is each pair of
/// different ones. A session that exceeds a limit is reported: schedules that cannot be compared must not pass.
struct SessionsTogether {
    /// A problem of a session together with earlier ones.
    enum Problem: Equatable {
        /// It runs too close to another session, by this number of seconds.
        case close(session: Int, seconds: Int64)
        /// More than ``TaskWriters/mostSchedules`` schedules run one task into one repository.
        case tooManySchedules
        /// More than ``SchedulePairs/mostPairs`` pairs would have to be compared.
        case tooManyPairs
        /// The sessions so far share more tasks times repositories than ``TaskWriters/most``.
        case tooManyWriters
    }

    /// The pairs of schedules that were compared.
    private(set) var pairs: SchedulePairs
    /// The sessions so far.
    private(set) var writers: TaskWriters
    private let configuration: BackupConfiguration

    /// Makes an empty comparison.
    /// - Parameters:
    ///   - configuration: The object.
    ///   - limit: The interval in seconds below which two runs are too close.
    init(_ configuration: BackupConfiguration, below limit: Int64) {
        self.configuration = configuration
        pairs = SchedulePairs(below: limit)
        writers = TaskWriters(configuration)
    }

    /// Compares the next session with those before it.
    /// - Parameters:
    ///   - session: Its index among all sessions.
    ///   - schedule: Its schedule, whose own runs are not too close.
    /// - Returns: The problem; nil if there is none.
    mutating func add(_ session: Int, _ schedule: Schedule) -> Problem? {
        let tasks = writers.tasks(of: session)
        guard !tasks.isEmpty else { return nil }
        let repositories = configuration.repositories(of: configuration.backups[session]).compactMap(\.namePlace)
            .map { Int($0) }.filter { writers.isShared($0) }
        guard !repositories.isEmpty else { return nil }
        guard writers.count(tasks.count, in: repositories.count) else { return .tooManyWriters }
        let place = pairs.place(of: schedule)
        for repository in repositories {
            if let problem = problem(of: place, with: tasks, in: repository) { return problem }
            for task in tasks { writers.add(place, of: session, task, in: repository) }
        }
        return nil
    }

    /// The problem with a schedule in one repository; of several sessions that it is too close to, the first.
    private mutating func problem(of place: Int32, with tasks: ArraySlice<Int32>, in repository: Int) -> Problem? {
        var nearest: (session: Int, seconds: Int64)?
        for task in tasks where !writers.has(place, task, in: repository) {
            let others = writers.all(of: task, in: repository)
            guard others.count < TaskWriters.mostSchedules else { return .tooManySchedules }
            comparison: for other in others where other.session < nearest?.session ?? .max {
                switch pairs.distance(place, other.schedule) {
                case .far: continue
                case .unknown: return .tooManyPairs
                case .close(let seconds):
                    nearest = (other.session, seconds)
                    break comparison
                }
            }
        }
        return nearest.map { .close(session: $0.session, seconds: $0.seconds) }
    }
}

/// The distances between the runs of different schedules: each pair is compared once, up to a limit.
///
/// Equal schedules count as one here, for any number of sessions. Two equal schedules are as close as the runs of one,
/// which the caller has checked.
struct SchedulePairs {
    /// The shortest distance between two schedules.
    enum Distance: Equatable {
        /// At least the limit.
        case far
        /// This number of seconds, which is below the limit.
        case close(Int64)
        /// Unknown, because too many pairs were compared before.
        case unknown
    }

    /// The most pairs of schedules that are compared for one object, each of which takes some 10 microseconds.
    ///
    /// They are enough for four hundred repositories, each with a plan of hours, days, weeks, months and years at
    /// minutes of its own.
    static let mostPairs = 4096

    /// The number of pairs that were compared.
    private(set) var compared = 0

    private let limit: Int64
    private var schedules: [Schedule] = []
    private var places: [Schedule: Int32] = [:]
    /// The distances, by the indices of both schedules, the higher one in the upper half.
    private var known: [UInt64: Distance] = [:]

    /// Makes an empty comparison.
    /// - Parameter limit: The interval in seconds below which two runs are too close.
    init(below limit: Int64) {
        self.limit = limit
    }

    /// Adds a schedule.
    /// - Parameter schedule: The schedule.
    /// - Returns: Its index among the different schedules.
    mutating func place(of schedule: Schedule) -> Int32 {
        if let place = places[schedule] { return place }
        let place = Int32(truncatingIfNeeded: schedules.count)
        schedules.append(schedule)
        places[schedule] = place
        return place
    }

    /// The shortest distance between two different schedules.
    /// - Parameters:
    ///   - one: The index of one.
    ///   - other: The index of the other.
    /// - Returns: The distance, computed now if the two have not been compared before.
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
