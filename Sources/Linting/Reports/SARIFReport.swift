internal import Document
internal import KubeStash
internal import Schema

/// The report as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for GitHub's code scanning, editors
/// and dashboards.
package struct SARIFReport: LintReport {
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    private let tool: Tool
    private let paths: ReportPaths
    private var fingerprints = Fingerprints()
    /// The broken rules, in the order of their first mistakes, and their places in that order.
    private var rules: [RuleID] = []
    private var ruleIndices: [RuleID: Int] = [:]
    private var files: [String] = []
    private var fileIndices = PathTable<Int>()
    private var results: [[UInt8]] = []
    private var notifications: [[UInt8]] = []

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - tool: The program that makes it.
    ///   - paths: The paths in the repository.
    package init(by tool: Tool, paths: ReportPaths) {
        self.tool = tool
        self.paths = paths
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        if report.isFile { _ = index(ofFile: report.path) }
        for diagnostic in report.diagnostics {
            results.append(result(for: diagnostic))
            if diagnostic.rule == LintRules.unreadable.id { notifications.append(notification(about: diagnostic)) }
        }
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        var head = JSONWriter()
        head.object { head in
            head.member("$schema", Self.schema)
            head.member("version", "2.1.0")
        }
        output += head.bytes.dropLast()
        output += #","runs":[{"columnKind":"unicodeCodePoints","#.utf8
        output += "\n\"tool\":{\"driver\":".utf8
        output += driver
        output += "},\n\"invocations\":[{".utf8
        output += "\"executionSuccessful\":\(counts.unreadable == 0),\"exitCode\":\(exitCode)".utf8
        Self.append(notifications, as: "toolExecutionNotifications", to: &output)
        output += "}]".utf8
        Self.append(files.map { artifact($0) }, as: "artifacts", to: &output)
        Self.append(results, as: "results", to: &output)
        output += "}]}\n".utf8
    }

    /// Appends an array with an item a line.
    private static func append(_ items: [[UInt8]], as name: String, to output: inout [UInt8]) {
        output += ",\n\"\(name)\":[".utf8
        for (number, item) in items.enumerated() {
            output += (number == 0 ? "\n" : ",\n").utf8
            output += item
        }
        output += (items.isEmpty ? "]" : "\n]").utf8
    }

    // MARK: Results

    private mutating func result(for diagnostic: Diagnostic) -> [UInt8] {
        let rule = index(of: diagnostic.rule)
        let file = index(of: diagnostic.place)
        let related = diagnostic.notes.map { ($0, index(of: $0.place)) }
        let fingerprint = fingerprints.next(of: diagnostic, in: paths.path(of: diagnostic.place))
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("ruleId", diagnostic.rule.rawValue)
            writer.member("ruleIndex", rule)
            writer.member("level", diagnostic.severity.rawValue)
            writer.member("message") { $0.member("text", diagnostic.line) }
            writer.key("locations")
            writer.array([diagnostic]) { diagnostic, writer in
                writer.object { writer in
                    write(diagnostic.place, file, to: &writer)
                    Self.write(diagnostic.subject, diagnostic.path, to: &writer)
                }
            }
            if !related.isEmpty {
                writer.key("relatedLocations")
                writer.array(related.enumerated()) { related, writer in
                    let (number, (note, file)) = related
                    writer.object { writer in
                        writer.member("id", number)
                        if file == nil {
                            Self.write([(note.place.file, note.place.file, "resource")], to: &writer)
                        }
                        write(note.place, file, to: &writer)
                        writer.member("message") { $0.member("text", note.message) }
                    }
                }
            }
            writer.member("partialFingerprints") { $0.member("stashgate/v1", fingerprint) }
            if let file, !diagnostic.edits.isEmpty { writeFix(of: diagnostic, file, to: &writer) }
        }
        return writer.bytes
    }

    /// Writes the file and the lines of a place; nothing for an object of a cluster.
    private func write(_ place: Diagnostic.Place, _ file: Int?, to writer: inout JSONWriter) {
        guard let file else { return }
        writer.member("physicalLocation") { writer in
            writer.member("artifactLocation") { writer in
                write(place.file, to: &writer)
                writer.member("index", file)
            }
            writer.member("region") { Self.write(place, to: &$0) }
        }
    }

    /// Writes the lines and columns of a place as members of a region.
    private static func write(_ place: Diagnostic.Place, to writer: inout JSONWriter) {
        writer.member("startLine", place.start.line)
        writer.member("startColumn", place.start.column)
        writer.member("endLine", place.end.line)
        writer.member("endColumn", place.end.column)
    }

    /// Writes the edits that mend a mistake, which are one fix.
    private func writeFix(of diagnostic: Diagnostic, _ file: Int, to writer: inout JSONWriter) {
        writer.key("fixes")
        writer.array([diagnostic]) { diagnostic, writer in
            writer.object { writer in
                writer.member("description") { $0.member("text", diagnostic.changeInWords) }
                writer.key("artifactChanges")
                writer.array([diagnostic.place.file]) { path, writer in
                    writer.object { writer in
                        writer.member("artifactLocation") { writer in
                            write(path, to: &writer)
                            writer.member("index", file)
                        }
                        writer.key("replacements")
                        writer.array(diagnostic.edits) { edit, writer in
                            writer.object { writer in
                                writer.member("deletedRegion") { Self.write(edit.place, to: &$0) }
                                writer.member("insertedContent") { $0.member("text", edit.text) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Writes the address of a file; one in the repository is relative to its root.
    private func write(_ file: String, to writer: inout JSONWriter) {
        let uri = paths.uri(of: file)
        writer.member("uri", uri)
        if !uri.hasPrefix("file:") { writer.member("uriBaseId", "%SRCROOT%") }
    }

    /// Writes the object and the field as logical locations.
    private static func write(_ subject: Diagnostic.Subject?, _ path: String, to writer: inout JSONWriter) {
        guard let subject else { return }
        let object = [subject.kind, subject.namespace, subject.name].filter { !$0.isEmpty }.joined(separator: "/")
        var places = [(name: subject.name.isEmpty ? subject.kind : subject.name, full: object, kind: "resource")]
        if !path.isEmpty { places.append((name: path, full: "\(object)/\(path)", kind: "property")) }
        write(places, to: &writer)
    }

    private static func write(
        _ places: [(name: String, full: String, kind: String)], to writer: inout JSONWriter
    ) {
        writer.key("logicalLocations")
        writer.array(places) { place, writer in
            writer.object { writer in
                writer.member("name", place.name)
                writer.member("fullyQualifiedName", place.full)
                writer.member("kind", place.kind)
            }
        }
    }

    private mutating func notification(about diagnostic: Diagnostic) -> [UInt8] {
        let rule = index(of: diagnostic.rule)
        let file = index(of: diagnostic.place)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("level", "error")
            writer.member("message") { $0.member("text", diagnostic.line) }
            writer.key("locations")
            writer.array([diagnostic.place]) { place, writer in
                writer.object { write(place, file, to: &$0) }
            }
            writer.member("associatedRule") { writer in
                writer.member("id", diagnostic.rule.rawValue)
                writer.member("index", rule)
            }
        }
        return writer.bytes
    }

    private func artifact(_ file: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("location") { write(file, to: &$0) }
        }
        return writer.bytes
    }

    // MARK: Indices

    private mutating func index(of rule: RuleID) -> Int {
        if let index = ruleIndices[rule] { return index }
        ruleIndices[rule] = rules.count
        rules.append(rule)
        return rules.count - 1
    }

    /// The number of the file of a place, nil for an object of a cluster.
    private mutating func index(of place: Diagnostic.Place) -> Int? {
        place.isInFile ? index(ofFile: place.file) : nil
    }

    private mutating func index(ofFile file: String) -> Int {
        if let index = fileIndices[file] { return index }
        fileIndices[file] = files.count
        files.append(file)
        return files.count - 1
    }

    // MARK: The tool

    /// The program with the rules that are broken.
    private var driver: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("name", "stashgate")
            writer.member("version", tool.version)
            writer.member("semanticVersion", tool.version)
            writer.member("informationUri", tool.homepage)
        }
        var bytes = Array(writer.bytes.dropLast())
        Self.append(rules.map { descriptor(of: $0) }, as: "rules", to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private func descriptor(of id: RuleID) -> [UInt8] {
        let rule = LintRules.rule(id)
        let page = tool.documentation(id)
        let summary = rule?.summary ?? ""
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("id", id.rawValue)
            writer.member("shortDescription") { $0.member("text", summary) }
            writer.member("fullDescription") { $0.member("text", page?.introduction ?? summary) }
            writer.member("help") { writer in
                writer.member("text", page?.markdown ?? summary)
                if let page { writer.member("markdown", page.markdown) }
            }
            if let page { writer.member("helpUri", page.address) }
            writer.member("defaultConfiguration") { writer in
                writer.member("level", (rule?.severity ?? .error).rawValue)
            }
        }
        return writer.bytes
    }
}
