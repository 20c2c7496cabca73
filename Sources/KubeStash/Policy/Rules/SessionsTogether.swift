internal import Cron
internal import Document
internal import Schema

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
