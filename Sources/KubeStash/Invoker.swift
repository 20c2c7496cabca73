internal import Document
internal import Kubernetes
internal import Schema

extension ObjectType {
    /// The object that started a backup or its verification (`core/v1.TypedLocalObjectReference`).
    static let invoker = ObjectType(
        "TypedLocalObjectReference", "The BackupConfiguration or BackupBatch of the same namespace that is meant.",
        [
            Field("apiGroup", .string(.apiGroup), "API group of the object's kind: core.kubestash.com."),
            Field(
                "kind", .string(.anyName), "Kind of the object: BackupConfiguration or BackupBatch.",
                need: "it says of which kind the object is"),
            Field(
                "name", .string(.subdomainReference), "Name of the object.", need: "it names the object that is meant"),
        ],
        rules: [UnlikelyInvoker()], formerFields: FormerFields.invoker)

    /// The state of the hooks of a backup or a restore (`HookStatus`).
    static let hookStatus = ObjectType(
        "HookStatus", "How the hooks went.",
        [
            Field("preHooks", .list(of: .object(hookExecution)), "Those that were run before."),
            Field("postHooks", .list(of: .object(hookExecution)), "Those that were run after."),
        ])

    private static let hookExecution = ObjectType(
        "HookExecutionStatus", "How a hook went.",
        [
            Field("name", .string(), "Name of the hook."),
            Field("phase", .string(allowed: ["Succeeded", "Failed", "Pending"]), "How it went, in one word."),
        ])
}

/// Backups are started for a BackupConfiguration or a BackupBatch, and for no other kind.
struct UnlikelyInvoker: ObjectRule {
    /// An invoker of a kind that has no sessions.
    static let info = RuleInfo(
        "unlikely-invoker", .warning, "the invoker of a session is no BackupConfiguration and no BackupBatch")

    private static let kinds: [Key] = ["BackupConfiguration", "BackupBatch"]
    private static let group: Key = "core.kubestash.com"

    var fields: [String] { [Names.kind.text, Names.apiGroup.text] }
    var triggers: [Key] { [Names.kind] }

    /// Warns of another kind, and of another API group.
    func check(_ invoker: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let kind = document.text(Names.kind, of: invoker) else { return }
        guard Self.kinds.contains(where: { document.isString(kind, $0) }) else {
            let meant = NearestName.of(document.string(kind, upTo: 253) ?? "", among: Self.kinds.map(\.text))
            findings.report(
                Self.info, .notSupported, kind, "only a BackupConfiguration or a BackupBatch has sessions",
                suggestion: meant.map { .replace(with: $0) })
            return
        }
        guard let group = document.text(Names.apiGroup, of: invoker) else {
            guard document.present(Names.apiGroup, of: invoker).map({ document.isEmptyString($0) }) ?? true
            else { return }
            findings.report(
                Self.info, .required, missing: Names.apiGroup, of: invoker,
                "\(document.string(kind) ?? "") belongs to the group \(Self.group.text), not to the core group")
            return
        }
        // A text that no group can be is an error already, with the same suggestion.
        guard !document.isString(group, Self.group),
            document.withUTF8(of: group, { Format.apiGroup.problem(with: $0) }) == nil
        else { return }
        findings.report(
            Self.info, .notSupported, group, "\(document.string(kind) ?? "") belongs to the group \(Self.group.text)",
            suggestion: .replace(with: Self.group.text))
    }
}
