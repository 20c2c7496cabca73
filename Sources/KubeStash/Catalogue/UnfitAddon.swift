internal import Document
internal import Schema

/// An official Addon should be one for the kind of the target.
///
/// Nothing checks it before a backup is taken, and its plugin then looks for something that the target does not have.
struct UnfitAddon: Rule {
    /// An Addon for targets of another kind.
    static let info = RuleInfo(
        "unfit-addon", .warning, "an official Addon that is not for targets of this kind")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.addon.name"]

    /// Compares the Addon of every session with the target.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        var last: (mistake: Mistake?, addon: Document.Node, target: Document.Node)?
        for backup in configuration.backups where findings.all.count < AddonTasks.mostFindings {
            guard let addon = backup.addon(in: document), let target = configuration.target(of: backup),
                let kind = document.text(Names.kind, of: target)
            else { continue }
            // Most sessions have one target, and the same Addon.
            let isSame = last.map { $0.target == target && document.haveSameText($0.addon, addon) } ?? false
            let mistake = isSame ? last?.mistake : Mistake(of: addon, for: kind, of: target, in: document)
            last = (mistake, addon, target)
            mistake?.report(addon, &findings)
        }
    }

    /// Compares an Addon with a target, whose kind and name it must be for.
    ///
    /// - Parameters:
    ///   - addon: The name of the Addon; nil if there is none.
    ///   - target: The target; nil if there is none.
    ///   - document: The document of both.
    ///   - findings: The list to report to.
    static func check(
        _ addon: Document.Node?, with target: Document.Node?, in document: Document, _ findings: inout Findings
    ) {
        guard let addon, let target, let kind = document.text(Names.kind, of: target) else { return }
        Mistake(of: addon, for: kind, of: target, in: document)?.report(addon, &findings)
        UnfitTarget.check(target, of: addon, in: document, &findings)
    }
}

/// The mistake of an Addon for a target of another kind.
private struct Mistake {
    private let problem: String
    private let suggestion: Finding.Suggestion?

    /// Compares an Addon with the kind of a target; nil if nothing is wrong.
    init?(
        of addon: Document.Node, for kind: Document.Node, of target: Document.Node, in document: Document
    ) {
        let catalogue = AddonCatalogue.official
        guard let official = catalogue.addon(addon, in: document), !catalogue.isFor(kind, official, in: document),
            // Other kinds are those of custom Addons, and misspelt ones are reported as such.
            let known = TargetKind.named(kind, in: document),
            document.present(Names.apiGroup, of: target).map({ document.isString($0, known.group) })
                ?? known.group.text.isEmpty,
            let fit = catalogue.addons(for: known)
        else { return nil }
        let names = CatalogueNames.list(catalogue.kinds[official.kinds].map(\.text))
        problem = "is for targets of the kind \(names), and this one is a \(known.name.text)"
        suggestion = fit.count == 1 ? .replace(with: fit[0]) : nil
    }

    func report(_ addon: Document.Node, _ findings: inout Findings) {
        findings.report(UnfitAddon.info, .invalid, addon, problem, suggestion: suggestion)
    }
}

extension AddonCatalogue {
    /// The official Addons for a kind; nil if there is none, except the one for manifests.
    fileprivate func addons(for kind: TargetKind) -> [String]? {
        addonsOfKind[kind.name.text] ?? (kind.name.text == "Namespace" ? [Self.manifests.text] : nil)
    }

    /// The kinds of an Addon's targets, by the name of the Addon; none if it is for any kind.
    static func targetKinds(ofAddon name: Substring) -> [Key] {
        switch name {
        case "workload-addon": return ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]
        case "pvc-addon": return ["PersistentVolumeClaim"]
        case "kubedump-addon": return []
        case "opensearch-addon": return ["Elasticsearch", appBinding]
        case "redis-addon": return ["Redis", "RedisSentinel", appBinding]
        default:
            // The others have the name of their database.
            return (TargetKind.spelt(String(name.dropLast("-addon".count))).map { [$0.name] } ?? []) + [appBinding]
        }
    }

    private static let appBinding: Key = "AppBinding"
}
