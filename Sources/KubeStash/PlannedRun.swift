public import Document
internal import Schema

/// A schedule that an object has.
public struct PlannedRun: Sendable {
    /// The schedule.
    public let schedule: Document.Node
    /// The name of its session, empty if it is not of a session.
    public let session: String
    /// Whether it starts nothing for now: it is suspended, or its object is paused.
    public let isSuspended: Bool

    /// Makes a schedule.
    ///
    /// - Parameters:
    ///   - schedule: The schedule.
    ///   - session: The name of its session, empty if it is not of a session.
    ///   - isSuspended: Whether it starts nothing for now.
    public init(schedule: Document.Node, session: String, isSuspended: Bool) {
        self.schedule = schedule
        self.session = session
        self.isSuspended = isSuspended
    }
}

extension Kind {
    /// The schedules of an object that are texts, in the schema's order.
    ///
    /// - Parameters:
    ///   - object: The object, which may be any value.
    ///   - document: The document that contains it.
    /// - Returns: The schedules.
    public func plannedRuns(of object: Document.Node, in document: Document) -> [PlannedRun] {
        var walk = ScheduleWalk(document: document)
        walk.visit(object, .object(schema), session: "", isSuspended: false)
        return walk.found
    }

    /// Whether an object of the kind has schedules that start more than one run each: one for every workload that uses
    /// a blueprint, and one for every repository that a verifier tries out.
    public var isScheduleTemplate: Bool {
        self === BackupBlueprint.kind || self === BackupVerifier.kind
    }
}

/// Looks for schedules in the fields of an object.
private struct ScheduleWalk {
    let document: Document
    private(set) var found: [PlannedRun] = []

    init(document: Document) {
        self.document = document
    }

    /// Visits a value, no deeper than the schema.
    mutating func visit(_ node: Document.Node, _ type: ValueType, session: String, isSuspended: Bool) {
        switch (type, document.kind(of: node)) {
        case (.object(let type), .object):
            let isSuspended = isSuspended || document.isTrue("paused", of: node) || document.isTrue("suspend", of: node)
            if type === BackupConfiguration.scheduler {
                guard let schedule = document.text("schedule", of: node) else { return }
                found.append(PlannedRun(schedule: schedule, session: session, isSuspended: isSuspended))
                return
            }
            for field in type.fields where !field.isReadOnly {
                guard let value = document.present(field.key, of: node) else { continue }
                visit(value, field.type, session: session, isSuspended: isSuspended)
            }
        case (.list(let type), .array):
            for item in document.elements(of: node) {
                let name = document.text("name", of: item).flatMap { document.string($0) }
                visit(item, type.item, session: name ?? session, isSuspended: isSuspended)
            }
        default: break
        }
    }
}
