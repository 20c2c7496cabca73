import Linting
import TestSupport
import Testing

@testable import Auditing

/// Runs that are over are history: nobody can mend them, and they fail no audit.
struct FinishedRunTests {
    /// Runs with a mistake, each with its phases and whether it is judged in them.
    static let rows: [(kind: String, phase: String, isJudged: Bool)] = [
        ("RestoreSession", "Succeeded", false), ("RestoreSession", "Failed", false),
        ("RestoreSession", "Running", true),
        ("RestoreSession", "Pending", true), ("RestoreSession", "Unknown", true), ("RestoreSession", "", true),
        // KubeStash has not begun it, and waits for a better one.
        ("RestoreSession", "Invalid", true),
        ("BackupSession", "Succeeded", false), ("BackupSession", "Failed", false), ("BackupSession", "Skipped", false),
        ("BackupSession", "Running", true), ("BackupSession", "Pending", true), ("BackupSession", "succeeded", true),
        ("BackupVerificationSession", "Succeeded", false), ("BackupVerificationSession", "Failed", false),
        ("BackupVerificationSession", "Skipped", false), ("BackupVerificationSession", "Running", true),
        // It is what is kept, and no run.
        ("Snapshot", "Succeeded", true), ("BackupConfiguration", "Failed", true),
    ]

    @Test(arguments: rows)
    func judged(_ row: (kind: String, phase: String, isJudged: Bool)) throws {
        let group = row.kind == "Snapshot" ? "storage" : "core"
        let cluster = try AuditedCluster(
            """
            apiVersion: \(group).kubestash.com/v1alpha1
            kind: \(row.kind)
            metadata: {name: one, namespace: shop}
            spec: [broken]
            status: {phase: "\(row.phase)"}
            """)
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(audit.counts.judged == (row.isJudged ? 1 : 0))
        #expect(audit.counts.errors == (row.isJudged ? 1 : 0))
        #expect(audit.finishedCount == (row.isJudged ? 0 : 1))
        #expect(row.isJudged || audit.summary == "no mistakes: no object judged, 1 finished run not judged")
    }

    @Test("a run that is over and is being deleted is counted once")
    func deleted() throws {
        let cluster = try AuditedCluster(
            """
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupSession
            metadata: {name: one, namespace: shop, deletionTimestamp: "2026-03-03T00:00:00Z"}
            status: {phase: Failed}
            """)
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(audit.summary == "no mistakes: no object judged, 1 object being deleted not judged")
    }
}

/// An audit says how far it is.
struct AuditProgressTests {
    @Test("kinds and objects are counted as they are read, and the kept ones as they are judged")
    func steps() throws {
        let cluster = try AuditedCluster(
            ClusterManifests.namespace("backup") + ClusterManifests.storage() + ClusterManifests.retention()
                + ClusterManifests.configuration())
        defer { cluster.end() }
        var steps: [Audit.Progress] = []
        _ = try Auditor(LintOptions(), namespace: nil).audit(cluster.client) { steps.append($0) }
        let kinds = AuditedCluster.kinds.count - 3
        #expect(steps.first == .read(kinds: 0, of: kinds, objects: 1))
        #expect(steps.last == .read(kinds: kinds, of: kinds, objects: 3))
        #expect(
            steps.filter { if case .judged = $0 { true } else { false } } == [
                .judged(0, of: 3), .judged(1, of: 3), .judged(2, of: 3),
            ])
    }

    @Test func words() {
        #expect("\(Audit.Progress.read(kinds: 2, of: 14, objects: 1500))" == "read 2 of 14 kinds, 1500 objects")
        #expect("\(Audit.Progress.judged(3, of: 14))" == "judged 3 of 14 objects")
    }
}
