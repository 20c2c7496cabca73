import Document
import Schema
import TestSupport
import Testing

@testable import Linting

/// SARIF refers to rules and files by their places in lists, so that a wrong index shows another rule's help.
struct SARIFReportTests {
    private static let tool = SARIFReport.Tool(version: "1.2.3", homepage: "https://example.com/") { rule in
        rule.rawValue == "unsupported-value"
            ? SARIFReport.RuleDocumentation(markdown: "One.\n\n**Bad**\n", address: "https://example.com/rule") : nil
    }

    static func run(of linted: ReportedFiles, exitCode: Int32 = 2) -> JSONValue? {
        let output = linted.output(of: SARIFReport(by: tool, paths: linted.paths), exitCode: exitCode)
        guard let log = try? JSONValue(parsing: output), log["version"] == "2.1.0" else { return nil }
        return log["runs/0"]
    }

    @Test func indices() throws {
        let run = try #require(Self.run(of: ReportedFiles(ReportedFiles.mixed)))
        let rules = ReportTests.items(run["tool/driver/rules"])
        let artifacts = ReportTests.items(run["artifacts"])
        #expect(Set(rules.map { $0["id"] }).count == rules.count)
        for result in ReportTests.items(run["results"]) {
            let rule = rules[ReportTests.number(result["ruleIndex"])]
            #expect(rule["id"] == result["ruleId"])
            let location = try #require(result["locations/0/physicalLocation/artifactLocation"])
            let artifact = artifacts[ReportTests.number(location["index"])]
            #expect(artifact["location/uri"] == location["uri"])
            #expect(location["uriBaseId"] == "%SRCROOT%")
        }
        // Also the files without a mistake were looked at.
        #expect(artifacts.contains { $0["location/uri"] == "clean.yaml" })
    }

    @Test func rules() throws {
        let run = try #require(Self.run(of: ReportedFiles(["a.yaml": ReportedFiles.addon, "b.yaml": "a: ["])))
        let rules = ReportTests.items(run["tool/driver/rules"])
        let documented = try #require(rules.first { $0["id"] == "unsupported-value" })
        #expect(documented["shortDescription/text"] == "a value is none of those that its field allows")
        #expect(documented["fullDescription/text"] == "One.")
        #expect(documented["help/markdown"] == "One.\n\n**Bad**\n")
        #expect(documented["helpUri"] == "https://example.com/rule")
        #expect(documented["defaultConfiguration/level"] == "error")
        let other = try #require(rules.first { $0["id"] == "unreadable" })
        #expect(other["help/text"] == other["shortDescription/text"])
        #expect(other["help/markdown"] == nil && other["helpUri"] == nil)
        #expect(run["tool/driver/version"] == "1.2.3" && run["columnKind"] == "unicodeCodePoints")
        #expect(run["tool/driver/informationUri"] == "https://example.com/")
    }

    @Test func objects() throws {
        let run = try #require(Self.run(of: ReportedFiles(["a.yaml": ReportedFiles.retention(more: "  lats: 1\n")])))
        let places = ReportTests.items(run["results/0/locations/0/logicalLocations"])
        #expect(places.map { $0["fullyQualifiedName"] }.first == "RetentionPolicy/demo/month")
        #expect(places.map { $0["kind"] } == ["resource", "property"])
        #expect(places.last?["name"] == "spec.lats")
        let cluster = try #require(Self.run(of: ReportedFiles(["a.yaml": ReportedFiles.addon])))
        #expect(cluster["results/0/locations/0/logicalLocations/0/fullyQualifiedName"] == "Addon/own")
    }

    /// A file that cannot be read is a problem of the run too.
    @Test func notifications() throws {
        let run = try #require(Self.run(of: ReportedFiles(ReportedFiles.mixed)))
        let invocation = try #require(run["invocations/0"])
        #expect(invocation["executionSuccessful"] == false && invocation["exitCode"] == 2)
        let notifications = ReportTests.items(invocation["toolExecutionNotifications"])
        #expect(notifications.map { $0["associatedRule/id"] } == ["unreadable"])
        let place = notifications.first?["locations/0/physicalLocation/artifactLocation/uri"]
        #expect(place == "broken.yaml")
        let clean = try #require(Self.run(of: ReportedFiles(["a.yaml": ReportedFiles.retention()]), exitCode: 0))
        #expect(clean["invocations/0/executionSuccessful"] == true && clean["invocations/0/exitCode"] == 0)
        #expect(clean["results"] == [] && clean["tool/driver/rules"] == [])
    }

    /// Lines above a mistake do not make it another one, and one mistake is not another.
    @Test func fingerprints() throws {
        let text =
            ReportedFiles.retention(more: "  lats: 1\n") + "---\n" + ReportedFiles.retention("y", more: "  lats: 1\n")
        func prints(_ text: String) throws -> [JSONValue?] {
            let run = try #require(Self.run(of: ReportedFiles(["a.yaml": text])))
            return ReportTests.items(run["results"]).map { $0["partialFingerprints/stashgate~1v1"] }
        }
        let first = try prints(text)
        #expect(Set(first).count == first.count && first.count > 1)
        #expect(try prints("# A line.\n\n" + text.replacing("lats: 1", with: "lats: 22")) == first)
        // The same object twice has the same mistake twice, and they are told apart.
        let twice = try prints(text + "---\n" + text)
        #expect(Set(twice).count == 2 * first.count && Array(twice.prefix(first.count)) == first)
        #expect(try prints("a: [").count == 1)
    }

    /// An error that `--fix` would mend has the edits that mend it, and no other mistake has.
    @Test func fixes() throws {
        let text = ReportedFiles.retention(more: "  lasts: 1\n  usagePolicy: {allowedNamespaces: {from: all}}")
            .replacing("maxRetentionPeriod: 1mo", with: "maxRetentionPeriods: 6m")
        let run = try #require(Self.run(of: ReportedFiles(["a.yaml": text], mends: true)))
        let results = ReportTests.items(run["results"])
        let fixed = results.filter { $0["fixes"] != nil }
        #expect(
            fixed.map { $0["fixes/0/description/text"] } == [
                "rename it to \"maxRetentionPeriod\"", "replace it by \"All\"",
            ])
        #expect(fixed.count < results.count)
        let change = try #require(fixed.last?["fixes/0/artifactChanges/0"])
        #expect(change["artifactLocation"] == fixed.last?["locations/0/physicalLocation/artifactLocation"])
        #expect(ReportTests.items(change["replacements"]).count == 1)
        #expect(
            change["replacements/0/deletedRegion"] == [
                "startLine": 7, "startColumn": 43, "endLine": 7, "endColumn": 46,
            ])
        #expect(change["replacements/0/insertedContent/text"] == "All")
        let plain = try #require(Self.run(of: ReportedFiles(["a.yaml": text])))
        #expect(ReportTests.items(plain["results"]).allSatisfy { $0["fixes"] == nil })
    }

    /// A mistake that lies between two objects names the other one's place.
    @Test func relatedLocations() throws {
        let text = ReportedFiles.retention()
        let run = try #require(Self.run(of: ReportedFiles(["a.yaml": text, "b.yaml": text], crossChecks: true)))
        let related = ReportTests.items(run["results/0/relatedLocations"])
        #expect(run["results/0/ruleId"] == "duplicate-object")
        #expect(related.map { $0["physicalLocation/artifactLocation/uri"] } == ["a.yaml"])
        #expect(related.map { $0["id"] } == [0] && ReportTests.text(related.first?["message/text"]) != "")
        #expect(run["results/0/locations/0/physicalLocation/artifactLocation/uri"] == "b.yaml")
    }
}
