import Document
import KubernetesAPI
import Linting
import TestSupport
import Testing

@testable import Auditing

/// The counts of an audit, and the reports that it writes into the cluster.
struct AuditSummaryTests {
    private typealias Cluster = ClusterManifests

    private static let namespaces = Cluster.namespace("backup") + Cluster.namespace("shop") + Cluster.addon
    /// Three objects in two namespaces, with one error and one warning of one of them.
    private static let mistaken =
        namespaces + Cluster.storage(from: "Same", more: "  deletionPolicy: WipeOut") + Cluster.retention()
        + Cluster.configuration()
    private static let deleted = Cluster.configuration(
        "old", metadata: "  deletionTimestamp: \"2026-03-03T00:00:00Z\"")

    @Test func tables() throws {
        let cluster = try AuditedCluster(Self.mistaken, Self.deleted)
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(
            audit.tables == """
                NAMESPACE  OBJECTS  ERRORS  WARNINGS
                backup           2       0         1
                shop             1       1         0
                (cluster)        2       0         0

                RULE          ERRORS  WARNINGS
                usage-policy       1         0
                wipe-out           0         1

                """)
        #expect(
            audit.summary
                == "1 error and 1 warning in 2 namespaces: 5 objects judged, 1 object being deleted not judged")
        cluster.server.forbid("/apis/storage.kubestash.com/v1alpha1/namespaces/backup/snapshots")
        #expect(
            try cluster.audit("backup").summary
                == "1 warning in 1 namespace: 2 objects judged, 1 kind not read")
    }

    @Test("a cluster without objects of KubeStash has no tables")
    func empty() throws {
        let cluster = try AuditedCluster(Cluster.namespace("shop"))
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(audit.tables == "")
        #expect(audit.summary == "no mistakes: no KubeStash object")
        #expect(AuditedCluster.text(of: audit, as: JSONReport()) == "[]\n")
    }

    // MARK: Reports

    private static let shopReport = """
        apiVersion: openreports.io/v1alpha1
        kind: Report
        metadata:
          name: stashgate-audit
          namespace: shop
        source: stashgate
        summary:
          pass: 0
          fail: 1
          warn: 0
          error: 0
          skip: 0
        results:
        - policy: stashgate
          result: fail
          rule: usage-policy
          severity: high
          message: \
        "spec.backends[0].storageRef.name: Forbidden: BackupStorage backup/s3 is for its own namespace only, and \
        this is namespace \\"shop\\""
          scored: true
          resources:
            - apiVersion: core.kubestash.com/v1alpha1
              kind: BackupConfiguration
              name: web
              namespace: shop
              fieldPath: spec.backends[0].storageRef.name

        """

    @Test("a report is written for each namespace, and one without mistakes left is emptied")
    func written() throws {
        let cluster = try AuditedCluster(Self.mistaken)
        defer { cluster.end() }
        let path = "/apis/openreports.io/v1alpha1"
        // Of earlier audits, and one of another program.
        for (kind, collection, place) in [
            ("Report", "reports", #""namespace":"gone","name":"stashgate-audit""#),
            ("Report", "reports", #""namespace":"other","name":"kyverno""#),
            ("ClusterReport", "clusterreports", #""name":"stashgate-audit""#),
        ] {
            try cluster.server.apply("\(path)/\(collection)", #"{"kind":"\#(kind)","metadata":{\#(place)}}"#)
        }
        let writer = ReportWriter(cluster.client)
        #expect(try writer.isInstalled())
        let outcome = try writer.write(cluster.audit())
        #expect(outcome.written == 4 && outcome.cuts.isEmpty && outcome.failures.isEmpty)
        let applied = cluster.server.applied
        let names = ["backup", "gone", "shop"].map { "\(path)/namespaces/\($0)/reports/stashgate-audit" }
        #expect(Set(applied.keys) == Set(names + ["\(path)/clusterreports/stashgate-audit"]))
        let shop = try #require(applied[names[2]])
        #expect(shop == Self.shopReport)
        let gone = try #require(applied[names[1]])
        #expect(gone.contains("namespace: gone\n") && gone.hasSuffix("  skip: 0\n"))
        #expect(cluster.server.requests.contains { $0.hasSuffix("?fieldManager=stashgate&force=true") })
    }

    @Test("the report of one namespace leaves the others alone")
    func oneNamespace() throws {
        let cluster = try AuditedCluster(Self.mistaken + Cluster.namespace("empty"))
        defer { cluster.end() }
        let writer = ReportWriter(cluster.client)
        #expect(try writer.write(cluster.audit("empty")).written == 1)
        #expect(cluster.server.applied.keys.map { $0.contains("/namespaces/empty/") } == [true])
    }

    @Test("a namespace that takes no report does not keep the others from theirs")
    func refused() throws {
        let cluster = try AuditedCluster(Self.mistaken)
        defer { cluster.end() }
        cluster.server.forbid("/apis/openreports.io/v1alpha1/namespaces/backup/reports/stashgate-audit")
        let outcome = try ReportWriter(cluster.client).write(cluster.audit())
        #expect(outcome.written == 2)
        #expect(
            outcome.failures.map { $0.description.prefix { $0 != ":" } }
                == ["the Report in backup cannot be written"])
    }

    @Test("without reports in the cluster, none is written")
    func absent() throws {
        let cluster = try AuditedCluster(kinds: AuditedCluster.kinds.filter { !$0.hasSuffix("Report") })
        defer { cluster.end() }
        #expect(try !ReportWriter(cluster.client).isInstalled())
    }

    @Test("a report lists as much as a cluster can store, the gravest first, and counts everything")
    func large() throws {
        let many = (0..<(PolicyReport.mostStored + 5)).map { number in
            Cluster.retention().replacing("name: month", with: "name: m\(number)")
        }
        let cluster = try AuditedCluster(
            Self.namespaces + many.joined() + Cluster.storage(more: "  deletionPolicy: WipeOut"))
        defer { cluster.end() }
        let outcome = try ReportWriter(cluster.client).write(cluster.audit())
        #expect(outcome.cuts == ["the Report in backup lists 1000 of 1006 results, and counts all"])
        let report = try #require(cluster.server.applied.first { $0.key.contains("/backup/") }?.value)
        #expect(report.ranges(of: "- policy: ").count == PolicyReport.mostStored)
        #expect(report.contains("  pass: 1005\n") && report.contains("rule: wipe-out\n"))
    }
}
