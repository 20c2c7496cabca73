package import Document
public import Schema

extension RuleInfo {
    /// A comment or an annotation of stashgate's that cannot be followed; in the cluster, where it is no reason to refuse
    /// an object, a warning.
    package static let invalidIgnore = RuleInfo(
        "invalid-ignore", .error,
        "a comment or annotation that ignores a rule gives no reason, cannot be understood, or may not ignore it")
}

/// The annotation `stashgate.dev/ignore` of an object: rules whose mistakes are meant, each with a reason.
///
/// It has one `rule-id: reason` a line; a semicolon, too, parts one from the next.
package struct IgnoreAnnotation {
    /// A rule that is ignored.
    package struct Entry {
        /// The rule.
        package let rule: RuleID
        /// The reason, which is not empty.
        package let reason: String
    }

    /// The name of the annotation.
    static let name: Key = "stashgate.dev/ignore"

    /// The annotation's value.
    package let value: Document.Node
    /// The rules, in order; none of them is mandatory.
    package private(set) var entries: [Entry] = []
    /// The first mistakes in the annotation, in order.
    package private(set) var problems: [String] = []

    /// Reads the annotation of an object.
    ///
    /// - Parameters:
    ///   - object: The object, which may be any value.
    ///   - document: The document that contains it.
    package init?(of object: Document.Node, in document: Document) {
        guard let metadata = document.present(Names.metadata, of: object),
            let annotations = document.present(Self.annotations, of: metadata),
            let value = document.text(Self.name, of: annotations), let text = document.string(value)
        else { return nil }
        self.value = value
        for line in text.split(whereSeparator: \.isNewline) {
            for entry in Self.entries(of: line) { add(entry) }
        }
    }

    private static let annotations: Key = "annotations"
    /// The most mistakes that are kept: an annotation may have one on each line, more than a person reads.
    private static let mostProblems = 16

    /// The entries of a line: behind a semicolon, only what begins like an entry is one, as a reason may have some.
    private static func entries(of line: Substring) -> [Substring] {
        var entries: [Substring] = []
        for piece in line.split(separator: ";") {
            if let last = entries.last, !beginsEntry(piece) {
                entries[entries.count - 1] = line[last.startIndex..<piece.endIndex]
            } else {
                entries.append(piece)
            }
        }
        return entries
    }

    private static func beginsEntry(_ text: Substring) -> Bool {
        let name = text.prefix { $0 != ":" }
        return name.endIndex < text.endIndex && !name.trimmingBlanks.contains { $0 == " " || $0 == "\t" }
    }

    private mutating func add(_ entry: Substring) {
        let name = entry.prefix { $0 != ":" }.trimmingBlanks
        let reason = entry.drop { $0 != ":" }.dropFirst().trimmingBlanks
        guard !name.isEmpty || !reason.isEmpty else { return }
        let rule = RuleID(rawValue: String(name))
        if !name.isEmpty, !reason.isEmpty, LintRules.rule(rule)?.isMandatory == false {
            entries.append(Entry(rule: rule, reason: String(reason)))
        } else if problems.count < Self.mostProblems {
            problems.append(
                name.isEmpty || reason.isEmpty
                    ? "it gives no reason: write 'RULE: REASON', one a line"
                    : Self.problem(with: rule.rawValue) ?? "")
        }
    }

    /// The reason why a rule cannot be ignored.
    ///
    /// - Parameter name: The name of the rule, which may be any text.
    /// - Returns: The reason; nil if it can, unless a policy forbids it.
    package static func problem(with name: String) -> String? {
        guard let rule = LintRules.rule(RuleID(rawValue: name)) else {
            let names = (RuleCatalog.all + LintRules.all).lazy.map(\.id.rawValue)
            let nearest = NearestName.of(name, among: names, mostCandidates: names.count)
            let question = nearest.map { "; did you mean \(Quoted.text($0))?" } ?? ""
            return "there is no rule \(Quoted.text(name, limit: Quoted.longestVisible))\(question)"
        }
        return rule.isMandatory
            ? "\(rule.id) cannot be ignored: Kubernetes or KubeStash itself refuses such an object" : nil
    }

    /// The remark about a rule that the policy does not let be ignored.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: The remark.
    package static func refusal(of rule: RuleID) -> String {
        "\(rule) cannot be ignored: it is not among the rules that the policy lets be (ignorable)"
    }
}

extension PolicySettings {
    /// Ignores the findings that the object's own annotation ignores, as far as the policy lets it, and warns where it
    /// cannot be followed.
    ///
    /// It costs nothing without findings, so that a mistake in the annotation is reported only beside another one.
    ///
    /// - Parameter findings: The findings about the object.
    public func applyIgnores(to findings: inout Findings) {
        guard !findings.isEmpty, let annotation = IgnoreAnnotation(of: findings.root, in: findings.document) else {
            return
        }
        var problems = annotation.problems
        var reasons: [RuleID: String] = [:]
        let broken = Set(findings.all.lazy.map(\.rule))
        for entry in annotation.entries where broken.contains(entry.rule) && reasons[entry.rule] == nil {
            if mayIgnore(entry.rule) {
                reasons[entry.rule] = entry.reason
            } else {
                problems.append(IgnoreAnnotation.refusal(of: entry.rule))
            }
        }
        if !reasons.isEmpty { findings.ignore { reasons[$0] } }
        guard level(of: RuleInfo.invalidIgnore.id) != .off else { return }
        for problem in problems { annotation.report(problem, to: &findings) }
    }
}

extension IgnoreAnnotation {
    fileprivate func report(_ problem: String, to findings: inout Findings) {
        guard let key = findings.document.key(of: value), let annotations = findings.document.parent(of: value) else {
            return
        }
        findings.report(
            .invalidIgnore, .forbidden, value, at: .entry(of: annotations, key: key), problem, isMild: true)
    }
}

extension Substring {
    /// The text without blanks around it.
    fileprivate var trimmingBlanks: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
