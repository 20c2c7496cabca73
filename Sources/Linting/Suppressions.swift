internal import Document
internal import KubeStash
internal import Schema

/// The ignores of one document: comments such as `# stashgate: ignore wipe-out -- a scratch storage`, and annotations.
///
/// A comment on a line of its own holds for the next line that is not a comment, any other one for its own line. The
/// annotation `stashgate.dev/ignore` holds for its whole object, and has one `rule-id: reason` a line.
struct Suppressions {
    /// An ignore of one rule.
    private struct Ignore {
        let rule: RuleID
        /// Where it holds.
        let lines: ClosedRange<Int>
        /// Where it is written.
        let range: Range<Int>
        var isUsed = false
    }

    /// The beginning of a comment that is for stashgate.
    private static let mark = "stashgate:"
    /// The word that names the rules.
    private static let ignore = "ignore"
    /// The separator of the reason.
    private static let separator = " -- "

    private let source: Document.Source
    private let file: String
    private let options: LintOptions
    private var ignores: [Ignore] = []
    /// The mistakes of the ignores themselves.
    private var problems: [Diagnostic] = []

    /// Reads the ignores of a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - objects: The objects in it.
    ///   - file: The file's path.
    ///   - options: The policy, and the namespace of objects that name none.
    init(_ document: Document, _ objects: [Manifest.Object], in file: String, _ options: LintOptions) {
        source = document.source
        self.file = file
        self.options = options
        for index in source.comments.indices { readComment(at: index) }
        for object in objects { readAnnotation(of: object, in: document) }
    }

    /// Whether there is nothing to apply.
    var isEmpty: Bool { ignores.isEmpty && problems.isEmpty }

    /// Leaves out what is ignored, and adds the mistakes of the ignores.
    ///
    /// - Parameters:
    ///   - diagnostics: The mistakes of the document.
    ///   - isReported: Whether mistakes of a rule are reported at all; an ignore of another rule is not unused.
    /// - Returns: The mistakes that are left.
    mutating func apply(to diagnostics: [Diagnostic], isReported: (RuleID) -> Bool) -> [Diagnostic] {
        guard !isEmpty else { return diagnostics }
        var byRule: [RuleID: [Int]] = [:]
        for index in ignores.indices { byRule[ignores[index].rule, default: []].append(index) }
        var left = diagnostics.filter { diagnostic in
            let line = diagnostic.place.start.line
            let holding = byRule[diagnostic.rule, default: []].filter { ignores[$0].lines.contains(line) }
            for index in holding { ignores[index].isUsed = true }
            return holding.isEmpty
        }
        left += problems
        for ignore in ignores where !ignore.isUsed && isReported(ignore.rule) {
            left.append(
                diagnostic(LintRules.unusedIgnore, ignore.range, "\(ignore.rule) is not broken here: remove the ignore")
            )
        }
        return left.ordered { $0.place.start.offset }
    }

    // MARK: Reading

    private mutating func readComment(at index: Int) {
        let comment = source.comments[index]
        let text = String(decoding: source.text[comment.range], as: UTF8.self)
        let words = text.drop { $0 == "#" || $0 == " " }
        guard words.hasPrefix(Self.mark) else { return }
        let command = words.dropFirst(Self.mark.count).drop { $0 == " " }
        guard command.hasPrefix(Self.ignore), command.dropFirst(Self.ignore.count).first ?? " " == " " else {
            return report(comment.range, "the only comment of stashgate is '# stashgate: ignore RULE -- REASON'")
        }
        let line = self.line(coveredByCommentAt: index)
        let rest = command.dropFirst(Self.ignore.count)
        let parts = rest.split(separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
        let reason = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        let rules = parts[0].split { $0 == "," || $0 == " " }
        guard !rules.isEmpty else {
            return report(comment.range, "it names no rule: '# stashgate: ignore RULE -- REASON'")
        }
        guard !reason.isEmpty else {
            return report(comment.range, "it gives no reason: write it behind the rule, as in '\(rules[0]) -- REASON'")
        }
        for rule in rules { add(String(rule), for: line, at: comment.range) }
    }

    /// The line for which a comment holds.
    private func line(coveredByCommentAt index: Int) -> Int {
        let comments = source.comments
        let line = source.position(atOffset: comments[index].range.lowerBound).line
        guard comments[index].isWholeLine else { return line }
        var (next, covered) = (index + 1, line + 1)
        while next < comments.count, comments[next].isWholeLine,
            source.position(atOffset: comments[next].range.lowerBound).line == covered
        {
            next += 1
            covered += 1
        }
        return covered
    }

    /// Reads the annotation of an object, which the webhook follows as well: where the policy says which rules may be
    /// ignored, no other one can be.
    private mutating func readAnnotation(of object: Manifest.Object, in document: Document) {
        guard let annotation = IgnoreAnnotation(of: object.node, in: document) else { return }
        let settings = options.policy.settings(for: object.namespace(orElse: options.namespace))
        let range = document.place(of: annotation.value).range
        let whole = document.place(of: object.node).range
        let lines =
            source.position(atOffset: whole.lowerBound).line...source.position(atOffset: whole.upperBound).line
        for problem in annotation.problems { report(range, problem, under: settings) }
        for entry in annotation.entries {
            let isJudgedThere = RuleCatalog.rule(entry.rule) != nil
            if isJudgedThere, settings.limitsIgnores, !settings.mayIgnore(entry.rule) {
                report(range, IgnoreAnnotation.refusal(of: entry.rule), under: settings)
            } else {
                ignores.append(Ignore(rule: entry.rule, lines: lines, range: range))
            }
        }
    }

    private mutating func add(_ name: String, for line: Int, at range: Range<Int>) {
        if let problem = IgnoreAnnotation.problem(with: name) { return report(range, problem) }
        ignores.append(Ignore(rule: RuleID(rawValue: name), lines: line...line, range: range))
    }

    /// Reports a mistake in an ignore, unless the policy turns that off.
    private mutating func report(_ range: Range<Int>, _ message: String, under settings: PolicySettings? = nil) {
        let level = (settings ?? options.policy.settings(for: nil)).level(of: RuleInfo.invalidIgnore.id)
        guard level != .off else { return }
        var problem = diagnostic(.invalidIgnore, range, message)
        if level == .warning { problem.severity = .warning }
        problems.append(problem)
    }

    private func diagnostic(_ rule: RuleInfo, _ range: Range<Int>, _ message: String) -> Diagnostic {
        let start = source.position(atOffset: range.lowerBound)
        let place = Diagnostic.Place(file: file, start: start, end: source.end(of: range, from: start))
        return Diagnostic(rule, at: place, message, excerpt: Excerpt(source.text, range, number: start.line))
    }
}
