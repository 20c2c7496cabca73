import Document
import Linting
import TestSupport
import Testing

@testable import Auditing

/// Every format names the object of a mistake, as there is no file.
struct AuditReportTests {
    private typealias Cluster = ClusterManifests

    /// Two storages in one place: an error with a note about the other storage.
    private static let manifests =
        Cluster.namespace("backup") + Cluster.storage("a", created: 1, bucket: "one")
        + Cluster.storage("b", created: 2, bucket: "one")
    private static let message =
        "spec.storage.s3: Forbidden: BackupStorage backup/a is in the same place; give each its own prefix"
    private static let paths = ReportPaths(folder: "/tmp")

    private static func output(_ report: some LintReport) throws -> String {
        let cluster = try AuditedCluster(manifests)
        defer { cluster.end() }
        return AuditedCluster.text(of: try cluster.audit(), as: report)
    }

    private static func json(_ report: some LintReport) throws -> JSONValue {
        try JSONValue(parsing: Array(output(report).utf8))
    }

    @Test func text() throws {
        let line = "BackupStorage backup/b: error[shared-place]: \(Self.message)\n"
        #expect(try Self.output(ConciseReport()) == line)
        #expect(
            try Self.output(TextReport(isColored: false, hasSummary: false))
                == line + "  note: BackupStorage backup/a: the other storage\n")
    }

    @Test func json() throws {
        let item = try #require(try Self.json(JSONReport())["0"])
        #expect(item["object"] == "BackupStorage backup/b" && item["line"] == nil && item["file"] == nil)
        #expect(item["kind"] == "BackupStorage" && item["namespace"] == "backup" && item["name"] == "b")
        #expect(item["related/0/object"] == "BackupStorage backup/a" && item["related/0/line"] == nil)
    }

    @Test func sarif() throws {
        let tool = SARIFReport.Tool(version: "1.2.3", homepage: "https://a.example") { _ in nil }
        let run = try #require(try Self.json(SARIFReport(by: tool, paths: Self.paths))["runs/0"])
        #expect(run["artifacts"] == [])
        let place = try #require(run["results/0/locations/0"])
        #expect(place["physicalLocation"] == nil)
        #expect(place["logicalLocations/0/fullyQualifiedName"] == "BackupStorage/backup/b")
        #expect(place["logicalLocations/1/name"] == "spec.storage.s3")
        let other = try #require(run["results/0/relatedLocations/0"])
        #expect(other["physicalLocation"] == nil)
        #expect(other["logicalLocations/0/fullyQualifiedName"] == "BackupStorage backup/a")
    }

    @Test func junit() throws {
        let xml = try Self.output(JUnitReport(named: "stashgate audit", isStrict: false, paths: Self.paths))
        #expect(xml.contains(#"<testsuites name="stashgate audit" tests="2" failures="1""#))
        #expect(xml.contains(#"<testsuite name="backup" tests="2""#))
        #expect(xml.contains(#"<testcase name="BackupStorage backup/a" classname="backup"/>"#))
        #expect(!xml.contains(" file=") && !xml.contains(" line="))
    }

    @Test func services() throws {
        let gitHub = try Self.output(GitHubReport(paths: Self.paths))
        #expect(gitHub == "::error title=stashgate (shared-place)::BackupStorage backup/b: \(Self.message)\n")
        let item = try #require(try Self.json(GitLabReport(paths: Self.paths))["0"])
        #expect(item["location/path"] == "BackupStorage backup/b" && item["location/lines/begin"] == 1)
    }

    @Test func policyReport() throws {
        let report = try #require(
            try Document.documents(yaml: Array(Self.output(PolicyReport(named: "stashgate-audit")).utf8)).first)
        let value = JSONValue(report.root, of: report)
        #expect(value["metadata/name"] == "stashgate-audit" && value["metadata/namespace"] == "backup")
        #expect(value["results/0/result"] == "pass" && value["results/1/result"] == "fail")
        #expect(value["results/0/properties"] == nil && value["results/1/properties"] == nil)
        #expect(value["results/1/resources/0/name"] == "b")
    }
}
