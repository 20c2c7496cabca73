import KubeStash
import Linting
import TestSupport
import Testing

@testable import Auditing

/// A list whose pages have expired begins anew, and what it said before does not count: an object may be gone by now.
struct RestartedListTests {
    private typealias Cluster = ClusterManifests

    /// One object a page, so that every list has a second page to expire.
    private static func cluster(_ manifests: String, _ kind: String, removing name: String) throws -> AuditedCluster {
        let cluster = try AuditedCluster(Cluster.namespace("backup") + manifests, pageSize: 1)
        cluster.server.expirePages(of: AuditedCluster.path(kind), removing: name)
        return cluster
    }

    /// A kind that others depend on, which is read before it is judged, and one that is judged while it is read.
    @Test(arguments: ["BackupStorage", "RestoreSession"])
    func objects(kind: String) throws {
        let names = try #require(Kinds.all.first { $0.names.kind == kind }?.names)
        let manifests = ["a", "b", "c"].map { name in
            """
            ---
            apiVersion: \(names.group)/\(names.version)
            kind: \(kind)
            metadata: {name: \(name), namespace: backup}
            spec: {}

            """
        }
        let cluster = try Self.cluster(manifests.joined(), kind, removing: "backup/a")
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(audit.counts.judged == 2)
        let places = Set(AuditedCluster.marks(of: audit).map { $0.split(separator: " ")[1] })
        #expect(places == ["backup/b", "backup/c"])
    }

    @Test func schedules() throws {
        let manifests = Cluster.configuration("a") + Cluster.configuration("b") + Cluster.configuration("c")
        let cluster = try Self.cluster(manifests, "BackupConfiguration", removing: "shop/a")
        defer { cluster.end() }
        #expect(try ClusterSchedules(cluster.client, namespace: nil).all.map(\.name) == ["b", "c"])
    }

    /// A report that was deleted meanwhile is not written again.
    @Test func earlierReports() throws {
        let cluster = try Self.cluster("", "Report", removing: "backup/stashgate-audit")
        defer { cluster.end() }
        for namespace in ["backup", "shop"] {
            try cluster.server.apply(
                AuditedCluster.path("Report"),
                #"{"kind":"Report","metadata":{"namespace":"\#(namespace)","name":"stashgate-audit"}}"#)
        }
        #expect(try ReportWriter(cluster.client).write(cluster.audit()).written == 1)
        #expect(cluster.server.applied.keys.map { $0.contains("/namespaces/shop/") } == [true])
    }
}
