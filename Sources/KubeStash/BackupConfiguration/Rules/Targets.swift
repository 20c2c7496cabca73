internal import Document
internal import Kubernetes
internal import Schema
internal import Text

/// A well-known kind should be spelt right, and be in its own API group.
///
/// KubeStash would look for an object of a kind that does not exist, and wait for it forever. Unknown kinds and groups
/// are left alone: a custom Addon may back up any.
struct UnlikelyTarget: ObjectRule {
    /// A target of a kind that does not exist.
    static let info = RuleInfo(
        "unlikely-target", .warning, "the target's kind is misspelt, or in another API group than its own")

    var fields: [String] { [Names.kind.text, Names.apiGroup.text] }
    var triggers: [Key] { [Names.kind] }

    /// Warns of a kind or a group that is probably another one.
    func check(_ target: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let kind = document.text(Names.kind, of: target) else { return }
        let group = Group(of: target, in: document)
        if let known = TargetKind.named(kind, in: document) {
            guard !group.isOwn(of: known, in: document), !group.isMalformed(in: document) else { return }
            return check(group, of: known, target, in: document, &findings)
        }
        guard let text = document.string(kind, upTo: Self.longest), text.utf8.count <= Self.longest,
            !group.isMalformed(in: document), let meant = meant(text, in: group, document)
        else { return }
        // A text that no kind can be is an error already, with the same suggestion.
        if Format.kindName.problem(with: text.utf8.span) == nil {
            let place = meant.group.text.isEmpty ? "the core group" : Quoted.text(meant.group.text)
            findings.report(
                Self.info, .invalid, kind, "is not a kind of \(place) that KubeStash can back up",
                suggestion: .replace(with: meant.name.text))
        }
        if !group.isOwn(of: meant, in: document) { check(group, of: meant, target, in: document, &findings) }
    }

    private static let longest = 63

    /// The kind that is meant by a text that is not a well-known one.
    private func meant(_ text: String, in group: Group, _ document: Document) -> TargetKind? {
        if group.isForeign(in: document) { return nil }
        if let meant = TargetKind.spelt(text) { return meant }
        let known = [TargetKind.workloads, TargetKind.databases, TargetKind.machines].first {
            group.isNamed($0, in: document)
        }
        guard known != nil || group.node == nil else { return nil }
        return TargetKind.near(text, in: known)
    }

    private func check(
        _ group: Group, of kind: TargetKind, _ target: Document.Node, in document: Document,
        _ findings: inout Findings
    ) {
        guard !group.mayHave(kind, in: document) else { return }
        let name = kind.name.text
        guard let node = group.node else {
            findings.report(
                Self.info, .required, missing: Names.apiGroup, of: target,
                "\(name) is in the API group \(Quoted.text(kind.group.text))",
                suggestion: .insert(json: Quoted.text(kind.group.text)))
            return
        }
        if kind.group.text.isEmpty {
            findings.report(
                Self.info, .invalid, node, "\(name) is in the core group: leave apiGroup out", suggestion: .remove)
        } else {
            findings.report(
                Self.info, .invalid, node, "\(name) is not in this API group",
                suggestion: .replace(with: kind.group.text))
        }
    }
}

/// The API group of a target.
private struct Group {
    /// The text, nil for the core group.
    let node: Document.Node?

    /// Whether it is of the wrong type.
    private let isNoText: Bool

    init(of target: Document.Node, in document: Document) {
        let value = document.present(Names.apiGroup, of: target)
        isNoText = value.map { document.kind(of: $0) != .string } ?? false
        node = document.text(Names.apiGroup, of: target)
    }

    func isNamed(_ name: Key, in document: Document) -> Bool {
        node.map { document.isString($0, name) } ?? name.text.isEmpty
    }

    /// Whether it is the group of a kind.
    func isOwn(of kind: TargetKind, in document: Document) -> Bool {
        isNamed(kind.group, in: document)
    }

    /// Whether somebody else's kind of the same name may be in it.
    ///
    /// Databases have resources of many operators, and there are other StatefulSets and DaemonSets in groups such as
    /// `apps.kruise.io`.
    func mayHave(_ kind: TargetKind, in document: Document) -> Bool {
        guard isForeign(in: document), let node else { return false }
        let isWorkload = [TargetKind.workloads.text, TargetKind.core.text].contains(kind.group.text)
        return !isWorkload || document.withUTF8(of: node) { $0.starts(with: "apps.") }
    }

