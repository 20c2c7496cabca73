private import Glibc
package import Schema

/// The pages of what findings say, which every test of a rule compares with its findings.
///
/// A test's own table has the rule and the place. A wrong cause or severity, or a message that belongs to another mistake,
/// shows here, because the pages have each only once. New lines are added to the pages, for a review, by a run of the tests
/// with `RECORD_FINDINGS=1`.
package enum SaidFindings {
    private static let folder = "Tests/TestSupport/Fixtures"

    /// The rules with the causes and severities of their findings, as `rule cause severity`.
    private static let causes = lines(of: "causes.txt")

    /// The messages about mistakes within a Pod, as `rule: detail`; the first page has those of the tables of mutations.
    private static let messages = lines(of: "messages.txt").union(lines(of: "rule-messages.txt"))

    private static func lines(of page: String) -> Set<String> {
        let text = (try? Repository.text(of: "\(folder)/\(page)")) ?? ""
        return Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init))
    }

    /// A finding that no page has.
    package struct Unknown: Error, CustomStringConvertible {
        /// The page and the line that it lacks.
        package let description: String
    }

    /// Refuses a finding whose cause or severity the page does not have for its rule.
    /// - Parameter finding: The finding.
    /// - Throws: ``Unknown`` with the line.
    package static func checkCause(of finding: Finding) throws {
        let line = "\(finding.rule) \(finding.cause.rawValue) \(finding.severity)"
        if !causes.contains(line) { try miss(line, in: "causes.txt") }
    }

    /// Refuses a finding within a Pod that has another cause, severity or message than the pages.
    /// - Parameter finding: The finding.
    /// - Throws: ``Unknown`` with the line.
    package static func check(_ finding: Finding) throws {
        try checkCause(of: finding)
        guard !finding.detail.isEmpty else { return }
        let line = "\(finding.rule): \(finding.detail)"
        if !messages.contains(line) { try miss(line, in: "rule-messages.txt") }
    }

    private static func miss(_ line: String, in page: String) throws {
        guard unsafe getenv("RECORD_FINDINGS") != nil else { throw Unknown(description: "\(page) has no line \(line)") }
        guard !lines(of: page).contains(line) else { return }
        let file = unsafe fopen("\(Fixtures.package)/\(folder)/\(page)", "a")
        guard let file = unsafe file else { throw Unknown(description: "\(page) cannot be written") }
        _ = unsafe fputs("\(line)\n", file)
        unsafe fclose(file)
    }
}
