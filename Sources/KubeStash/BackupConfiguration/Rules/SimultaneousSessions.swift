internal import Cron
internal import Document
internal import Schema

/// Two sessions should not start at the same minute.
///
/// KubeStash takes one backup of a BackupConfiguration at a time: since v2026.6.19 it skips a session while another one
/// runs, and before that they waited for each other's lock if they wrote to one repository.
struct SimultaneousSessions: Rule {
    /// Two sessions of which one is skipped.
    static let info = RuleInfo(
        "simultaneous-sessions", .warning, "two sessions start at the same minute, and KubeStash skips one of them")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// The most earlier sessions that one is compared with; of the others, only those with the same schedule are found.
    private static let most = 64

    /// Warns of every session that starts together with an earlier one.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let schedules = configuration.schedules
        guard schedules.count > 1 else { return }
        // Read in place, as a copy of each would count references.
        let readings = schedules.span
        let document = configuration.document
        // The first of each schedule, if there are too many to compare.
        var first: [Schedule: Int] = [:]
        for index in schedules.indices where !isSuspended(schedules[index].node, document) {
            var earlier = schedules.indices.prefix(min(index, Self.most)).first { other in
                readings[index].coincides(with: readings[other]) && !isSuspended(schedules[other].node, document)
            }
            if schedules.count > Self.most, earlier == nil, case .success(let value) = schedules[index].outcome,
                value.canFire
            {
                earlier = first[value]
                if earlier == nil { first[value] = index }
            }
            guard let earlier else { continue }
            report(schedules[index].node, meeting: schedules[earlier].node, configuration, &findings)
        }
    }

    private func isSuspended(_ schedule: Document.Node, _ document: Document) -> Bool {
        document.parent(of: schedule).map { document.isTrue(Names.suspend, of: $0) } ?? false
    }

    private func report(
        _ schedule: Document.Node, meeting other: Document.Node, _ configuration: BackupConfiguration,
        _ findings: inout Findings
    ) {
        let document = configuration.document
        let session = document.parent(of: other).flatMap { document.parent(of: $0) }
        let name = session.flatMap { document.text(Names.name, of: $0) }
            .flatMap { document.quotedText(of: $0, limit: 63) }
        findings.report(
            Self.info, .invalid, schedule,
            "\(name.map { "session \($0)" } ?? "an earlier session") starts at the same minute; since v2026.6.19 KubeStash "
                + "skips a session while another one of the \(configuration.form.kind) runs")
    }
}
