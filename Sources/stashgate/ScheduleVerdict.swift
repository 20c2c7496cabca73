import Document
import KubeStash
import Schema

/// The webhook's verdict on a schedule: the findings of its own rules about a session that has the schedule.
struct ScheduleVerdict {
    /// The findings, errors and warnings.
    let findings: [Finding]

    /// Whether the webhook refuses the schedule.
    let isRefused: Bool

    /// Asks the rules.
    ///
    /// - Parameters:
    ///   - expression: The schedule.
    ///   - settings: The policy's settings.
    ///   - isOfBackup: Whether backups run by it; the schedules of others are only refused, and not warned of.
    init(_ expression: String, under settings: PolicySettings, isOfBackup: Bool = true) {
        var writer = JSONWriter()
        writer.beginObject()
        for key in Self.steps.dropLast() {
            writer.key(key)
            writer.beginObject()
        }
        writer.key(Self.steps.last ?? "")
        writer.beginArray()
        writer.beginObject()
        writer.key("scheduler")
        writer.beginObject()
        writer.key("schedule")
        writer.string(expression)
        for _ in 0..<2 { writer.endObject() }
        writer.endArray()
        for _ in Self.steps { writer.endObject() }
        guard let document = try? Document(json: writer.bytes) else {
            // No object can have such a text.
            (findings, isRefused) = ([], true)
            return
        }
        findings = BackupConfiguration.kind.check(document.root, in: Context(document, under: settings)).all.filter {
            $0.path.description == Self.field && (isOfBackup || $0.severity == .error)
        }
        isRefused = findings.contains { $0.severity == .error }
    }

    /// The keys that lead to the list of sessions.
    private static let steps = ["spec", "sessions"]

    /// The field of a BackupConfiguration that has the schedule.
    private static let field = "spec.sessions[0].scheduler.schedule"
}
