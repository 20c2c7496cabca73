internal import Document

/// The sessions that run the same task of the same addon into the same repository.
///
/// A session with a thousand tasks and a thousand repositories has a million combinations. So combinations that only
/// one session has are left out, and the rest is limited.
struct TaskWriters {
    /// A schedule, and the first session that has it.
    struct Writer {
        let schedule: Int32
        let session: Int
        /// The index of the previous writer of the same task and repository; negative if there is none.
        fileprivate let previous: Int32
    }

    /// The most tasks times repositories of all sessions, each of which takes memory.
    ///
    /// The largest object that the API server accepts has some ten thousand sessions, and a dozen for each is enough in
    /// practice.
    static let most = 1 << 17
    /// The most different schedules that may run one task into one repository.
    ///
    /// Each is compared with all others; a plan of hours, days, weeks, months and years has five.
    static let mostSchedules = 32

    /// The number of tasks times repositories that were looked at.
    private(set) var count = 0

    private let tasks: SharedTasks
    private let sharedRepositories: [Bool]
    private var writers: [Writer] = []
    /// The index of the last writer, by repository and task.
    private var last: [UInt64: Int32] = [:]

    /// Collects what sessions have in common.
    init(_ configuration: BackupConfiguration) {
        tasks = SharedTasks(configuration)
        var owners = [Owner](repeating: Owner(), count: configuration.repositoryNames.count)
        for (index, backup) in configuration.backups.enumerated() {
            for repository in configuration.repositories(of: backup) {
                if let place = repository.namePlace { owners[Int(place)].add(index) }
            }
        }
        sharedRepositories = owners.map(\.isShared)
    }

    /// Whether another session writes to the repository as well.
    func isShared(_ repository: Int) -> Bool {
        sharedRepositories[repository]
    }

    /// The tasks of a session that another session has as well.
    func tasks(of session: Int) -> ArraySlice<Int32> {
        tasks.shared(by: session)
    }

    /// Counts the tasks times repositories of a session.
    /// - Returns: Whether the count is within the limit.
    mutating func count(_ tasks: Int, in repositories: Int) -> Bool {
        let (product, overflow) = tasks.multipliedReportingOverflow(by: repositories)
        guard !overflow, product <= Self.most - count else { return false }
        count += product
        return true
    }

    /// Whether a session with a schedule runs a task into a repository.
    func has(_ schedule: Int32, _ task: Int32, in repository: Int) -> Bool {
        var place = last[Self.key(task, repository)] ?? -1
        while place >= 0 {
            if writers[Int(place)].schedule == schedule { return true }
            place = writers[Int(place)].previous
        }
        return false
    }

    /// The writers of a task into a repository, each with a different schedule, in order.
    func all(of task: Int32, in repository: Int) -> [Writer] {
        var found: [Writer] = []
        var place = last[Self.key(task, repository)] ?? -1
        while place >= 0 {
            found.append(writers[Int(place)])
            place = writers[Int(place)].previous
        }
        return found.reversed()
    }

    /// Adds a session, unless one with the same schedule already runs the task into the repository.
    mutating func add(_ schedule: Int32, of session: Int, _ task: Int32, in repository: Int) {
        guard !has(schedule, task, in: repository) else { return }
        let key = Self.key(task, repository)
        writers.append(Writer(schedule: schedule, session: session, previous: last[key] ?? -1))
        last[key] = Int32(truncatingIfNeeded: writers.count - 1)
    }

    private static func key(_ task: Int32, _ repository: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: repository) << 32 | UInt64(truncatingIfNeeded: task)
    }
}

/// The owner of something: no session, one, or several.
private struct Owner {
    private var session: Int32 = -1
    private(set) var isShared = false

    mutating func add(_ index: Int) {
        let index = Int32(truncatingIfNeeded: index)
        if session >= 0, session != index { isShared = true }
        session = index
    }
}

/// The tasks of each session that another one has as well: the same name of an addon of the same name.
private struct SharedTasks {
    private var all: [Int32] = []
    private var ranges: [Range<Int32>] = []

    init(_ configuration: BackupConfiguration) {
        let document = configuration.document
        var names = NodeTable()
        var places: [UInt64: Int32] = [:]
        var owners: [Owner] = []
        for (index, backup) in configuration.backups.enumerated() {
            let start = all.count
            if let tasks = backup.tasks {
                let addon = document.parent(of: tasks).flatMap { document.text(Names.name, of: $0) }
                    .map { names.place(of: $0, in: document) + 1 }
                for task in document.elements(of: tasks) {
                    guard let name = document.text(Names.name, of: task) else { continue }
                    let key =
                        UInt64(truncatingIfNeeded: addon ?? 0) << 32
                        | UInt64(truncatingIfNeeded: names.place(of: name, in: document))
                    let place = places[key] ?? Int32(truncatingIfNeeded: owners.count)
                    if Int(place) == owners.count {
                        owners.append(Owner())
                        places[key] = place
                    }
                    owners[Int(place)].add(index)
                    all.append(place)
                }
            }
            ranges.append(Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: all.count))
        }
        keep { owners[Int($0)].isShared }
    }

    private mutating func keep(_ isKept: (Int32) -> Bool) {
        var kept: [Int32] = []
        for (index, range) in ranges.enumerated() {
            let start = Int32(truncatingIfNeeded: kept.count)
            kept += all[Int(range.lowerBound)..<Int(range.upperBound)].filter(isKept)
            ranges[index] = start..<Int32(truncatingIfNeeded: kept.count)
        }
        all = kept
    }

    func shared(by session: Int) -> ArraySlice<Int32> {
        let range = ranges[session]
        return all[Int(range.lowerBound)..<Int(range.upperBound)]
    }
}
