internal import Cron
internal import Document
internal import Schema

/// A RetentionPolicy should keep a snapshot until the next one is taken.
///
/// KubeStash removes snapshots that are older than the maxRetentionPeriod whenever a backup ends. A period that is shorter
/// than the time between two backups leaves none for the rest of it.
struct RetentionGap: Rule {
    /// A period that is shorter than the time between two backups.
    static let info = RuleInfo(
        "retention-gap", .warning, "a RetentionPolicy whose snapshots expire before the next backup is taken")
    /// The fields that the rule reports.
    static let fields = ["spec.backends.retentionPolicy.name"]
    static let needsInventory = true

    /// The longest period that is compared, in minutes; no schedule has years between its runs.
    private static let longest: Int64 = 1 << 32

    /// Compares the RetentionPolicy of each backend with the schedule of the one session that writes to it.
    ///
    /// Snapshots of several sessions follow each other in ways that depend on their repositories.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        var writers: [Document.Node: UInt32?]?
        for backend in configuration.backends {
            guard let reference = policy(of: backend, document, context),
                case .found(let found)? = context.inventory.object(reference), found.count == 1,
                case .retention(_, let minutes?) = found[0].facts, 1..<Self.longest ~= minutes
            else { continue }
            let known = writers ?? Self.writers(of: configuration)
            writers = known
            guard case .some(.some(let session)) = known[backend.node],
                let reading = configuration.schedule(of: configuration.sessions[Int(session)]),
                reading.timeZonePrefix == nil, case .success(let schedule) = reading.outcome, schedule.canFire,
                // A run in the minute in which the snapshot expires is early enough.
                !schedule.hasFires(within: (minutes + 1) * 60)
            else { continue }
            let name = configuration.sessions[Int(session)].name.flatMap { document.quotedText(of: $0, limit: 63) }
            findings.report(
                Self.info, .invalid, reference.name,
                "\(found[0].name.title) removes a snapshot before session \(name ?? "") takes the next one: in between "
                    + "there is none",
                related: [found[0].related("its maxRetentionPeriod")])
        }
    }

    private func policy(
        of backend: BackupConfiguration.Backend, _ document: Document, _ context: Context
    ) -> ObjectReference? {
        ObjectReference(
            "RetentionPolicy", document.present(Names.retentionPolicy, of: backend.node), of: document,
            in: context.namespace ?? "")
    }

    /// The session that writes to each backend, nil for one to which several do.
    private static func writers(of configuration: BackupConfiguration) -> [Document.Node: UInt32?] {
        var writers: [Document.Node: UInt32?] = [:]
        for backup in configuration.backups {
            for repository in configuration.repositories(of: backup) {
                guard let backend = configuration.backend(of: repository) else { continue }
                switch writers[backend] {
                case nil: writers[backend] = .some(backup.session)
                case .some(.some(let other)) where other != backup.session: writers[backend] = .some(nil)
                default: break
                }
            }
        }
        return writers
    }
}
