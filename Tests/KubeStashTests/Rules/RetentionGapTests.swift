import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// A RetentionPolicy that removes a snapshot before the next one is taken is noticed beside the plan.
@Suite struct RetentionGapTests {
    private static func policy(_ period: String) throws -> KnownObject {
        let yaml = """
            apiVersion: storage.kubestash.com/v1alpha1
            kind: RetentionPolicy
            metadata: {name: keep, namespace: demo}
            spec: {\(period)}
            """
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        return try #require(
            KnownObject(document.root, of: document, kind: "RetentionPolicy", namespace: "", source: 0, order: 0))
    }

    private static func session(_ name: String, _ schedule: String, _ repository: String) -> String {
        """
        {name: \(name), scheduler: {schedule: '\(schedule)'}, addon: {name: a, tasks: [{name: b}]}, repositories:
        [{name: \(repository), backend: s3, directory: /\(repository)}]}
        """
    }

    private static func found(_ sessions: [String], _ period: String) throws -> [String] {
        let yaml = """
            apiVersion: core.kubestash.com/v1alpha1
            kind: BackupConfiguration
            metadata: {name: web, namespace: demo}
            spec:
              backends: [{name: s3, storageRef: {name: s3}, retentionPolicy: {name: keep}}]
              sessions: [\(sessions.joined(separator: ", "))]
            """
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let inventory = Inventory([try policy(period)], from: .files)
        let context = Context(document, namespace: "demo", inventory: inventory)
        let kind = BackupConfiguration.kind
        return kind.check(document.root, in: context).all.filter { $0.rule == RetentionGap.info.id }.map(\.detail)
    }

    @Test(arguments: [
        ("0 2 * * *", "1h", true), ("0 2 * * *", "23h59m", true), ("0 2 * * *", "1d", false),
        ("0 2 * * *", "7d", false),
        ("0 */6 * * *", "5h", true), ("0 */6 * * *", "6h", false), ("@every 2h", "1h", true),
        ("@every 2h", "2h", false),
        ("0 2 * * 0", "6d", true), ("0 2 * * 0", "7d", false), ("0 2 * * 0", "1mo", false), ("0 2 1 * *", "27d", true),
        ("0 2 1 * *", "1mo", false), ("0 2 1 * *", "1y", false), ("0 2 1 1 *", "11mo", true),
        ("0 2 1 1 *", "1y", false),
        // Nothing to compare: no period, one that is wrong already, and a schedule that cannot be read or never fires.
        ("0 2 * * *", "", false), ("0 2 * * *", "0d", false), ("0 2 * * *", "-1d", false), ("junk", "1h", false),
        ("0 2 31 2 *", "1h", false), ("TZ=UTC 0 2 * * *", "1h", false), ("0 2 * * *", "99999999999y", false),
    ])
    func compares(_ schedule: String, _ period: String, isTooShort: Bool) throws {
        let found = try Self.found(
            [Self.session("nightly", schedule, "web")],
            period.isEmpty ? "default: true" : "maxRetentionPeriod: \(period)")
        let problem =
            "RetentionPolicy demo/keep removes a snapshot before session \"nightly\" takes the next one: in between there "
            + "is none"
        #expect(found == (isTooShort ? [problem] : []))
    }

    /// Snapshots of two sessions may follow each other.
    @Test func leavesSeveralSessions() throws {
        let sessions = [Self.session("a", "0 2 * * *", "web"), Self.session("b", "0 14 * * *", "web")]
        #expect(try Self.found(sessions, "maxRetentionPeriod: 13h") == [])
        #expect(try Self.found([sessions[0]], "maxRetentionPeriod: 13h").count == 1)
    }

    /// A backend without a writer, and a policy that is not known.
    @Test func leavesWhatIsNotKnown() throws {
        #expect(try Self.found([], "maxRetentionPeriod: 1h") == [])
    }
}