    /// Whether it is a domain that neither Kubernetes nor KubeDB owns, about which nothing is known.
    func isForeign(in document: Document) -> Bool {
        guard let text = node.flatMap({ document.string($0) }), text.contains("."),
            !TargetKind.all.contains(where: { $0.group.text == text }), !Self.isNoDomain(text)
        else { return false }
        if Self.ownDomains.contains(where: { text.hasSuffix($0) }) { return false }
        return NearestName.of(text, among: Set(TargetKind.all.map(\.group.text)).filter { $0.contains(".") }) == nil
    }

    /// Whether a text with dots is not a domain: a group with its version, or `apps` with an ending too many.
    private static func isNoDomain(_ text: String) -> Bool {
        let parts = text.split(separator: ".")
        guard parts.count > 1, let last = parts.last else { return false }
        let isVersion = last.first == "v" && last.dropFirst().first?.isNumber == true
        return isVersion || parts.count == 2 && parts[0] == TargetKind.workloads.text
    }

    /// Whether it cannot be a group, which is an error already.
    func isMalformed(in document: Document) -> Bool {
        isNoText
            || node.map { node in document.withUTF8(of: node) { Format.dnsSubdomain.problem(with: $0) != nil } }
                ?? false
    }

    /// The domains of Kubernetes, KubeDB and KubeStash, which have groups without kinds that can be backed up.
    private static let ownDomains = [".k8s.io", ".kubedb.com", ".kubestash.com"]
}

/// The Addons of workloads and of claims back up no kinds that no Addon takes; of the others, ``UnfitAddon`` knows.
struct UnfitTarget: Rule {
    static var info: RuleInfo { UnlikelyTarget.info }
    /// The fields that the rule reports.
    static let fields = ["spec.target.kind"]

    /// Kinds that run Pods, but that no Addon takes.
    private static let runners = ["Pod", "Job", "CronJob", "ReplicationController"]

    /// Warns of a kind of Kubernetes that a session's Addon does not back up.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        guard let target = configuration.spec.flatMap({ document.present(Names.target, of: $0) }),
            Self.isUnfit(target, in: document)
        else { return }
        for backup in configuration.backups {
            guard let addon = backup.addon(in: document) else { continue }
            if Self.check(target, of: addon, in: document, &findings) { return }
        }
    }

    /// Warns of a target that an Addon cannot have.
    ///
    /// - Parameters:
    ///   - target: The target.
    ///   - addon: The name of the Addon.
    ///   - document: The document of both.
    ///   - findings: The list to report to.
    /// - Returns: Whether it was reported.
    @discardableResult
    static func check(
        _ target: Document.Node, of addon: Document.Node, in document: Document, _ findings: inout Findings
    ) -> Bool {
        let isClaim = document.isString(addon, AddonCatalogue.claim)
        guard isClaim || document.isString(addon, AddonCatalogue.workload), isUnfit(target, in: document),
            let kind = document.text(Names.kind, of: target)
        else { return false }
        findings.report(
            info, .invalid, kind,
            isClaim
                ? "is no target of pvc-addon, which takes a PersistentVolumeClaim"
                : "is no target of workload-addon, which takes a Deployment, StatefulSet or DaemonSet")
        return true
    }

    /// Whether a target is of a kind that neither of the two Addons takes.
    private static func isUnfit(_ target: Document.Node, in document: Document) -> Bool {
        document.text(Names.kind, of: target).map { kind in
            TargetKind.named(kind, in: document) == nil && isCoreKind(kind, of: target, in: document)
        } ?? false
    }

    /// Whether a kind is one of Kubernetes' own, rather than a custom one.
    private static func isCoreKind(_ kind: Document.Node, of target: Document.Node, in document: Document) -> Bool {
        if Group(of: target, in: document).isForeign(in: document) { return false }
        let text = document.string(kind, upTo: NameShape.longestLabel)?.lowercased()
        return (runners + TargetKind.otherCoreKinds.map(\.text)).contains { $0.lowercased() == text }
    }
}

/// An Addon that backs up a target cannot do anything without one.
struct MissingTarget: Rule {
    /// An Addon without the target that it backs up.
    static let info = RuleInfo(
        "missing-target", .warning, "an Addon backs up a workload, a claim or a database, and there is no target")
    /// The fields that the rule reports.
    static let fields = ["spec.target"]

    /// Warns of a missing target if a session's Addon needs one.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        guard let spec = configuration.spec, document.kind(of: spec) == .object,
            document.present(Names.target, of: spec) == nil
        else { return }
        for backup in configuration.backups {
            guard let addon = backup.addon(in: document), AddonCatalogue.official.needsTarget(addon, in: document)
            else { continue }
            findings.report(
                Self.info, .required, missing: Names.target, of: spec,
                "\(document.string(addon) ?? "") backs up what it names, and nothing without it")
            return
        }
    }
}
