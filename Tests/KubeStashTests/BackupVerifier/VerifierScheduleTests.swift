import KubeStash
import TestSupport
import Testing

/// Where and how a backup is restored.
private let restore = """
    restoreOption: {target: {apiGroup: kubedb.com, kind: MySQL, name: a, namespace: scratch}, addonInfo: {name:
    mysql-addon, tasks: [{name: logical-backup-restore}]}}
    """

/// The schedules of BackupVerifiers, and the Jobs that they start.
@Suite struct VerifierScheduleTests {
    /// The schedule is one like those of sessions.
    @Test(
        arguments: [
            ("0 3 * * *", []),
            ("*/35 * * * *", ["~uneven-step Invalid spec.scheduler.schedule"]),
            ("*/90 * * * *", ["~oversized-step Invalid spec.scheduler.schedule"]),
            ("* 3 * * *", ["~frequent-schedule Invalid spec.scheduler.schedule"]),
            ("0 3 1 * 1", ["~either-day Invalid spec.scheduler.schedule"]),
            ("TZ=UTC */90 * * * *", ["schedule-time-zone Invalid spec.scheduler.schedule"]),
            ("0 3 31 2 *", ["schedule-never-fires Invalid spec.scheduler.schedule"]),
        ] as [(String, [String])])
    func judgesSchedules(_ schedule: String, _ expected: [String]) throws {
        let spec = "{\(restore), type: RestoreOnly, scheduler: {schedule: '\(schedule)', jobTemplate: {}}}"
        #expect(try findings(inSpec: spec, of: BackupVerifier.kind) == expected)
    }

    @Test func namesWhatAScheduleStarts() throws {
        let spec =
            "{\(restore), type: RestoreOnly, scheduler: {schedule: '* 3 * * *', jobTemplate: {suspend: true}}}"
        let said = try messages(inSpec: spec, of: BackupVerifier.kind)
        #expect(
            said.contains(
                "spec.scheduler.schedule: \"* 3 * * *\": starts two verifications within 1 minute; the later one may "
                    + "find the earlier still running; did you mean \"0 3 * * *\"?"), "\(said)")
        #expect(!said.contains { $0.contains("backed up") || $0.contains("spec.paused") }, "\(said)")
    }
}
