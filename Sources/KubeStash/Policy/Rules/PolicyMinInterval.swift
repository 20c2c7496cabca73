internal import Cron
internal import Document
internal import Schema

/// A session may not run more often than the policy allows, nor may several together that do the same.
struct PolicyMinInterval: Rule {
    /// A session runs more often than the policy allows.
    static let info = RuleInfo(
        "policy-min-interval", .error, "a session runs more often than the policy's minimumInterval")

    /// Reports every schedule with two runs that are closer, and every one with a run that is closer to that of another
    /// session which runs the same task into the same repository.
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
        for (index, session) in configuration.sessions.enumerated() {
            guard let schedule = configuration.schedule(of: session), case .success(let value) = schedule.outcome,
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
            let name = configuration.sessions[session].name.flatMap {
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
/// The work is linear in the object, and beyond that has limits: equal schedules are compared once, and so is each pair of
/// different ones. A session that is over a limit is a problem: what cannot be compared must not pass.
struct SessionsTogether {
    /// What is wrong with a session beside those before it.
    enum Problem: Equatable {
        /// It runs too close to a session, so many seconds apart.
        case close(session: Int, seconds: Int64)
        /// One task runs into one repository by more than ``TaskWriters/mostSchedules``.
        case tooManySchedules
        /// More pairs than ``SchedulePairs/mostPairs`` would have to be compared.
        case tooManyPairs
        /// The sessions so far have more tasks times repositories in common than ``TaskWriters/most``.
        case tooManyWriters
    }

    /// The pairs of schedules that were compared.
    private(set) var pairs: SchedulePairs
    /// The sessions so far.
    private(set) var writers: TaskWriters
    private let configuration: BackupConfiguration

    /// Begins with the first session.
    /// - Parameters:
    ///   - configuration: The object.
    ///   - limit: The seconds below which two runs are too close.
    init(_ configuration: BackupConfiguration, below limit: Int64) {
        self.configuration = configuration
        pairs = SchedulePairs(below: limit)
        writers = TaskWriters(configuration)
    }

    /// Takes the next session.
    /// - Parameters:
    ///   - session: Its place among all.
    ///   - schedule: Its schedule, which does not come too close to itself.
    /// - Returns: What is wrong with it; nil where nothing is.
    mutating func add(_ session: Int, _ schedule: Schedule) -> Problem? {
        let tasks = writers.tasks(of: session)
        guard !tasks.isEmpty else { return nil }
        let repositories = configuration.repositories(of: configuration.sessions[session]).compactMap(\.namePlace)
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

    /// What is wrong with a schedule in one repository; of several sessions that it comes too close to, the first.
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
