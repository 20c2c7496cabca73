public import Schema

/// How often each rule fired in one review.
public struct Tally: Hashable, Sendable {
    /// One rule's share.
    public struct Entry: Hashable, Sendable {
        /// The rule.
        public let rule: RuleID
        /// How bad its findings were: an error that an update was forgiven is a warning.
        public let severity: Finding.Severity
        /// How many findings it had, at least one.
        public fileprivate(set) var count: Int
    }

    /// The rules that fired, in the order of their first finding, errors first.
    public private(set) var entries: [Entry] = []

    /// Whether no rule fired.
    public var isEmpty: Bool { entries.isEmpty }

    /// The names of the rules that fired, each once.
    public var rules: [String] {
        var rules: [String] = []
        for entry in entries where !rules.contains(entry.rule.rawValue) { rules.append(entry.rule.rawValue) }
        return rules
    }

    mutating func count(_ findings: [Finding], as severity: Finding.Severity) {
        for finding in findings {
            // The catalogue has some dozens of rules, so a search is short however many findings there are.
            if let index = entries.firstIndex(where: { $0.rule == finding.rule && $0.severity == severity }) {
                entries[index].count += 1
            } else {
                entries.append(Entry(rule: finding.rule, severity: severity, count: 1))
            }
        }
    }
}
