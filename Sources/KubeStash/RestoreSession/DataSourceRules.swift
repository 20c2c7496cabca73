internal import Document
internal import Kubernetes
internal import Schema

/// A RestoreSession must say what it restores: a Snapshot by its name, the latest one of a Repository, or one by a time.
///
/// KubeStash's webhook requires it, too (`ValidateDataSource`).
struct IncompleteDataSource: Rule {
    /// A data source that names no backup.
    static let info = RuleInfo(
        "incomplete-data-source", .error, "a data source without a snapshot, or without the repository that it needs",
        isMandatory: true)
    /// The fields that the rule reports.
    static let fields = ["spec.dataSource.repository", "spec.dataSource.snapshot"]

    /// Looks for the fields that the way of naming the backup needs.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let source = session.dataSource else { return }
        func need(_ key: Key, _ reason: String) {
            guard document.lacksText(key, of: source) else { return }
            findings.report(Self.info, .required, missing: key, of: source, reason)
        }
        if document.present(RestoreSession.pitr, of: source) != nil {
            return need(RestoreSession.repository, "the point in time is looked up among the Snapshots of a Repository")
        }
        need(RestoreSession.snapshot, "it names a Snapshot, or is latest for the newest one of the repository")
        guard let snapshot = document.text(RestoreSession.snapshot, of: source),
            document.isString(snapshot, RestoreSession.latest)
        else { return }
        need(RestoreSession.repository, "the latest Snapshot is looked up in a Repository")
    }
}

extension RestoreSession {
    /// The snapshot that stands for the newest one of a repository.
    static let latest: Key = "latest"
}

/// A snapshot beside a point in time is ignored.
struct UnusedSnapshot: Rule {
    static var info: RuleInfo { .noEffect }
    /// The fields that the rule reports.
    static let fields = ["spec.dataSource.snapshot"]

    /// Warns of a snapshot that KubeStash does not read.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        guard let source = session.dataSource, context.document.present(RestoreSession.pitr, of: source) != nil,
            let snapshot = context.document.text(RestoreSession.snapshot, of: source)
        else { return }
        findings.report(
            Self.info, .invalid, snapshot,
            "has no effect beside pitr, for which KubeStash looks up a Snapshot by its time; leave one of them out")
    }
}

/// A snapshot with nearly the name `latest` is probably no name of a Snapshot.
///
/// Their names are made by KubeStash and end with the time of the backup.
struct UnlikelySnapshot: Rule {
    /// A misspelt `latest`.
    static let info = RuleInfo(
        "unlikely-snapshot", .warning, "the name of a Snapshot that is probably meant to be latest")
    /// The fields that the rule reports.
    static let fields = ["spec.dataSource.snapshot"]

    /// Other words for the newest one.
    private static let otherWords = ["last", "newest", "most-recent", "recent", "current"]

    /// Compares the name with what was probably meant.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let snapshot = session.dataSource.flatMap({ document.text(RestoreSession.snapshot, of: $0) }),
            !document.isString(snapshot, RestoreSession.latest),
            let text = document.string(snapshot, upTo: Self.longest), text.utf8.count <= Self.longest,
            // A text that no object can have as its name is an error already, with the same suggestion.
            Format.dnsSubdomain.problem(with: text.utf8.span) == nil
        else { return }
        let latest = RestoreSession.latest.text
        guard Self.otherWords.contains(text) || NearestName.of(text, among: [latest]) != nil else { return }
        findings.report(
            Self.info, .invalid, snapshot, "is not a name that KubeStash gives to a Snapshot",
            suggestion: .replace(with: latest))
    }

    /// The longest name that is compared: no misspelt word is longer.
    private static let longest = 16
}

/// A component that is named twice is restored once, and another one was probably meant.
struct DuplicateComponent: Rule {
    /// A component that is named twice.
    static let info = RuleInfo(
        "duplicate-component", .warning, "a data source names one component twice")
    /// The fields that the rule reports.
    static let fields = ["spec.dataSource.components"]

    /// Warns of every component that repeats an earlier one.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let list = session.dataSource.flatMap({ document.list(RestoreSession.components, of: $0) }),
            document.hasManyItems(list)
        else { return }
        var seen = NodeTable()
        for item in document.elements(of: list) where document.kind(of: item) == .string {
            guard seen.insert(item, of: document) != nil else { continue }
            findings.report(Self.info, .duplicate, item, "the data source names this component already")
        }
    }
}
