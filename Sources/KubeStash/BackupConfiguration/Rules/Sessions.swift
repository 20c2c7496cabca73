internal import Document
internal import Schema
internal import Time

/// Hooks of one list should have different names, for people who read their results.
struct DuplicateHookName: ObjectRule {
    /// Two hooks with the same name.
    static let info = RuleInfo(
        "duplicate-hook-name", .warning, "two hooks of one list have the same name")

    let side: AddonCatalogue.Side

    var fields: [String] { side.hookLists.map { "\($0.text).name" } }
    var triggers: [Key] { side.hookLists }

    /// Warns of every name that repeats an earlier one in a list.
    func check(_ hooks: Document.Node, in document: Document, _ findings: inout Findings) {
        for key in side.hookLists {
            guard let list = document.present(key, of: hooks) else { continue }
            document.forEachRepeatedName(in: list) { name in
                findings.report(
                    Self.info, .duplicate, name, "an earlier hook has this name, and nobody can tell the two apart")
            }
        }
    }
}

/// A hook without a HookTemplate runs nothing.
struct MissingHookTemplate: ObjectRule {
    /// A hook that runs nothing.
    static let info = RuleInfo(
        "missing-hook-template", .warning, "a hook has no hookTemplate and so runs nothing")

    let side: AddonCatalogue.Side

    var fields: [String] { side.hookLists.map { "\($0.text).hookTemplate" } }
    var triggers: [Key] { side.hookLists }

    /// Warns of every hook that does not say what to run.
    func check(_ hooks: Document.Node, in document: Document, _ findings: inout Findings) {
        for key in side.hookLists {
            guard let list = document.present(key, of: hooks) else { continue }
            for hook in document.elements(of: list)
            where document.kind(of: hook) == .object && document.present(Names.hookTemplate, of: hook) == nil {
                findings.report(
                    Self.info, .required, missing: Names.hookTemplate, of: hook,
                    "the hook has nothing to run without it")
            }
        }
    }
}

/// The result of a backup or restore is not known before it runs, so a hook before it cannot depend on the result.
struct PreBackupPolicy: ObjectRule {
    /// A hook that depends on a result that is not known yet.
    static let info = RuleInfo(
        "pre-backup-policy", .warning,
        "a hook before a backup or restore is to run after its success or failure only")

    let side: AddonCatalogue.Side

    var fields: [String] { ["\(list.text).executionPolicy"] }

    private var list: Key { side == .backup ? Names.preBackup : Names.preRestore }

    var triggers: [Key] { [list] }

    /// Warns of every hook that is run before, and should run only after success or failure.
    func check(_ hooks: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let list = document.present(list, of: hooks) else { return }
        for hook in document.elements(of: list) {
            guard let policy = document.present(Names.executionPolicy, of: hook),
                document.isString(policy, "OnSuccess") || document.isString(policy, "OnFailure")
            else { continue }
            findings.report(
                Self.info, .invalid, policy,
                side == .backup
                    ? "before a backup it is not known how it will end; use Always, or move the hook to postBackup"
                    : "before a restore it is not known how it will end; use Always, or move the hook to postRestore")
        }
    }
}

/// A part of a session should not take longer than the session may.
///
/// If the delay before the retry is longer than the session's time-out, there is no retry; if a hook's time-out is
/// longer, it has no effect.
struct OutlastsTimeout: ObjectRule {
    /// A time that is longer than the session's time-out.
    static let info = RuleInfo(
        "outlasts-timeout", .warning, "a retry delay or a hook's time-out is longer than the session's time-out")

    let side: AddonCatalogue.Side

    var fields: [String] {
        (side == .backup ? ["retryConfig.delay"] : []) + side.hookLists.map { "hooks.\($0.text).timeout" }
    }
    var triggers: [Key] { side.timeouts }

    /// Warns of a delay and of every hook's time-out that is longer than that of the session.
    func check(_ session: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let limit = limit(of: session, in: document),
            let nanoseconds = document.nanoseconds(limit), nanoseconds > 0
        else { return }
        let delay = document.present(Names.retryConfig, of: session).flatMap { document.text(Names.delay, of: $0) }
        if let delay { compare(delay, with: limit, nanoseconds, "there would be no retry", in: document, &findings) }
        guard let hooks = document.present(Names.hooks, of: session) else { return }
        for key in side.hookLists {
            guard let list = document.present(key, of: hooks) else { continue }
            for hook in document.elements(of: list) {
                guard let timeout = document.text(Names.timeout, of: hook) else { continue }
                compare(timeout, with: limit, nanoseconds, "it would never end the hook", in: document, &findings)
            }
        }
    }

