internal import Document
internal import Kubernetes
internal import Schema

extension RuleInfo {
    /// A hook whose parameters are not those of its HookTemplate.
    static let hookParameters = RuleInfo(
        "hook-parameters", .warning,
        "a hook with a parameter that its HookTemplate does not declare, or without one that it requires")
}

/// A hook gives the parameters that its HookTemplate declares.
struct HookParameters: Rule {
    static var info: RuleInfo { .hookParameters }
    /// The fields that the rule reports.
    static let fields = ["preBackup", "postBackup"].flatMap {
        ["spec.sessions.hooks.\($0).params", "spec.sessions.hooks.\($0).params.*"]
    }
    static let needsInventory = true

    /// Warns of the parameters of every hook.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for session in configuration.sessions {
            for hook in BackupConfiguration.hooks(of: session.node, AddonCatalogue.Side.backup, in: context.document) {
                HookCheck.check(hook, in: context, &findings)
            }
        }
    }
}

/// The same for the hooks of a restore.
struct RestoreHookParameters: Rule {
    static var info: RuleInfo { .hookParameters }
    /// The fields that the rule reports.
    static let fields = ["preRestore", "postRestore"].flatMap {
        ["spec.hooks.\($0).params", "spec.hooks.\($0).params.*"]
    }
    static let needsInventory = true

    /// Warns of the parameters of every hook.
    func check(_ restore: RestoreSession, in context: Context, _ findings: inout Findings) {
        guard let spec = restore.spec else { return }
        for hook in BackupConfiguration.hooks(of: spec, AddonCatalogue.Side.restore, in: context.document) {
            HookCheck.check(hook, in: context, &findings)
        }
    }
}

/// The check of one hook.
private enum HookCheck {
    static func check(_ hook: Document.Node, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard
            let reference = ObjectReference(
                "HookTemplate", document.present(Names.hookTemplate, of: hook), of: document,
                in: context.namespace ?? ""),
            case .found(let found) = context.inventory.object(reference), found.count == 1,
            case .template(let template) = found[0].facts
        else { return }
        let given = document.present(Names.params, of: hook)
        guard given.map({ document.kind(of: $0) == .object }) ?? true else { return }
        let members = given.map { Array(document.members(of: $0)) } ?? []
        let names = template.parameters.map(\.name)
        let declared = Set(names)
        guard findings.all.count < AddonTasks.mostFindings else { return }
        let keys = members.map { document.string($0.key) }
        for (member, key) in zip(members, keys) where findings.all.count < AddonTasks.mostFindings {
            guard let name = key, !declared.contains(name) else { continue }
            findings.report(
                .hookParameters, .notFound, member.key, at: .entry(of: given ?? hook, key: member.key),
                names.isEmpty
                    ? "\(found[0].name.title) declares no parameter"
                    : "\(found[0].name.title) declares \(names.prefix(mostListed).joined(separator: ", "))",
                suggestion: NearestName.of(name, among: names).map { .renameKey(to: $0) },
                related: [found[0].related("the HookTemplate")])
        }
        let stated = Set(keys)
        let lacking = template.parameters.lazy.filter { $0.isRequired && !stated.contains($0.name) }
        for parameter in lacking.prefix(AddonTasks.mostFindings) {
            findings.report(
                .hookParameters, .required, missing: Names.params, of: hook,
                "\(found[0].name.title) requires \(Quoted.text(parameter.name))")
        }
    }

    /// The most parameters that a message lists.
    private static let mostListed = 8
}
