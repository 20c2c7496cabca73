internal import Document
internal import KubeStash
internal import Text
internal import Schema

/// The report as JUnit's XML, which nearly every CI system shows: a suite for each file, and a case for each object.
package struct JUnitReport: LintReport {
    /// The number of cases, in all or in one suite.
    private struct Tally {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0

        var attributes: [(String, String)] {
            [
                ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "\(skipped)"),
            ]
        }

        mutating func add(_ other: Tally) {
            tests += other.tests
            failures += other.failures
            errors += other.errors
            skipped += other.skipped
        }
    }

    private let name: String
    private let isStrict: Bool
    private let paths: ReportPaths
    private var suites = XMLText()
    private var total = Tally()

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - name: The name of all suites together, the command that makes them.
    ///   - isStrict: Whether warnings are failures.
    ///   - paths: The paths in the repository.
    package init(named name: String = "stashgate lint", isStrict: Bool, paths: ReportPaths) {
        self.name = name
        self.isStrict = isStrict
        self.paths = paths
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        var tally = Tally()
        var cases = XMLText(depth: 2)
        for (subject, position, diagnostics) in Self.cases(of: report) {
            write(diagnostics, subject?.title ?? Self.fileCase, position, in: report, &tally, &cases)
        }
        for template in report.counts.templates {
            tally.tests += 1
            tally.skipped += 1
            cases.element("testcase", [("name", "template \(template)"), ("classname", report.path)]) { xml in
                xml.empty("skipped", [("message", "a template, which is judged only when it is rendered")])
            }
        }
        guard tally.tests > 0 else { return }
        total.add(tally)
        suites.open("testsuite", [("name", report.path)] + tally.attributes)
        suites.append(cases)
        suites.close("testsuite")
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        var head = XMLText(depth: 0)
        head.open("testsuites", [("name", name)] + total.attributes)
        output += #"<?xml version="1.0" encoding="UTF-8"?>"#.utf8
        output += "\n".utf8
        output += head.text.utf8
        output += suites.text.utf8
        output += "</testsuites>\n".utf8
    }

    /// The name of the case for mistakes that are in no object.
    private static let fileCase = "the file itself"

    /// The objects of a file with their mistakes, in order, and the mistakes that are in none.
    private static func cases(
        of report: Linter.FileReport
    ) -> [(Diagnostic.Subject?, SourcePosition?, [Diagnostic])] {
        var order: [(subject: Diagnostic.Subject?, position: SourcePosition?)] = report.objects.map {
            ($0.subject, $0.position)
        }
        var mistakes: [Diagnostic.Subject?: [Diagnostic]] = [:]
        for object in report.objects { mistakes[object.subject] = [] }
        for diagnostic in report.diagnostics {
            if mistakes[diagnostic.subject] == nil { order.append((diagnostic.subject, nil)) }
            mistakes[diagnostic.subject, default: []].append(diagnostic)
        }
        return order.map { ($0.subject, $0.position, mistakes[$0.subject] ?? []) }
    }

    private func write(
        _ diagnostics: [Diagnostic], _ name: String, _ position: SourcePosition?, in report: Linter.FileReport,
        _ tally: inout Tally, _ cases: inout XMLText
    ) {
        let failures = diagnostics.filter { isStrict || $0.severity == .error }
        let warnings = diagnostics.filter { !isStrict && $0.severity == .warning }
        let isUnreadable = failures.contains { $0.rule == LintRules.unreadable.id && $0.subject == nil }
        tally.tests += 1
        if isUnreadable { tally.errors += 1 } else if !failures.isEmpty { tally.failures += 1 }
        var attributes = [("name", name), ("classname", report.path)]
        if report.isFile {
            attributes.append(("file", paths.path(of: report.path)))
            if let line = (position ?? diagnostics.first?.place.start)?.line { attributes.append(("line", "\(line)")) }
        }
        cases.element("testcase", attributes) { xml in
            if let first = failures.first {
                // Some readers take only one failure a case, so it has all of them.
                xml.element(
                    isUnreadable ? "error" : "failure", [("type", first.rule.rawValue), ("message", first.line)],
                    text: Self.lines(of: failures))
            }
            if !warnings.isEmpty { xml.element("system-out", [], text: Self.lines(of: warnings)) }
        }
    }

    private static func lines(of diagnostics: [Diagnostic]) -> String {
        diagnostics.map(\.conciseLine).joined(separator: "\n")
    }
}

/// XML with an element a line, indented by two blanks for each element around it.
struct XMLText {
    private(set) var text = ""
    private var depth: Int

    /// Begins an empty text.
    ///
    /// - Parameter depth: The number of elements around it.
    init(depth: Int = 1) {
        self.depth = depth
    }

    private var indent: String { String(repeating: "  ", count: depth) }

    /// Writes the start of an element.
    mutating func open(_ name: String, _ attributes: [(String, String)]) {
        text += "\(indent)\(Self.tag(name, attributes))>\n"
        depth += 1
    }

    /// Writes the end of an element.
    mutating func close(_ name: String) {
        depth -= 1
        text += "\(indent)</\(name)>\n"
    }

    /// Writes an element with elements in it; an empty one if there are none.
    mutating func element(_ name: String, _ attributes: [(String, String)], _ contents: (inout XMLText) -> Void) {
        var inner = XMLText(depth: depth + 1)
        contents(&inner)
        guard !inner.text.isEmpty else { return empty(name, attributes) }
        open(name, attributes)
        append(inner)
        close(name)
    }

    /// Writes an element without contents.
    mutating func empty(_ name: String, _ attributes: [(String, String)]) {
        text += "\(indent)\(Self.tag(name, attributes))/>\n"
    }

    /// Writes an element with a text in it.
    mutating func element(_ name: String, _ attributes: [(String, String)], text: String) {
        self.text += "\(indent)\(Self.tag(name, attributes))>\(Self.escaped(text))</\(name)>\n"
    }

    /// Writes elements that are written already.
    mutating func append(_ other: XMLText) {
        text += other.text
    }

    private static func tag(_ name: String, _ attributes: [(String, String)]) -> String {
        "<\(name)" + attributes.map { " \($0)=\"\(escaped($1, isAttribute: true))\"" }.joined()
    }

    /// A text as XML 1.0 has it: what it cannot have becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - isAttribute: Whether it is the value of an attribute, in which a reader turns white space into blanks.
    /// - Returns: The text with its escapes.
    static func escaped(_ text: String, isAttribute: Bool = false) -> String {
        text.escaping { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"" where isAttribute: "&quot;"
            case "\r": "&#13;"
            case "\n" where isAttribute: "&#10;"
            case "\t" where isAttribute: "&#9;"
            case "\n", "\t": nil
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
            case _ where scalar.isHidden: "&#\(scalar.value);"
            default: nil
            }
        }
    }
}