    private func limit(of session: Document.Node, in document: Document) -> Document.Node? {
        for key in side.timeouts {
            if let limit = document.text(key, of: session) { return limit }
        }
        return nil
    }

    private func compare(
        _ node: Document.Node, with limit: Document.Node, _ nanoseconds: Int64, _ consequence: String,
        in document: Document, _ findings: inout Findings
    ) {
        guard let value = document.nanoseconds(node), value > nanoseconds else { return }
        let text = Quoted.bare(document.string(limit, upTo: 32) ?? "", limit: 32)
        findings.report(
            Self.info, .invalid, node, "is longer than the session's time-out of \(text): \(consequence)")
    }
}

extension Document {
    /// The length of a duration, nil if the text is not a duration.
    fileprivate func nanoseconds(_ node: Node) -> Int64? {
        withUTF8(of: node) { text in try? GoDuration(utf8: text).nanoseconds }
    }
}

/// A session's time-out is called `backupTimeout` now.
///
/// Releases that know only the new name drop the old one, and the backup then runs without a limit.
struct RenamedTimeout: ObjectRule {
    /// A field under its old name.
    static let info = RuleInfo(
        "renamed-timeout", .warning, "a session's timeout, which current releases call backupTimeout")

    var fields: [String] { [Names.timeout.text] }
    var triggers: [Key] { [Names.timeout] }

    /// Warns of the older name if the newer one is missing.
    func check(_ session: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let timeout = document.present(Names.timeout, of: session), document.kind(of: timeout) == .string,
            document.present(Names.backupTimeout, of: session) == nil
        else { return }
        findings.report(
            Self.info, .invalid, timeout, "current releases of KubeStash call it backupTimeout and drop timeout")
    }
}

/// A session must not have both names of its time-out: `timeout`, from older releases, and `backupTimeout`.
struct TimeoutConflict: ObjectRule {
    static var info: RuleInfo { .invalidDuration }

    var fields: [String] { [Names.timeout.text] }
    var triggers: [Key] { [Names.timeout] }

    /// Reports the older name.
    func check(_ session: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let timeout = document.present(Names.timeout, of: session),
            document.present(Names.backupTimeout, of: session) != nil
        else { return }
        findings.report(
            Self.info, .forbidden, timeout,
            "must not be set together with backupTimeout, which is the same under its new name"
        )
    }
}

/// A deadline under ten seconds is shorter than the interval at which Kubernetes looks for due runs.
///
/// The CronJob controller does so every ten seconds (Kubernetes, CronJob limitations), and skips runs that are past
/// their deadline by then.
struct ShortStartingDeadline: ObjectRule {
    /// A deadline that runs can miss by chance.
    static let info = RuleInfo(
        "short-starting-deadline", .warning, "startingDeadlineSeconds is under 10, so that runs are skipped by chance")

    private static let shortest: Int64 = 10

    var fields: [String] { [Names.startingDeadlineSeconds.text] }
    var triggers: [Key] { [Names.startingDeadlineSeconds] }

    /// Warns of a deadline that a run can miss by chance.
    func check(_ scheduler: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let node = document.present(Names.startingDeadlineSeconds, of: scheduler),
            let seconds = document.integer(node), 0..<Self.shortest ~= seconds
        else { return }
        findings.report(
            Self.info, .invalid, node,
            "is under \(Self.shortest), and Kubernetes looks for due runs every \(Self.shortest) seconds: some would be skipped"
        )
    }
}

/// A task that a session names twice runs twice into the same repositories.
struct DuplicateTask: ObjectRule {
    /// A task that runs twice.
    static let info = RuleInfo(
        "duplicate-task", .warning, "a session names one task twice")

    var fields: [String] { ["tasks.name"] }
    var triggers: [Key] { [Names.tasks] }

    /// Warns of every task that repeats an earlier one.
    func check(_ addon: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let tasks = document.present(Names.tasks, of: addon) else { return }
        document.forEachRepeatedName(in: tasks) { name in
            findings.report(
                Self.info, .duplicate, name, "the session has this task already and would do it twice")
        }
    }
}
