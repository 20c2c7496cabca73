import Document
import Schema
import TestSupport
import Testing

@testable import Linting

/// Every mistake is in every format, at the same place: a format that leaves one out lets a wrong backup pass.
struct ReportTests {
    /// A mistake as a format has it.
    struct Entry: Hashable, CustomStringConvertible {
        let file: String
        let line: Int
        let rule: String
        let isError: Bool

        var description: String { "\(file):\(line): \(rule) \(isError)" }
    }

    private static func expected(_ linted: ReportedFiles) -> [Entry] {
        linted.diagnostics.map {
            Entry(
                file: linted.paths.path(of: $0.place.file), line: $0.place.start.line, rule: $0.rule.rawValue,
                isError: $0.severity == .error)
        }
    }

    static func items(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let items)? = value { items } else { [] }
    }

    static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text)?, .number(let text)?: text
        default: ""
        }
    }

    static func number(_ value: JSONValue?) -> Int { Int(text(value)) ?? -1 }

    @Test func json() throws {
        let linted = try ReportedFiles(ReportedFiles.mixed)
        let items = Self.items(try JSONValue(parsing: linted.output(of: JSONReport())))
        #expect(
            items.map {
                Entry(
                    file: linted.paths.path(of: Self.text($0["file"])), line: Self.number($0["line"]),
                    rule: Self.text($0["rule"]), isError: $0["severity"] == "error")
            } == Self.expected(linted))
        #expect(Set(linted.diagnostics.map(\.severity)) == [.error, .warning], "the files have both")
        #expect(linted.diagnostics.contains { $0.subject?.isClusterScoped == true && $0.subject?.namespace == "" })
    }

    @Test func sarif() throws {
        let linted = try ReportedFiles(ReportedFiles.mixed)
        let run = try #require(SARIFReportTests.run(of: linted))
        #expect(
            Self.items(run["results"]).map { result in
                let place = result["locations/0/physicalLocation"]
                return Entry(
                    file: Self.decoded(Self.text(place?["artifactLocation/uri"])),
                    line: Self.number(place?["region/startLine"]), rule: Self.text(result["ruleId"]),
                    isError: result["level"] == "error")
            } == Self.expected(linted))
        for (result, diagnostic) in zip(Self.items(run["results"]), linted.diagnostics) {
            let region = result["locations/0/physicalLocation/region"]
            #expect(Self.number(region?["startColumn"]) == diagnostic.place.start.column)
            #expect(Self.number(region?["endLine"]) == diagnostic.place.end.line)
            #expect(Self.number(region?["endColumn"]) == diagnostic.place.end.column)
            #expect(Self.text(result["message/text"]) == diagnostic.line)
        }
    }

    private static func decoded(_ uri: String) -> String {
        var (bytes, rest): ([UInt8], Substring) = ([], uri[...])
        while let character = rest.popFirst() {
            if character == "%" {
                bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            } else {
                bytes += String(character).utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func gitLab() throws {
        let linted = try ReportedFiles(ReportedFiles.mixed)
        let items = Self.items(try JSONValue(parsing: linted.output(of: GitLabReport(paths: linted.paths))))
        #expect(
            items.map {
                Entry(
                    file: Self.text($0["location/path"]), line: Self.number($0["location/lines/begin"]),
                    rule: Self.text($0["check_name"]), isError: $0["severity"] == "major")
            } == Self.expected(linted))
        #expect(items.map { Self.text($0["description"]) } == linted.diagnostics.map(\.line))
        let prints = items.map { Self.text($0["fingerprint"]) }
        #expect(Set(prints).count == items.count)
        #expect(prints.allSatisfy { $0.utf8.count == 16 && UInt64($0, radix: 16) != nil })
    }

    @Test func gitHub() throws {
        let linted = try ReportedFiles(ReportedFiles.mixed)
        let lines = linted.text(of: GitHubReport(paths: linted.paths)).split(separator: "\n")
        #expect(
            lines.compactMap { line -> Entry? in
                guard let command = WorkflowCommand(line) else { return nil }
                let rule = command.properties["title"]?.dropFirst("stashgate (".count).dropLast()
                return Entry(
                    file: command.properties["file"] ?? "", line: command.properties["line"].flatMap { Int($0) } ?? -1,
                    rule: rule.map { String($0) } ?? "", isError: command.name == "error")
            } == Self.expected(linted))
        for (line, diagnostic) in zip(lines, linted.diagnostics) {
            let command = try #require(WorkflowCommand(line))
            #expect(command.message == "\(diagnostic.place): \(diagnostic.line)")
            let isOneLine = diagnostic.place.start.line == diagnostic.place.end.line
            #expect(command.properties["col"] == (isOneLine ? "\(diagnostic.place.start.column)" : nil))
        }
    }

    /// Each mistake of the other formats is a line of the output for people, and of the elements of JUnit's XML.
    @Test func lines() throws {
        let linted = try ReportedFiles(ReportedFiles.mixed)
        let lines = linted.diagnostics.map(\.conciseLine)
        #expect(linted.text(of: ConciseReport()) == lines.map { "\($0)\n" }.joined())
        let people = linted.text(of: TextReport(isColored: false, hasSummary: true))
        let xml = linted.text(of: JUnitReport(isStrict: false, paths: linted.paths))
        for (line, diagnostic) in zip(lines, linted.diagnostics) {
            #expect(people.contains("\(diagnostic.place): \(diagnostic.severity.rawValue)[\(diagnostic.rule)]: "))
            #expect(xml.contains(XMLText.escaped(line)), "\(line)")
        }
    }

    @Test func openReports() throws {
        let linted = try ReportedFiles(ReportedFiles.mixed)
        let documents = try Document.documents(yaml: linted.output(of: PolicyReport()))
        let reports = documents.map { JSONValue($0.root, of: $0) }
        let results = reports.flatMap { Self.items($0["results"]) }
        #expect(
            Set(
                results.filter { $0["result"] != "pass" }.map {
                    Entry(
                        file: linted.paths.path(of: Self.text($0["properties/file"])),
                        line: Self.number($0["properties/line"]), rule: Self.text($0["rule"]),
                        isError: $0["severity"] == "high")
                }) == Set(Self.expected(linted)))
        #expect(results.count { $0["result"] != "pass" } == linted.diagnostics.count)
        #expect(
            Set(results.filter { $0["result"] == "pass" }.map { Self.text($0["resources/0/name"]) }) == ["month"])
        #expect(results.filter { $0["result"] == "pass" }.allSatisfy { $0["message"] == "no mistakes" })
        for report in reports {
            for outcome in ["pass", "fail", "warn", "error", "skip"] {
                let count = Self.items(report["results"]).count { Self.text($0["result"]) == outcome }
                #expect(Self.number(report["summary/\(outcome)"]) == count)
            }
        }
        let scopes = Set(reports.map { "\(Self.text($0["kind"])) \(Self.text($0["metadata/namespace"]))" })
        #expect(scopes == ["Report demo", "Report ", "ClusterReport "])
    }
}

/// A workflow command as the runner of GitHub Actions reads it.
struct WorkflowCommand {
    let name: String
    var properties: [String: String] = [:]
    let message: String

    init?(_ line: Substring) {
        guard line.hasPrefix("::"), let end = line.dropFirst(2).firstRange(of: "::") else { return nil }
        let head = line[line.index(line.startIndex, offsetBy: 2)..<end.lowerBound]
        let parts = head.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        name = String(parts[0])
        message = Self.unescaped(line[end.upperBound...])
        for property in parts[1].split(separator: ",") {
            let sides = property.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { return nil }
            properties[String(sides[0])] = Self.unescaped(sides[1])
        }
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%3A", with: ":")
            .replacing("%2C", with: ",").replacing("%25", with: "%")
    }
}
